"""From words on a page to the value of a field; what is not understood stays words and a doubt."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ssc_desktop.i18n import LANGUAGES, N_, _, translated_in
from ssc_desktop.record import FieldDefinition, Kind, codec, dates, narrative
from ssc_desktop.record.found import MISSING, normalised
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import folded, vocabulary
from ssc_desktop.word.reading import numbers
from ssc_desktop.word.reading.choices import COMMAS, begun, has_boxes, once, split, ticked_in

Codes = Mapping[str, Any]
"""Codes by what they are called, folded."""

_ANSWERS = {
    Answer.UNKNOWN: N_("unknown"),
    Answer.NOT_APPLICABLE: N_("not applicable"),
    Answer.WITHHELD: N_("withheld"),
}
_MORE_ANSWERS = {
    "not known": Answer.UNKNOWN, "n.a": Answer.NOT_APPLICABLE, "n/a": Answer.NOT_APPLICABLE,
    "na": Answer.NOT_APPLICABLE, "inconnue": Answer.UNKNOWN, "desconocida": Answer.UNKNOWN,
    "se desconoce": Answer.UNKNOWN, "desconhecida": Answer.UNKNOWN, "غير معروفة": Answer.UNKNOWN,
    "sans objet": Answer.NOT_APPLICABLE, "no aplica": Answer.NOT_APPLICABLE,
    "nao se aplica": Answer.NOT_APPLICABLE, "لا ينطبق": Answer.NOT_APPLICABLE,
    "confidential": Answer.WITHHELD, "confidentiel": Answer.WITHHELD,
}  # fmt: skip
_YES = {"yes", "y", "true", "x", "✓", "✔", "oui", "si", "sim", "نعم", "\u2612", "\u2611", "1"}
_NO = {"no", "n", "false", "non", "nao", "لا", "\u2610", "0"}
_DIRECTION = re.compile("(?m)^[\u200e\u200f]+|[\u200e\u200f]+$")
"""Marks that the writer sets around a line that runs against its page."""
_SOURCE = re.compile(r"^\[?(\d{1,4})\]?(?:\[\1\])*$")
"""The number of a source; LibreOffice writes it twice where it is the mark of a footnote."""
_NUMBERED = re.compile(r"^(?:[^\d\s]{2,5}\s*)?(\d{1,2}(?:\.[\da-c]{1,2})?)\b[\s.:–-]*(.*)$")


@dataclass(frozen=True, slots=True)
class Understood:
    """What words mean."""

    value: Any
    """JSON of the record, None where nothing was said, MISSING where it was not understood."""
    doubt: str = ""


NOTHING = Understood(None)


@dataclass
class Reader:
    """Understands words in the light of a document: its language, and what it speaks of."""

    language: str = "en"
    sources: tuple[str, ...] = ()
    """The ids of the numbered sources, in their order."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of every group: the ids of its items by their folded names."""
    codes: Mapping[str, Codes] = field(default_factory=dict)
    """Lists that the document itself offers, by name."""
    prompts: frozenset[str] = frozenset()
    """Words that stand where nothing was filled in, folded."""

    def understood(self, member: FieldDefinition, text: str, codes: str = "") -> Understood:
        """The value that `text` means for a field; `codes` names a list of the document."""
        said = _DIRECTION.sub("", self.without_prompts(text))
        if not said:
            return NOTHING
        answer = answer_of(said)
        if answer is not None:
            return Understood(codec.written(answer))
        found = self._BY_KIND[member.kind](self, member, said, self.codes.get(codes, {}))
        return self._fitting(member, found)

    def without_prompts(self, text: str) -> str:
        """The text without the lines that only say that something may be filled in."""
        if not self.prompts:
            return text.strip()
        lines = [line for line in text.split("\n") if folded(line) not in self.prompts]
        return "\n".join(lines).strip()

    def _fitting(self, member: FieldDefinition, found: Understood) -> Understood:
        if found.value is MISSING or found.value is None:
            return found
        try:
            value = codec.read(member, found.value)
        except codec.Misfit as misfit:
            return Understood(MISSING, _("It does not fit: {reason}.").format(reason=misfit))
        return Understood(None if value is None else codec.written(value), found.doubt)

    # ------------------------------------------------------------ by kind

    def _line(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        return Understood(" ".join(_unmarked(text).split()))

    def _text(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        return Understood(text)

    def _lines(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        lines = [narrative.plain(line) for line in _unlisted(text)]
        if len(lines) == 1:
            lines = [part for part in re.split(r"\s*[;،]\s*|,\s+", lines[0]) if part]
        return Understood([line for line in lines if line])

    def _count(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        number, beside, doubt = numbers.read(_unmarked(text), self.language)
        if not number or "." in number.rstrip("0").rstrip("."):
            return _not_understood(_("a whole number"))
        whole = int(number.partition(".")[0])
        return Understood(whole, doubt or _also_said(beside))

    def _decimal(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        number, beside, doubt = numbers.read(_unmarked(text), self.language)
        if not number:
            return _not_understood(_("a number"))
        return Understood(number, doubt or _also_said(beside))

    def _figure(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        said = " ".join(_unmarked(text).split())
        number, beside, _doubt = numbers.read(said, self.language)
        whole = number.isdigit() and len(number) > 4 and not beside  # written with separators
        return Understood(number if whole else said)

    def _date(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        found = dates.read(_unmarked(text).strip(" ()"))
        return Understood(found) if found else _not_understood(_("a date"))

    def _choice(self, member: FieldDefinition, text: str, codes: Codes) -> Understood:
        found, lost = self._codes_in(member, _unmarked(text), codes)
        if not found:
            empty = has_boxes(text) and not lost
            return NOTHING if empty else _not_understood(_("one of the choices"))
        if len(found) > 1:
            doubt = _("More than one was chosen: {text}.").format(text=_unmarked(text))
            return Understood(found[0], doubt)
        return Understood(found[0], _also_said(", ".join(lost)))

    def _choices(self, member: FieldDefinition, text: str, codes: Codes) -> Understood:
        found, lost = self._codes_in(member, _unmarked(text), codes)
        if not found:
            return NOTHING if not lost else _not_understood(_("choices of the list"))
        return Understood(found, _also_said(", ".join(lost)))

    def _noted(self, member: FieldDefinition, text: str, codes: Codes) -> Understood:
        """Ticks or a name of the list first, then words."""
        made: dict[str, Any] = {}
        lines = text.split("\n")
        ticks = [line for line in lines if has_boxes(line)]
        if ticks:
            found, _lost = self._codes_in(member, "\n".join(ticks), codes)
            note = "\n".join(line for line in lines if line not in ticks).strip()
        else:
            found, note = self._code_before(member, text, codes)
        if found:
            made["code"] = found if member.several else found[0]
        if note:
            made["note"] = note
        doubt = ""
        if len(found) > 1 and not member.several:
            doubt = _("More than one was chosen: {text}.").format(text=" ".join(ticks) or text)
        return Understood(made or None, doubt)

    def _code_before(
        self, member: FieldDefinition, text: str, codes: Codes
    ) -> tuple[list[Any], str]:
        """The codes before a colon or on the first line, and the words behind them."""
        first, _end, rest = text.partition("\n")
        for head, note in ((first, rest), *_colons(first, rest)):
            found, lost = self._codes_in(member, _unmarked(head), codes)
            if found and not lost:
                return found, note.strip()
        return [], text

    def _yes_no(self, _member: FieldDefinition, text: str, codes: Codes) -> Understood:
        said = _unmarked(text)
        if has_boxes(said):
            ticked = {codes.get(folded(one), folded(one)) for one in ticked_in(said)}
            said = str(next(iter(ticked))) if len(ticked) == 1 else "" if ticked else said
            if not ticked:
                return NOTHING if len(said.strip()) > 1 else Understood(value=False)
        plain = folded(said).strip(" .")
        for words, value in ((_yes_words(), True), (_no_words(), False)):
            if plain in words:
                return Understood(value)
        return _not_understood(_("yes or no"))

    def _reference(self, member: FieldDefinition, text: str, codes: Codes) -> Understood:
        found, lost = self._items_in(member, _unmarked(text), codes)
        if len(found) == 1 and not lost:
            return Understood(found[0])
        return _not_understood(_("the name of something in this story"))

    def _references(self, member: FieldDefinition, text: str, codes: Codes) -> Understood:
        found, lost = self._items_in(member, _unmarked(text), codes)
        if not found:
            return _not_understood(_("names of things in this story"))
        return Understood(found, _also_said(", ".join(lost)))

    def _digest(self, _member: FieldDefinition, text: str, _codes: Codes) -> Understood:
        return Understood(text)

    # ------------------------------------------------------------ lists

    def _codes_in(
        self, member: FieldDefinition, text: str, codes: Codes
    ) -> tuple[list[Any], list[str]]:
        """The codes that a text names, and the parts of it that name none."""
        if member.refers_to:
            return self._items_in(member, text, codes)
        if not member.vocabulary:
            return [], [text]
        if has_boxes(text):
            named = [(one, self._code(member, one, codes)) for one in ticked_in(text)]
            return once(code for _said, code in named), [s for s, code in named if code is None]
        return split(text, lambda part: self._code(member, part, codes))

    def _code(self, member: FieldDefinition, text: str, codes: Codes) -> Any:
        plain = folded(text).strip(" .:")
        listed = vocabulary(member.vocabulary)
        known = {str(code): code for code in listed.codes}
        if plain in codes:
            return known.get(str(codes[plain]), codes[plain])
        found = next(
            (code for said in (text, plain) if (code := listed.meant(said)) is not None), None
        )
        if found is None:
            found = begun(member.vocabulary).get(plain)
        if found is None:
            match = _NUMBERED.match(numbers.western(text).strip())
            if match and (match[1] in known or (listed.open and listed.holds(match[1]))):
                found = self._numbered(member, match[1], match[2])
        return known.get(str(found), found)

    def _numbered(self, member: FieldDefinition, code: str, name: str) -> str | None:
        """A code with its name behind it, as “6 Clean water”; several codes are not one."""
        entry = next(
            (e for e in vocabulary(member.vocabulary).entries if str(e.code) == code), None
        )
        names = {folded(said) for said in entry.spoken} if entry is not None else set()
        said = folded(name)
        more = any(said.startswith(f"{one} ") for one in names if one)
        if said in names or not (more or COMMAS.search(f"{name} ")):
            return code
        return None

    def _items_in(
        self, member: FieldDefinition, text: str, codes: Codes
    ) -> tuple[list[Any], list[str]]:
        return split(text, lambda part: self._item(member, part, codes))

    def _item(self, member: FieldDefinition, text: str, codes: Codes) -> str | None:
        plain = folded(normalised(text)).strip(" .")
        number = _SOURCE.match(plain)
        if number and 0 < int(number[1]) <= len(self.sources):
            return self.sources[int(number[1]) - 1]
        named = (self.names.get(group, {}).get(plain) for group in member.refers_to)
        found = codes.get(plain) or next((one for one in named if one), None)
        return str(found) if found else None

    _BY_KIND: ClassVar[dict[Kind, Callable[..., Understood]]] = {
        Kind.LINE: _line,
        Kind.TEXT: _text,
        Kind.LINES: _lines,
        Kind.COUNT: _count,
        Kind.DECIMAL: _decimal,
        Kind.FIGURE: _figure,
        Kind.DATE: _date,
        Kind.CHOICE: _choice,
        Kind.CHOICES: _choices,
        Kind.MARKS: _choices,
        Kind.NOTED: _noted,
        Kind.YES_NO: _yes_no,
        Kind.REFERENCE: _reference,
        Kind.REFERENCES: _references,
        Kind.DIGEST: _digest,
    }


def answer_of(text: str) -> Answer | None:
    """The answer without a value that a text is, in any language of the program; None if none."""
    return _answer_words().get(folded(text).strip(" .()"))


def _colons(first: str, rest: str) -> Iterable[tuple[str, str]]:
    for match in re.finditer(r"\s*[:\uff1a]\s+", first):
        yield first[: match.start()], f"{first[match.end() :]}\n{rest}"


def plain_lines(text: str) -> list[str]:
    """The lines of a text without the marks of lists and of narrative."""
    return [line for line in _unmarked("\n".join(_unlisted(text))).split("\n") if line.strip()]


def _unlisted(text: str) -> list[str]:
    """The lines of a text without the marks of its lists."""
    return [line[narrative.beginning(line)[1] :].strip() for line in text.split("\n")]


def _unmarked(text: str) -> str:
    """Without bold, italic and addresses, which mean nothing in a short answer."""
    return "\n".join(
        "".join(span.text for span in narrative.spans(line)) for line in text.split("\n")
    )


def _not_understood(what: str) -> Understood:
    return Understood(MISSING, _("It was not understood as {what}.").format(what=what))


def _also_said(beside: str) -> str:
    said = beside.strip(" .,;:()")
    return _("Besides, it says: {text}.").format(text=said) if said else ""


_words: dict[str, Any] = {}


def _answer_words() -> Mapping[str, Answer]:
    if "answers" not in _words:
        _words["answers"] = {
            **{folded(said).strip(" .()"): answer for said, answer in _MORE_ANSWERS.items()},
            **{
                folded(translated_in(language).gettext(said)): answer
                for language in LANGUAGES
                for answer, said in _ANSWERS.items()
            },
        }
    found: Mapping[str, Answer] = _words["answers"]
    return found


def _yes_words() -> frozenset[str]:
    return _spoken("yes", _YES)


def _no_words() -> frozenset[str]:
    return _spoken("no", _NO)


def _spoken(message: str, more: set[str]) -> frozenset[str]:
    if message not in _words:
        said = (translated_in(language).gettext(message) for language in LANGUAGES)
        _words[message] = frozenset({*map(folded, said), *map(folded, more)})
    found: frozenset[str] = _words[message]
    return found
