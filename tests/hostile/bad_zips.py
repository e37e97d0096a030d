"""Files that are no strict ZIP: tricks with names, sizes, places and packing.

The numbers are those of the list of hostile cases in the design of the format.
"""

import struct
import zlib

from ssc_desktop.bundle.limits import MIB
from ssc_desktop.errors import BundleError, Damaged, NotABundle, Unsafe
from tests.hostile.forge import (
    BUNDLE,
    CUTS,
    REVISIONS,
    Archive,
    Bend,
    Files,
    Raw,
    bent,
    entries,
    with_entry,
    with_file,
    zipped,
)
from tests.unit.bundle.samples import numbered_id

_TOP = f"ssc-{BUNDLE}/".encode()
_FOLDER = b"ssc-" + numbered_id(0xC).encode() + b"/"


def _photo(files: Files) -> str:
    return next(name for name in files if name.endswith(".jpg"))


def _named(name: bytes) -> Bend:
    return lambda files: with_entry(files, name=name)


def _declared_shorter(files: Files) -> bytes:
    files = with_file(files, "data/notes.txt", b"x" * 1000)
    return bent(files, "data/notes.txt", body=zlib.compress(b"x" * 1_000_000, wbits=-15))


def _overlapping(files: Files) -> bytes:
    twice = entries(files)
    again = Raw(_TOP + b"data/again.txt", start=0, body=b"", packed=2)
    return Archive([*twice, again]).bytes()


def _claiming(files: Files) -> bytes:
    claims = [
        Raw(_TOP + f"data/{number}.txt".encode(), b"x", size=512 * MIB) for number in range(18)
    ]
    return Archive([*entries(files), *claims]).bytes()


def _local_name(files: Files) -> bytes:
    return bent(files, _photo(files), local_name=_TOP + _photo(files)[:-1].encode() + b"x")


def _end(**lies: int) -> Bend:
    """The end record with some of its numbers changed."""

    def bend(files: Files) -> bytes:
        whole = zipped(files)
        names = ("disk", "first", "here", "count", "size", "start", "comment")
        numbers = dict(zip(names, struct.unpack("<4H2LH", whole[-18:]), strict=True)) | lies
        return whole[:-18] + struct.pack("<4H2LH", *numbers.values())

    return bend


def _zip64_end(**lies: int) -> Bend:
    """A ZIP64 end record where none is needed, or a wrong one."""

    def bend(files: Files) -> bytes:
        whole = zipped(files)
        *_disks, count, size, start, _comment = struct.unpack("<4H2LH", whole[-18:])
        at = len(whole) - 22
        told = {"left": 44, "disk": 0, "count": count, "size": size, "start": start, "at": at}
        told |= lies
        record = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", told["left"], 45, 45, told["disk"], 0,
            told["count"], told["count"], told["size"], told["start"],
        )  # fmt: skip
        locator = struct.pack("<4sLQL", b"PK\6\7", 0, told["at"], 1)
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, size, start, 0)
        return whole[:-22] + record + locator + end

    return bend


