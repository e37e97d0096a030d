"""Controls in which one chooses: codes, references, yes or no, a code and words."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Noted
from ssc_desktop.record.vocabularies import vocabulary
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import choices
from ui.viewmodels.choices import Code, Option
from ui.widgets.chips_box import ChipsBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.form.control import Asked, Control
from ui.widgets.form.prose_controls import ProseControl
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking

_MOST_SEGMENTS = 4
_LONGEST_SEGMENTS = 56
_YES_NO = ((True, N_("Yes")), (False, N_("No")))


def _bare(widget: QWidget, inside: QWidget) -> None:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inside)


def _go_and_add(asked: Asked) -> None:
    place = choices.place_to_add(asked.field)
    if place:
        asked.editor.focus_wanted.emit(place)


def as_segments(field: FieldDefinition) -> bool:
    """Whether the answers are few and short enough to stand side by side."""
    if field.refers_to or not field.vocabulary:
        return False
    entries = vocabulary(field.vocabulary).entries
    signs = sum(len(entry.labels["en"]) + 4 for entry in entries)
    return len(entries) <= _MOST_SEGMENTS and signs <= _LONGEST_SEGMENTS


class SegmentsControl(Speaking, Control):
    """One code of a few."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self.segments = Segments()
        self.segments.setObjectName(asked.field.name)
        self.segments.chosen.connect(self.answered.emit)
        _bare(self, self.segments)
        self._label = ""
        self.say(self._say_options)

    def _options(self) -> Sequence[Option]:
        return choices.options(self.asked.field, self.asked.editor)

    def _say_options(self) -> None:
        self.segments.set_options(self._options(), self._label)

    @property
    @override
    def target(self) -> QWidget:
        return self.segments.focusProxy() or self.segments

    @override
    def call_it(self, label: str) -> None:
        self._label = label
        self.segments.setAccessibleName(label)
        self._say_options()

    @override
    def show_value(self, value: Any) -> None:
        self.segments.show_code(value)


class YesNoControl(SegmentsControl):
    """Yes or no."""

    @override
    def _options(self) -> Sequence[Option]:
        return [Option(code, _(label)) for code, label in _YES_NO]


class ChoiceControl(Speaking, Control):
    """One code of many, or a reference to an item."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self.box = ChoiceBox(lambda: choices.options(asked.field, asked.editor))
        self.box.setObjectName(asked.field.name)
        self.box.chosen.connect(self.answered.emit)
        self.box.nothing_there.connect(lambda: _go_and_add(asked))
        _bare(self, self.box)
        self.say(lambda: self.show_value(self.box.code))

    @property
    @override
    def target(self) -> QWidget:
        return self.box

    @override
    def call_it(self, label: str) -> None:
        self.box.setAccessibleName(label)

    @override
    def show_value(self, value: Any) -> None:
        field, editor = self.asked.field, self.asked.editor
        if field.refers_to and value is None:
            empty = not choices.options(field, editor)
            self.box.nothing_yet = choices.nothing_to_choose(field) if empty else ""
        self.box.show_code(value, choices.label_of(field, editor, value))


class ChoicesControl(Speaking, Control):
    """Several codes or references, as chips."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        field, editor = asked.field, asked.editor
        self.box = ChipsBox(
            lambda: choices.options(field, editor),
            lambda code: choices.label_of(field, editor, code),
            field.most,
        )
        self.box.setObjectName(field.name)
        self.box.chosen.connect(self._on_chosen)
        self.box.nothing_there.connect(lambda: _go_and_add(asked))
        _bare(self, self.box)
        self._label = ""
        self.say(self._say_add)

    def _say_add(self) -> None:
        self.box.show_codes(self.box.codes)
        empty = bool(self.asked.field.refers_to) and not choices.options(
            self.asked.field, self.asked.editor
        )
        said = choices.nothing_to_choose(self.asked.field) if empty else _("Add")
        self.box.add.setText(said)
        self.box.add.setAccessibleName(f"{self._label}: {said}")

    def _on_chosen(self, codes: tuple[Code, ...]) -> None:
        if self.asked.field.kind is Kind.MARKS:
            ranks = vocabulary(self.asked.field.vocabulary)
            codes = tuple(sorted(codes, key=ranks.rank))
        self.answered.emit(codes or None)

    @property
    @override
    def target(self) -> QWidget:
        return self.box.add

    @override
    def call_it(self, label: str) -> None:
        self._label = label
        self.box.setAccessibleName(label)
        self._say_add()

    @override
    def show_value(self, value: Any) -> None:
        codes = tuple(value or ())
        if codes != self.box.codes or not codes:
            self.box.show_codes(codes)
        self._say_add()


class NotedControl(Speaking, Control):
    """A code (or several) and words to it."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(6))
        self.codes = self._codes_control(asked)
        self.words = ProseControl(asked)
        if self.codes is not None:
            self.codes.setObjectName(f"{asked.field.name}_code")
            self.codes.answered.connect(self._on_code)
            layout.addWidget(self.codes)
        self.words.answered.connect(self._on_words)
        layout.addWidget(self.words)
        self._value = Noted()

    @staticmethod
    def _codes_control(asked: Asked) -> Control | None:
        field = asked.field
        if field.several:
            return ChoicesControl(asked)
        if field.refers_to:
            return ChoiceControl(asked)
        if not field.vocabulary:
            return None
        return SegmentsControl(asked) if as_segments(field) else ChoiceControl(asked)

    @property
    @override
    def target(self) -> QWidget:
        return self.words.target if self.codes is None else self.codes.target

    @override
    def call_it(self, label: str) -> None:
        if self.codes is not None:
            self.codes.call_it(label)
        self.words.call_it(_("{question}, in words").format(question=label))

    @override
    def show_value(self, value: Any) -> None:
        self._value = value if isinstance(value, Noted) else Noted()
        if self.codes is not None:
            self.codes.show_value(self._value.code)
        self.words.show_value(self._value.note)

    def _on_code(self, code: Any) -> None:
        self._give(Noted(code, self._value.note))

    def _on_words(self, note: str | None) -> None:
        self._give(Noted(self._value.code, note))

    def _give(self, value: Noted) -> None:
        self._value = value
        self.answered.emit(value or None)


def _choice(asked: Asked) -> Control:
    return SegmentsControl(asked) if as_segments(asked.field) else ChoiceControl(asked)


MAKERS: dict[Kind, Callable[[Asked], Control]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: ChoicesControl,
    Kind.MARKS: ChoicesControl,
    Kind.REFERENCE: ChoiceControl,
    Kind.REFERENCES: ChoicesControl,
    Kind.YES_NO: YesNoControl,
    Kind.NOTED: NotedControl,
}


def is_short(field: FieldDefinition) -> bool:
    """Whether a chosen answer fits half the width."""
    if field.kind in {Kind.REFERENCE, Kind.YES_NO}:
        return True
    return field.kind is Kind.CHOICE and not as_segments(field)
