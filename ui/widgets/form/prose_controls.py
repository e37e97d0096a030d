"""Controls for text of several lines: narrative, and lists with an entry on each line."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.spelling import Spelling
from ui.widgets.form.control import Asked, Control
from ui.widgets.meter import Meter
from ui.widgets.speaking import Speaking, plain_label, role
from ui.widgets.text.prose import Prose

_SLACK = 24


def _prose(asked: Asked, least_lines: int, *, marks: bool) -> Prose:
    """A box that belongs to the story's undo, and knows its spelling."""
    made = Prose(least_lines, marks=marks)
    made.setObjectName(asked.field.name)
    made.step_ended.connect(asked.editor.close_step)
    spelling = asked.editor.findChild(Spelling)
    if isinstance(spelling, Spelling):
        made.use_spelling(spelling)
    return made


def _language(asked: Asked) -> str:
    case = asked.editor.case
    spoken = case.narrative_language if case is not None else None
    return spoken if isinstance(spoken, str) else ""


def _hold(label: QLabel) -> None:
    """Keep the room of a label that changes with every word: else the page is laid out anew."""
    wanted = label.sizeHint()
    room = label.maximumSize()
    fits = wanted.width() <= room.width() <= wanted.width() + look.px(2 * _SLACK)
    if not fits or wanted.height() != room.height():
        label.setFixedSize(wanted.width() + look.px(_SLACK), wanted.height())


class _BoxControl(Speaking, Control):
    """A control that is one box of text, and what is said under it."""

    prose: Prose

    @property
    @override
    def target(self) -> QWidget:
        return self.prose

    @override
    def call_it(self, label: str) -> None:
        self.prose.setAccessibleName(label)


class ProseControl(_BoxControl):
    """Narrative, with a count of words against the suggested range."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(5))
        high = 3 if asked.field.words and not asked.within_item else 2
        self.prose = _prose(asked, high, marks=True)
        self.prose.written.connect(self._on_written)
        self.prose.left.connect(self.finish)
        layout.addWidget(self.prose)
        self._told: str | None = None
        self._count = plain_label("small")
        self._meter = Meter() if asked.field.words else None
        if self._meter is not None:
            row = QHBoxLayout()
            row.addWidget(self._count)
            row.addStretch(1)
            row.addWidget(self._meter)
            layout.addLayout(row)
            self.say(self._tell_again)

    @override
    def show_value(self, value: Any) -> None:
        said = "" if value is None else str(value)
        self.prose.set_text(said)
        self.prose.write_in(_language(self.asked))
        self._tell(said)

    def _on_written(self, text: str) -> None:
        self._tell(text)
        self.answered.emit(text or None)

    def _tell_again(self) -> None:
        self._told = None
        self._tell(self.prose.text)

    def _tell(self, text: str) -> None:
        if self._meter is None or self.asked.field.words is None or text == self._told:
            return
        self._told = text
        n = self.prose.words
        least, most = self.asked.field.words
        said = ngettext("{n} word", "{n} words", n).format(n=n)
        if least:
            aim = _("aim for {least}–{most}").format(least=least, most=most)
        else:
            aim = _("up to {most}").format(most=most)
        role(self._count, "amber" if n > most else "small")
        self._count.setText(f"{said}  ·  {aim}")
        _hold(self._count)
        self._meter.show_words(n, most)


class LinesControl(_BoxControl):
    """Several short texts, one a line."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(3))
        self.prose = _prose(asked, 2, marks=False)
        self.prose.written.connect(self._on_written)
        layout.addWidget(self.prose)
        self._count = plain_label("small")
        layout.addWidget(self._count)
        self.say(lambda: self._tell(self._lines()))

    @override
    def show_value(self, value: Any) -> None:
        lines = tuple(value or ())
        if lines != self._lines():
            self.prose.set_text("\n".join(lines))
        self.prose.write_in(_language(self.asked))
        self._tell(lines)

    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.prose.text.split("\n") if line.strip())

    def _on_written(self, _text: str) -> None:
        lines = self._lines()
        self._tell(lines)
        self.answered.emit(lines or None)

    def _tell(self, lines: tuple[str, ...]) -> None:
        most = self.asked.field.most
        said = _("One on each line")
        if most:
            said = _("One on each line  ·  {n} of {most}").format(n=len(lines), most=most)
        self._count.setText(said)
        role(self._count, "amber" if most and len(lines) > most else "small")