REFUSED: dict[str, tuple[Bend, type[BundleError], str]] = {
    "2 empty": (lambda _files: b"", NotABundle, "not a ZIP"),
    "3 renamed text": (lambda _files: b"Dear colleague, " * 40, NotABundle, "not a ZIP"),
    "3 another ZIP": (
        lambda _files: Archive([Raw(b"word/document.xml", b"<w/>")]).bytes(),
        NotABundle,
        "not a bag",
    ),
    "4 cut in half": (lambda files: zipped(files)[:2000], Damaged, "ZIP end"),
    "5 last byte missing": (lambda files: zipped(files)[:-1], Damaged, "ZIP end"),
    "6 trailing byte": (lambda files: zipped(files) + b"\0", Damaged, "ZIP end"),
    "7 bytes before": (lambda files: b"#!" + zipped(files), NotABundle, "not a ZIP"),
    "7 a ZIP before": (
        lambda files: zipped({"bagit.txt": b""}) + zipped(files),
        Damaged,
        "ZIP directory place",
    ),
    "8 ZIP comment": (
        lambda files: Archive(entries(files), comment=b"hi").bytes(),
        Damaged,
        "ZIP end",
    ),
    "9 two joined": (lambda files: zipped(files) * 2, Damaged, "ZIP directory place"),
    "10 ZIP checksum changed": (
        lambda files: bent(files, _photo(files), crc=5),
        Damaged,
        "ZIP checksum",
    ),
    "16 path that climbs": (_named(_TOP + b"../../x"), Unsafe, "name"),
    "17 absolute path": (_named(b"/etc/x"), Unsafe, "name"),
    "18 drive letter": (_named(b"C:/x"), Unsafe, "name"),
    "19 backslash": (_named(_TOP + b"a\\b"), Unsafe, "name"),
    "20 NUL": (_named(_TOP + b"a\0b"), Unsafe, "name"),
    "21 device name": (_named(_TOP + b"data/CON.txt"), Unsafe, "name"),
    "22 stream": (_named(_TOP + b"data/a:b"), Unsafe, "name"),
    "23 trailing dot": (_named(_TOP + b"data/a."), Unsafe, "name"),
    "24 not ASCII": (_named(_TOP + "data/é".encode()), Unsafe, "name"),
    "25 case twin": (_named(_TOP + b"DATA/bundle.json"), Unsafe, "twin name"),
    "26 exact duplicate": (_named(_TOP + b"data/bundle.json"), Unsafe, "twin name"),
    "26 file used as folder": (
        _named(_TOP + b"data/bundle.json/x"),
        Unsafe,
        "file used as folder",
    ),
    "27 symbolic link": (
        lambda files: with_entry(files, name=_TOP + b"data/x", mode=0o120777),
        Unsafe,
        "not a regular file (3)",
    ),
    "27 folder entry": (_named(_TOP + b"data/x/"), Unsafe, "name"),
    "30 second top folder": (_named(_FOLDER + b"x"), Unsafe, "second top folder"),
    "31 bomb as text": (
        lambda files: zipped(with_file(files, REVISIONS, b"[" * 20 * MIB)),
        Unsafe,
        "lines file size",
    ),
    "32 longer than declared": (_declared_shorter, Unsafe, "longer than declared"),
    "33 overlapping entries": (_overlapping, Unsafe, "gap or overlap"),
    "33 gap": (
        lambda files: Archive(entries(files), between=b"hidden").bytes(),
        Unsafe,
        "gap or overlap",
    ),
    "34 a wrong count": (
        lambda files: Archive(entries(files), count=3).bytes(),
        Damaged,
        "ZIP directory",
    ),
    "35 claims 9 GB": (_claiming, Unsafe, "total size"),
    "36 encryption flag": (
        lambda files: bent(files, _photo(files), flags=1),
        Unsafe,
        "encrypted or streamed entry",
    ),
    "36 data descriptor": (
        lambda files: bent(files, _photo(files), flags=8),
        Unsafe,
        "encrypted or streamed entry",
    ),
    "37 bzip2": (lambda files: bent(files, _photo(files), method=12), Unsafe, "packing method"),
    "37 extra field": (
        lambda files: bent(files, _photo(files), extra=b"UT\x01\0x"),
        Unsafe,
        "extra field",
    ),
    "37 needless ZIP64": (
        lambda files: bent(
            files, _photo(files), size=0xFFFFFFFF, extra=b"\1\0\10\0\5\0\0\0\0\0\0\0"
        ),
        Unsafe,
        "ZIP64 without need",
    ),
    "37 entry comment": (
        lambda files: bent(files, _photo(files), comment=b"hi"),
        Unsafe,
        "entry comment",
    ),
    "38 local name differs": (
        _local_name,
        Unsafe,
        "local header unlike the directory",
    ),
    "text packed with rubbish behind": (
        lambda files: bent(files, CUTS, body=zlib.compress(files[CUTS], wbits=-15) + b"behind"),
        Damaged,
        "packed size",
    ),
    "text that is no packed data": (
        lambda files: bent(files, CUTS, body=b"\xff" * 90),
        Damaged,
        "packed data",
    ),
    "several disks": (_end(disk=1), Unsafe, "several disks"),
    "count of another disk": (_end(here=3), Unsafe, "several disks"),
    "directory elsewhere": (_end(start=5), Damaged, "ZIP directory place"),
    "too many entries told": (
        _end(count=0xFFFE, here=0xFFFE),
        Damaged,
        "files unlike the manifest",
    ),
    "ZIP64 promised and missing": (
        _end(count=0xFFFF, here=0xFFFF),
        Damaged,
        "ZIP64 end",
    ),
    "ZIP64 end without need": (_zip64_end(), Unsafe, "ZIP64 without need"),
    "ZIP64 end of another place": (_zip64_end(at=7), Damaged, "ZIP64 end"),
    "ZIP64 end on several disks": (_zip64_end(disk=1), Unsafe, "several disks"),
    "ZIP64 end with a million entries": (
        _zip64_end(count=1_000_000),
        Unsafe,
        "entries",
    ),
    "stored file longer than packed": (
        lambda files: bent(files, _photo(files), method=0, size=9),
        Damaged,
        "ZIP size",
    ),
    "wrong ZIP64 field": (
        lambda files: bent(files, _photo(files), size=0xFFFFFFFF, extra=b"\1\0\10\0\5"),
        Unsafe,
        "extra field",
    ),
    "local flags differ": (
        lambda files: bent(files, _photo(files), local_flags=8),
        Unsafe,
        "local header unlike the directory",
    ),
}
