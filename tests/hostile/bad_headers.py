"""Headers, lists and messages of a bundle that ask for too much, or make no sense.

Everything here is rightly signed: it is what a dishonest or broken program can send.
"""

import base64
import json
import os
from collections.abc import Iterable
from typing import Any

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.limits import MIB
from ssc_desktop.errors import BundleError, Damaged, Unsafe
from tests.hostile.forge import (
    CUTS,
    REVISIONS,
    Archive,
    Bend,
    Files,
    entries,
    sealed,
    with_file,
    with_tag,
    zipped,
)
from tests.unit.bundle.samples import numbered_id

_HASH = "a" * 64


def _header(**members: Any) -> Bend:
    """A header with these members, however large; they are written as they must be."""

    def bend(files: Files) -> bytes:
        header = json.loads(files[bag.HEADER]) | members
        text = json.dumps(header, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return zipped(with_file(files, bag.HEADER, text.encode()))

    return bend


def _without(name: str) -> Bend:
    def bend(files: Files) -> bytes:
        header = json.loads(files[bag.HEADER])
        del header[name]
        text = json.dumps(header, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return zipped(with_file(files, bag.HEADER, text.encode()))

    return bend


def _ids(number: int) -> list[str]:
    return [numbered_id(one) for one in range(number)]


def _hashes(number: int) -> list[str]:
    return [f"{one:064x}" for one in range(number)]


def _roots(number: int) -> dict[str, list[object]]:
    return {one: [1, "0" * 32] for one in _ids(number)}


def _message(kind: str, **members: Any) -> Bend:
    """A message without stories, signed by the first laptop."""

    def bend(files: Files) -> bytes:
        bare = {name: data for name, data in files.items() if not _is_story(name)}
        return _header(kind=kind, roots={}, absent=[], **members)(bare)

    return bend


def _is_story(name: str) -> bool:
    return name.startswith((bag.CUTS, bag.REVISIONS, bag.BLOBS, bag.CHUNKS))


def _with_stories(kind: str, **members: Any) -> Bend:
    return _header(kind=kind, **members)


def invitation(**members: Any) -> dict[str, Any]:
    """What an invitation of the first laptop says."""
    key = {"age": "", "name": "X", **_keys(1)[0]}
    return {
        "workshop": numbered_id(0xE),
        "invitation": {"name": "Nairobi", "keys": [key], **members},
    }


def _keys(number: int) -> list[dict[str, str]]:
    return [
        {"key": base64.b64encode(one.to_bytes(32, "big")).decode(), "role": "facilitator"}
        for one in range(number)
    ]


def _devices(lines: Iterable[bytes]) -> Bend:
    return lambda files: zipped(with_file(files, bag.DEVICES, files[bag.DEVICES] + b"".join(lines)))


def _computers(number: int) -> list[bytes]:
    return [b'{"key":"%s"}\n' % base64.b64encode(os.urandom(32)) for _one in range(number)]


def _pieces(number: int) -> Bend:
    names = [f"data/chunks/{_HASH}/{one:04d}-of-{number:04d}" for one in range(1, number + 1)]
    return lambda files: zipped(sealed(files | {name: name.encode() for name in names}))


def _piece(name: str) -> Bend:
    return lambda files: zipped(with_file(files, f"data/chunks/{name}", b"a piece"))


def _long_manifest(files: Files) -> bytes:
    more = b"".join(b"%064x  data/z%09d\n" % (one, one) for one in range(700_000))
    return zipped(with_tag(files, bag.MANIFEST, files[bag.MANIFEST] + more))


def _long_directory(files: Files) -> bytes:
    """A directory of one entry that is said to take 50 MB."""
    end = Archive(entries(files)).bytes()[-22:]
    start = b"PK\3\4" + b"/bagit.txt" * 5
    size = 50 * MIB
    numbers = b"\1\0\1\0" + size.to_bytes(4, "little") + len(start).to_bytes(4, "little")
    return start + bytes(size) + end[:8] + numbers + b"\0\0"


REFUSED: dict[str, tuple[Bend, type[BundleError], str]] = {
    # ---------------------------------------------------------------- the size of things
    "31 a bomb as a file nobody knows": (
        lambda files: zipped(with_file(files, "data/bomb.bin", b"[" * 200 * MIB)),
        Unsafe,
        "packed too tightly",
    ),
    "31 a bomb as cuts": (
        lambda files: zipped(with_file(files, CUTS, b"[" * 200 * MIB)),
        Unsafe,
        "lines file size",
    ),
    "31 many bombs as text": (
        lambda files: zipped(
            sealed(files | {f"data/cuts/{n:04d}.jsonl": b"[" * 15 * MIB for n in range(2, 6)})
        ),
        Unsafe,
        "packed too tightly",
    ),
    "eight million bad lines": (
        lambda files: zipped(with_file(files, REVISIONS, files[REVISIONS] + b"\n" * 8 * MIB)),
        Unsafe,
        "bad lines",
    ),
    "bad lines among the cuts": (
        lambda files: zipped(with_file(files, CUTS, files[CUTS] + b"rubbish\n" * 20_000)),
        Unsafe,
        "bad lines",
    ),
    "manifest of 700,000 files": (_long_manifest, Damaged, "files unlike the manifest"),
    "directory of 50 MB for one file": (_long_directory, Damaged, "ZIP directory"),
    # ---------------------------------------------------------------- header
    "header with a million lists": (_header(x=[[]] * 1_000_000), Damaged, "header"),
    "header with lists in lists": (
        _header(x=[[[[[[[]]]]]]] * 300_000),
        Damaged,
        "header",
    ),
    "header of 9 MB": (_header(x="x" * 1_000_000, y=["x" * 1_000_000] * 8), Unsafe, "file size"),
    "header with 100,000 roots": (_header(roots=_roots(100_000)), Damaged, "header"),
    "header that lacks 21,000 pictures": (
        _header(absent=_hashes(21_000)),
        Damaged,
        "header schema",
    ),
    "header for 200,000 people": (_header(to=["age1qq"] * 200_000), Damaged, "header schema"),
    "header for a number": (_header(to=[5]), Damaged, "header schema"),
    "header for nobody's list": (_header(to="age1qq"), Damaged, "header schema"),
    "header for a very long key": (_header(to=["age1" + "q" * 100_000]), Damaged, "header schema"),
    "header since 200,000 receipts": (
        _header(since={"device": _HASH, "bundles": _ids(200_000)}),
        Damaged,
        "header schema",
    ),
    "header since nobody": (
        _header(since={"device": "x", "bundles": []}),
        Damaged,
        "header schema",
    ),
    "header of a very long kind": (_header(kind="x" * 1_000_000), Damaged, "header schema"),
    "header of a kind with a line break": (_header(kind="de\nlta"), Damaged, "header schema"),
    "header by a very long program": (_header(app="x" * 1_000_000), Damaged, "header schema"),
    "header by somebody without an id": (_header(by="Amina"), Damaged, "header schema"),
    "header of a workshop without an id": (_header(workshop="x"), Damaged, "header schema"),
    "header made at no time": (_header(created="yesterday"), Damaged, "header schema"),
    "header made on no day": (_header(created="2026-02-31T10:00:00Z"), Damaged, "header schema"),
    "header without a kind": (_without("kind"), Damaged, "header schema"),
    "header with a true number": (
        _header(counts={"blobs": True, "chunks": 0, "cuts": 0, "revisions": 0}),
        Damaged,
        "header schema",
    ),
    "part 5 of 3": (
        _header(part={"set": numbered_id(3), "n": 5, "of": 3}),
        Damaged,
        "header schema",
    ),
    "part 0": (_header(part={"set": numbered_id(3), "n": 0, "of": 3}), Damaged, "header schema"),
    "part 1 of 1,000,000,000": (
        _header(part={"set": numbered_id(3), "n": 1, "of": 10**9}),
        Damaged,
        "header schema",
    ),
    "part of no set": (_header(part={"set": "x", "n": 1, "of": 1}), Damaged, "header schema"),
    "part as a text": (
        _header(part={"set": numbered_id(3), "n": "1", "of": 1}),
        Damaged,
        "header schema",
    ),
    # ---------------------------------------------------------------- computers
    "a million computers": (_devices(_computers(160_000)), Unsafe, "file size"),
    "100,000 computers": (_devices(_computers(100_000)), Damaged, "devices"),
    "a computer with a very long name": (
        _devices([b'{"key":"%s","name":"%s"}\n' % (base64.b64encode(b"k" * 32), b"x" * 1_000_000)]),
        Damaged,
        "devices",
    ),
    "a computer with a number as its name": (
        _devices([b'{"key":"%s","name":5}\n' % base64.b64encode(b"k" * 32)]),
        Damaged,
        "devices",
    ),
    # ---------------------------------------------------------------- pieces
    "10,000 pieces": (_pieces(9999), Unsafe, "pieces"),
    "piece 3 of 2": (_piece(f"{_HASH}/0003-of-0002"), Damaged, "piece name"),
    "piece 0": (_piece(f"{_HASH}/0000-of-0002"), Damaged, "piece name"),
    "piece of no attachment": (_piece("x/0001-of-0002"), Damaged, "piece name"),
    "piece 1 of 1,000,000,000": (_piece(f"{_HASH}/0001-of-1000000000"), Damaged, "piece name"),
    # ---------------------------------------------------------------- messages
    "receipt with stories": (_with_stories("receipt"), Damaged, "receipt payload"),
    "request with stories": (_with_stories("request"), Damaged, "request payload"),
    "invitation with stories": (
        _with_stories("invitation", **invitation()),
        Damaged,
        "invitation payload",
    ),
    "receipt of a million bundles": (
        _message("receipt", taken=_ids(200_000)),
        Damaged,
        "receipt schema",
    ),
    "receipt of 2,001 bundles": (_message("receipt", taken=_ids(2001)), Damaged, "receipt schema"),
    "receipt of half a picture": (_message("receipt", blobs="AAAA"), Damaged, "receipt schema"),
    "receipt of no base64": (_message("receipt", blobs="*"), Damaged, "receipt schema"),
    "receipt of a number": (_message("receipt", blobs=5), Damaged, "receipt schema"),
    "receipt of 98,305 pictures": (
        _message("receipt", blobs=base64.b64encode(bytes(8 * 98_305)).decode()),
        Damaged,
        "header",
    ),
    "receipt that lacks 21,000 pictures": (
        _message("receipt", missing=_hashes(21_000)),
        Damaged,
        "receipt schema",
    ),
    "receipt that lacks a name": (_message("receipt", missing=["x"]), Damaged, "receipt schema"),
    "receipt that took in a number": (_message("receipt", taken=[5]), Damaged, "receipt schema"),
    "request for 11,000 stories": (
        _message("request", wanted=_ids(11_000)),
        Damaged,
        "request schema",
    ),
    "request for everything/..": (
        _message("request", wanted=["../../etc"]),
        Damaged,
        "request schema",
    ),
    "invitation without a word": (_message("invitation"), Damaged, "invitation schema"),
    "invitation of nobody": (
        _message("invitation", **invitation(keys=[])),
        Damaged,
        "invitation schema",
    ),
    "invitation of 101 computers": (
        _message("invitation", **invitation(keys=_keys(101))),
        Damaged,
        "invitation schema",
    ),
    "invitation of 50,000 computers": (
        _message("invitation", **invitation(keys=_keys(50_000))),
        Damaged,
        "invitation schema",
    ),
    "invitation with half a key": (
        _message("invitation", **invitation(keys=[{"key": "AAAA", "role": "facilitator"}])),
        Damaged,
        "invitation schema",
    ),
    "invitation to be an emperor": (
        _message("invitation", **invitation(keys=[_keys(1)[0] | {"role": "Emperor!"}])),
        Damaged,
        "invitation schema",
    ),
    "invitation with a very long name": (
        _message("invitation", **invitation(name="x" * 201)),
        Damaged,
        "invitation schema",
    ),
    "invitation to 10^9 laptops": (
        _message("invitation", **invitation(laptops=10**9)),
        Damaged,
        "invitation schema",
    ),
    "invitation with parts below nothing": (
        _message("invitation", **invitation(part_size=-1)),
        Damaged,
        "invitation schema",
    ),
    "invitation in <b>": (
        _message("invitation", **invitation(languages=["<b>"])),
        Damaged,
        "invitation schema",
    ),
    "invitation to no workshop": (
        _message("invitation", **(invitation() | {"workshop": ""})),
        Damaged,
        "invitation schema",
    ),
}
