"""The strict ZIP profile of section 6.1: its records, and the names it allows."""

import re
import struct
from typing import Final

import msgspec

STORED: Final = 0
DEFLATED: Final = 8

LOCAL: Final = struct.Struct("<4s5H3L2H")
LOCAL_SIGN: Final = b"PK\x03\x04"
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
CENTRAL_SIGN: Final = b"PK\x01\x02"
END: Final = struct.Struct("<4s4H2LH")
END_SIGN: Final = b"PK\x05\x06"
END64: Final = struct.Struct("<4sQ2H2L4Q")
END64_SIGN: Final = b"PK\x06\x06"
LOCATOR64: Final = struct.Struct("<4sLQL")
LOCATOR64_SIGN: Final = b"PK\x06\x07"

FULL16: Final = 0xFFFF
FULL32: Final = 0xFFFFFFFF
EXTRA64: Final = 1
ALLOWED_FLAGS: Final = 1 << 11  # names in UTF-8: ours are ASCII, so it says nothing

NO_TIME: Final = 0
FIRST_DAY: Final = 0x21  # 1980-01-01
UNIX: Final = 3
REGULAR: Final = 0o100644

# no device, and no dot at the end, so that `.` and `..` are none either
_PART = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$))[a-z0-9._-]*[a-z0-9_-]"
_NAME = re.compile(f"{_PART}(?:/{_PART})*", re.ASCII | re.IGNORECASE)


# a frozen struct, not a dataclass: a bundle may have 200,000
class Entry(msgspec.Struct, frozen=True, gc=False):
    """A file in the ZIP: its name, how it is packed, and where its bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


def is_safe_name(name: str, longest: int) -> bool:
    """Whether a file of this name can be written on every system, inside its folder."""
    return len(name) <= longest and _NAME.fullmatch(name) is not None
