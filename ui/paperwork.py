"""Documents made and taken in, as the commands name them; what does them is loaded when wanted."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.errands import Errands
    from ui.kept_files import KeptFiles
    from ui.papers import Papers
    from ui.viewmodels.shelf import Shelf


class Paperwork:
    """Light: the window paints first."""

    def __init__(self, window: QWidget, shelf: "Shelf", errands: "Errands") -> None:
        self._parts = (window, shelf, errands)
        self._papers: Papers | None = None
        self._kept: KeptFiles | None = None
        errands.form_wanted.connect(lambda: self.papers.blank_form())  # noqa: PLW0108 - likewise

    @property
    def papers(self) -> "Papers":
        """What does the work."""
        if self._papers is None:
            from ui.papers import Papers

            self._papers = Papers(*self._parts)
        return self._papers

    @property
    def kept_files(self) -> "KeptFiles":
        """What shows the originals."""
        if self._kept is None:
            from ui.kept_files import KeptFiles

            self._kept = KeptFiles(*self._parts)
        return self._kept

    def document(self, layout: str = "", ids: Sequence[str] | None = None, file: str = "") -> None:
        """Make a document of some stories, or of the open one."""
        self.papers.document(layout, ids, file)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by their names."""
        return {
            "document": self.document,
            "word_story": lambda: self.document("story", file="word"),
            "pdf": lambda: self.document(file="pdf"),
            "form": lambda: self.document("form"),
            "of_all": lambda: self.papers.of_all(),  # noqa: PLW0108 - loaded when wanted
            "blank_form": lambda: self.papers.blank_form(),  # noqa: PLW0108 - likewise
            "originals": lambda: self.kept_files.show(),  # noqa: PLW0108 - likewise
            "check": lambda: self.papers.check(),  # noqa: PLW0108 - likewise
        }
