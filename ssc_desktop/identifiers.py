"""New ids: UUIDv7 (RFC 9562), which sort by the time they were made."""

import os
import re
import threading
import time

_PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUIDv7 that this process never gave before and that sorts after its earlier ones.

    The 12 bits behind the millisecond count on where several fall into one.
    """
    global _last  # noqa: PLW0603 - the order within a process needs a memory
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        milliseconds, counter = _last >> 12, _last & 0xFFF
    random = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    number = milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | random
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def is_id(text: str) -> bool:
    """Whether `text` is a UUIDv7 in its usual lower-case form."""
    return _PATTERN.fullmatch(text) is not None
