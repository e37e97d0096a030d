"""Counting words and cleaning text that people type or paste."""

import functools
import re
import unicodedata

_WORD = re.compile(r"\w+(?:['\u2019.,\-]\w+)*", re.UNICODE)
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SCRIPTS_WITHOUT_SPACES = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

LONG = 100_000
"""From so many characters in one field on, a person is told."""
LONGEST = 1_000_000
"""The most characters one field can hold (bundle format, section 14)."""


def count(text: str) -> int:
    """How many words `text` has, marks of narrative left out.

    In scripts without spaces every sign counts as half a word.
    """
    # a long text is counted at every key: only the line that changed is looked at anew
    return sum(map(_in_line, text.split("\n")))


@functools.lru_cache(maxsize=4096)
def _in_line(line: str) -> int:
    from ssc_desktop.record import narrative  # noqa: PLC0415 - not before first paint

    line = narrative.unmarked(line)
    signs = 0 if line.isascii() else len(_SCRIPTS_WITHOUT_SPACES.findall(line))
    if signs:
        line = _SCRIPTS_WITHOUT_SPACES.sub(" ", line)
    return len(_WORD.findall(line)) + (signs + 1) // 2


def cleaned(text: str) -> str:
    """`text` without characters that would break a file, in NFC; joiners and direction marks stay.

    Line ends become LF; lone surrogates become U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = unicodedata.normalize("NFC", text)
    return _DROPPED.sub("", text)
