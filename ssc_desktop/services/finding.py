"""Finding stories by a few letters of their name, and stories that are like another one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.record import Case, fuzzy
from ssc_desktop.record.completeness import items
from ssc_desktop.services.answers import Summary
from ssc_desktop.services.asking import Query
from ssc_desktop.store import alike, derived, lists
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW

_CANDIDATES = 400
_AS_GOOD_AS_SAME = 0.5
"""So many of the runs of words of the shorter text stand in the other one too."""
_SAME_TITLE = 0.8
_LEAST_SHARE = 0.3
_FEWEST_WORDS = 4
"""Below this part of common rare words two stories only happen to share some."""
_TEXTS = ("overview", "challenge", "experience_shared")


@dataclass(frozen=True, slots=True)
class Hit:
    """A story with a name that fits."""

    summary: Summary
    places: tuple[tuple[int, int], ...] = ()
    """Where the letters stand in its title; empty where its short name or its code fits."""
    score: int = 0


@dataclass(frozen=True, slots=True)
class Similar:
    """A story that is like another one."""

    summary: Summary
    share: float
    """How much they have in common, 0 to 1."""
    words: tuple[str, ...]
    """Rare words that both have."""
    nearly_same: bool
    """Their texts are nearly the same: perhaps one story, told twice."""
    linked: bool
    """One of them says already that both are about the same work."""


# ------------------------------------------------------------------ by name


def quick(
    library: Library, typed: str, recent: Sequence[str] = (), limit: int = 30
) -> tuple[Hit, ...]:
    """Stories whose title, short name or code fits a few letters; those opened lately first.

    Without letters: those opened lately, then those changed last.
    """
    with library.reading() as connection:
        if not typed.strip():
            return tuple(map(Hit, _lately(connection, recent, limit)))
        found = {one.id: one for one in _named(connection, typed)}
    places = {case_id: at for at, case_id in enumerate(recent)}
    hits = [hit for one in found.values() if (hit := _hit(typed, one)) is not None]
    hits.sort(
        key=lambda hit: (
            -(hit.score + (4 if hit.summary.id in places else 0)),
            -hit.summary.number,
        )
    )
    return tuple(hits[:limit])


def _lately(connection: Connection, recent: Sequence[str], limit: int) -> list[Summary]:
    first = [one for one in lists.lines(connection, recent[:limit]) if not one.deleted]
    held = {one.id for one in first}
    newest, _next = lists.page(connection, Query(limit=limit))
    return [*first, *(one for one in newest if one.id not in held)][:limit]


def _named(connection: Connection, typed: str) -> list[Summary]:
    """Stories that may fit: those with the words in their title, then those with the letters."""
    words = " ".join(f"title:{word}" for word in typed.split())
    found, _next = lists.page(connection, Query(words, limit=_CANDIDATES))
    if len(found) < _CANDIDATES:
        found += lists.with_letters(connection, typed, _CANDIDATES - len(found))
    return found


def _hit(typed: str, one: Summary) -> Hit | None:
    in_title = fuzzy.fit(typed, one.title)
    named = [fuzzy.fit(typed, name) for name in (one.short_name, one.case_code) if name]
    best = max((fit.score for fit in named if fit), default=None)
    if in_title is not None:
        return Hit(one, in_title.places, max(in_title.score, best or 0))
    return Hit(one, (), best) if best is not None else None


# ------------------------------------------------------------------ by what they tell


def similar(library: Library, case_id: str, limit: int = 8) -> tuple[Similar, ...]:
    """Stories that tell much the same as one, the likest first; nothing is ever put together."""
    with library.reading() as connection:
        line = lists.one(connection, case_id)
        if line is None or line.deleted:
            return ()
        case = derived.drafted(connection, case_id) or derived.loaded(connection, case_id).case
        texts = [str(value) for name in _TEXTS if isinstance(value := getattr(case, name), str)]
        found = alike.like(library.raw, line.number, line.title, texts)
        linked = _linked(connection, case, case_id)
        lines = lists.by_number(connection, [one.number for one in found])
        own = _words(line.title, texts)
        made = [
            _similar(connection, one, lines[one.number], own, linked)
            for one in found
            if one.number in lines
        ]
    wanted = [one for one in made if one.nearly_same or _much(one)]
    wanted.sort(key=lambda one: (not one.nearly_same, -one.share, one.summary.id))
    return tuple(wanted[:limit])


def _much(one: Similar) -> bool:
    return one.share >= _LEAST_SHARE and len(one.words) >= _FEWEST_WORDS


_Words = tuple[list[str], list[str]]
"""Those of a title, and those of the texts."""


def _words(title: str, texts: Sequence[str]) -> _Words:
    return alike.words_of(title), alike.words_of(" ".join(texts))


def _similar(
    connection: Connection, one: alike.Like, line: Summary, own: _Words, linked: set[str]
) -> Similar:
    table = VIEW["case"]
    columns = [table.c[name] for name in _TEXTS]
    row = connection.execute(select(*columns).where(table.c.case_uuid == line.id)).first()
    other = _words(line.title, [value for value in row or () if value])
    titles = set(own[0]), set(other[0])
    same_title = len(titles[0] & titles[1]) / max(len(titles[0] | titles[1]), 1)
    same_text = alike.resemblance(own[1], other[1])
    nearly = same_text >= _AS_GOOD_AS_SAME or (same_title >= _SAME_TITLE and len(titles[0]) > 2)
    share = max(one.share, same_text)
    return Similar(line, min(share, 1.0), one.words[:5], nearly, line.id in linked)


def _linked(connection: Connection, case: Case, case_id: str) -> set[str]:
    """The stories that this one names as the same work, or that name it."""
    named = {getattr(one, "case", None) for one in items(case, "same_initiative_as")}
    named |= {getattr(one, "case", None) for one in items(case, "translation_of")}
    for group in ("same_initiative_as", "translation_of"):
        table = VIEW[group]
        asked = select(table.c.case_uuid).where(table.c.case == case_id)
        named |= set(connection.scalars(asked))
    return {one for one in named if isinstance(one, str)}
