"""Bundles that only some can open."""

import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.limits import MIB
from ssc_desktop.bundle.reading import verify
from ssc_desktop.bundle.sealing import Keys, Lock, SealingKey
from ssc_desktop.errors import (
    Cancelled,
    CannotSeal,
    DiskFull,
    InvalidInput,
    NotForYou,
    SscError,
    StorageError,
)
from ssc_desktop.services.sharing import Wish
from tests.unit.bundle.full_disk import room_for

WORDS = "deux tortues sous la pluie à midi"


def _fail() -> None:
    raise ZeroDivisionError


def _sealed(bundle: Path, lock: Lock) -> Path:
    target = bundle.with_name("rice.sscz.age")
    sealing.seal(bundle, target, lock)
    return target


def _read(sealed: Path, keys: Keys) -> bytes:
    with sealing.opened(sealed, sealed.parent / "spool", keys) as plain:
        return plain.read_bytes()


def test_a_bundle_opens_for_those_it_was_sealed_for(bundle: Path, tmp_path: Path) -> None:
    own, keeper = (SealingKey.load_or_create(tmp_path / name) for name in ("own", "keeper"))

    sealed = _sealed(bundle, Lock.to(own, [keeper.recipient]))

    assert sealing.is_sealed(sealed) and not sealing.needs_passphrase(sealed)
    for name in ("own", "keeper"):
        assert _read(sealed, Keys(tmp_path / name)) == bundle.read_bytes()
    with pytest.raises(NotForYou):
        _read(sealed, Keys(tmp_path / "stranger"))
    assert b"ssc-" not in sealed.read_bytes() and b"bagit" not in sealed.read_bytes()


def test_a_bundle_opens_for_whoever_knows_the_passphrase(bundle: Path) -> None:
    sealed = _sealed(bundle, Lock.by(WORDS))

    assert sealing.needs_passphrase(sealed)
    assert _read(sealed, Keys(passphrase=WORDS)) == bundle.read_bytes()
    # as some keyboards give the same letters
    apart = unicodedata.normalize("NFD", WORDS)
    assert apart != WORDS
    assert _read(sealed, Keys(passphrase=apart)) == bundle.read_bytes()


def test_no_report_of_an_error_shows_a_passphrase() -> None:
    for told in (Lock.by(WORDS), Keys(passphrase=WORDS), Wish(passphrase=WORDS)):
        assert WORDS not in repr(told)


def test_what_is_inside_is_a_bundle_like_any_other(bundle: Path, tmp_path: Path) -> None:
    sealed = _sealed(bundle, Lock.to(SealingKey.load_or_create(tmp_path / "own"), []))

    with (
        sealing.opened(sealed, tmp_path / "spool", Keys(tmp_path / "own")) as plain,
        verify(plain, tmp_path / "spool") as read,
    ):
        assert read.counts.new_cuts == 3


