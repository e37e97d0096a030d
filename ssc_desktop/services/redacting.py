"""Withdrawing words or files for good: consent was taken back, or personal data must go.

A redaction is a revision and travels like all others. On each copy a person confirms it; then the
bytes are destroyed there, the id stays as a stub, and copies that come in are dropped.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from ssc_desktop import i18n
from ssc_desktop.history import redaction
from ssc_desktop.history.redaction import REDACTION, Authors, Redaction
from ssc_desktop.record.editing import Path
from ssc_desktop.services import activity, backing_up, cases, reasons, saving
from ssc_desktop.services.answers import Changes
from ssc_desktop.services.saves import place_of
from ssc_desktop.services.withdrawable import Part, Story, no_such, roles_of
from ssc_desktop.services.withdrawals import FILES, Past, Rewriting
from ssc_desktop.store import blobs, derived, originals, pieces, sqlite, stubs, truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, CutRow, conflict, listing

Target = Path | str
"""A field or an item by its path; or the id of one revision or attachment."""


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """What withdrawing something would take away, told before it is done."""

    case_id: str
    title: str
    texts: tuple[str, ...]
    """The words of every version, the latest first; of an item those of all its answers."""
    revisions: tuple[str, ...]
    files: tuple[str, ...]
    """SHA-256."""
    others: tuple[str, ...]
    """Names of computers that wrote versions which this one may not withdraw."""
    also_in: tuple[str, ...]
    """Titles of other stories that use the same files: they are gone there too."""
    backups: int
    """Copies of the library that still hold it."""
    documents: tuple[str, ...] = ()
    """Names of files that were taken in for the story: they go too, they may hold the words."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A redaction that came in and waits for this copy's confirmation."""

    id: str
    case_id: str
    title: str
    at: str
    device: str
    """The name of the computer that asks for it."""
    reason: str
    by_author: bool
    """The computer that wrote the words asks; else a facilitator or the repository."""
    texts: tuple[str, ...]
    """The words that would be destroyed; empty where they are not here."""
    files: tuple[str, ...]
    """Names of files that would be destroyed."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was destroyed on this copy."""

    revisions: int
    files: int
    left: int
    """Versions by others than who asks, which only they or a facilitator may withdraw."""
    backups: int
    """Copies of the library, made before, that still hold it."""
    changes: Changes


def looked_at(library: Library, case_id: str, target: Target, language: str = "en") -> Withdrawing:
    """What withdrawing `target` would take away; nothing is changed. Raises NotFound."""
    with library.reading() as connection:
        story = Story.of(library, connection, case_id, i18n.translated_in(language))
        meant = story.meant(target)
        name = "" if isinstance(target, str) else place_of(case_id, target)[1]
        texts = (story.said(part.past, part.revisions, name) for part in meant)
        revisions = [one for part in meant for one in part.revisions]
        files = sorted({one for part in meant for one in part.files})
        others = {one for part in meant for one in part.others}
        return Withdrawing(
            case_id,
            story.title,
            tuple(dict.fromkeys(text for part in texts for text in part)),
            tuple(revisions),
            tuple(files),
            tuple(sorted(map(story.writers.name, others))),
            _also_in(connection, case_id, files),
            _backups(library),
            tuple(one.name for one in originals.of_case(connection, case_id) if one.sha256),
        )


def redact(library: Library, case_id: str, target: Target, reason: str) -> Withdrawn:
    """Withdraw words or a file: empty the field, ask all copies to destroy it, and do so here.

    What the same saves say besides is said anew. Raises NotFound, and InvalidInput where this
    computer neither wrote it nor is the facilitator's or the repository's.
    """
    cases.save(library, case_id)
    with library.writing() as connection:
        story = Story.of(library, connection, case_id, i18n.translated_in("en"))
        meant = story.meant(target)
        left = sum(len(part.others) for part in meant)
        for part in meant:
            said = part.said_anew(target, whole=not left)
            _ask(library, connection, part, said, reason)
        destroyed = [
            stubs.destroy(connection, part.past.root, part.may, part.files) for part in meant
        ]
        for part in meant:
            _leave_in_the_trash(library, connection, part, reason)
        files = {one for part in meant for one in part.files}
        _finish(library, connection, story, reason, files)
    # the write-ahead log still has the pages as they were
    sqlite.checkpoint(library.raw)
    return Withdrawn(
        sum(destroyed), len(files), left, _backups(library), Changes(frozenset({case_id}))
    )


