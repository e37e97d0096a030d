"""Looking for words in the open story: the bar, the places, and the way to each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from ui.theme.look import look
from ui.viewmodels import finding
from ui.viewmodels.finding import Hit
from ui.widgets.find_bar import FindBar
from ui.widgets.text.places import to_units
from ui.widgets.text.prose import Prose

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor
    from ui.widgets.form.form import Form

_PAUSE = 150


def box_of(form: "Form", path: "Path", text: str) -> Prose | QLineEdit | None:
    """The box that holds `text` at `path`, unfolded and brought on screen."""
    found = form.bring(path)
    if found is None:
        return None
    boxes: list[Prose | QLineEdit] = [*found.findChildren(Prose), *found.findChildren(QLineEdit)]
    shown = [box for box in boxes if box.isVisibleTo(found)]
    return next((box for box in shown if _said(box) == text), shown[0] if shown else None)


def _said(box: Prose | QLineEdit) -> str:
    return box.text if isinstance(box, Prose) else box.text()


class FindInStory(QObject):
    """Public: `find(words)`, `step(by)`, `close()`."""

    def __init__(self, form: "Form", editor: "StoryEditor", bar: FindBar) -> None:
        super().__init__(form)
        self._form = form
        self._editor = editor
        self.bar = bar
        self.hits: tuple[Hit, ...] = ()
        self.at = -1
        self.words = ""
        """What was looked for last."""
        self._came_from: QWidget | None = None
        self._lit: list[Prose] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._look_again)
        bar.wanted.connect(self._on_wanted)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)
        editor.opened.connect(self._on_opened)
        editor.changed.connect(self._on_changed)
        look.changed.connect(self._light)

    @property
    def is_open(self) -> bool:
        """Whether the bar is shown."""
        return not self.bar.isHidden()

    def find(self, words: str = "") -> None:
        """Open the bar and go to the first place; without words, to what is selected."""
        here = QApplication.focusWidget()
        if here is not None and not self.bar.isAncestorOf(here):
            self._came_from = here
        self.bar.take(words or self._selected(here))

    @staticmethod
    def _selected(here: QWidget | None) -> str:
        said = ""
        if isinstance(here, Prose):
            said = here.chosen.text[here.chosen.start : here.chosen.end]
        elif isinstance(here, QLineEdit):
            said = here.selectedText()
        return said if "\n" not in said and len(said) <= 80 else ""

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), around the end."""
        if not self.is_open:
            self.find()
            return
        if self.hits:
            inside = self.bar.isAncestorOf(QApplication.focusWidget() or self.bar)
            self._go((self.at + by) % len(self.hits), with_keyboard=not inside)

    def close(self) -> None:
        """Close the bar; the keyboard goes to the place that was shown, or back."""
        hit = self.hits[self.at] if 0 <= self.at < len(self.hits) else None
        self.bar.hide()
        self.hits, self.at = (), -1
        self._light()
        back, self._came_from = self._came_from, None
        if hit is not None:
            self._show(hit, with_keyboard=True)
        elif back is not None:
            back.setFocus()

    # ------------------------------------------------------------ looking

    def _on_wanted(self, words: str) -> None:
        self.words = words
        self.hits = finding.hits(self._editor.case, words)
        if self.hits:
            self._go(self._first(), with_keyboard=False)
        else:
            self.at = -1
            self.bar.show_count(0, 0)
            self._light()

    def _first(self) -> int:
        """The first place in or behind the field one came from."""
        member = self._form.member_of(self._came_from)
        if member is None or self.at >= 0:
            return max(0, min(self.at, len(self.hits) - 1))
        paths = [hit.path for hit in self.hits]
        return paths.index(member.path) if member.path in paths else 0

    def _on_opened(self) -> None:
        self.hits, self.at = (), -1
        self._came_from = None
        self.bar.hide()
        self._lit.clear()

    def _on_changed(self, _path: "Path") -> None:
        """The text changed: places in it moved."""
        if self.is_open:
            self._soon.start()

    def _look_again(self) -> None:
        if not self.is_open:
            return
        self.hits = finding.hits(self._editor.case, self.bar.line.text())
        self.at = min(self.at, len(self.hits) - 1)
        self.bar.show_count(self.at + 1, len(self.hits))
        self._light()

    # ------------------------------------------------------------ showing

    def _go(self, at: int, *, with_keyboard: bool) -> None:
        self.at = at
        self.bar.show_count(at + 1, len(self.hits))
        self._show(self.hits[at], with_keyboard=with_keyboard)
        self._light()

    def _show(self, hit: Hit, *, with_keyboard: bool) -> None:
        box = box_of(self._form, hit.path, hit.text)
        if isinstance(box, Prose):
            box.select(hit.start, hit.end)
            if with_keyboard:
                box.setFocus()
        elif box is not None:
            if with_keyboard:
                box.setFocus()
            start, end = to_units(hit.text, hit.start), to_units(hit.text, hit.end)
            box.setSelection(start, end - start)

    def _light(self) -> None:
        """Put a ground under all places, in the boxes that are there."""
        for box in self._lit:
            box.setExtraSelections([])
        self._lit = []
        now = self.hits[self.at] if 0 <= self.at < len(self.hits) else None
        by_path: dict[Path, list[Hit]] = {}
        for hit in self.hits:
            by_path.setdefault(hit.path, []).append(hit)
        for path, found in by_path.items():
            member = self._form.asking.members.get(path)
            for box in member.findChildren(Prose) if member is not None else ():
                if box.text == found[0].text:
                    box.setExtraSelections([_lit(box, hit, hit is now) for hit in found])
                    self._lit.append(box)


def _lit(box: Prose, hit: Hit, now: bool) -> QTextEdit.ExtraSelection:
    ground = QTextCharFormat()
    ground.setBackground(QColor(look.colour("accent" if now else "amber")))
    ground.setForeground(QColor(look.colour("on_accent" if now else "on_amber")))
    cursor = QTextCursor(box.document())
    cursor.setPosition(to_units(hit.text, hit.start))
    cursor.setPosition(to_units(hit.text, hit.end), QTextCursor.MoveMode.KeepAnchor)
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = ground
    return made
