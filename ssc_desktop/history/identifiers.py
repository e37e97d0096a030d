"""Names for records (UUIDv7) and for bytes (SHA-256)."""

import functools
import hashlib
import re
from collections.abc import Iterable

from ssc_desktop import identifiers
from ssc_desktop.identifiers import new_id

__all__ = ["digest", "fingerprint", "is_device", "is_digest", "is_id", "is_root", "new_id"]

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest(body: bytes | bytearray) -> str:
    """The id of a revision, a cut or an attachment: its SHA-256, lower-case hex."""
    return hashlib.sha256(body).hexdigest()


def is_id(text: object) -> bool:
    """Whether `text` is a record's id as `new_id` makes them."""
    return isinstance(text, str) and identifiers.is_id(text)


def is_digest(text: object) -> bool:
    """Whether `text` is 64 lower-case hex digits."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


# the same root and device stand in thousands of lines
@functools.lru_cache(maxsize=4096)
@functools.lru_cache(maxsize=1024)  # the revisions of a story come one after the other
def is_root(text: str) -> bool:
    """Whether `text` names a root: a record's id, or that and `/private`."""
    return is_id(text.removesuffix("/private"))


@functools.lru_cache(maxsize=4096)
@functools.lru_cache(maxsize=1024)
def is_device(text: str) -> bool:
    """Whether `text` can name a device; remembers, as few devices make many lines."""
    return is_digest(text)


def fingerprint(ids: Iterable[str]) -> str:
    """What two copies compare to see whether they hold the same cuts and revisions: 32 hex digits.

    The first 16 bytes of the SHA-256 over the sorted raw ids.
    """
    return digest(b"".join(sorted(map(bytes.fromhex, ids))))[:32]
