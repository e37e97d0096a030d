"""What serves the box of text that has the keyboard: format bar, card of links, menu of words."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.text.format_bar import FormatBar
from ui.widgets.text.link_card import LinkCard
from ui.widgets.text.prose import Prose
from ui.widgets.text.word_menu import WordMenu


class TextTools(QObject):
    """Follows the keyboard through the boxes of one page."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.bar = FormatBar(self._page)
        self.prose: Prose | None = None
        """The box that had the keyboard last, while it is there."""
        self.card: LinkCard | None = None
        self.menu: WordMenu | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is no form without one
        app.focusChanged.connect(self._on_focus)

    def act(self, name: str) -> None:
        """Do a format action in the box that has the keyboard."""
        if self.prose is not None and self.prose.hasFocus():
            self.prose.act(name)
            self.bar.show_state()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or QApplication.activePopupWidget() is not None:
            return  # another window, a menu or a card: the keyboard comes back
        inside = isinstance(new, Prose) and self._page.isAncestorOf(new)
        self._serve(new if inside and isinstance(new, Prose) else None)

    def _serve(self, prose: Prose | None) -> None:
        if prose is self.prose:
            return
        if self.prose is not None:
            self.prose.link_wanted.disconnect(self._on_link)
            self.prose.menu_wanted.disconnect(self._on_menu)
            self.prose.destroyed.disconnect(self._forget)
        self.prose = prose
        self.bar.attach(prose if prose is not None and prose.marks else None)
        if prose is not None:
            prose.link_wanted.connect(self._on_link)
            prose.menu_wanted.connect(self._on_menu)
            prose.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.prose = None

    def _on_link(self) -> None:
        if self.prose is not None:
            made = self.card = LinkCard(self.prose)
            made.closed.connect(lambda: self._drop_card(made))
            made.show_at_caret()

    def _drop_card(self, gone: LinkCard) -> None:
        if self.card is gone:
            self.card = None

    def _on_menu(self, event: QContextMenuEvent, misspelt: tuple[int, int, str] | None) -> None:
        if self.prose is not None:
            menu = self.offer(self.prose, misspelt)
            menu.add_text_actions()
            menu.show_at(event.globalPos())

    def offer(self, prose: Prose, misspelt: tuple[int, int, str] | None) -> WordMenu:
        """The menu for a misspelt word, not yet shown."""
        made = self.menu = WordMenu(prose, misspelt)
        made.aboutToHide.connect(lambda: self._drop_menu(made))
        return made

    def _drop_menu(self, gone: WordMenu) -> None:
        if self.menu is gone:  # the next one may be there before this one is deleted
            self.menu = None
