"""Fingerprints of keys as people compare them: six groups of four characters (section 11)."""

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, which are misheard and misread."""

_BYTES: Final = 15
_BITS: Final = 5
_GROUP: Final = 4
_LENGTH: Final = _BYTES * 8 // _BITS
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "\u00a0": ""})
_TYPED = re.compile(f"[{ALPHABET}]{{{_GROUP},{_LENGTH}}}")


def fingerprint_of(device: str) -> str:
    """The fingerprint of the computer with this id (the SHA-256 of its key, in hex)."""
    number = int.from_bytes(bytes.fromhex(device)[:_BYTES])
    mask = len(ALPHABET) - 1
    characters = [
        ALPHABET[(number >> shift) & mask] for shift in range((_LENGTH - 1) * _BITS, -1, -_BITS)
    ]
    groups = ["".join(characters[at : at + _GROUP]) for at in range(0, _LENGTH, _GROUP)]
    return " ".join(groups)


def typed(text: str) -> str:
    """What a person typed as a fingerprint or its beginning, mended; "" where it cannot be one."""
    plain = text.upper().translate(_MISREAD)
    return plain if _TYPED.fullmatch(plain) else ""


def begins(device: str, beginning: str) -> bool:
    """Whether the fingerprint of a computer begins so; `beginning` comes from `typed`."""
    return fingerprint_of(device).replace(" ", "").startswith(beginning)
