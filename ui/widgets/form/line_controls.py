"""Controls of one line: text, numbers, dates."""

import re
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import codec, dates, phrases
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.form.control import Asked, Control
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, plain_label, role

_GROUPS = re.compile(r"[\s\u00a0\u202f_'’]")


class LineControl(Speaking, Control):
    """One line of text."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(3))
        self.line = Line()
        self.line.setObjectName(asked.field.name)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self.finish)
        layout.addWidget(self.line)
        self._note = plain_label("amber", wraps=True)
        self._note.hide()
        layout.addWidget(self._note)

    @property
    @override
    def target(self) -> QWidget:
        return self.line

    @override
    def call_it(self, label: str) -> None:
        self.line.setAccessibleName(label)

    @override
    def show_value(self, value: Any) -> None:
        said = "" if value is None else str(value)
        if said != self.line.text():
            at = self.line.cursorPosition()
            self.line.setText(said)
            self.line.setCursorPosition(min(at, len(said)) if self.line.hasFocus() else 0)
        self._advise(said)

    def _on_edited(self, text: str) -> None:
        self._advise(text)
        self.answered.emit(text or None)

    def _advise(self, text: str) -> None:
        most = self.asked.field.characters
        if most and len(text) > most:
            over = len(text) - most
            self._say_note(ngettext(
                "{n} sign longer than tables have room for.",
                "{n} signs longer than tables have room for.", over,
            ).format(n=over))  # fmt: skip
        else:
            self._say_note("")

    def _say_note(self, text: str, look_name: str = "amber") -> None:
        role(self._note, look_name)
        self._note.setText(text)
        if self._note.isHidden() == bool(text):
            self._note.setVisible(bool(text))


class _ReadLine(LineControl):
    """A line whose text must be read as something; what cannot be read is kept and pointed at."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._value: Any = None
        self.say(self._say_again)

    def read(self, text: str) -> Any:
        """The value that `text` means; None where it means none."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """A value in clean words."""
        raise NotImplementedError

    def advice(self) -> str:
        """How to write it."""
        raise NotImplementedError

    def meant(self, text: str) -> Any:
        """The value that `text` means, if the record can hold it."""
        if self._value is not None and text == self.shown(self._value):
            return self._value  # “12,857” is not twelve thousand where we wrote it ourselves
        value = self.read(text) if text.strip() else None
        try:
            return codec.read(self.asked.field, value)
        except codec.Misfit:
            return None

    @override
    def show_value(self, value: Any) -> None:
        self._value, self.unread = value, ""
        typed = self.line.text()
        if value is not None and self.line.hasFocus() and self.read(typed) == value:
            self._show_reading(typed, value)
            return
        self.line.setText("" if value is None else self.shown(value))
        self._say_note("")

    @override
    def show_unread(self, text: str) -> None:
        self._value, self.unread = None, text
        if text != self.line.text():
            self.line.setText(text)
        self._show_reading(text, None)

    def _say_again(self) -> None:
        if self.unread:
            self.show_unread(self.unread)
        else:
            self.show_value(self._value)

    @override
    def _on_edited(self, text: str) -> None:
        value = self.meant(text)
        self.unread = text if text.strip() and value is None else ""
        self._show_reading(text, value)
        self.answered.emit(value)

    def _show_reading(self, text: str, value: Any) -> None:
        if not text.strip():
            self._say_note("")
        elif value is None:
            self._say_note(self.advice())
        else:
            clean = self.shown(value)
            self._say_note("" if clean == text.strip() else clean, "reading")

    @override
    def finish(self) -> None:
        value = self.meant(self.line.text())
        if value is not None:
            self.line.setText(self.shown(value))
            self._say_note("")


class CodeControl(_ReadLine):
    """A line that must look like its example: the code that a story has in a book."""

    @override
    def read(self, text: str) -> Any:
        return text.strip().upper()

    @override
    def shown(self, value: Any) -> str:
        return str(value)

    @override
    def advice(self) -> str:
        example = self.asked.field.example
        return _("Kept here, not yet understood. Write it like {example}.").format(example=example)


class DateControl(_ReadLine):
    """A date as far as it is known."""

    @override
    def read(self, text: str) -> Any:
        return dates.read(text)

    @override
    def shown(self, value: Any) -> str:
        return dates.shown(str(value), i18n.translated_in(i18n.language()))

    @override
    def advice(self) -> str:
        return _("Kept here, not yet understood. Write 2008, Aug 2008, 15.8.2008 or about 2011.")


class CountControl(_ReadLine):
    """A whole number."""

    @override
    def read(self, text: str) -> Any:
        plain = _digits(_GROUPS.sub("", text))
        plain = re.sub(r"(?<=\d)[.,](?=\d{3}(?:\D|$))", "", plain)
        return int(plain) if re.fullmatch(r"\d{1,15}", plain) else None

    @override
    def shown(self, value: Any) -> str:
        if self.asked.field.name == "year":
            return str(value)
        return phrases.number(str(value), i18n.translated_in(i18n.language()))

    @override
    def advice(self) -> str:
        return _("Kept here, but not yet a whole number. Write for example 120 or 5,800.")


class DecimalControl(_ReadLine):
    """An amount or measure."""

    @override
    def read(self, text: str) -> Any:
        return read_decimal(text, comma=_writes_commas())

    @override
    def shown(self, value: Any) -> str:
        if self.asked.field.name in {"lat", "lon"}:
            return str(value)
        return phrases.number(str(value), i18n.translated_in(i18n.language()))

    @override
    def advice(self) -> str:
        return _("Kept here, but not yet a number. Write for example 6,200 or 4.5.")


def _digits(text: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _writes_commas() -> bool:
    """Whether fractions follow a comma in the language of the interface."""
    return phrases.number("0.5", i18n.translated_in(i18n.language())) == "0,5"


def read_decimal(text: str, *, comma: bool = False) -> str | None:
    """The decimal string that a person means by “8 745 860”, “1,5” or “1,857,380.50”.

    With `comma` fractions usually follow a comma: a point before three digits groups thousands.
    """
    plain = (
        _digits(_GROUPS.sub("", text))
        .replace("\u066b", ".")
        .replace("\u066c", ",")
        .replace("−", "-")
    )
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        mark, other = plain[last], "," if plain[last] == "." else "."
        tail = len(plain) - last - 1
        thousands = (
            tail == 3 and (comma or mark == ",") and plain[:last] not in {"", "-", "0", "-0"}
        )
        groups = plain.count(mark) > 1 or (thousands and other not in plain)
        plain = plain.replace(other, "")
        plain = plain.replace(mark, "" if groups else ".")
    return plain if re.fullmatch(r"-?\d{1,18}(\.\d{1,9})?", plain) else None
