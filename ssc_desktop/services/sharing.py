"""Sharing: stories into a signed bundle; what may not leave stays, and is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, update

from ssc_desktop import clock, settings
from ssc_desktop.bundle import writing
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Held
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.identifiers import fingerprint
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import clearing
from ssc_desktop.record.clearing import Reason
from ssc_desktop.services import cases, holding
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.holding import Holding
from ssc_desktop.store import blobs, bundles, devices, drafts, truth
from ssc_desktop.store.bundles import Noted
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, conflict, listing

_AT_ONCE = 500
_FILES = "attachment"
CIRCLES = ("workshop", "repository", "public")
"""For whom a bundle may be made, the closest first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a bundle is to be made: for whom, and how much of everything."""

    circle: str = CIRCLES[0]
    """How far it is to go, one of CIRCLES: limits and consents hold back what may not."""
    with_private: bool = False
    """Contacts and consents go along; unsealed only where a person has agreed to that."""
    receiver: str = ""
    """The id of the computer it is for: what that one is known to hold is left out."""
    light: bool = False
    """Without attachments."""
    most: int = 0
    """The bytes that one file may have; 0 for any number. What is more goes into further files."""
    to: tuple[str, ...] = ()
    """For whom it is sealed: ids of trusted computers with a public key, or such keys (`age1…`)."""
    passphrase: str = ""
    """What opens it, where it is not sealed for anybody."""


WHOLE = Wish()
"""Everything that may go to a workshop, open."""


def suggested_name(library: Library) -> str:
    """A file name for a new bundle, in plain ASCII."""
    label = settings.load().author_name or "laptop"
    return writing.file_name(label, library.device.id[:6], clock.now().date().isoformat())


def make(
    library: Library,
    ids: Sequence[str] | None,
    target: Path,
    wish: Wish = WHOLE,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories (all of them where `ids` is None) as a signed bundle that was read back.

    Stories that may not go as far as the wish's circle stay here, and so does what their limits
    and consents hold back from it, and what is private. Raises InvalidInput where nothing may
    leave, StorageError or ExportError; an older file is then as it was.
    """
    _save_drafts(library, ids)
    found = _held_back(library, ids, wish.circle)
    with bulk(), library.reading() as connection:
        going = _Going.of(connection, ids, wish.circle, found, with_private=wish.with_private)
        if not going.roots:
            raise InvalidInput(
                _("There is nothing that may leave this computer."),
                advice=" ".join(going.left_out) or _("Write a story first."),
            )
        contents = Contents(
            histories=_histories(connection, going),
            devices=_devices(library, connection),
            blobs=_blobs(library, connection, going),
            everything=None if ids is None and not going.left_out else _everything(connection),
            with_private=wish.with_private,
        )
        header = Header(
            kind="delta" if ids is not None else "full",
            scope="selected" if ids is not None else "all",
            absent=_absent(library, connection, going),
        )
        written = writing.write(
            target, contents, library.device, header=header, progress=progress, stop=stop
        )
    _note_packed(library, going, written)
    pictures = written.counts.blobs
    stories = len(going.stories)
    return Made(target, stories, pictures, written.size, going.left_out, (written.path,))


def _save_drafts(library: Library, ids: Sequence[str] | None) -> None:
    with library.reading() as connection:
        waiting = [one for one in drafts.cases(connection) if ids is None or one in ids]
    for case_id in waiting:
        cases.save(library, case_id)


def _held_back(library: Library, ids: Sequence[str] | None, circle: str) -> dict[str, Holding]:
    """What stays of single stories; earlier versions that name the wrong person are freed of it."""
    with library.reading() as connection:
        chosen = listed(connection, ids)
        away = kept_here(connection, circle)
        found = holding.holdings(connection, [one for one in chosen if one not in away], circle)
    return holding.say_anew(library, found)


def listed(connection: Connection, ids: Sequence[str] | None) -> list[str]:
    """The stories that are meant: those chosen, or all, sorted."""
    every = list(dict.fromkeys(map(truth.case_of, truth.roots(connection))))
    return every if ids is None else [one for one in every if one in set(ids)]


@dataclass(frozen=True)
class _Going:
    """What may leave, and in sentences what stays."""

    roots: list[str]
    """Sorted."""
    holdings: dict[str, Holding]
    left_out: tuple[str, ...]

    @classmethod
    def of(
        cls,
        connection: Connection,
        ids: Sequence[str] | None,
        circle: str,
        found: dict[str, Holding],
        *,
        with_private: bool,
    ) -> "_Going":
        """The roots that may go."""
        away = kept_here(connection, circle)
        named = {case_id for case_id, one in found.items() if one.stays}
        chosen = None if ids is None else set(ids)
        roots: list[str] = []
        apart = private = narrow = 0
        for root in truth.roots(connection):
            case_id = truth.case_of(root)
            if chosen is not None and case_id not in chosen:
                continue
            is_private = root.endswith(truth.PRIVATE)
            if case_id in away:
                private += not is_private and away[case_id] == ""
                narrow += not is_private and away[case_id] != ""
            elif case_id in named:
                continue
            elif is_private and not with_private:
                apart += 1
            else:
                roots.append(root)
        said = (*_stays(private, narrow, apart), *_parts_that_stay(connection, found))
        return cls(roots, found, said)

    @property
    def stories(self) -> set[str]:
        """The stories of which something goes."""
        return {truth.case_of(root) for root in self.roots}

    def holding(self, case_id: str) -> Holding:
        """What stays of one story."""
        return self.holdings.get(case_id, holding.EVERYTHING_GOES)


