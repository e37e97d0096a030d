"""One value, one row of bytes: the canonical JSON that revisions, cuts and headers are made of.

The rules are those of section 2 of `docs/bundle-format.md`, a subset of RFC 8785. A body is never
serialised again to be checked by hash; this module answers whether the bytes at hand are the only
ones that could stand for their value.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final, NoReturn

import msgspec

LARGEST_INTEGER: Final = 2**53 - 1
DEEPEST: Final = 8
LONGEST_BODY: Final = 2 * 1024 * 1024
LONGEST_STRING: Final = 1024 * 1024
MOST_VALUES: Final = 50_000
"""Texts, numbers, lists and objects in one body; each takes far more memory than the two bytes
that it may be written in."""

_KEY = re.compile(r"[a-z0-9_~./:@-]{1,200}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LATE_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")  # U+0080 to U+009F in UTF-8
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# to the end of the body where it does not end: what is no JSON is found out in one pass too
_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)', re.DOTALL)
_RARE_ESCAPES = (b"\\u", b"\\r", b"\\b", b"\\f")
_encoder = msgspec.json.Encoder(order="deterministic")

# keys come from a small dictionary and repeat in every body
is_key = functools.lru_cache(maxsize=8192)(lambda key: _KEY.fullmatch(key) is not None)


class NotCanonical(ValueError):
    """Bytes or a value outside the canonical form; `reason` names the rule in one or two words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def no_floats(literal: str) -> NoReturn:
    """The hook that refuses a decimal point while decoding."""
    raise NotCanonical(f"float {literal[:20]}")


_decoder = msgspec.json.Decoder(float_hook=no_floats)


def canonical(value: object, *, longest: int = LONGEST_BODY, most: int = MOST_VALUES) -> bytes:
    """The canonical bytes of `value`; tuples are written as lists.

    Raises NotCanonical where the form cannot hold it (a float, text that is not NFC, ...).
    """
    check(value)
    body = _encoder.encode(value)
    check_size(body, longest, most)
    return body


def parsed(body: bytes, *, longest: int = LONGEST_BODY, most: int = MOST_VALUES) -> dict[str, Any]:
    """The object that `body` is the canonical form of.

    Raises NotCanonical unless the body is exactly what `canonical` would write.
    """
    check_size(body, longest, most)
    try:
        value = _decoder.decode(body)
        same = _encoder.encode(value) == body
    except RecursionError:
        raise NotCanonical("depth") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise NotCanonical(_why_not(body)) from None
    if not same:
        raise NotCanonical(_why_not(body))
    if type(value) is not dict:
        raise NotCanonical("not an object")
    check(value)
    return value


def check_size(body: bytes, longest: int = LONGEST_BODY, most: int = MOST_VALUES) -> None:
    """Raise NotCanonical for a body of too many bytes or values, before anything is made of it."""
    if len(body) > longest:
        raise NotCanonical("too long")
    # each value takes two bytes at least
    if len(body) <= 2 * most or _separators(body) <= most:
        return
    if _separators(_TEXT.sub(b"", body)) > most:
        raise NotCanonical("too many values")


def _separators(body: bytes) -> int:
    return body.count(b",") + body.count(b"[") + body.count(b"{")


def check(value: object, room: int = DEEPEST) -> None:
    """Raise NotCanonical where `value` breaks a rule of the form; `room` is the depth allowed."""
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, int):  # booleans are integers to Python, and pass
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise NotCanonical("integer")
    elif isinstance(value, dict):
        _check_keys(value)
        _check_all(value.values(), room - 1)
    elif isinstance(value, list | tuple):
        _check_all(value, room - 1)
    elif value is not None:
        raise NotCanonical(type(value).__name__)


def _check_all(items: Iterable[object], room: int) -> None:
    if room < 0:
        raise NotCanonical("depth")
    for item in items:
        check(item, room)


def _check_keys(value: dict[object, object]) -> None:
    for key in value:
        if not isinstance(key, str) or not is_key(key):
            raise NotCanonical("key")


def check_text(text: str) -> None:
    """Raise NotCanonical for a string with control characters, not in NFC, or too long."""
    if len(text) > LONGEST_STRING:
        raise NotCanonical("long string")
    if text.isascii():
        if not text.isprintable() and _CONTROL.search(text):
            raise NotCanonical("control character")
        return
    if _SURROGATE.search(text):
        raise NotCanonical("surrogate")
    if not text.isprintable() and _CONTROL.search(text):
        raise NotCanonical("control character")
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("not NFC")


def plain(body: bytes) -> bool:
    """Whether all text in a re-encoded body is surely allowed, seen from its bytes alone.

    True needs no look at the single strings. False only means: look (`check`).
    """
    if len(body) > LONGEST_STRING or b"\x7f" in body:
        return False
    if b"\\" in body and any(escape in body for escape in _RARE_ESCAPES):
        return False
    if body.isascii():
        return True
    return _LATE_CONTROL.search(body) is None and unicodedata.is_normalized("NFC", body.decode())


def storable(value: object) -> object:
    """`value` with its text made fit to be kept: NFC, LF line ends, no control characters.

    Anything that people type or paste passes here before it becomes a revision, so that saving
    never fails for a character nobody can see.
    """
    if isinstance(value, str):
        return _storable_text(value)
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


def _storable_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _why_not(body: bytes) -> str:
    """Name the rule that a refused body breaks; only for the report, never to decide."""
    try:
        json.loads(
            body.decode(),
            object_pairs_hook=_pairs_once,
            parse_float=no_floats,
            parse_constant=no_floats,
            parse_int=_small,
        )
    except NotCanonical as found:
        return found.reason
    except RecursionError:
        return "depth"
    except UnicodeDecodeError:
        return "not UTF-8"
    except ValueError:
        return "not JSON"
    return "surrogate" if re.search(rb"\\ud[89a-f]", body, re.IGNORECASE) else "not canonical"


def _pairs_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotCanonical("duplicate key")
    return value


def _small(literal: str) -> int:
    if len(literal) > len(str(-LARGEST_INTEGER)):
        raise NotCanonical("integer")
    return int(literal)
