"""Writing a bundle: one pass over the text, one over the attachments, and a look at the result.

Order of the work: the text is packed aside and hashed, for manifest and signature stand first in
the file; then everything streams into `NAME.part`; that is read back and compared with the
manifest, and only then gets its name.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from ssc_desktop import clock
from ssc_desktop.bundle import bag, description, devices, header, minisign
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Counts, Header, Held, Part
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.line_files import LineFiles
from ssc_desktop.bundle.refusals import Refusal
from ssc_desktop.bundle.sniffing import ENOUGH, FileType, sniffed
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.bundle.zip_form import Entry
from ssc_desktop.bundle.zip_reader import lent_buffer, read_entries, unchecked_chunks
from ssc_desktop.bundle.zip_writer import ZipWriter
from ssc_desktop.errors import ExportError, LibraryDamaged, SscError, Unsafe
from ssc_desktop.files import replacing, safe_name, sha256_of, sync
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import digest, fingerprint, new_id
from ssc_desktop.i18n import _

_BODY_START: Final = 92
_LABEL: Final = 28


class _Told(msgspec.Struct):
    """The members by which lines are ordered."""

    root: str
    dev: str
    at: str = ""
    rec: str = ""


_told = msgspec.json.Decoder(_Told).decode


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that is whole on the disk and was read back.

    Attributes:
        identity: the SHA-256 of its tagmanifest; two files with the same one are the same bundle.
    """

    bundle_id: str
    path: Path
    identity: str
    size: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Attachment:
    blob: Blob
    name: str
    type: FileType


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
    with LineFiles(bag.CUTS) as cuts, LineFiles(bag.REVISIONS) as revisions:
        text = _Text(cuts, revisions, contents.with_private)
        for history in contents.histories:
            watch.look()
            text.add(history)
        text.finish()
        attachments = _attachments(contents)
        head = _filled(header, sender, text, contents, attachments)
        devices_used = _devices_used(contents, sender, text.devices)
        return _Bag(head, text, attachments, devices_used).write(target, sender, watch)


class _Text:
    """The revisions and cuts of a bundle, ordered and packed, and what is to be told of them."""

    def __init__(self, cuts: LineFiles, revisions: LineFiles, with_private: bool) -> None:
        self.cuts = cuts
        self.revisions = revisions
        self.roots: dict[str, Held] = {}
        self.devices: set[str] = set()
        self.ids: list[str] = []
        self._with_private = with_private

    def add(self, history: History) -> None:
        """Pack one root; roots come in ascending order."""
        if self.roots and history.root <= next(reversed(self.roots)):
            raise ValueError(f"root {history.root} comes after a greater one")
        if history.root.endswith("/private") and not self._with_private:
            raise Unsafe(
                _("Contacts and other private matter would go into this bundle unprotected."),
                advice=_("Leave them out, or confirm that they may travel with it."),
                rule="private root",
            )
        cuts = sorted(
            self._known(line[_BODY_START:-2], line, history.root) for line in history.cuts
        )
        revisions = sorted(self._known(body, body, history.root) for body in history.revisions)
        ids = [id_ for _place, id_, _line in (*cuts, *revisions)]
        self.roots[history.root] = Held(len(ids), fingerprint(ids))
        self.ids += ids
        for _place, _id, line in cuts:
            self.cuts.add(line)
        for _place, _id, body in revisions:
            self.revisions.add(body + b"\n")

    def finish(self) -> None:
        """No root follows."""
        self.cuts.finish()
        self.revisions.finish()

    def _known(self, body: bytes, line: bytes, root: str) -> tuple[str, str, bytes]:
        """What a line is ordered by: time of a cut or record of a revision, id, and the line."""
        told = _told(body)
        if told.root != root:
            raise ValueError(f"a line of {told.root} among those of {root}")
        self.devices.add(told.dev)
        return told.at or told.rec, digest(body), line


def _attachments(contents: Contents) -> list[_Attachment]:
    attachments = []
    for blob in contents.blobs:
        with _readable(blob), blob.path.open("rb") as stream:
            found = sniffed(stream.read(ENOUGH))
        name = bag.blob_name(blob.sha256, found.ending)
        attachments.append(_Attachment(blob, name, found))
    return sorted(attachments, key=lambda attachment: attachment.name)


@contextlib.contextmanager
def _readable(blob: Blob) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _spoilt(blob) from error


def _spoilt(blob: Blob) -> LibraryDamaged:
    return LibraryDamaged(
        _("The attachment {name} of the library is missing or damaged.").format(
            name=blob.sha256[:12]
        ),
        advice=_("Check the library and restore the file from a backup, then make the bundle."),
    )


def _filled(
    given: Header,
    sender: DeviceKey,
    text: _Text,
    contents: Contents,
    attachments: list[_Attachment],
) -> Header:
    bundle = given.bundle or new_id()
    everything = contents.everything or given.everything
    if text.ids and contents.everything is None:
        everything = Held(len(text.ids), fingerprint(text.ids))
    return replace(
        given,
        bundle=bundle,
        created=given.created or clock.stamp(clock.now()),
        device=sender.id,
        part=given.part or Part(bundle),
        counts=Counts(text.cuts.lines, text.revisions.lines, len(attachments)),
        roots=text.roots or given.roots,
        everything=everything,
        requires=("cut1",) if text.cuts.lines else (),
    )


def _devices_used(contents: Contents, sender: DeviceKey, used: set[str]) -> list[Device]:
    known = {device.id: device for device in contents.devices}
    known.setdefault(sender.id, Device(sender.public))
    missing = used - known.keys()
    if missing:
        raise ValueError(f"the keys of {sorted(missing)} are missing")
    return [known[id_] for id_ in used | {sender.id}]