def _ask(
    library: Library, connection: Connection, part: Part, said: list[Rewriting], reason: str
) -> None:
    """Save what is said anew, and the redactions."""
    asked = [redaction.asking(one, reason) for one in (*part.may, *sorted(part.files))]
    note = reasons.note(reasons.WITHDRAWN, reason)
    for changes in _rounds(said):
        views = dict(part.past.views)
        for one in changes:
            view = views[one.change.record]
            views[view.id] = saving.seen_as(view, one.over)
        made = [*(one.change for one in changes), *asked]
        if made:
            saving.cut(library, connection, part.past.root, made, views, note=note)
        asked = []


def _leave_in_the_trash(library: Library, connection: Connection, part: Part, reason: str) -> None:
    """What was said anew in something deleted brought it back: delete it again."""
    past = part.past
    were = {past.trashed(past.revisions[one].record) for one in part.may} - {""}
    if not were:
        return
    loaded = derived.loaded(connection, part.case_id)
    now = replace(past, views=loaded.records(private=past.root != part.case_id))
    shown = [one for one in sorted(were & now.views.keys()) if not now.views[one].deleted]
    again = [one.change for record in shown for one in now.deleting(record)]
    if again:
        note = reasons.note(reasons.WITHDRAWN, reason)
        saving.cut(library, connection, past.root, again, now.views, note=note)


def _rounds(said: Iterable[Rewriting]) -> list[list[Rewriting]]:
    """Changes save by save: in one save every record changes once."""
    rounds: list[dict[str, Rewriting]] = [{}]
    for one in said:
        free = next((held for held in rounds if one.change.record not in held), None)
        if free is None:
            free = {}
            rounds.append(free)
        free[one.change.record] = one
    return [list(held.values()) for held in rounds]


def _also_in(connection: Connection, case_id: str, files: Collection[str]) -> tuple[str, ...]:
    """Titles of other stories that use the same files."""
    table = VIEW[FILES]
    asked = (
        select(listing.c.title)
        .join(table, table.c.case_uuid == listing.c.case_uuid)
        .where(table.c.sha256.in_(list(files)), table.c.case_uuid != case_id)
        .distinct()
        .order_by(listing.c.title)
    )
    return tuple(connection.scalars(asked)) if files else ()


def _backups(library: Library) -> int:
    # the one that is being made now may hold them, too
    return backing_up.holding_words(library.folder) + library.backs_up


# ------------------------------------------------------------------ what others ask for


def waiting(library: Library, language: str = "en") -> tuple[Waiting, ...]:
    """The redactions that others asked for and that may be confirmed here, the latest first."""
    words = i18n.translated_in(language)
    with library.reading() as connection:
        asked = select(conflict.c.case_uuid).where(conflict.c.kind == REDACTION).distinct()
        found = [
            one
            for case_id in connection.scalars(asked).all()
            for one in _waiting_in(Story.of(library, connection, case_id, words), connection)
        ]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


@dataclass(frozen=True)
class _Asked:
    """All that one save asks to destroy, and that may be."""

    first: Redaction
    by_author: bool
    revisions: tuple[str, ...]
    files: frozenset[str]


