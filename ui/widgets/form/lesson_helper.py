"""Four small boxes that make the sentence of a lesson: when, doing, led to, because."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.record.lesson_sentence import LessonParts, composed, parted
from ssc_desktop.record.values import Answer
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor

_PARTS = (
    ("when", N_("When…"), N_("the situation")),
    ("doing", N_("Doing…"), N_("what was done")),
    ("effect", N_("Led to…"), N_("what came of it")),
    ("reason", N_("Because…"), N_("why it did")),
)


class LessonHelper(Speaking, QWidget):
    """Stands under the text of a lesson; free text stays possible, and is never overwritten."""

    def __init__(self, editor: "StoryEditor", path: "Path") -> None:
        super().__init__()
        self._editor = editor
        self._path = path
        self._writing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(4))
        self.opener = button("small-link", "list", "accent")
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._on_toggled)
        layout.addWidget(self.opener)
        self._frame = QFrame()
        self._frame.setProperty("role", "well")
        self.boxes: dict[str, Line] = {}
        layout.addWidget(self._frame)
        self._frame.hide()
        editor.changed.connect(self._on_changed)
        self.say(self._say_words)
        self.opener.setChecked(not self._text())

    def _build(self) -> None:
        grid = QGridLayout(self._frame)
        edge = look.px(10)
        grid.setContentsMargins(edge, edge, edge, edge)
        grid.setVerticalSpacing(look.px(6))
        self._labels = {}
        for row, (name, _label, _hint) in enumerate(_PARTS):
            label, box = plain_label("label"), Line()
            label.setBuddy(box)
            box.textEdited.connect(self._on_edited)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self.boxes[name] = box
            self._labels[name] = label
        self._note = plain_label("small", wraps=True)
        grid.addWidget(self._note, len(_PARTS), 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._say_boxes()

    def _say_words(self) -> None:
        self.opener.setText(_("Write it in four parts"))
        self.opener.setAccessibleDescription(_("When, doing, led to, because"))
        if self.boxes:
            self._say_boxes()

    def _say_boxes(self) -> None:
        for name, label, hint in _PARTS:
            self._labels[name].setText(_(label))
            self.boxes[name].setPlaceholderText(_(hint))
            self.boxes[name].setAccessibleName(f"{_(label)}: {_(hint)}")
        self._note.setText(_("Your own words above are kept. Empty them to write in four parts."))

    # ------------------------------------------------------------ the sentence

    def _text(self) -> str:
        held = self._editor.value(self._path)
        return held if isinstance(held, str) and not isinstance(held, Answer) else ""

    def _language(self) -> str:
        held = self._editor.value(("narrative_language",))
        spoken = isinstance(held, str) and not isinstance(held, Answer)
        return held if spoken else i18n.language()

    def _on_toggled(self, opened: bool) -> None:
        if opened and not self.boxes:
            self._build()
        self._frame.setVisible(opened)
        if opened:
            self._show_parts()
        self.updateGeometry()

    def _on_changed(self, path: "Path") -> None:
        if path == self._path and self.boxes and not self._writing:
            self._show_parts()

    def _show_parts(self) -> None:
        parts = parted(self._text(), self._language())
        for name, box in self.boxes.items():
            said = getattr(parts, name) if parts is not None else ""
            if box.text() != said:
                box.setText(said)
            box.setEnabled(parts is not None)
        self._note.setVisible(parts is None)

    def _on_edited(self) -> None:
        parts = LessonParts(**{name: box.text() for name, box in self.boxes.items()})
        self._writing = True
        self._editor.set_value(self._path, composed(parts, self._language()) or None)
        self._writing = False
