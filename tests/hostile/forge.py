"""A forger's bench: bundles taken apart, bent, and put together again, signed or not.

Nothing here uses our ZIP writer: every byte of every header can be made to lie.
"""

import base64
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ssc_desktop.bundle import bag, minisign
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import line
from ssc_desktop.history.saving import signed
from tests.unit.bundle.samples import RICE, Laptop, numbered_id

Files = dict[str, bytes]
BUNDLE = numbered_id(0xB)
CUTS = "data/cuts/0001.jsonl"
REVISIONS = "data/revisions/0001.jsonl"


@dataclass(frozen=True)
class Raw:
    """An entry of a ZIP; what is None is told truly."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    extra: bytes = b""
    comment: bytes = b""
    size: int | None = None
    packed: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_flags: int | None = None
    start: int | None = None
    body: bytes | None = None


@dataclass
class Archive:
    """A ZIP in the making."""

    entries: list[Raw]
    comment: bytes = b""
    count: int | None = None
    between: bytes = b""
    names: list[bytes] = field(default_factory=list)

    def bytes(self) -> bytes:
        """The whole file."""
        out, directory = bytearray(), bytearray()
        for entry in self.entries:
            start = len(out)
            local, central = _entry(entry, start)
            out += local
            directory += central
        out += self.between
        count = len(self.entries) if self.count is None else self.count
        end = struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(out), len(self.comment)
        )
        return bytes(out + directory + end + self.comment)


def _entry(entry: Raw, start: int) -> tuple[bytes, bytes]:
    body = entry.body
    if body is None:
        pack = zlib.compressobj(6, zlib.DEFLATED, -15)
        body = pack.compress(entry.data) + pack.flush() if entry.method == 8 else entry.data
    size = len(entry.data) if entry.size is None else entry.size
    packed = len(body) if entry.packed is None else entry.packed
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    name = entry.name if entry.local_name is None else entry.local_name
    sums = struct.pack("<HHLLL", 0, 0x21, crc, packed, size)
    kind = struct.pack("<HHH", 20, entry.flags, entry.method)
    lengths = struct.pack("<HH", len(name), len(entry.extra))
    local_flags = entry.flags if entry.local_flags is None else entry.local_flags
    local_kind = struct.pack("<HHH", 20, local_flags, entry.method)
    local = b"PK\3\4" + local_kind + sums + lengths + name + entry.extra + body
    central = (
        b"PK\1\2"
        + struct.pack("<H", 3 << 8 | 20)
        + kind
        + sums
        + struct.pack("<HHH", len(entry.name), len(entry.extra), len(entry.comment))
        + struct.pack(
            "<HHLL", 0, 0, entry.mode << 16, start if entry.start is None else entry.start
        )
        + entry.name
        + entry.extra
        + entry.comment
    )
    return local, central


def taken_apart(path: Path) -> Files:
    """The files of a bundle, without the top folder."""
    with zipfile.ZipFile(path) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def sealed(files: Files, key: DeviceKey | None = None, bundle: str = BUNDLE) -> Files:
    """The same with manifests, sums and signature made anew: what a dishonest sender can do."""
    key = key or Laptop().key
    payload = {name: bag.sum_of(data) for name, data in files.items() if name.startswith("data/")}
    tags = {
        bag.BAGIT: files[bag.BAGIT],
        bag.BAG_INFO: bag.bag_info(bundle, "2026-11-21", payload.values()),
        bag.MANIFEST: bag.manifest(payload),
    }
    tags[bag.TAG_MANIFEST] = bag.manifest({name: bag.sum_of(data) for name, data in tags.items()})
    comment = f"ssc-bundle {bundle}"
    tags[bag.SIGNATURE] = minisign.signature_file(tags[bag.TAG_MANIFEST], comment, key)
    return tags | {name: files[name] for name in payload}


def with_tag(files: Files, name: str, data: bytes) -> Files:
    """A tag file changed, and the tagmanifest signed anew over whatever it is now."""
    files = files | {name: data}
    if name != bag.TAG_MANIFEST:
        tags = (bag.BAGIT, bag.BAG_INFO, bag.MANIFEST)
        files[bag.TAG_MANIFEST] = bag.manifest({tag: bag.sum_of(files[tag]) for tag in tags})
    signature = minisign.signature_file(
        files[bag.TAG_MANIFEST], f"ssc-bundle {BUNDLE}", Laptop().key
    )
    return files | {bag.SIGNATURE: signature}


def entries(files: Files, bundle: str = BUNDLE) -> list[Raw]:
    """The entries of an honest ZIP."""
    top = f"ssc-{bundle}/"
    return [Raw((top + name).encode(), data) for name, data in files.items()]


def zipped(files: Files, bundle: str = BUNDLE) -> bytes:
    """An honest ZIP of whatever files."""
    return Archive(entries(files, bundle)).bytes()


def bent(files: Files, name: str, **lies: Any) -> bytes:
    """A ZIP in which one entry's headers lie."""
    top = f"ssc-{BUNDLE}/".encode()
    return Archive(
        [
            replace(entry, **lies) if entry.name == top + name.encode() else entry
            for entry in entries(files)
        ]
    ).bytes()


def with_entry(files: Files, **members: Any) -> bytes:
    """A ZIP with one entry more."""
    return Archive([*entries(files), Raw(**members)]).bytes()


def with_file(files: Files, name: str, data: bytes) -> Files:
    """A file changed or added, everything sealed anew."""
    return sealed(files | {name: data})


def with_header(files: Files, **members: Any) -> Files:
    """Members of `bundle.json` changed, everything sealed anew."""
    header = json.loads(files[bag.HEADER]) | members
    return with_file(files, bag.HEADER, canonical(header))


def with_lines(files: Files, *, cuts: Iterable[bytes] = (), bodies: Iterable[bytes] = ()) -> Files:
    """Lines added to the text, everything sealed anew."""
    return sealed(
        files
        | {
            CUTS: files[CUTS] + b"".join(cuts),
            REVISIONS: files[REVISIONS] + b"".join(body + b"\n" for body in bodies),
        }
    )


def cut_over(bodies: Iterable[bytes], laptop: Laptop | None = None, **members: Any) -> bytes:
    """A rightly signed line that lists these bodies, whatever they are."""
    laptop = laptop or Laptop()
    cut = {
        "at": "2026-11-21T13:00:00.000Z-0000",
        "by": laptop.person,
        "dev": laptop.key.id,
        "inc": laptop.incarnation,
        "prev": "",
        "revs": sorted(map(digest, bodies)),
        "root": RICE,
        "seq": 9,
        "v": 1,
    }
    return line(signed(canonical(cut | members), laptop.key))


def body(values: Mapping[str, Any] | None = None, **members: Any) -> bytes:
    """A good revision of the first laptop, with members changed."""
    return canonical(
        {
            "dev": Laptop().key.id,
            "in": "",
            "kind": "case",
            "rec": RICE,
            "root": RICE,
            "set": {name: [value, []] for name, value in (values or {"n": 5}).items()},
            "v": 1,
        }
        | members
    )


def spelt(value: bytes) -> bytes:
    """A revision in which a value is written just so."""
    return body().replace(b'"n":[5,', b'"n":[' + value + b",")


def other_signature(written: bytes) -> bytes:
    """A line with somebody else's signature before its body."""
    false = base64.b64encode(Laptop(2).key.sign(b"ssc-cut1\0" + written[92:-2]))
    return b'["' + false + written[90:]


Bend = Callable[[Files], bytes]