def kept_here(connection: Connection, circle: str) -> dict[str, str]:
    """The stories that do not go as far as `circle`, each with how far it goes; "" for nowhere.

    A story whose visibility is in dispute goes as far as the closest of the answers.
    """
    allowed = CIRCLES[CIRCLES.index(circle) :]
    table = VIEW["case"]
    told = table.c.visibility
    narrow = select(table.c.case_uuid, told).where(told.is_(None) | told.not_in(allowed))
    staying = {case_id: said or "" for case_id, said in connection.execute(narrow)}
    disputed = connection.execute(
        select(conflict.c.case_uuid, conflict.c.versions).where(conflict.c.field == "visibility")
    )
    for case_id, versions in disputed:
        said = [version["value"] for version in versions]
        if any(one not in allowed for one in said):
            staying[case_id] = _closest(said)
    return {case_id: said if said in CIRCLES else "" for case_id, said in staying.items()}


def _closest(said: Sequence[object]) -> str:
    ranks = [CIRCLES.index(one) if one in CIRCLES else -1 for one in said]
    return CIRCLES[min(ranks)] if min(ranks) >= 0 else ""


def _parts_that_stay(connection: Connection, found: Mapping[str, Holding]) -> Iterator[str]:
    """What stays of stories that go, and which whole stories stay for a name; by story."""
    if not found:
        return
    table = VIEW["case"]
    named = connection.execute(
        select(table.c.case_uuid, table.c.title).where(table.c.case_uuid.in_(list(found)))
    )
    titles = dict(named.all())
    for case_id, one in found.items():
        title = str(titles.get(case_id) or _("Story without a title"))
        held = [*one.stays] or [each for each in one.held if each.reason is not Reason.NEVER]
        for text in clearing.sentences(held):
            yield _("{title}: {text}").format(title=title, text=text)


def _stays(private: int, narrow: int, apart: int) -> list[str]:
    said = []
    if private:
        said.append(
            ngettext(
                "{n} private story stays on this computer.",
                "{n} private stories stay on this computer.",
                private,
            ).format(n=private)
        )
    if narrow:
        said.append(
            ngettext(
                "{n} story may not go as far as this and stays here.",
                "{n} stories may not go as far as this and stay here.",
                narrow,
            ).format(n=narrow)
        )
    if apart:
        said.append(
            ngettext(
                "Contacts, consents and notes on harm of {n} story stay on this computer.",
                "Contacts, consents and notes on harm of {n} stories stay on this computer.",
                apart,
            ).format(n=apart)
        )
    return said


def _histories(connection: Connection, going: _Going) -> Iterator[History]:
    for root, cuts, revisions in truth.histories(connection, going.roots):
        case_id = truth.case_of(root)
        if case_id in going.holdings or root.endswith(truth.PRIVATE):
            held = going.holding(case_id)
            yield History(root, cuts, [body for body in revisions if held.lets(body)])
        else:
            yield History(root, cuts, revisions)


def _devices(library: Library, connection: Connection) -> list[Device]:
    own = Device(library.device.public, settings.load().author_name)
    known = devices.known(connection)
    return [own, *(Device(key, name) for one, key, name in known if one != library.device.id)]


def _referenced(connection: Connection, going: _Going) -> list[str]:
    """The attachments that go with the stories, sorted."""
    table = VIEW["attachment"]
    named = connection.execute(select(table.c.case_uuid, table.c.id, table.c.sha256))
    wanted = going.stories
    return sorted(
        {
            sha256
            for case_id, item, sha256 in named
            if sha256 and case_id in wanted and not going.holding(case_id).drops(_FILES, item)
        }
    )


def _blobs(library: Library, connection: Connection, going: _Going) -> list[Blob]:
    paths = [
        (sha256, blobs.path_of(library.attachments, sha256))
        for sha256 in _referenced(connection, going)
    ]
    return [Blob(one, path.stat().st_size, path) for one, path in paths if path.is_file()]


def _absent(library: Library, connection: Connection, going: _Going) -> tuple[str, ...]:
    referenced = _referenced(connection, going)
    return tuple(one for one in referenced if not blobs.held(library.attachments, one))


def _everything(connection: Connection) -> Held:
    ids = truth.open_ids(connection)
    return Held(len(ids), fingerprint(ids))


def _note_packed(library: Library, going: _Going, written: writing.Written) -> None:
    with library.writing() as connection:
        cases_sent = sorted(going.stories)
        for start in range(0, len(cases_sent), _AT_ONCE):
            sent = listing.c.case_uuid.in_(cases_sent[start : start + _AT_ONCE])
            connection.execute(update(listing).where(sent).values(packed=listing.c.fingerprint))
        own, name = library.device.id, written.path.name
        bundles.note(connection, "made", Noted(written.bundle_id, written.identity, own, name))
