"""Pairs of stories that may tell one work twice: found by what they name, without reading all.

Two stories are compared only where they have a key in common that few others have: the words of
the title, an organisation, or the same partners and a word of the title. So the work grows with
the number of stories, not with the number of pairs.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, select

from ssc_desktop.record.vocabularies import folded
from ssc_desktop.store import alike
from ssc_desktop.store.summary import Summary
from ssc_desktop.store.tables import VIEW, listing

MOST_STORIES: Final = 20_000
"""The newest stories are looked at."""
_MOST_TOGETHER: Final = 12
"""A key that more stories have tells nothing of any two of them."""
_FEWEST_WORDS: Final = 2
LEAST: Final = 0.55
"""Less alike, two stories are taken for two."""
_SAME_TITLE: Final = 0.8
_TEXTS: Final = ("overview", "challenge", "experience_shared")
_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Alike:
    """Two stories, by their numbers, and how much they have in common, each from 0 to 1."""

    one: int
    other: int
    same_title: float
    same_partners: float
    same_years: bool
    organisations: tuple[str, ...] = ()
    """Organisations that both name, and few others."""
    same_text: float = 0.0

    @property
    def likeness(self) -> float:
        """All of it in one figure."""
        named = min(len(self.organisations), 2) / 2
        told = 0.5 * self.same_title + 0.2 * self.same_partners + 0.3 * named
        return min(1.0, max(told + 0.1 * self.same_years, self.same_text))


@dataclass(frozen=True, slots=True)
class _Story:
    """What is known of a story without reading it."""

    number: int
    case_id: str
    words: frozenset[str]
    partners: frozenset[str]
    years: tuple[int, int]
    organisations: Mapping[str, str]
    """Names by their folded form."""

    def signs(self) -> Iterator[Hashable]:
        """What it may have in common with few others."""
        if len(self.words) >= _FEWEST_WORDS:
            yield self.words
        yield from (("named", name) for name in self.organisations)
        if self.partners:
            yield from ((self.partners, word) for word in self.words)


def pairs(connection: Connection, settled: Collection[frozenset[str]], limit: int) -> list[Alike]:
    """The pairs that are most alike, the likest first, without those that were settled."""
    stories = {one.number: one for one in _stories(connection)}
    found = []
    for one, other in _neighbours(stories.values()):
        first, second = stories[one], stories[other]
        if frozenset((first.case_id, second.case_id)) in settled:
            continue
        made = _compared(first, second)
        if _may_be_one(made, first, second):
            found.append(made)
    found.sort(key=_likest)
    read = _with_texts(connection, found[: 3 * limit], stories)
    return sorted((one for one in read if one.likeness >= LEAST), key=_likest)[:limit]


def among_coming(
    connection: Connection, coming: Sequence[Summary], limit: int, least: float = LEAST
) -> list[Alike]:
    """Pairs of stories of which one at least is not here yet, the likest first.

    The first one that comes has the number -1, the second -2 and so on; of their texts and
    organisations nothing is known.
    """
    stories = {-at: _coming(-at, line) for at, line in enumerate(coming, 1)}
    signs = {sign for story in stories.values() for sign in story.signs()}
    if not signs:
        return []
    stories |= {
        one.number: one
        for one in _stories(connection, named=False)
        if not signs.isdisjoint(one.signs())
    }
    compared = [
        (_compared(stories[one], stories[other]), stories[one], stories[other])
        for one, other in _neighbours(stories.values())
        if other < 0
    ]
    found = [made for made, one, other in compared if _may_be_one(made, one, other)]
    return sorted((one for one in found if one.likeness >= least), key=_likest)[:limit]


def _coming(number: int, line: Summary) -> _Story:
    return _Story(
        number,
        line.id,
        frozenset(alike.words_of(line.title)) - alike.SMALL,
        frozenset((*line.givers, *line.takers)),
        (line.first_year, line.last_year),
        {},
    )


def likeness(connection: Connection, one: int, other: int) -> float:
    """How much two stories are alike."""
    stories = {each.number: each for each in _stories(connection, (one, other))}
    if len(stories) < 2:
        return 0.0
    made = _compared(stories[one], stories[other])
    return next(iter(_with_texts(connection, [made], stories))).likeness


def _likest(pair: Alike) -> tuple[float, int, int]:
    return -pair.likeness, -pair.one, -pair.other


def _stories(
    connection: Connection, numbers: Sequence[int] = (), *, named: bool = True
) -> Iterator[_Story]:
    asked = (
        select(
            listing.c.number, listing.c.case_uuid, listing.c.title, listing.c.givers,
            listing.c.takers, listing.c.first_year, listing.c.last_year,
        )
        .where(listing.c.deleted.is_(False))
        .order_by(listing.c.number.desc())
        .limit(MOST_STORIES)
    )  # fmt: skip
    if numbers:
        asked = asked.where(listing.c.number.in_(numbers))
    rows = connection.execute(asked).all()
    held = _organisations(connection, [row.case_uuid for row in rows]) if named else {}
    for number, case_id, title, givers, takers, first, last in rows:
        yield _Story(
            number,
            case_id,
            frozenset(alike.words_of(title)) - alike.SMALL,
            frozenset((*json.loads(givers), *json.loads(takers))),
            (first, last),
            held.get(case_id, {}),
        )


def _organisations(connection: Connection, cases: Collection[str]) -> dict[str, dict[str, str]]:
    table = VIEW["partner"]
    asked = select(table.c.case_uuid, table.c.name_as_used).where(
        table.c.name_as_used.is_not(None), table.c.partner_kind.is_distinct_from("country")
    )
    if len(cases) <= _AT_ONCE:
        asked = asked.where(table.c.case_uuid.in_(cases))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for case_id, name in connection.execute(asked):
        found[case_id][folded(name)] = name
    return found


def _neighbours(stories: Iterable[_Story]) -> set[tuple[int, int]]:
    """Pairs that have something in common which few others have, the newer one first."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for story in stories:
        for key in story.signs():
            holders[key].append(story.number)
    return {
        (max(pair), min(pair))
        for numbers in holders.values()
        if 2 <= len(numbers) <= _MOST_TOGETHER
        for pair in itertools.combinations(numbers, 2)
    }


