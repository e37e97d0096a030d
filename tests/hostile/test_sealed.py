"""Encrypted files that are damaged, absurd, or for somebody else."""

import hashlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.limits import MIB
from ssc_desktop.bundle.sealing import Keys, Lock, SealingKey
from ssc_desktop.errors import (
    BundleError,
    Cancelled,
    Damaged,
    NotABundle,
    NotForYou,
    PassphraseNeeded,
    TooNew,
    Unsafe,
    WrongPassphrase,
)
from tests.hostile.age_files import Vector, by_passphrase, headed, header_of, vectors
from tests.hostile.scales import seconds_of
from tests.unit.bundle.full_disk import room_for

EVERY = list(vectors())
Bend = Callable[[bytes], bytes]
SECRET = "AGE-SECRET-KEY-1N9JEPW6DWJ0ZQUDX63F5A03GX8QUW7PXDE39N8UYF82VZ9PC8UFS3M7XA9"
CHUNK = 64 * 1024 + 16
KEY_STANZA = b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n%s\n" % (b"A" * 43)


def _flipped(at: Callable[[bytes], int]) -> Bend:
    def bent(data: bytes) -> bytes:
        place = at(data)
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return bent


def _other_letter(at: Callable[[bytes], int]) -> Bend:
    def bent(data: bytes) -> bytes:
        place = at(data)
        letter = b"B" if data[place : place + 1] == b"A" else b"A"
        return data[:place] + letter + data[place + 1 :]

    return bent


def _with_header(stanzas: bytes) -> Bend:
    return lambda data: headed(stanzas, b"k" * 16) + data[len(header_of(data)) :]


