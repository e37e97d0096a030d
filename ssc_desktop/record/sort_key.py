"""What titles are sorted by: one key that serves every language of the interface."""

import re
import unicodedata

from ssc_desktop.record.folding import folded

_LONGEST = 80
_NUMBER = re.compile(r"\d+")
ARABIC_BEGINS = "\u0621"
"""Keys of Arabic titles begin here; those in Latin letters come before."""


def sort_key(text: str) -> str:
    """`text` without case, accents and signs, its numbers by their size.

    Ñ is a letter of its own after N, as Spanish has it; Arabic comes after Latin.
    """
    told = _NUMBER.sub(lambda found: f"{min(len(found[0]), 9)}{found[0]}", _plain(text))
    return told[:_LONGEST]


def letters_of(text: str) -> str:
    """The letters and figures of `text` alone, as keys have them."""
    return "".join(sign for sign in _plain(text) if sign.isalnum())


def _plain(text: str) -> str:
    spelt = folded(unicodedata.normalize("NFC", text).casefold().replace("\u00f1", "n~"))
    split = unicodedata.normalize("NFKD", spelt)
    plain = "".join(sign for sign in split if not unicodedata.combining(sign))
    kept = "".join(sign if sign.isalnum() or sign == "~" else " " for sign in plain)
    return " ".join(kept.split())
