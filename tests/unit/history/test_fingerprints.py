"""Fingerprints: what people read to each other on the telephone."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.history.fingerprints import ALPHABET, begins, fingerprint_of, typed

_DEVICES = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_a_fingerprint_is_six_groups_of_four() -> None:
    assert fingerprint_of("00" * 32) == "0000 0000 0000 0000 0000 0000"
    assert fingerprint_of("ff" * 32) == "ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ"
    # five bits a character, the first bits first
    assert fingerprint_of("08" + "00" * 31).startswith("1000")


@given(device=_DEVICES)
def test_it_is_base32_of_the_first_fifteen_bytes_in_crockfords_letters(device: str) -> None:
    usual = base64.b32encode(bytes.fromhex(device)[:15]).decode()
    letters = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)

    assert fingerprint_of(device).replace(" ", "") == usual.translate(letters)


@given(device=_DEVICES, end=st.integers(4, 29))
def test_its_beginning_is_known_however_it_is_typed(device: str, end: int) -> None:
    shown = fingerprint_of(device)[:end].rstrip()
    if len(shown.replace(" ", "")) < 4:
        return

    for said in (shown, shown.lower(), shown.replace(" ", "-"), shown.replace("0", "O")):
        assert begins(device, typed(said))


def test_what_is_misread_on_the_telephone_is_mended() -> None:
    assert typed("oil0-l1oo") == "01101100"
    assert typed("Z" * 24) == "Z" * 24


def test_what_cannot_be_a_fingerprint_is_none() -> None:
    assert [typed(text) for text in ("Z" * 25, "abc", "U000", "", "ÀÀÀÀ")] == [""] * 5
