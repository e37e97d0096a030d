"""Bundles that are refused as a whole: no file is left, and the rule is named.

The numbers are those of the list of hostile cases in the design of the format.
"""

import tracemalloc
import zlib
from pathlib import Path

import pytest

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.limits import MIB, Limits
from ssc_desktop.bundle.reading import verify
from ssc_desktop.errors import BundleError, Damaged, NotABundle, TooNew, Unsafe
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
    sealed,
    with_entry,
    with_file,
    with_header,
    zipped,
)
from tests.unit.bundle.samples import Laptop, device_key, numbered_id

_TOP = f"ssc-{BUNDLE}/".encode()
_FOLDER = b"ssc-" + numbered_id(0xC).encode() + b"/"


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


_REFUSED: dict[str, tuple[Bend, type[BundleError], str]] = {
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
    "10 ZIP checksum changed": (
        lambda files: bent(files, _photo(files), crc=5),
        Damaged,
        "ZIP checksum",
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
    "28 extra file": (_named(_TOP + b"data/x"), Damaged, "files unlike the manifest"),
    "29 listed but missing": (
        lambda files: zipped({n: d for n, d in files.items() if n != _photo(files)}),
        Damaged,
        "files unlike the manifest",
    ),
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
    "34 60,000 entries": (_many, Damaged, "files unlike the manifest"),
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
}


@pytest.mark.parametrize("case", _REFUSED)
def test_a_bad_file_is_refused_and_leaves_nothing(case: str, good: Files, tmp_path: Path) -> None:
    bend, kind, rule = _REFUSED[case]
    (tmp_path / "bad.sscz").write_bytes(bend(good))

    with pytest.raises(BundleError, match=r"bad\.sscz") as refused:
        verify(tmp_path / "bad.sscz", tmp_path / "spool")

    assert (type(refused.value), refused.value.rule) == (kind, rule)
    assert refused.value.advice
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize(
    "members", [{"requires": ["cut1", "age2"]}, {"version": "2.0"}, {"version": "0.9"}], ids=str
)
def test_a_newer_bundle_says_so(members: dict[str, object], good: Files, tmp_path: Path) -> None:
    """53, 54: kept for later, nothing changed."""
    newer = tmp_path / "newer.sscz"
    newer.write_bytes(zipped(with_header(good, **members)))

    with pytest.raises(TooNew, match="newer version") as refused:
        verify(newer, tmp_path / "spool")

    assert refused.value.rule == "version"
    assert newer.exists()


def test_a_bomb_costs_no_memory(good: Files, tmp_path: Path) -> None:
    """31, 32: 200 MB of one letter, rightly signed, as a file nobody knows."""
    bomb = tmp_path / "bomb.sscz"
    bomb.write_bytes(zipped(with_file(good, "data/bomb.bin", b"[" * 200 * MIB)))

    tracemalloc.start()
    verify(bomb, None).close()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * MIB


def test_limits_can_be_raised_and_lowered_for_one_reading(good: Files, tmp_path: Path) -> None:
    (tmp_path / "good.sscz").write_bytes(zipped(good))

    for limits in (Limits(entries=5), Limits(total=100), Limits(file=100), Limits(path=40)):
        with pytest.raises(Unsafe):
            verify(tmp_path / "good.sscz", tmp_path / "spool", limits=limits)
    verify(tmp_path / "good.sscz", tmp_path / "spool", limits=Limits()).close()


def test_the_forger_can_make_a_good_bundle(good: Files, tmp_path: Path) -> None:
    """1: without this, every refusal above might have another reason."""
    (tmp_path / "good.sscz").write_bytes(zipped(sealed(good)))

    with verify(tmp_path / "good.sscz", tmp_path / "spool") as opened:
        assert opened.counts.new_cuts == 3
        assert opened.counts.quarantined == 0
        assert opened.sender.key == Laptop().key.public
