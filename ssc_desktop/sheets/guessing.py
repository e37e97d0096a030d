"""What the columns of somebody's tables may answer: by names and labels, in five languages."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ssc_desktop.i18n import LANGUAGES, translated_in
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, fuzzy
from ssc_desktop.record.definition import Kind
from ssc_desktop.record.vocabularies import folded, vocabulary
from ssc_desktop.sheets import headed, meanings
from ssc_desktop.sheets.column_profiles import (
    NOTE,
    ColumnRule,
    Guess,
    GuessedColumn,
    PreviewSheet,
    Profile,
    place_of,
)
from ssc_desktop.sheets.headed import HeadedTable
from ssc_desktop.sheets.raw import RawFile

SURE, LIKELY = "sure", "likely"
_MIDDLE = re.compile(r"(?P<group>.*?\D)[ _]?(?P<number>[1-9]\d?)[ _.)-]+(?P<field>\D.*)")
_BEHIND = re.compile(r"(?P<both>.*?\D)[ _]?(?P<number>[1-9]\d?)")
_WORDS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(
    r"^\W*(?:[a-z]{0,2}\d{1,3}(?:\.\d{1,2})*|[a-z])[.):\s]+(?=\w)", re.IGNORECASE
)
_NAMING = ("name_as_used", "what", "statement", "text", "topic", "person", "citation")
"""What “name” means for an item that has no field of that name."""
_SAMPLES = 3
_TOGETHER = 6
"""What `fuzzy` gives for each letter of words that stand together."""
_HALF, _THIRD = 0.5, 1 / 3
"""So much of a text, or of its words, must be alike to be likely."""
_SHORTEST = 4
_LITTLE = frozenset(
    """the and for with from les des une aux pour par sur los las del una para por con dos das
    uma pelo pela""".split()
)
"""Words that tell nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    field: str
    certainty: str


def guess(file: RawFile) -> Guess:
    """What every column of these tables may answer."""
    columns = tuple(one for table in headed.headed(file) for one in _of_table(table))
    return Guess(Profile("", tuple(one.rule for one in columns)), columns)


def preview(file: RawFile, most: int) -> tuple[PreviewSheet, ...]:
    """The headings and first rows of every table."""
    return tuple(
        PreviewSheet(one.name, one.columns, one.rows[:most], len(one.rows))
        for one in headed.headed(file)
    )


def _of_table(table: HeadedTable) -> Iterator[GuessedColumn]:
    group = _group_of(table) if table.has_parent() else None
    taken: set[str] = set()
    for at, column in enumerate(table.columns):
        samples = _samples(table, at)
        found, choice = _one(table, column, group, samples)
        if found is not None and not choice and found.field in taken:
            found = None
        if found is None:
            yield GuessedColumn(ColumnRule(table.name, column), "", "", samples)
            continue
        if not choice:
            taken.add(found.field)
        place = place_of(found.field)
        label = place.field.label if place is not None else ""
        rule = ColumnRule(table.name, column, found.field, choice)
        yield GuessedColumn(rule, label, found.certainty, samples)


def _one(
    table: HeadedTable, column: str, group: GroupDefinition | None, samples: tuple[str, ...]
) -> tuple[_Found | None, str]:
    """The field of a column, and the code that a “1” in it stands for."""
    if not column or headed.is_machine(column):
        return None, ""
    above, _slash, tail = column.rpartition("/")
    if above in table.columns and all(meanings.is_yes(one) is not None for one in samples):
        found = _field(above, group)
        code = _code(found, tail) if found is not None else ""
        return (found, code) if code else (None, "")
    return _field(column, group), ""


def _code(found: _Found, text: str) -> str:
    place = place_of(found.field)
    if place is None or not place.field.vocabulary:
        return ""
    if place.field.kind not in {Kind.CHOICES, Kind.MARKS} and not place.field.several:
        return ""
    code = vocabulary(place.field.vocabulary).meant(text.replace("_", " ").strip())
    known = vocabulary(place.field.vocabulary).meant(text)
    return str(known if known is not None else "" if code is None else code)


