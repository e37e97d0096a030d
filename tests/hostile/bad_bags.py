"""Strict ZIPs that are no good bags: sums, signatures and headers that do not hold.

The numbers are those of the list of hostile cases in the design of the format.
"""

import base64
from collections.abc import Callable

from ssc_desktop.bundle import bag
from ssc_desktop.errors import BundleError, Damaged, Unsafe
from tests.hostile.forge import (
    BUNDLE,
    CUTS,
    Archive,
    Bend,
    Files,
    Raw,
    entries,
    sealed,
    with_entry,
    with_file,
    with_header,
    with_tag,
    zipped,
)
from tests.unit.bundle.samples import device_key, numbered_id

_TOP = f"ssc-{BUNDLE}/".encode()


def _photo(files: Files) -> str:
    return next(name for name in files if name.endswith(".jpg"))


def _named(name: bytes) -> Bend:
    return lambda files: with_entry(files, name=name)


def _swapped(files: Files) -> bytes:
    photo, chart = (name for name in files if name.startswith(bag.BLOBS))
    return zipped(files | {photo: files[chart], chart: files[photo]})


def _edited_manifest(files: Files) -> bytes:
    photo = _photo(files)
    changed = files | {photo: b"\xff\xd8\xff another"}
    payload = {name: bag.sum_of(data) for name, data in changed.items() if name[:5] == "data/"}
    return zipped(changed | {bag.MANIFEST: bag.manifest(payload)})


def _foreign_signature(files: Files) -> bytes:
    other = sealed(files, bundle=numbered_id(0xC))
    return zipped(files | {bag.SIGNATURE: other[bag.SIGNATURE]})


def _short_name(files: Files) -> bytes:
    data = files.pop(_photo(files))
    return zipped(with_file(files, "data/blobs/00/photo.jpg", data))


def _other_name(files: Files) -> bytes:
    data = files.pop(_photo(files))
    name = f"data/blobs/00/{'0' * 64}.jpg"
    return zipped(with_file(files, name, data))


def _many(files: Files) -> bytes:
    empty = [Raw(_TOP + f"data/{number}".encode(), method=0) for number in range(60_000)]
    return Archive([*entries(files), *empty]).bytes()


def _tag(name: str, change: Callable[[bytes], bytes]) -> Bend:
    return lambda files: zipped(with_tag(files, name, change(files[name])))


def _signature(change: Callable[[list[bytes]], list[bytes]]) -> Bend:
    """A signature file with its four lines changed."""
    return lambda files: zipped(
        files | {bag.SIGNATURE: b"\n".join(change(files[bag.SIGNATURE].split(b"\n")))}
    )


def _flipped(line: bytes) -> bytes:
    raw = bytearray(base64.b64decode(line))
    raw[-1] ^= 1
    return base64.b64encode(raw)


_PARTS: tuple[object, ...] = (
    {"n": 1, "of": 1, "set": "../../../../tmp"},
    {"n": 2, "of": 1, "set": BUNDLE},
    {"n": 0, "of": 1, "set": BUNDLE},
    {"n": "1", "of": 1, "set": BUNDLE},
    {"n": 1, "set": BUNDLE},
    [],
)
_PIECES = (
    "film",
    f"{'0' * 64}/0003-of-0002",
    f"{'0' * 64}/0000-of-0002",
    f"{'0' * 64}/1-of-2",
    f"{'0' * 63}/0001-of-0002",
    f"{'A' * 64}/0001-of-0002",
    f"{'0' * 64}/0001-of-0002/more",
)


def _part(part: object) -> Bend:
    return lambda files: zipped(with_header(files, part=part))


def _piece(name: str) -> Bend:
    return lambda files: zipped(with_file(files, f"data/chunks/{name}", b"x"))


