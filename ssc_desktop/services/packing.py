"""Packing: what goes into a bundle, once it is known what may go and what its receiver holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop import settings
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Held, Since
from ssc_desktop.bundle.text import BODY_START
from ssc_desktop.history.identifiers import digest
from ssc_desktop.services import unpacking
from ssc_desktop.services.going import Going
from ssc_desktop.services.receiving import Receiver
from ssc_desktop.store import blobs, devices, stubs, truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW

_FILES = "attachment"


@dataclass(frozen=True, slots=True)
class Load:
    """What a bundle is to carry."""

    going: Going
    roots: list[str]
    """Sorted."""
    stories: frozenset[str]
    """Those of which text or attachments go."""
    blobs: list[Blob]
    absent: tuple[str, ...]
    """Attachments that the stories name and that are not in the bundle."""
    since: Since | None

    @classmethod
    def of(
        cls,
        library: Library,
        connection: Connection,
        going: Going,
        receiver: Receiver,
        *,
        light: bool = False,
    ) -> "Load":
        """What of `going` the receiver does not hold; all of it where nothing is known of it."""
        left = receiver.has(connection, going)
        roots = [root for root in going.roots if root not in left]
        texts = {truth.case_of(root) for root in roots}
        named = list(attachments(connection, going))
        of_texts = {sha256 for case_id, sha256 in named if case_id in texts}
        asked = {sha256 for _case_id, sha256 in named if sha256 in receiver.missing}
        there = {sha256 for sha256 in of_texts - asked if receiver.holds(sha256)}
        carried = [] if light else list(_held(library, sorted((of_texts | asked) - there)))
        gone = {one.sha256 for one in carried}
        stories = texts.union(case_id for case_id, sha256 in named if sha256 in gone)
        absent = tuple(sorted(of_texts - gone))
        since = receiver.since(left, attachments=bool(there))
        return cls(going, roots, frozenset(stories), carried, absent, since)

    def __bool__(self) -> bool:
        return bool(self.roots or self.blobs)

    def contents(
        self, library: Library, connection: Connection, *, everything: bool, with_private: bool
    ) -> Contents:
        """What the writer wants; `everything` says that nothing else is held here."""
        return Contents(
            histories=self._histories(connection),
            devices=known_devices(library, connection),
            blobs=self.blobs,
            everything=None if everything else held_in_all(connection),
            with_private=with_private,
        )

    def _histories(self, connection: Connection) -> Iterator[History]:
        # what was withdrawn does not count among what is handed on: whoever never had it would
        # look incomplete until a person there confirmed it too (`Receiver.has` compares both)
        for root, cuts, revisions in truth.histories(connection, self.roots):
            if self.going.goes_whole(root):
                yield History(root, cuts, revisions)
            else:
                holding = self.going.holding(truth.case_of(root))
                made = [one for one in cuts if signed_id(one) not in holding.saves]
                yield History(root, made, [body for body in revisions if holding.lets(body)])


def signed_id(line: bytes) -> str:
    """The id of the cut in a signed line."""
    return digest(line[BODY_START:-2])


def attachments(connection: Connection, going: Going) -> Iterator[tuple[str, str]]:
    """The attachments that may go with the stories: story and SHA-256."""
    table = VIEW[_FILES]
    stories = going.stories
    gone = stubs.every(connection).files
    for case_id, item, sha256 in connection.execute(
        select(table.c.case_uuid, table.c.id, table.c.sha256)
    ):
        if not sha256 or sha256 in gone:
            continue
        if case_id in stories and not going.holding(case_id).drops(_FILES, item):
            yield case_id, sha256


def _held(library: Library, wanted: Iterable[str]) -> Iterator[Blob]:
    for sha256 in wanted:
        held = blobs.file_of(library.attachments, sha256)
        if held.is_there():
            yield Blob(sha256, held.size(), held)


def held_in_all(connection: Connection) -> Held:
    """What this library holds in all, but for private roots."""
    return Held(*truth.mark_of(truth.open_ids(connection)))


def known_devices(library: Library, connection: Connection) -> list[Device]:
    """The computers that may have written what goes, this one first."""
    own = own_device(library)
    known = devices.known(connection)
    return [own, *(Device(key, name) for one, key, name in known if one != own.id)]


def own_device(library: Library) -> Device:
    """This computer, as it tells of itself."""
    name = settings.load(library.config).author_name
    return Device(library.device.public, name, unpacking.own_recipient(library))