def _samples(table: HeadedTable, at: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in table.rows[:200]:
        text = row[at].strip() if at < len(row) else ""
        if text and text not in found:
            found.append(text[:80])
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _group_of(table: HeadedTable) -> GroupDefinition | None:
    """The group whose items a repeated table holds: by its name, else by its columns."""
    # ODK calls the table of a repeated group “form-group-partner”
    for name in (table.name, re.split(r"[-./]", table.name)[-1]):
        group = _group_called(_plain(name))
        if group is not None:
            return group
    counts = {
        group.name: sum(_in_group(column, group) is not None for column in table.columns)
        for group in CASE.inner
        if not group.private
    }
    best = max(counts, key=lambda one: counts[one])
    return CASE.groups()[best] if counts[best] else None


def _field(column: str, group: GroupDefinition | None) -> _Found | None:
    """The field that a heading names: the whole of it, or what stands behind its groups."""
    for text in dict.fromkeys((column, re.split(r"[/]", column)[-1], column.rpartition("-")[2])):
        if text.strip():
            found = _in_group(text, group) if group is not None else _of_story(text)
            if found is not None:
                return found
    likely = _likely(_plain(column.rpartition("/")[2]), group)
    return _Found(likely, LIKELY) if likely else None


def _in_group(text: str, group: GroupDefinition) -> _Found | None:
    names = _names(group)
    plain = _plain(text)
    field = names.get(plain)
    for called in sorted(_called(group), key=len, reverse=True):
        if field is None and plain.startswith(called + " "):
            field = names.get(plain.removeprefix(called + " "))
    return _Found(f"{group.name}/{field}", SURE) if field else None


def _of_story(text: str) -> _Found | None:
    plain = _plain(text)
    field = _names(None).get(plain)
    if field:
        return _Found(field, SURE)
    return _repeated(text)


def _repeated(text: str) -> _Found | None:
    """A column of an item in the row of its story: `partner_1_name`, `Partner name 2`."""
    found = _MIDDLE.fullmatch(text)
    if found:
        group = _group_called(_plain(found["group"]))
        field = _names(group).get(_plain(found["field"])) if group is not None else None
        if group is not None and field:
            return _Found(f"{group.name}[{int(found['number'])}]/{field}", SURE)
    found = _BEHIND.fullmatch(text)
    if found:
        for group in CASE.inner:
            inner = _in_group_by_both(_plain(found["both"]), group)
            if inner:
                return _Found(f"{group.name}[{int(found['number'])}]/{inner}", SURE)
    return None


def _in_group_by_both(plain: str, group: GroupDefinition) -> str:
    for called in _called(group):
        if plain.startswith(called + " "):
            field = _names(group).get(plain.removeprefix(called + " "))
            if field:
                return field
    return ""


def _group_called(plain: str) -> GroupDefinition | None:
    return next((group for group in CASE.inner if plain in _called(group)), None)


@functools.cache
def _called(group: GroupDefinition) -> frozenset[str]:
    said = [group.name, group.name + "s"]
    for words in map(translated_in, LANGUAGES):
        said += [words.gettext(group.label), words.gettext(group.one)]
    return frozenset(filter(None, map(_plain, said)))


@functools.cache
def _names(group: GroupDefinition | None) -> dict[str, str]:
    """Fields by everything that a heading may call them; what two are called is nobody's."""
    members = tuple(_fields(group))
    spoken = [(said, one.name) for one in members for said in set(map(_plain, _spoken(one)))]
    twice = {said for said, count in Counter(said for said, _name in spoken).items() if count > 1}
    found = {said: name for said, name in spoken if said and said not in twice}
    found |= {_plain(one.name): one.name for one in members}
    found |= {_plain(one.name + NOTE): one.name + NOTE for one in members if one.kind is Kind.NOTED}
    naming = next((one for one in _NAMING if group is not None and one in group.by_name), "")
    if naming:
        found.setdefault("name", naming)
    return found


def _fields(group: GroupDefinition | None) -> Iterable[FieldDefinition]:
    members = CASE.fields if group is None else group.fields
    for member in members:
        if isinstance(member, FieldDefinition) and not member.automatic and member.exported:
            yield member


def _spoken(member: FieldDefinition) -> Iterator[str]:
    yield member.name
    for words in map(translated_in, LANGUAGES):
        yield words.gettext(member.label)
        if member.prompt:
            yield words.gettext(member.prompt)


def _plain(text: str) -> str:
    """Words without case, accents, signs and a number before them."""
    return " ".join(_WORDS.split(folded(_NUMBERED.sub("", text)))).strip()


def _likely(plain: str, group: GroupDefinition | None) -> str:
    """The one field whose label is much like a heading; "" where there is none, or several."""
    if len(plain) < _SHORTEST:
        return ""
    scores: dict[str, float] = {}
    for said, name in _names(group).items():
        scores[name] = max(scores.get(name, 0), _likeness(plain, said))
    best = sorted(scores, key=lambda one: scores[one], reverse=True)[:2]
    if not scores[best[0]] or (len(best) > 1 and scores[best[0]] == scores[best[1]]):
        return ""
    return f"{group.name}/{best[0]}" if group is not None else best[0]


def _likeness(heading: str, label: str) -> float:
    """How like they are: one runs through the other, or all words of the label are in a heading."""
    short, long = sorted((heading, label), key=len)
    if len(short) < _SHORTEST:
        return 0
    fits = fuzzy.fit(short, long) if len(short) >= _HALF * len(long) else None
    if fits is not None and fits.score >= _TOGETHER * len(short.replace(" ", "")):
        return len(short) / len(long)
    words, wanted = _telling(heading), _telling(label)
    share = len(wanted) / len(words) if words and wanted <= words else 0
    return share if share >= _THIRD else 0


def _telling(text: str) -> set[str]:
    return {word for word in text.split() if len(word) > 2 and word not in _LITTLE}