REFUSED: dict[str, tuple[Bend, type[BundleError], str]] = {
    "10 photo changed": (
        lambda files: zipped(files | {_photo(files): b"\xff\xd8\xff other"}),
        Damaged,
        "Payload-Oxum",
    ),
    "10 photo changed, same size": (
        lambda files: zipped(files | {_photo(files): files[_photo(files)][:-1] + b"!"}),
        Damaged,
        "checksum",
    ),
    "11 photos swapped": (_swapped, Damaged, "checksum"),
    "12 manifest edited": (_edited_manifest, Damaged, "tagmanifest"),
    "13 another signer": (
        lambda files: zipped(sealed(files, device_key(2))),
        Damaged,
        "signature by another key",
    ),
    "13 an unknown signer names himself": (
        lambda files: zipped(with_header(files, device=device_key(5).id)),
        Damaged,
        "signature by an unknown device",
    ),
    "14 signature of another bundle": (
        _foreign_signature,
        Damaged,
        "signature of another bundle",
    ),
    "15 empty signature": (
        lambda files: zipped(files | {bag.SIGNATURE: b""}),
        Damaged,
        "signature form",
    ),
    "15 no signature": (
        lambda files: zipped({n: d for n, d in files.items() if n != bag.SIGNATURE}),
        Damaged,
        f"no {bag.SIGNATURE}",
    ),
    "28 extra file": (_named(_TOP + b"data/x"), Damaged, "files unlike the manifest"),
    "29 listed but missing": (
        lambda files: zipped({n: d for n, d in files.items() if n != _photo(files)}),
        Damaged,
        "files unlike the manifest",
    ),
    "34 60,000 entries": (_many, Damaged, "files unlike the manifest"),
    "56 attachment without its hash": (_short_name, Damaged, "attachment name"),
    "56 attachment is not its hash": (_other_name, Damaged, "attachment name"),
    "57 folder is not the bundle": (
        lambda files: zipped(sealed(files, bundle=numbered_id(0xC)), bundle=numbered_id(0xC)),
        Damaged,
        "top folder",
    ),
    "57 no id as folder": (lambda files: zipped(files, bundle="rice"), Damaged, "top folder"),
    "header not canonical": (
        lambda files: zipped(with_file(files, bag.HEADER, files[bag.HEADER] + b" ")),
        Damaged,
        "header",
    ),
    "header of another format": (
        lambda files: zipped(with_header(files, format="zip")),
        Damaged,
        "header format",
    ),
    "header with a list as counts": (
        lambda files: zipped(with_header(files, counts=[])),
        Damaged,
        "header schema",
    ),
    "header with a list as roots": (
        lambda files: zipped(with_header(files, roots=[])),
        Damaged,
        "header schema",
    ),
    "header with a strange root": (
        lambda files: zipped(with_header(files, roots={"x": [1, "0" * 32]})),
        Damaged,
        "header schema",
    ),
    "device twice": (
        lambda files: zipped(with_file(files, bag.DEVICES, files[bag.DEVICES] * 2)),
        Damaged,
        "devices",
    ),
    "device without a key": (
        lambda files: zipped(with_file(files, bag.DEVICES, b'{"key":"AAAA"}\n')),
        Damaged,
        "devices",
    ),
    "bagit.txt of another version": (
        lambda files: zipped(sealed(files | {bag.BAGIT: b"BagIt-Version: 0.97\n"})),
        Damaged,
        "bagit.txt",
    ),
    "manifest not ASCII": (
        _tag(bag.MANIFEST, lambda data: data + "é".encode()),
        Damaged,
        "manifest",
    ),
    "manifest without its last LF": (
        _tag(bag.MANIFEST, lambda data: data[:-1]),
        Damaged,
        "manifest",
    ),
    "manifest out of order": (
        _tag(bag.MANIFEST, lambda data: b"".join(reversed(data.splitlines(keepends=True)))),
        Damaged,
        "manifest",
    ),
    "manifest with one space": (
        _tag(bag.MANIFEST, lambda data: data.replace(b"  ", b" ")),
        Damaged,
        "manifest",
    ),
    "bag-info without a value": (
        _tag(bag.BAG_INFO, lambda data: data + b"x\n"),
        Damaged,
        "bag-info",
    ),
    "bag-info not UTF-8": (_tag(bag.BAG_INFO, lambda data: data + b"\xff"), Damaged, "bag-info"),
    "bag-info twice": (_tag(bag.BAG_INFO, lambda data: data * 2), Damaged, "bag-info"),
    "bag-info of another bundle": (
        _tag(bag.BAG_INFO, lambda data: data.replace(BUNDLE.encode(), numbered_id(9).encode())),
        Damaged,
        "bag-info",
    ),
    "bag-info huge": (
        _tag(bag.BAG_INFO, lambda data: data + b"x: y\n" * 20_000),
        Unsafe,
        "file size",
    ),
    "signature flipped": (
        _signature(lambda lines: [lines[0], _flipped(lines[1]), *lines[2:]]),
        Damaged,
        "signature",
    ),
    "signature of the comment flipped": (
        _signature(lambda lines: [*lines[:3], _flipped(lines[3]), *lines[4:]]),
        Damaged,
        "signature",
    ),
    "signature too short": (
        _signature(lambda lines: [lines[0], lines[1][:-8], *lines[2:]]),
        Damaged,
        "signature form",
    ),
    "header changed after sealing": (
        lambda files: zipped(
            files | {bag.HEADER: files[bag.HEADER].replace(b'"delta"', b'"light"')}
        ),
        Damaged,
        "checksum",
    ),
    "text changed after sealing": (
        lambda files: zipped(files | {CUTS: files[CUTS].replace(b"seq", b"qes")}),
        Damaged,
        "checksum",
    ),
    "header with a strange version": (
        lambda files: zipped(with_header(files, version="1")),
        Damaged,
        "header version",
    ),
    "header without an id": (
        lambda files: zipped(with_header(files, bundle="rice")),
        Damaged,
        "header ids",
    ),
    "header that requires a word": (
        lambda files: zipped(with_header(files, requires="cut1")),
        Damaged,
        "header requires",
    ),
    "header with a strange addressee": (
        lambda files: zipped(with_header(files, to=[5])),
        Damaged,
        "header schema",
    ),
    "header with a strange author": (
        lambda files: zipped(with_header(files, by=5)),
        Damaged,
        "header schema",
    ),
    "header with a strange fingerprint": (
        lambda files: zipped(with_header(files, all=[1, "x"])),
        Damaged,
        "header schema",
    ),
    "header with a number below nothing": (
        lambda files: zipped(with_header(files, all=[-1, "0" * 32])),
        Damaged,
        "header schema",
    ),
    "devices without a last LF": (
        lambda files: zipped(with_file(files, bag.DEVICES, files[bag.DEVICES][:-1])),
        Damaged,
        "devices",
    ),
    "devices not canonical": (
        lambda files: zipped(with_file(files, bag.DEVICES, b'{ "key":""}\n')),
        Damaged,
        "devices",
    ),
    **{f"part {part}": (_part(part), Damaged, "header schema") for part in _PARTS},
    **{f"piece called {name}": (_piece(name), Damaged, "piece name") for name in _PIECES},
    "piece changed after sealing": (
        lambda files: zipped(
            with_file(files, f"data/chunks/{'0' * 64}/0001-of-0002", b"film")
            | {f"data/chunks/{'0' * 64}/0001-of-0002": b"filn"}
        ),
        Damaged,
        "checksum",
    ),
    "since nobody": (
        lambda files: zipped(with_header(files, since={"bundles": [], "device": "me"})),
        Damaged,
        "header schema",
    ),
    "since a word": (
        lambda files: zipped(with_header(files, since="yesterday")),
        Damaged,
        "header schema",
    ),
}