def test_the_text_lies_in_a_private_folder_and_goes(bundle: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    sealed = stick / "rice.sscz.age"
    sealing.seal(bundle, sealed, Lock.to(SealingKey.load_or_create(tmp_path / "own"), []))

    with (  # noqa: PT012 - it is the leaving that is tried
        pytest.raises(ZeroDivisionError),
        sealing.opened(sealed, tmp_path / "spool", Keys(tmp_path / "own")) as plain,
    ):
        assert plain.name == "rice.sscz"
        assert list(stick.iterdir()) == [sealed]
        assert stat.S_IMODE(plain.stat().st_mode) == 0o600
        assert stat.S_IMODE(plain.parent.stat().st_mode) == 0o700
        _fail()

    assert list((tmp_path / "spool").iterdir()) == []


def test_without_a_spool_it_lies_where_the_system_keeps_such_things(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    sealed = _sealed(bundle, Lock.to(SealingKey.load_or_create(tmp_path / "own"), []))

    with sealing.opened(sealed, None, Keys(tmp_path / "own")) as plain:
        assert plain.is_relative_to(tmp_path / "temporary")

    # the folder of this run of the program stays until it ends, with the file that says it lives
    assert [one.name for one in (tmp_path / "temporary").rglob("*") if one.is_file()] == ["alive"]


def test_a_plain_bundle_is_opened_where_it_lies(bundle: Path, tmp_path: Path) -> None:
    with sealing.opened(bundle, tmp_path / "spool") as plain:
        assert plain == bundle
    with sealing.opened(tmp_path / "none", tmp_path / "spool") as plain:
        assert plain == tmp_path / "none"

    assert not (tmp_path / "spool").exists()


def test_a_sealed_bundle_is_whole_or_not_there(bundle: Path, tmp_path: Path) -> None:
    own = SealingKey.load_or_create(tmp_path / "own")
    stick = tmp_path / "stick"
    stick.mkdir()
    target = stick / "rice.sscz.age"
    target.write_bytes(b"the bundle of yesterday")

    for lock in (Lock.to(own, []), Lock.by(WORDS)):
        for room in (0, 100, 150, 1000):
            with room_for(room), pytest.raises(SscError, match=r"rice\.sscz\.age"):
                sealing.seal(bundle, target, lock)
        with pytest.raises(Cancelled):
            sealing.seal(bundle, target, lock, stop=lambda: True)

    assert target.read_bytes() == b"the bundle of yesterday"
    assert list(stick.iterdir()) == [target]


def test_progress_is_told_to_the_end(bundle: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    own = SealingKey.load_or_create(tmp_path / "own")

    sealing.seal(
        bundle, tmp_path / "a.sscz.age", Lock.to(own, []), progress=lambda *step: said.append(step)
    )

    assert said == sorted(said) and said[-1][0] == said[-1][1]


@pytest.mark.parametrize("bad", ["", "age1", "ssh-ed25519 AAAA", "age1qqqq", "AGE-SECRET-KEY-1X"])
def test_what_is_no_key_is_said_so(bad: str, tmp_path: Path) -> None:
    own = SealingKey.load_or_create(tmp_path / "own")

    with pytest.raises(InvalidInput, match="not a key for encryption"):
        Lock.to(own, [bad])
    with pytest.raises(InvalidInput, match="8 characters"):
        Lock.by("rice")


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = SealingKey.load_or_create(tmp_path / "own")

    again = SealingKey.load_or_create(tmp_path / "own")

    kept = tmp_path / "own" / "sealing.key"
    assert first.recipient == again.recipient and first.recipient.startswith("age1")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]
    assert "SECRET" not in repr(first)


@pytest.mark.parametrize("spoilt", ["", "no key\n", "AGE-SECRET-KEY-1\n", "# only a comment\n"])
def test_a_spoilt_key_is_never_replaced_in_silence(spoilt: str, tmp_path: Path) -> None:
    (tmp_path / "sealing.key").write_text(spoilt)

    with pytest.raises(StorageError, match=r"sealing\.key"):
        SealingKey.load_or_create(tmp_path)

    assert (tmp_path / "sealing.key").read_text() == spoilt


def test_without_the_library_a_passphrase_still_opens(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows for ARM."""
    for_keys = tmp_path / "keys.sscz.age"
    sealing.seal(bundle, for_keys, Lock.to(SealingKey.load_or_create(tmp_path / "own"), []))
    monkeypatch.setitem(sys.modules, "pyrage", None)

    with pytest.raises(CannotSeal, match="keys"):
        SealingKey.load_or_create(tmp_path / "other")
    with pytest.raises(CannotSeal):
        _read(for_keys, Keys(tmp_path / "own"))
    assert _read(_sealed(bundle, Lock.by(WORDS)), Keys(passphrase=WORDS)) == bundle.read_bytes()


def test_nothing_is_begun_where_there_is_no_room(bundle: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.sscz.age"
    own = SealingKey.load_or_create(tmp_path / "own")
    sealing.seal(bundle, huge, Lock.to(own, []))
    os.truncate(huge, 1 << 43)  # 8 TB, most of it a hole

    with pytest.raises(DiskFull, match="room"):
        _read(huge, Keys(tmp_path / "own"))
    with pytest.raises(DiskFull, match="room"):
        sealing.seal(huge, tmp_path / "twice.sscz.age", Lock.to(own, []))

    assert list((tmp_path / "spool").iterdir()) == []
    assert not list(tmp_path.glob("*.part"))


_SEALS_AND_OPENS = """
import sys
from pathlib import Path
from ssc_desktop.bundle.sealing import Keys, Lock, SealingKey, opened, seal
folder = Path(sys.argv[1])
seal(folder / "big", folder / "big.age", Lock.to(SealingKey.load_or_create(folder), []))
with opened(folder / "big.age", folder / "spool", Keys(folder)) as plain:
    assert plain.stat().st_size == (folder / "big").stat().st_size
most = next(line for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))
print(int(most.split()[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory otherwise")
def test_three_hundred_megabytes_take_little_memory(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as big:
        big.truncate(300 * MIB)

    done = subprocess.run(
        [sys.executable, "-c", _SEALS_AND_OPENS, tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) <= 100
