"""The words a person added: a plain file, one word a line, that any editor opens."""

import contextlib
from pathlib import Path

from ssc_desktop.files import replacing
from ssc_desktop.paths import config_folder

_NAME = "my-words.txt"
_LARGEST = 2_000_000


class PersonalWords:
    """Read when they are first needed, written at every change."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or config_folder()) / _NAME
        self.words: set[str] = set()
        with contextlib.suppress(OSError):
            if self._file.stat().st_size <= _LARGEST:
                read = self._file.read_text(encoding="utf-8", errors="replace")
                self.words = {line.strip() for line in read.splitlines() if line.strip()}

    def add(self, word: str) -> None:
        """Keep `word`. Raises an SscError where it cannot be written; it is kept until the end."""
        if word in self.words:
            return
        self.words.add(word)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        with replacing(self._file) as stream:
            stream.write("".join(f"{one}\n" for one in sorted(self.words)).encode())
