"""Writing a bundle: one pass over the text, one over the attachments, and a look at the result.

Order of the work: the text is packed aside and hashed, for manifest and signature stand first in
the file; then everything streams into `NAME.part`; that is read back and compared with the
manifest, and only then gets its name.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import structs

from ssc_desktop import clock
from ssc_desktop.bundle import bag, description, devices, minisign
from ssc_desktop.bundle import header as header_
from ssc_desktop.bundle.carrying import Carried, bytes_of, is_spoilt, spoilt, whole
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Counts, Header, Held, Part
from ssc_desktop.bundle.limits import MOST_ROOTS, Limits
from ssc_desktop.bundle.refusals import Refusal
from ssc_desktop.bundle.text import Text, ordered
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.bundle.zip_form import STORED, Entry
from ssc_desktop.bundle.zip_reader import read_entries, unchecked_chunks
from ssc_desktop.bundle.zip_writer import ZipWriter, deflated, length
from ssc_desktop.errors import InvalidInput, SscError
from ssc_desktop.files import forget, misread, replacing, safe_name, sync
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import digest, fingerprint, new_id
from ssc_desktop.i18n import _

_LABEL: Final = 24


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that is whole on the disk and was read back.

    Attributes:
        identity: the SHA-256 of its tagmanifest; two files with the same one are the same bundle.
        roots: what it says was handed on of each root in it.
    """

    bundle_id: str
    path: Path
    identity: str
    size: int
    counts: Counts
    roots: Mapping[str, Held]


def file_name(label: str, bundle_id: str, day: str) -> str:
    """A name for the file, plain ASCII and at most 60 characters; `day` is YYYY-MM-DD."""
    ascii_label = safe_name(label, "laptop").encode("ascii", "ignore").decode()
    short = "-".join(ascii_label.lower().split())[:_LABEL].strip("-") or "laptop"
    return f"ssc-{short}-{day.replace('-', '')}-{bundle_id[-6:]}.sscz"


