"""A claim on a file that only one program can have, and that the system takes back when it dies."""

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def claimed(stream: BinaryIO) -> bool:
        """Claim a file for as long as `stream` is open; False where another program has it."""
        # the first byte alone, so that the rest can still be read by the one who is refused
        try:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def claimed(stream: BinaryIO) -> bool:
        """Claim a file for as long as `stream` is open; False where another program has it."""
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
