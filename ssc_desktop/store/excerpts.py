"""Where in a story the words stand that were searched for: the place, and the words around it."""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssc_desktop.record import CASE, FieldDefinition, Kind
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.folding import folded
from ssc_desktop.record.narrative import unmarked
from ssc_desktop.record.wanted import Wanted, wanted
from ssc_desktop.store import sqlite
from ssc_desktop.store.tables import NOTE

_BEFORE, _AFTER = 36, 130
"""Letters shown around the place."""
_TEXTS = frozenset({Kind.LINE, Kind.TEXT, Kind.LINES, Kind.NOTED})
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a story with those that were searched for among them."""

    label: str
    """The label of the field, in English: to be translated where it is shown."""
    text: str
    places: tuple[tuple[int, int], ...]
    """Where in `text` the words stand."""


def of(raw: sqlite.Connection, ids: Sequence[str], text: str) -> dict[str, Excerpt]:
    """The first place of each story that says most of the words; titles are not looked at."""
    asked = wanted(text)
    if not asked:
        return {}
    found = {}
    for case_id in ids:
        excerpt = _best(raw, case_id, asked)
        if excerpt is not None:
            found[case_id] = excerpt
    return found


def _best(raw: sqlite.Connection, case_id: str, asked: Wanted) -> Excerpt | None:
    words = [re.compile(r"(?<!\w)" + re.escape(_flat(word))) for word in asked.words]
    best, most = None, 0
    for label, told in _texts(raw, case_id):
        flat = _flat(told)
        holds = sum(word.search(flat) is not None for word in words)
        if holds > most:
            best, most = (label, told), holds
        if most == len(words):
            break
    return _cut(*best, asked) if best else None


def _flat(text: str) -> str:
    """`text` without accents and case, made quickly: places in it are not those in `text`."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", folded(text))).casefold()


def _cut(label: str, told: str, asked: Wanted) -> Excerpt | None:
    plain = " ".join(unmarked(told).split())
    places = asked.places(plain)
    if not places:
        return None
    start, end = max(0, places[0][0] - _BEFORE), min(len(plain), places[0][1] + _AFTER)
    if start:
        start = plain.find(" ", start, places[0][0]) + 1 or start
    if end < len(plain):
        end = max(plain.rfind(" ", places[0][1], end), places[0][1])
    before, after = "…" if start else "", "…" if end < len(plain) else ""
    moved = len(before) - start
    within = tuple((at + moved, to + moved) for at, to in places if at >= start and to <= end)
    return Excerpt(label, f"{before}{plain[start:end]}{after}", within)


def _texts(raw: sqlite.Connection, case_id: str) -> Iterator[tuple[str, str]]:
    """Labels and texts of a story in the order of its tables, without its title."""
    for statement, labels in _statements():
        for row in raw.execute(statement, (case_id,)):
            for label, told in zip(labels, row, strict=True):
                if told:
                    yield label, " · ".join(json.loads(told)) if told.startswith('["') else told


@functools.cache
def _statements() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each table the words that read its texts, and the labels of their fields."""
    holders = {"case": CASE.fields, **{n: g.fields for n, g in CASE.groups().items()}}
    found = []
    for table, members in holders.items():
        columns = [(_column(one), one.label) for one in members if _has_text(one)]
        if columns:
            names = ", ".join(f'"{name}"' for name, _label in columns)
            order = "" if table == "case" else " ORDER BY position"
            statement = f'SELECT {names} FROM "{table}" WHERE case_uuid = ?{order}'  # noqa: S608
            found.append((statement, tuple(label for _name, label in columns)))
    return tuple(found)


def _has_text(one: Definition) -> bool:
    if not isinstance(one, FieldDefinition) or one.automatic or one.name == "title":
        return False
    return one.kind in _TEXTS and (one.kind is Kind.NOTED or not one.vocabulary)


def _column(one: Definition) -> str:
    noted = isinstance(one, FieldDefinition) and one.kind is Kind.NOTED
    return one.name + NOTE if noted else one.name