class _Bag:
    """All files of one bundle, known with their sums before the first is written."""

    def __init__(
        self,
        head: Header,
        text: _Text,
        attachments: list[_Attachment],
        devices_used: list[Device],
    ) -> None:
        self._head = head
        self._text = text
        self._attachments = attachments
        self._first = {bag.HEADER: header.written(head), bag.DEVICES: devices.written(devices_used)}
        self._last = {
            bag.CRATE: description.crate(head, self._described()),
            bag.PREVIEW: description.preview(head),
        }
        self._sums = {name: bag.sum_of(data) for name, data in (self._first | self._last).items()}
        self._sums |= {
            entry.name: sum_ for entry, sum_ in (*text.cuts.files, *text.revisions.files)
        }
        self._sums |= {one.name: bag.Sum(one.blob.sha256, one.blob.size) for one in attachments}

    def _described(self) -> list[description.File]:
        lines = [*self._text.cuts.files, *self._text.revisions.files]
        files = [(name, "application/json", len(data)) for name, data in self._first.items()]
        files += [(entry.name, "application/jsonl", entry.size) for entry, _sum in lines]
        files += [(one.name, one.type.media_type, one.blob.size) for one in self._attachments]
        return [(name.removeprefix("data/"), media_type, size) for name, media_type, size in files]

    def write(self, target: Path, sender: DeviceKey, watch: Watch) -> Written:
        """Write, read back, and give the file its name."""
        tags = self._tags(sender)
        # what is written is read back: twice the way
        size = sum(sum_.size for sum_ in self._sums.values()) + sum(map(len, tags.values()))
        watch.total = 2 * size
        with replacing(target) as stream:
            written = self._write(stream, tags, watch)
            sync(stream)
            _forget(stream)
            self._read_back(Path(stream.name), tags, target, watch)
        tag_manifest = digest(tags[bag.TAG_MANIFEST])
        return Written(self._head.bundle, target, tag_manifest, written, self._head.counts)

    def _tags(self, sender: DeviceKey) -> dict[str, bytes]:
        bundle = self._head.bundle
        tags = {
            bag.BAGIT: bag.BAGIT_BYTES,
            bag.BAG_INFO: bag.bag_info(bundle, self._head.created[:10], self._sums.values()),
            bag.MANIFEST: bag.manifest(self._sums),
        }
        signed = bag.manifest({name: bag.sum_of(data) for name, data in tags.items()})
        tags[bag.TAG_MANIFEST] = signed
        tags[bag.SIGNATURE] = minisign.signature_file(signed, f"ssc-bundle {bundle}", sender)
        return tags

    def _write(self, stream: BinaryIO, tags: dict[str, bytes], watch: Watch) -> int:
        top = bag.top_folder(self._head.bundle)
        packing = ZipWriter(stream)
        for name, data in (tags | self._first).items():
            packing.add(top + name, data)
            watch.passed(len(data))
        for files in (self._text.cuts, self._text.revisions):
            for entry, _sum in files.files:
                packing.add_packed(replace(entry, name=top + entry.name), files.pieces(entry))
                watch.passed(entry.size)
        for one in self._attachments:
            packing.add_stored(top + one.name, one.blob.size, _bytes_of(one.blob, watch))
        for name, data in self._last.items():
            packing.add(top + name, data)
            watch.passed(len(data))
        return packing.close()

    def _read_back(self, part: Path, tags: dict[str, bytes], target: Path, watch: Watch) -> None:
        """Compare what the disk gives back with the manifest; a bad stick is noticed here.

        Here it is noticed too where an attachment was not what its name says: hashing it once,
        at the end of its way, proves the whole way.
        """
        sums = self._sums | {name: bag.sum_of(data) for name, data in tags.items()}
        top = bag.top_folder(self._head.bundle)
        try:
            with part.open("rb", buffering=0) as stream:
                for entry in read_entries(stream, Limits()):
                    name = entry.name.removeprefix(top)
                    if _sum(stream, entry, watch) != sums[name].sha256:
                        raise self._who_is_wrong(name, target)
        except Refusal as error:
            raise _misread(target) from error

    def _who_is_wrong(self, name: str, target: Path) -> SscError:
        """The library, where its attachment is not what it should be; otherwise the target."""
        for one in self._attachments:
            if one.name == name:
                with _readable(one.blob):
                    if sha256_of(one.blob.path) != one.blob.sha256:
                        return _spoilt(one.blob)
        return _misread(target)


def _bytes_of(blob: Blob, watch: Watch) -> Iterator[memoryview]:
    """The bytes of an attachment; raises LibraryDamaged where there are more or fewer."""
    left = blob.size
    with lent_buffer() as buffer, _readable(blob), blob.path.open("rb", buffering=0) as stream:
        while read := stream.readinto(buffer):
            left -= read
            if left < 0:
                break
            watch.passed(read)
            yield buffer[:read]
    if left:
        raise _spoilt(blob)


def _sum(stream: BinaryIO, entry: Entry, watch: Watch) -> str:
    sha = hashlib.sha256()
    for chunk in unchecked_chunks(stream, entry):
        sha.update(chunk)
        watch.passed(len(chunk))
    return sha.hexdigest()


def _forget(stream: BinaryIO) -> None:
    """Ask the system to drop its copy in memory, so that reading back asks the disk itself."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _misread(target: Path) -> ExportError:
    return ExportError(
        _("“{name}” could not be read back as it was written.").format(name=target.name),
        advice=_("The disk or stick may be failing. Use another one and try again."),
    )