def _asked(connection: Connection, past: Past) -> Iterator[_Asked]:
    """Save by save."""
    roles, gone = roles_of(connection), stubs.of_case(connection, truth.case_of(past.root))
    held = truth.revisions_of(connection, past.root)
    files = redaction.files_in(held)
    # whatever a save lists is a revision, on every copy, also where it is not; but for a file that
    # somebody lists
    listed = {one for cut in past.cuts for one in cut.revisions}
    revisions = (listed - files.keys()) | {one.id for one in held}
    saves: dict[str, list[Redaction]] = {}
    authors = Authors(held, past.cuts)
    for one in redaction.redactions(held, past.cuts):
        if gone.hold(one.target) or not redaction.allowed(one, authors.of(one.target), roles):
            continue
        if one.target in revisions or not _is_of_others(connection, past.root, one, roles):
            saves.setdefault(one.cut, []).append(one)
    for found in saves.values():
        targets = dict.fromkeys(one.target for one in found)
        yield _Asked(
            found[0],
            all(one.device in authors.of(one.target) for one in found),
            tuple(one for one in targets if one in revisions),
            frozenset(one for one in targets if one not in revisions),
        )


def _is_of_others(
    connection: Connection, root: str, one: Redaction, roles: Mapping[str, str]
) -> bool:
    """Whether a file stands in other stories too, put there by others than who asks."""
    table = VIEW[FILES]
    if roles.get(one.device) in redaction.ROLES:
        return False
    asked = select(table.c.case_uuid).where(table.c.sha256 == one.target).distinct()
    others = set(connection.scalars(asked)) - {truth.case_of(root)}
    held = (truth.revisions_of(connection, other) for other in sorted(others))
    return any(redaction.files_in(some).get(one.target, set()) - {one.device} for some in held)


def _waiting_in(story: Story, connection: Connection) -> Iterator[Waiting]:
    for past in story.parts:
        for asked in _asked(connection, past):
            yield Waiting(
                asked.first.cut,
                story.case_id,
                story.title,
                asked.first.at,
                story.writers.name(asked.first.device),
                asked.first.reason,
                asked.by_author,
                tuple(dict.fromkeys(story.said(past, asked.revisions))),
                tuple(map(past.file_name, sorted(asked.files))),
            )


def confirm(library: Library, identity: str) -> Withdrawn:
    """Destroy on this copy what a redaction names; the id stays as a stub. Raises NotFound."""
    with library.reading() as connection:
        root = connection.scalar(select(CutRow.root).where(CutRow.id == identity))
    if root is None:
        raise no_such()
    case_id = truth.case_of(root)
    cases.save(library, case_id)
    with library.writing() as connection:
        story = Story.of(library, connection, case_id, i18n.translated_in("en"))
        past = next(one for one in story.parts if one.root == root)
        asked = next((one for one in _asked(connection, past) if one.first.cut == identity), None)
        if asked is None:
            raise no_such()
        left = past.written_over(asked.revisions, but=asked.first.device)
        destroyed = stubs.destroy(connection, root, asked.revisions, asked.files)
        _finish(library, connection, story, asked.first.reason, asked.files)
    sqlite.checkpoint(library.raw)
    changes = Changes(frozenset({case_id}))
    return Withdrawn(destroyed, len(asked.files), left, _backups(library), changes)


# ------------------------------------------------------------------ destroying


def _finish(
    library: Library, connection: Connection, story: Story, reason: str, files: Iterable[str]
) -> None:
    """Show the story without it; destroy files, and what the search index still knows."""
    said = derived.update(connection, library.raw, story.case_id).case.title
    title = said if isinstance(said, str) else ""
    sqlite.purge_index(library.raw)
    activity.retell(connection, story.case_id, title)
    told = {"title": title, "stories": [story.case_id], "why": reason}
    activity.note(connection, "redacted", "", told)
    # what somebody sent may hold the words too, and is not looked through
    documents = originals.empty(connection, story.case_id)
    for sha256 in (
        *files,
        *_not_named(connection, documents),
    ):  # last: a file that cannot be destroyed leaves everything as it was
        blobs.destroy(library.attachments, sha256)
        pieces.drop(library.attachments, sha256)


def _not_named(connection: Connection, files: Iterable[str]) -> Iterator[str]:
    """Those files that no story has as an attachment as well."""
    table = VIEW[FILES]
    for sha256 in files:
        asked = select(table.c.case_uuid).where(table.c.sha256 == sha256).limit(1)
        if connection.scalar(asked) is None:
            yield sha256