def write(
    target: Path,
    contents: Contents,
    sender: DeviceKey,
    *,
    header: Header,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Written:
    """Write a signed bundle to `target`, whole or not at all.

    `header` gives kind, author, addressees, workshop, scope and what is absent; the rest is filled
    in here. Raises Unsafe for a private root nobody confirmed, LibraryDamaged for an attachment
    that is not what its name says, DiskFull and its kin where the target cannot be written, and
    Cancelled where `stop` says so.
    """
    watch = Watch(progress, stop)
    ids: list[str] = []
    with Text() as text:
        for history in contents.histories:
            watch.look()
            one = ordered(history, with_private=contents.with_private)
            ids += one.ids
            text.add(one)
        text.finish()
        if len(text.roots) > MOST_ROOTS:
            raise _too_many()
        bundle = header.bundle or new_id()
        filled = replace(
            header,
            bundle=bundle,
            part=header.part or Part(bundle),
            everything=everything(contents, header, ids),
        )
        bag_ = Bag(filled, text, whole(contents.blobs), contents.devices, sender)
        watch.total = bag_.work
        return bag_.write(target, watch)


def everything(contents: Contents, header: Header, ids: list[str]) -> Held:
    """What the sender holds in all: as it says, or what goes into the bundle."""
    if contents.everything is not None:
        return contents.everything
    return Held(len(ids), fingerprint(ids)) if ids else header.everything


def _too_many() -> InvalidInput:
    return InvalidInput(
        _("These are too many stories for one bundle."),
        advice=_("Choose fewer stories, or let the bundle be made in parts."),
    )


def _devices_used(known: Iterable[Device], sender: DeviceKey, used: set[str]) -> list[Device]:
    keys = {device.id: device for device in known}
    keys.setdefault(sender.id, Device(sender.public))
    missing = used - keys.keys()
    if missing:
        raise ValueError(f"the keys of {sorted(missing)} are missing")
    return [keys[id_] for id_ in used | {sender.id}]


class Bag:
    """All files of one bundle, known with their sums before the first is written.

    Attributes:
        size: of the file that `write` will make.
        work: what `write` tells to the watch, all in all.
    """

    def __init__(
        self,
        given: Header,
        text: Text,
        carried: Sequence[Carried],
        known: Iterable[Device],
        sender: DeviceKey,
    ) -> None:
        pieces = sum(one.is_piece for one in carried)
        self._head = replace(
            given,
            created=given.created or clock.stamp(clock.now()),
            device=sender.id,
            counts=Counts(text.cuts.lines, text.revisions.lines, len(carried) - pieces, pieces),
            roots=text.roots or given.roots,
            requires=("cut1",) if text.cuts.lines else (),
        )
        self._lines = [(one, files) for files in (text.cuts, text.revisions) for one in files.files]
        self._carried = carried
        used = devices.written(_devices_used(known, sender, text.devices))
        first = {bag.HEADER: header_.written(self._head), bag.DEVICES: used}
        last = {
            bag.CRATE: description.crate(self._head, self._described(first)),
            bag.PREVIEW: description.preview(self._head, text.titles),
        }
        self._sums = {name: bag.sum_of(data) for name, data in (first | last).items()}
        self._sums |= {entry.name: sum_ for (entry, sum_), _files in self._lines}
        self._sums |= {one.name: one.sum for one in carried}
        tags = self._tags(sender)
        self._identity = digest(tags[bag.TAG_MANIFEST])
        self._sums |= {name: bag.sum_of(data) for name, data in tags.items()}
        self._first = [deflated(name, data) for name, data in (tags | first).items()]
        self._last = [deflated(name, data) for name, data in last.items()]
        self.size = length(map(self._in_folder, self._entries()))
        # what is written is read back: twice the way
        self.work = 2 * sum(one.size for one in self._sums.values())

    @property
    def _top(self) -> str:
        return bag.top_folder(self._head.bundle)

    def _in_folder(self, entry: Entry) -> Entry:
        return structs.replace(entry, name=self._top + entry.name)

    def _entries(self) -> Iterator[Entry]:
        yield from (entry for entry, _packed in self._first)
        yield from (entry for (entry, _sum), _files in self._lines)
        for one in self._carried:
            yield Entry(one.name, STORED, 0, one.sum.size, one.sum.size, 0)
        yield from (entry for entry, _packed in self._last)

    def _described(self, first: Mapping[str, bytes]) -> list[description.File]:
        files = [(name, "application/json", len(data)) for name, data in first.items()]
        files += [(one.name, "application/jsonl", one.size) for (one, _sum), _files in self._lines]
        files += [(one.name, one.media_type, one.sum.size) for one in self._carried]
        return [(name.removeprefix("data/"), media_type, size) for name, media_type, size in files]

    def _tags(self, sender: DeviceKey) -> dict[str, bytes]:
        bundle, part = self._head.bundle, self._head.part or Part("")
        group = bag.part_lines(part.set, part.n, part.of) if part.of > 1 else ""
        day = self._head.created[:10]
        tags = {
            bag.BAGIT: bag.BAGIT_BYTES,
            bag.BAG_INFO: bag.bag_info(bundle, day, self._sums.values(), group),
            bag.MANIFEST: bag.manifest(self._sums),
        }
        signed = bag.manifest({name: bag.sum_of(data) for name, data in tags.items()})
        tags[bag.TAG_MANIFEST] = signed
        tags[bag.SIGNATURE] = minisign.signature_file(signed, f"ssc-bundle {bundle}", sender)
        return tags

    def write(self, target: Path, watch: Watch) -> Written:
        """Write, read back, and give the file its name."""
        with replacing(target, self.size) as stream:
            written = self._write(stream, watch)
            sync(stream)
            forget(stream)
            self._read_back(Path(stream.name), target, watch)
        head = self._head
        return Written(head.bundle, target, self._identity, written, head.counts, head.roots)

    def _write(self, stream: BinaryIO, watch: Watch) -> int:
        packing = ZipWriter(stream)
        self._add_small(packing, self._first, watch)
        for (entry, _sum), files in self._lines:
            packing.add_packed(self._in_folder(entry), files.pieces(entry))
            watch.passed(entry.size)
        for one in self._carried:
            packing.add_stored(self._top + one.name, one.sum.size, bytes_of(one, watch))
        self._add_small(packing, self._last, watch)
        return packing.close()

    def _add_small(
        self, packing: ZipWriter, small: Iterable[tuple[Entry, bytes]], watch: Watch
    ) -> None:
        for entry, packed in small:
            packing.add_packed(self._in_folder(entry), (packed,))
            watch.passed(entry.size)

    def _read_back(self, part: Path, target: Path, watch: Watch) -> None:
        """Compare what the disk gives back with the manifest; a bad stick is noticed here.

        Here it is noticed too where an attachment was not what its name says: hashing it once,
        at the end of its way, proves the whole way.
        """
        try:
            with part.open("rb", buffering=0) as stream:
                for entry in read_entries(stream, Limits()):
                    name = entry.name.removeprefix(self._top)
                    if _sum(stream, entry, watch) != self._sums[name].sha256:
                        raise self._who_is_wrong(name, target)
        except Refusal as error:
            raise misread(target) from error

    def _who_is_wrong(self, name: str, target: Path) -> SscError:
        """The library, where its attachment is not what it should be; otherwise the target."""
        for one in self._carried:
            if one.name == name and is_spoilt(one):
                return spoilt(one.blob)
        return misread(target)


def _sum(stream: BinaryIO, entry: Entry, watch: Watch) -> str:
    sha = hashlib.sha256()
    for chunk in unchecked_chunks(stream, entry):
        sha.update(chunk)
        watch.passed(len(chunk))
    return sha.hexdigest()