# of a bundle of three chunks, sealed for this computer: what is done to it, and what is said then
REFUSED: dict[str, tuple[Bend, type[BundleError], str]] = {
    "another letter in the share of the key": (
        _other_letter(lambda data: data.index(b"X25519 ") + 20), NotForYou, "keys"),
    "another letter in the sum of the header": (
        _other_letter(lambda data: data.index(b"\n--- ") + 20), Damaged, "content"),
    "a flipped byte in the first chunk": (
        _flipped(lambda data: len(header_of(data)) + 40), Damaged, "content"),
    "a flipped byte in the last chunk": (
        _flipped(lambda data: len(data) - 40), Damaged, "content"),
    "cut in the header": (lambda data: data[:90], Damaged, "header"),
    "cut in the version": (lambda data: data[:22], Damaged, "header"),
    "cut behind the header": (header_of, Damaged, "content"),
    "cut in a chunk": (lambda data: data[:-1000], Damaged, "content"),
    "cut between two chunks": (
        lambda data: data[: len(header_of(data)) + 16 + CHUNK], Damaged, "content"),
    "one byte more": (lambda data: data + b"x", Damaged, "content"),
    "two files joined": (lambda data: data + data, Damaged, "content"),
    "a header without an end": (
        lambda data: data[:21] + b"\n-> X25519 " + b"A" * 20 * MIB, Unsafe, "header size"),
    "sealed for nobody": (_with_header(b""), Damaged, "sealed for nobody"),
    "sealed for a thousand keys": (_with_header(KEY_STANZA * 500), Unsafe, "keys"),
    "for keys of other kinds": (
        _with_header(b"-> ssh-ed25519 aaaa\n%s\n-> piv-p256 b\n\n" % (b"A" * 43)),
        NotForYou, "keys"),
    "a passphrase beside keys": (
        _with_header(KEY_STANZA + b"-> scrypt %s 10\n%s\n" % (b"A" * 22, b"A" * 43)),
        Unsafe, "passphrase beside keys"),
    "control characters in a stanza": (_with_header(b"-> X25519 a\x1b[2J\n\n"), Damaged, "header"),
    "as text": (
        lambda _data: b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", NotABundle, "armor"),
    "a later version of the format": (
        lambda data: data.replace(b"/v1", b"/v2", 1), TooNew, "version"),
}  # fmt: skip


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """The key of this computer."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "sealing.key").write_text(f"{SECRET}\n")
    return Keys(tmp_path / "config")


@pytest.fixture
def sealed(tmp_path: Path, keys: Keys) -> bytes:
    """A file of three chunks, sealed for it."""
    assert keys.folder is not None
    plain = tmp_path / "plain.sscz"
    plain.write_bytes(b"stories " * 20_000)
    sealing.seal(
        plain, tmp_path / "good.sscz.age", Lock.to(SealingKey.load_or_create(keys.folder), [])
    )
    return (tmp_path / "good.sscz.age").read_bytes()


def _opened(source: Path, spool: Path, keys: Keys) -> bytes:
    with sealing.opened(source, spool, keys) as plain:
        return plain.read_bytes()


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_at_once_and_leaves_no_text(
    case: str, sealed: bytes, keys: Keys, tmp_path: Path
) -> None:
    bend, kind, rule = REFUSED[case]
    (tmp_path / "bad.sscz.age").write_bytes(bend(sealed))
    _opened(tmp_path / "good.sscz.age", tmp_path / "spool", keys)  # loads what is loaded once

    def refuse() -> BundleError:
        with pytest.raises(BundleError) as refused:
            _opened(tmp_path / "bad.sscz.age", tmp_path / "spool", keys)
        return refused.value

    took = seconds_of(refuse, most=0.1)
    tracemalloc.start()
    refused = refuse()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (type(refused), refused.rule) == (kind, rule)
    assert refused.advice
    assert list((tmp_path / "spool").iterdir()) == []
    assert took < 0.1
    assert peak < 8 * MIB


def test_the_bench_bends_a_good_file(sealed: bytes, keys: Keys, tmp_path: Path) -> None:
    """Without this, every refusal above might have another reason."""
    (tmp_path / "good.sscz.age").write_bytes(sealed)

    assert _opened(tmp_path / "good.sscz.age", tmp_path / "spool", keys) == b"stories " * 20_000


def test_a_wrong_key_is_no_damage(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "other.sscz.age").write_bytes(sealed)

    for keys in (Keys(tmp_path / "other"), Keys()):
        with pytest.raises(NotForYou, match="other computers"):
            _opened(tmp_path / "other.sscz.age", tmp_path / "spool", keys)
    assert list((tmp_path / "spool").iterdir()) == []


def test_no_flipped_byte_is_ever_taken(keys: Keys, tmp_path: Path) -> None:
    assert keys.folder is not None
    plain, bent = tmp_path / "plain.sscz", tmp_path / "bent.sscz.age"
    plain.write_bytes(b"stories")
    sealing.seal(plain, bent, Lock.to(SealingKey.load_or_create(keys.folder), []))
    good = bent.read_bytes()

    for place in range(len("age-encryption.org/v1\n"), len(good)):
        bent.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(BundleError):
            _opened(bent, tmp_path / "spool", keys)
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize("work", [21, 30, 63, 99])
def test_too_much_work_is_refused_before_it_begins(work: int, tmp_path: Path) -> None:
    source = tmp_path / "slow.sscz.age"
    source.write_bytes(by_passphrase(b"", "horse battery", told=str(work)))

    def refused() -> None:
        with pytest.raises(Unsafe, match="very long"):
            _opened(source, tmp_path / "spool", Keys(passphrase="horse battery"))

    assert seconds_of(refused, most=0.1) < 0.1


def test_a_person_may_consent_to_more_work(tmp_path: Path) -> None:
    source = tmp_path / "slow.sscz.age"
    source.write_bytes(by_passphrase(b"", "horse battery", work=12))

    with pytest.raises(Unsafe):
        _opened(source, tmp_path / "spool", Keys(passphrase="horse battery", most_work=11))
    with pytest.raises(Damaged):  # the work was done: it is empty, and so cut short
        _opened(source, tmp_path / "spool", Keys(passphrase="horse battery", most_work=12))


@pytest.mark.parametrize("told", ["0", "-4", "+4", "04", "0x4", "4 ", "", "4.0", "256", "four"])
def test_odd_numbers_for_the_work_are_damage(told: str, tmp_path: Path) -> None:
    source = tmp_path / "odd.sscz.age"
    source.write_bytes(by_passphrase(b"", "horse battery", told=told or " "))

    with pytest.raises(Damaged):
        _opened(source, tmp_path / "spool", Keys(passphrase="horse battery"))


def test_a_passphrase_is_asked_for_and_a_wrong_one_told_apart(tmp_path: Path) -> None:
    source = tmp_path / "locked.sscz.age"
    source.write_bytes(by_passphrase(b"", "horse battery"))

    with pytest.raises(PassphraseNeeded) as needed:
        _opened(source, tmp_path / "spool", Keys(tmp_path / "config"))
    with pytest.raises(WrongPassphrase) as wrong:
        _opened(source, tmp_path / "spool", Keys(passphrase="horse batterie"))

    assert type(needed.value) is PassphraseNeeded
    assert needed.value.rule == wrong.value.rule == "passphrase"
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize("vector", EVERY, ids=lambda vector: vector.name)
def test_what_the_format_says_of_a_file_is_what_we_say(vector: Vector, tmp_path: Path) -> None:
    source, spool = tmp_path / "vector.age", tmp_path / "spool"
    source.write_bytes(vector.data)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "sealing.key").write_text(vector.secret or SECRET)
    keys = Keys(tmp_path / "config", vector.passphrase)

    if not sealing.is_sealed(source):  # whatever else it is: reading it as a bundle refuses it
        assert vector.expect != "success" or vector.name == "armor_whitespace_outside"
    elif vector.expect == "success" and not vector.name.startswith("armor"):
        assert hashlib.sha256(_opened(source, spool, keys)).hexdigest() == vector.payload
    else:
        with pytest.raises(BundleError) as refused:
            _opened(source, spool, keys)
        nobodys = isinstance(refused.value, (NotForYou, WrongPassphrase))
        assert nobodys == (vector.expect == "no match" and not vector.name.startswith("armor"))
    assert not spool.exists() or list(spool.iterdir()) == []


@pytest.mark.parametrize(
    "vector", [one for one in EVERY if one.name.startswith("stream")], ids=lambda one: one.name
)
def test_the_content_is_read_as_strictly_under_a_passphrase(vector: Vector, tmp_path: Path) -> None:
    """The same contents as above, for a passphrase: that half is ours."""
    source, spool = tmp_path / "vector.age", tmp_path / "spool"
    payload = vector.data[len(header_of(vector.data)) :]
    source.write_bytes(by_passphrase(payload, "horse battery", file_key=vector.file_key))
    keys = Keys(passphrase="horse battery")

    if vector.expect == "success":
        assert hashlib.sha256(_opened(source, spool, keys)).hexdigest() == vector.payload
    else:
        with pytest.raises(Damaged):
            _opened(source, spool, keys)
    assert list(spool.iterdir()) == []


def test_no_half_text_stays_where_the_disk_fills_up(
    sealed: bytes, keys: Keys, tmp_path: Path
) -> None:
    (tmp_path / "good.sscz.age").write_bytes(sealed)

    for room in (0, 1, 65_536, 100_000, 159_999):
        with room_for(room), pytest.raises(Exception, match="good"):
            _opened(tmp_path / "good.sscz.age", tmp_path / "spool", keys)
        assert list((tmp_path / "spool").iterdir()) == []


def test_no_half_text_stays_when_a_person_stops(sealed: bytes, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "good.sscz.age").write_bytes(sealed)

    with (
        pytest.raises(Cancelled),
        sealing.opened(tmp_path / "good.sscz.age", tmp_path / "spool", keys, stop=lambda: True),
    ):
        pass

    assert list((tmp_path / "spool").iterdir()) == []
