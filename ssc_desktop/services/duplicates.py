"""The same work told twice: suspected, looked at side by side, linked; never rewritten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from ssc_desktop import clock, i18n
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import Words, _, listed
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition, phrases
from ssc_desktop.record.completeness import items
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path, new_item, with_item, without_item
from ssc_desktop.record.values import given
from ssc_desktop.record.word_changes import Piece, word_changes
from ssc_desktop.services import activity, backing_up, cases, saving
from ssc_desktop.services.answers import Changes, Summary
from ssc_desktop.store import derived, lists, twice
from ssc_desktop.store.exchange_tables import ApartRow
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW
from ssc_desktop.store.twice import Alike

_GROUP = "same_initiative_as"
_LINKING = (_GROUP, "translation_of")
_UNTOLD = frozenset({_GROUP, "translation_of", "case_uuid"})
_SURE = 0.5
"""From so many common runs of words on, two texts are nearly the same."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """Two stories that look like one, told twice."""

    one: Summary
    other: Summary
    likeness: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """What they have in common, in short sentences."""


@dataclass(frozen=True, slots=True)
class InBoth:
    """A field that both stories answer, or only one of them."""

    path: Path
    label: str
    one: str
    """The answer of the first story, in words."""
    other: str
    pieces: tuple[Piece, ...]
    """The words of the second, told apart from those of the first."""
    same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories side by side."""

    one: Summary
    other: Summary
    likeness: float
    fields: tuple[InBoth, ...]
    """In the order of the form; those that both answer."""
    linked: bool
    """One of them says already that both are about the same work."""
    apart: bool
    """A person found them to be two."""


def suspected(library: Library, limit: int = 40) -> tuple[Suspected, ...]:
    """Pairs that look like one story, the likest first; not those linked or found to be two."""
    with library.reading() as connection:
        settled = _linked(connection) | _apart(connection)
        found = twice.pairs(connection, settled, limit)
        lines = lists.by_number(connection, [n for pair in found for n in (pair.one, pair.other)])
    return tuple(
        Suspected(lines[pair.one], lines[pair.other], pair.likeness, tuple(_reasons(pair)))
        for pair in found
        if pair.one in lines and pair.other in lines
    )


def foreseen(
    library: Library, coming: Sequence[Summary], limit: int = 40, least: float = twice.LEAST
) -> tuple[Suspected, ...]:
    """The same with stories that are not here yet: what a plan can say of them."""
    with library.reading() as connection:
        found = twice.among_coming(connection, coming, limit, least)
        numbers = {n for pair in found for n in (pair.one, pair.other) if n > 0}
        lines = lists.by_number(connection, sorted(numbers))
    lines |= {-at: line for at, line in enumerate(coming, 1)}
    return tuple(
        Suspected(lines[pair.one], lines[pair.other], pair.likeness, tuple(_reasons(pair)))
        for pair in found
    )


def _reasons(pair: Alike) -> Iterator[str]:
    if pair.same_text >= _SURE:
        yield _("The texts are nearly the same.")
    if pair.same_title >= _SURE:
        yield _("The titles are much alike.")
    if pair.organisations:
        yield _("Both name {names}.").format(names=listed(pair.organisations))
    elif pair.same_partners == 1:
        yield _("The same partners took part.")
    if pair.same_years:
        yield _("The years overlap.")


def _linked(connection: Connection) -> set[frozenset[str]]:
    """Pairs of which one names the other as the same work, or as its translation."""
    return {
        frozenset((str(one), str(other)))
        for group in _LINKING
        for one, other in connection.execute(
            select(VIEW[group].c.case_uuid, VIEW[group].c.case).where(
                VIEW[group].c.case.is_not(None)
            )
        )
    }


def _apart(connection: Connection) -> set[frozenset[str]]:
    pairs = connection.execute(select(ApartRow.one, ApartRow.other))
    return {frozenset(pair) for pair in pairs}


# ------------------------------------------------------------------ side by side


def pair(library: Library, one: str, other: str, language: str = "en") -> Pair:
    """Two stories side by side. Raises NotFound."""
    words = i18n.translated_in(language)
    with library.reading() as connection:
        lines = _line(connection, one), _line(connection, other)
        stories = _story(connection, one), _story(connection, other)
        both = frozenset((one, other))
        return Pair(
            *lines,
            twice.likeness(connection, lines[0].number, lines[1].number),
            tuple(_in_both(*stories, words)),
            both in _linked(connection),
            both in _apart(connection),
        )


