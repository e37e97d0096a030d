"""What one does with the text of the open story: formats, spelling, finding, focus."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.spelling.words import words_of
from ui.pages.find_in_story import FindInStory, box_of
from ui.pages.focus_mode import FocusMode
from ui.pages.text_tools import TextTools
from ui.viewmodels import written
from ui.viewmodels.notice import Notice
from ui.viewmodels.spelling import Spelling
from ui.widgets.find_bar import FindBar
from ui.widgets.text.prose import Prose

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor
    from ui.widgets.form.form import Form

FORMATS = ("bold", "italic", "bullets", "numbers", "link")
_Place = tuple["Path", int, int, str, str]
"""The path of a field, where a misspelt word begins and ends in it, the word, all its text."""


class StoryText(QObject):
    """The commands of text; `do` is given the name of one."""

    def __init__(
        self, form: "Form", editor: "StoryEditor", bar: FindBar, tell: Callable[[Notice], object]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._editor = editor
        self._tell = tell
        self.around: Callable[[], Sequence[QWidget]] = tuple
        """The parts of the window that focus mode hides."""
        found = editor.findChild(Spelling)
        assert isinstance(found, Spelling)  # noqa: S101 - made before the form, which needs it
        self.spelling = found
        self.tools = TextTools(form.page)
        self.finding = FindInStory(form, editor, bar)
        self.focus = FocusMode(form)
        editor.changed.connect(self._on_changed)

    def do(self, name: str) -> None:
        """Do the command `name` of the text group."""
        if name in FORMATS:
            self.tools.act(name)
            return
        acts: dict[str, Callable[[], object]] = {
            "find": self.finding.find,
            "find_next": lambda: self.finding.step(1),
            "find_previous": lambda: self.finding.step(-1),
            "spelling": self.next_misspelt,
            "focus": self.toggle_focus,
        }
        acts[name]()

    def escape(self) -> bool:
        """Leave what was opened last; False where nothing is."""
        if self.finding.is_open:
            self.finding.close()
        elif self.focus.on:
            self.toggle_focus()
        else:
            return False
        return True

    def toggle_focus(self) -> None:
        """Show only the text, or everything again."""
        self.focus.switch(not self.focus.on, self.around())
        if self.focus.on:
            self._tell(Notice(_("Focus mode: F8 or Esc brings everything back.")))

    # ------------------------------------------------------------ spelling

    def next_misspelt(self) -> None:
        """Go to the next misspelt word of the story, and offer other words for it."""
        case = self._editor.case
        if case is None:
            return
        if not self.spelling.active:
            self._tell(Notice(self._why_not()))
            return
        texts = [one for one in written.texts(case) if one.field.kind in written.PROSE]
        words = {word for one in texts for _s, _e, word in _words(one.text)}
        self.spelling.when_known(words, self._go_to_misspelt)

    def _why_not(self) -> str:
        if self.spelling.language:
            return _("Spelling is switched off. The settings switch it on.")
        return _("There is no dictionary for the language of this story.")

    def _go_to_misspelt(self) -> None:
        case = self._editor.case
        if case is None:
            return
        places: list[_Place] = [
            (one.path, start, end, word, one.text)
            for one in written.texts(case)
            if one.field.kind in written.PROSE
            for start, end, word in _words(one.text)
            if word in self.spelling.wrong
        ]
        if not places:
            self._tell(Notice(_("No misspelt word was found.")))
            return
        path, start, end, word, text = self._next(places)
        box = box_of(self._form, path, text)
        if isinstance(box, Prose):
            box.setFocus()
            box.select(start, end)
            self._offer(box, (start, end, word))

    def _next(self, places: list[_Place]) -> _Place:
        here = QApplication.focusWidget()
        member = self._form.focused_member()
        if not isinstance(here, Prose) or member is None:
            return places[0]
        order = [one.path for one in written.texts(self._editor.case)] if self._editor.case else []
        at = order.index(member.path) if member.path in order else -1
        caret = here.chosen.end
        for place in places:
            where = order.index(place[0])
            if where > at or (where == at and place[1] >= caret):
                return place
        return places[0]

    def _offer(self, box: Prose, misspelt: tuple[int, int, str]) -> None:
        menu = self.tools.offer(box, misspelt)
        menu.next_wanted.connect(self.next_misspelt)
        menu.add_next()
        corner = box.caret_box().bottomLeft() + QPoint(0, 4)
        menu.show_at(box.mapToGlobal(corner))

    def _on_changed(self, path: "Path") -> None:
        if path == ("narrative_language",):
            self.spelling.follow_language()
        elif len(path) > 1 and path[-1] in written.NAMES:
            self.spelling.renew_names_soon()


def _words(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    at = 0
    for line in text.split("\n"):
        found += [(at + start, at + end, word) for start, end, word in words_of(line)]
        at += len(line) + 1
    return found
