"""The place for what needs a person in all stories, and the ways that lead there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.errands import Errands
    from ui.pages.needs_you_page import NeedsYouPage
    from ui.pages.share.share_errands import ShareErrands
    from ui.viewmodels.settling import Settling
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.steps import Path


class NeedsYou(QObject):
    """Counts from the moment the library is there; the page is made when it is first shown."""

    counted = Signal(int)
    """How many things need a person."""
    place_wanted = Signal(str)
    """The name of a place to be shown."""

    def __init__(self, shelf: "Shelf", errands: "Errands", parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._errands = errands
        self._settling: Settling | None = None
        self._page: NeedsYouPage | None = None
        self._asking: ShareErrands | None = None
        shelf.ready.connect(self._begin)

    def _begin(self) -> None:
        self.settling.load()

    @property
    def settling(self) -> "Settling":
        """What needs a person, one by one."""
        if self._settling is None:
            from ui.viewmodels.settling import Settling

            self._settling = Settling(self._shelf, self)
            self._settling.counted.connect(self.counted)
        return self._settling

    @property
    def page(self) -> "NeedsYouPage":
        """The page of all of it."""
        if self._page is None:
            from ui.pages.needs_you_page import NeedsYouPage

            self._page = NeedsYouPage(self._shelf, self.settling)
            self._page.place_wanted.connect(self._errands.place_wanted)
            self._page.request_wanted.connect(self._write_request)
        return self._page

    def _write_request(self) -> None:
        line = self.settling.line
        from ui.pages.share.share_errands import ShareErrands

        if self._asking is None:
            self._asking = ShareErrands(self.page, self._shelf, self._errands)
        self._asking.save_request((line.case_id,) if line is not None else ())

    def go(self) -> None:
        """Show the page, and put the keyboard into it."""
        self.place_wanted.emit("needs_you")
        self.page.take_keyboard()

    def show(self, case_id: str, path: "Path") -> None:
        """Look at one contested answer of a story, all versions side by side."""
        self.place_wanted.emit("needs_you")
        self.settling.find(case_id, path)

    def show_decided(self) -> None:
        """Show what was decided in the open story."""
        editor = self._shelf.editor
        if editor.case is not None:
            title = str(editor.case.title or "")
            self.place_wanted.emit("needs_you")
            self.page.show_decided(editor.case_id, title)

    def escape(self) -> bool:
        """Lead one step back on the page; False where it is not shown, or there is none."""
        return self._page is not None and self._page.isVisible() and self._page.escape()

    def undo(self) -> bool:
        """Take the last choice back; False where the page is not shown."""
        shown = self._page is not None and self._page.isVisible()
        if shown:
            self.settling.undo()
        return shown
