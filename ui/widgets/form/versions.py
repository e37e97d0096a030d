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
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Version
    from ui.viewmodels.story_editor import StoryEditor


_LONGEST = 400


class Versions(QFrame):
    """All versions of one answer."""

    taken = Signal(str)
    """The revision that is to stay."""
    compare_wanted = Signal()
    """All versions are to be seen side by side, with what else can be chosen."""

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
        beside = button("link", "git-compare", "accent")
        beside.setText(_("Side by side, with more to choose…"))
        beside.clicked.connect(self.compare_wanted)
        row = QWidget()
        FlowLayout(row).addWidget(beside)
        self._add(row)

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
            said = phrases.shown(self._field, value, case, spoken)
            text.setText(_cut(said) or _("(no answer)"))
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
        keep.clicked.connect(lambda: self.taken.emit(version.revision))
        across.addWidget(keep)
        return row

    def _value(self, version: "Version") -> Any:
        try:
            return codec.read(self._field, version.value)
        except codec.Misfit:
            return None


def _cut(said: str) -> str:
    """The beginning of a long text: the whole of it stands in the box, and side by side."""
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " […]"