def _compared(one: _Story, other: _Story) -> Alike:
    both = one.organisations.keys() & other.organisations.keys()
    known = all((*one.years, *other.years))
    overlap = known and one.years[0] <= other.years[1] and other.years[0] <= one.years[1]
    return Alike(
        one.number,
        other.number,
        _common(one.words, other.words),
        _common(one.partners, other.partners),
        overlap,
        tuple(sorted(one.organisations[name] for name in both)),
    )


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _may_be_one(pair: Alike, one: _Story, other: _Story) -> bool:
    """Whether it is worth reading both: phases of one work have other years."""
    apart = all((*one.years, *other.years)) and not pair.same_years
    if apart:
        return False
    named = len(pair.organisations) > 1 or (pair.same_partners == 1 and pair.same_title > 0)
    return pair.same_title >= _SAME_TITLE or named


def _with_texts(
    connection: Connection, found: Sequence[Alike], stories: Mapping[int, _Story]
) -> Iterator[Alike]:
    """The pairs with how much of their texts is the same."""
    wanted = sorted({stories[n].case_id for pair in found for n in (pair.one, pair.other)})
    table = VIEW["case"]
    columns = [table.c[name] for name in _TEXTS]
    words: dict[str, list[str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        asked = select(table.c.case_uuid, *columns).where(table.c.case_uuid.in_(some))
        for case_id, *texts in connection.execute(asked):
            words[case_id] = alike.words_of(" ".join(text for text in texts if text))
    for pair in found:
        one, other = (words.get(stories[n].case_id, []) for n in (pair.one, pair.other))
        yield replace(pair, same_text=alike.resemblance(one, other))
