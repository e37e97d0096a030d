"""A contested answer: what each side wrote, readable, with the choice which is to stay."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record import codec, phrases
from ssc_desktop.record.definition import FieldDefinition
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Version
    from ui.viewmodels.story_editor import StoryEditor


class Versions(QFrame):
    """All versions of one answer."""

    taken = Signal(object)
    """The value that is to stay."""

    def __init__(self, field: FieldDefinition, editor: "StoryEditor") -> None:
        super().__init__()
        self._field = field
        self._editor = editor
        self.setProperty("role", "warm")
        self._layout = QVBoxLayout(self)
        edge = look.px(12)
        self._layout.setSpacing(look.px(10))
        self._layout.setContentsMargins(edge, look.px(10), edge, look.px(10))
        self._parts: list[QWidget] = []

    def show_versions(self, versions: "tuple[Version, ...]") -> None:
        """Show what each side wrote; nothing where nobody disagrees."""
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self.setVisible(bool(versions))
        if not versions:
            return
        said = plain_label("label", wraps=True)
        said.setText(_("This answer was changed in two places. Which one is to stay?"))
        self._add(said)
        for version in versions:
            self._add(self._row(version))

    def _add(self, part: QWidget) -> None:
        self._layout.addWidget(part)
        self._parts.append(part)

    def _row(self, version: "Version") -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        text = plain_label(wraps=True)
        value = self._value(version)
        case = self._editor.case
        if case is not None:
            spoken = i18n.translated_in(i18n.language())
            text.setText(phrases.shown(self._field, value, case, spoken) or _("(no answer)"))
        who = plain_label("small")
        device = _("this computer") if version.own else version.device
        when = wording.day(version.at)
        who.setText(_("{device}, {day}").format(device=device, day=when) if when else device)
        words.addWidget(text)
        words.addWidget(who)
        across.addLayout(words, 1)
        keep = button("secondary")
        keep.setText(_("Keep this one"))
        keep.setAccessibleName(_("Keep: {text}").format(text=text.text()[:80]))
        keep.clicked.connect(lambda: self.taken.emit(value))
        across.addWidget(keep)
        return row

    def _value(self, version: "Version") -> Any:
        try:
            return codec.read(self._field, version.value)
        except codec.Misfit:
            return None