def _line(connection: Connection, case_id: str) -> Summary:
    line = lists.one(connection, case_id)
    if line is None:
        raise NotFound(
            _("There is no story with the id “{id}”.").format(id=case_id),
            advice=_("“list” shows the ids."),
        )
    return line


def _story(connection: Connection, case_id: str) -> Case:
    return derived.drafted(connection, case_id) or derived.loaded(connection, case_id).case


def _in_both(one: Case, other: Case, words: Words) -> Iterator[InBoth]:
    """What both stories answer."""
    for member in CASE.asked:
        if member.automatic or member.name in _UNTOLD:
            continue
        values = getattr(one, member.attribute), getattr(other, member.attribute)
        if not all(map(given, values)):
            continue
        told = _told(member, values[0], one, words), _told(member, values[1], other, words)
        pieces = word_changes(*told)
        label = words.gettext(member.label)
        yield InBoth((member.name,), label, *told, pieces, told[0] == told[1])


def _told(member: Definition, value: object, case: Case, words: Words) -> str:
    """An answer in words; of a group the names of its items, line by line."""
    if isinstance(member, FieldDefinition):
        return phrases.shown(member, value, case, words)
    if isinstance(value, Answer):
        return phrases.answer(value, words)
    items = value if isinstance(value, tuple) else ()
    return "\n".join(filter(None, map(phrases.called, items)))


# ------------------------------------------------------------------ one work, or two


def link(library: Library, one: str, other: str, *, relation: str = "other_view_of") -> Changes:
    """Say in the story `one` that `other` is about the same work; both stay as they are.

    A draft of `one` is saved first. Nothing is changed where one of them says so already. Raises
    NotFound, and InvalidInput where it is in the trash.
    """
    backing_up.before(library, "before-settle")
    cases.save(library, one)
    with library.writing() as connection:
        lines = _line(connection, one), _line(connection, other)
        if frozenset((one, other)) in _linked(connection):
            return Changes()
        if any(line.deleted for line in lines):
            raise InvalidInput(
                _("The story is in the trash."), advice=_("Restore it first, then change it.")
            )
        before = derived.loaded(connection, one)
        item = new_item(CASE.groups()[_GROUP], case=other, relation=relation)
        saving.store(library, connection, with_item(before.case, (_GROUP,), item), before)
        derived.update(connection, library.raw, one)
        _tell(connection, "linked", lines)
    return Changes(frozenset({one}))


def unlink(library: Library, one: str, other: str) -> Changes:
    """Take back that the story `one` says of `other` that both are about the same work.

    A draft of `one` is saved first. Raises NotFound.
    """
    cases.save(library, one)
    with library.writing() as connection:
        lines = _line(connection, one), _line(connection, other)
        before = derived.loaded(connection, one)
        after = before.case
        for item in items(after, _GROUP):
            if getattr(item, "case", None) == other:
                after = without_item(after, (_GROUP,), item.id)
        if after == before.case:
            return Changes()
        saving.store(library, connection, after, before)
        derived.update(connection, library.raw, one)
        _tell(connection, "unlinked", lines)
    return Changes(frozenset({one}))


def apart(library: Library, one: str, other: str) -> None:
    """Remember that two stories are two; they are suspected no longer. Raises NotFound."""
    with library.writing() as connection:
        lines = _line(connection, one), _line(connection, other)
        less, more = sorted((one, other))
        row = insert(connection, ApartRow).values(one=less, other=more, at=clock.stamp(clock.now()))
        connection.execute(row.on_conflict_do_nothing())
        _tell(connection, "apart", lines)


def together(library: Library, one: str, other: str) -> None:
    """Take that back."""
    less, more = sorted((one, other))
    with library.writing() as connection:
        gone = delete(ApartRow.table).where(ApartRow.one == less, ApartRow.other == more)
        connection.execute(gone)


def _tell(connection: Connection, kind: str, lines: tuple[Summary, Summary]) -> None:
    told = {"title": lines[0].title, "stories": [line.id for line in lines]}
    activity.note(connection, kind, "", told)
