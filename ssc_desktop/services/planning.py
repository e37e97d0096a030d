"""One file beside the library: which story it is about, and what it would bring to that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop import files, i18n
from ssc_desktop.history.view import RecordView
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.record import Case, dates
from ssc_desktop.record.found import FoundStory, Origin
from ssc_desktop.services import duplicates, enclosed, originals, previewing, sides
from ssc_desktop.services.proposed import Alike, Proposal, State
from ssc_desktop.services.weighing import Ground, Weighed
from ssc_desktop.store import derived
from ssc_desktop.store.library import Library
from ssc_desktop.store.originals import Original
from ssc_desktop.store.summary import LIST_COLUMNS, Summary

_MOST_ALIKE = 5
"""Stories that one file may be the same as, and that are named."""
_LIKELY = 0.4
"""From so much on: a form may tell little more than the title of a story."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and when it was taken in before."""

    path: Path
    sha256: str
    before: tuple[Original, ...] = ()

    @classmethod
    def of(cls, library: Library, path: Path) -> "Source":
        """Raises OSError where the file is gone."""
        sha256 = files.sha256_of(path) if path.is_file() else ""
        return cls(path, sha256, originals.before(library, sha256) if sha256 else ())


@dataclass(frozen=True, slots=True)
class Planned:
    """A proposal, and the story as it would be with all of it."""

    proposal: Proposal
    case: Case


def planned(
    library: Library, source: Source, key: str, found: FoundStory, case_id: str = ""
) -> Planned:
    """What a file says of one story; with `case_id` of that one, whatever the file says."""
    with library.reading() as connection:
        target = case_id or _recognised(connection, source, found)
        said = sides.about(found, target)
        ground = sides.ground_of(connection, target, said)
        made = sides.weighed(ground, said)
        notices = tuple(_notices(connection, ground, said, made))
        warnings = tuple(_warnings(connection, source, ground, found))
    words = i18n.translated_in(i18n.language())
    after = previewing.as_it_would_be(ground, made)
    made_of = Proposal(
        key,
        source.path,
        found.kind,
        target,
        ground.is_new,
        _title(ground, after, source.path),
        tuple(previewing.lines(ground, made, words)),
        comments=found.comments,
        pictures=tuple(enclosed.proposed(source.path, found.pictures, ground.case)),
        unmatched=found.unmatched,
        notices=(*found.notices, *notices),
        warnings=warnings,
        taken_before=_taken_before(source, target),
        sha256=source.sha256,
        found=found,
    )
    return Planned(made_of, after)


def _recognised(connection: Connection, source: Source, found: FoundStory) -> str:
    """The id of the story that a file is about, as it says itself or was told before."""
    if is_id(found.case_uuid):
        return found.case_uuid
    known = [one.case_id for one in source.before]
    here = [one for one in known if derived.place(connection, one)]
    # a table tells of many stories: which of them is which is not known by the file alone
    return here[0] if len(set(here)) == 1 else new_id()


def _taken_before(source: Source, case_id: str) -> str:
    return next((one.taken_at for one in source.before if one.case_id == case_id), "")


def _is_taken_back(source: Source, case_id: str) -> bool:
    return all(one.undone for one in source.before if one.case_id == case_id)


def _title(ground: Ground, after: Case, path: Path) -> str:
    said = ground.case.title or after.title
    return said if isinstance(said, str) else path.stem


def _warnings(
    connection: Connection, source: Source, ground: Ground, found: FoundStory
) -> Iterator[str]:
    case_id = ground.shown.case_id
    when = _taken_before(source, case_id)
    if when:
        date = dates.shown(when[:10], i18n.translated_in(i18n.language()))
        if _is_taken_back(source, case_id):
            yield _("It was taken in on {date}, and taken back: it can be put back.").format(
                date=date
            )
        else:
            yield _("This very file was taken in on {date}.").format(date=date)
    if ground.shown.deleted:
        yield _("The story is in the trash.")
    if is_id(found.case_uuid) and found.case_uuid != case_id:
        other = derived.loaded(connection, found.case_uuid).case.title
        if isinstance(other, str):
            yield _("It was made for another story: “{title}”.").format(title=other)
        else:
            yield _("It was made for another story, which is not in this library.")
    empty = not (found.answers or found.pictures or found.removed or found.unmatched)
    if found.kind is Origin.FORM and empty:
        yield _("It is a form that nobody filled in.")


def _notices(
    connection: Connection, ground: Ground, found: FoundStory, made: Sequence[Weighed]
) -> Iterator[str]:
    case_id = ground.shown.case_id
    if ground.is_new:
        if is_id(found.case_uuid):
            yield _("The library has no such story: it would be added whole.")
        return
    if sides.is_behind(connection, case_id, found):
        yield _("The story was changed here after this file was made.")
    theirs = {one.path for one in found.answers}
    if any(one.path not in theirs and one.state is not State.SAME for one in made if ground.ahead):
        yield _("It was made from a newer state of the story than is here.")


# ------------------------------------------------------------------ the same story, perhaps


def with_alike(library: Library, made: Sequence[Planned]) -> tuple[Proposal, ...]:
    """The proposals, each new story with those that it may be the same as."""
    coming = {one.proposal.case_id: _line(one) for one in made if one.proposal.is_new}
    found: dict[str, list[Alike]] = {}
    pairs = duplicates.foreseen(library, tuple(coming.values()), _MOST_ALIKE * len(coming), _LIKELY)
    for pair in pairs if coming else ():
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one.id in coming and other.id not in coming:
                line = Alike(other.id, other.title, pair.likeness, pair.reasons)
                found.setdefault(one.id, []).append(line)
    return tuple(
        replace(one, alike=tuple(found.get(one.case_id, ())[:_MOST_ALIKE]))
        for one in (planned.proposal for planned in made)
    )


def _line(one: Planned) -> Summary:
    """The line that the list would show of a new story."""
    case_id = one.proposal.case_id
    root = RecordView(case_id, "case", "", {}, "", False, False, {})
    row = derived.list_row(derived.CaseView(case_id, {case_id: root}, {}, one.case, "", []))
    return Summary(*((row or {})[name] for name in LIST_COLUMNS))
