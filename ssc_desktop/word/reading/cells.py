"""What stands in one cell or line besides its main answer: units, dates, small lines below it."""

import functools
import re
from collections.abc import Mapping

from ssc_desktop.i18n import N_, Words, translated_in
from ssc_desktop.record import Definition, FieldDefinition, GroupDefinition, dates
from ssc_desktop.record.found import normalised
from ssc_desktop.record.vocabularies import folded, vocabulary
from ssc_desktop.word.answers import companions_of
from ssc_desktop.word.reading import numbers

_DATED = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$", re.DOTALL)
_KEY = N_("{label}: ")
_BESIDE = " · "
_SENTENCE = ". "


def _keys(words: Words, members: Mapping[str, Definition]) -> dict[str, str]:
    """The names of fields by what stands before their answers: “Unit: ”, longest first."""
    said = {
        normalised(words.gettext(_KEY).format(label=words.gettext(member.label))): name
        for name, member in members.items()
    }
    return dict(sorted(said.items(), key=lambda pair: -len(pair[0])))


@functools.lru_cache(maxsize=256)
def _keys_of(group: GroupDefinition, language: str) -> dict[str, str]:
    return _keys(translated_in(language), group.by_name)


def parted(text: str, group: GroupDefinition, language: str) -> dict[str, str]:
    """A cell of a table: "" is the main answer, then the small lines by field.

    The small lines are “Label: answer”, brief ones several on a line.
    """
    keys = _keys_of(group, language)
    found: dict[str, list[str]] = {"": []}
    last = ""
    for line in text.split("\n"):
        pieces = line.split(_BESIDE) if _begins(line, keys)[0] else [line]
        for at, piece in enumerate(pieces):
            name, rest = _begins(piece, keys)
            if name:
                last = name
                found.setdefault(name, []).append(rest)
            elif at:
                found[last][-1] += _BESIDE + piece
            else:
                found[last].append(piece)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def sentences(text: str, group: GroupDefinition, language: str) -> dict[str, str]:
    """A line of a list: "" is the main answer, then “. Label: answer” by field."""
    keys = _keys_of(group, language)
    found: dict[str, str] = {"": ""}
    last = ""
    for piece in text.split(_SENTENCE):
        name, rest = _begins(piece, keys)
        if name and found[""]:
            last = name
            found[name] = rest
        else:
            found[last] += (_SENTENCE if found[last] else "") + piece
    return {name: said.strip() for name, said in found.items()}


def _begins(line: str, keys: Mapping[str, str]) -> tuple[str, str]:
    """The field whose name begins a line, and the rest of it."""
    plain = normalised(line)
    for key, name in keys.items():
        if plain.startswith(key):
            return name, plain[len(key) :].strip()
    return "", line


def measured(text: str, member: FieldDefinition, group: GroupDefinition) -> dict[str, str]:
    """A figure and what belongs to it, by field: “USD 1,857,380 (2017)” is three answers."""
    beside = companions_of(group)
    found: dict[str, str] = {}
    date = beside.dates.get(member.name)
    match = _DATED.match(text)
    if date is not None and match and dates.read(match[2]):
        text, found[date.name] = match[1], match[2]
    unit = beside.units.get(member.name)
    if unit is not None:
        number, words, _doubt = numbers.read(text, "en")
        code = _unit(unit, words) if number else None
        if code is not None:
            found[unit.name] = str(code)
            text = _without(text, words)
    return {member.name: text.strip(), **found}


def _unit(unit: FieldDefinition, words: str) -> object:
    return vocabulary(unit.vocabulary).meant(folded(words).strip(" .")) if words else None


def _without(text: str, words: str) -> str:
    plain = " ".join(text.split())
    return plain.removeprefix(words).removesuffix(words) if words else plain
