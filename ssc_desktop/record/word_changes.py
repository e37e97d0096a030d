"""What changed from one text to another, word by word, for any script.

A word is a run of letters and marks; of Chinese and Japanese each sign is one. Blanks go with the
word before them, line ends stand alone. The work is bounded: long texts are first compared sentence
by sentence, and a stretch that is still too long is shown as replaced.
"""

import enum
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple


class Fate(enum.StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Piece(NamedTuple):
    """A stretch of text with one fate."""

    fate: Fate
    text: str


# signs that are words by themselves: Chinese, Japanese and the like
_SIGNS: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303a\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# what no word holds; joiners (200c, 200d) stay inside words, marks and emoji too
_BETWEEN: Final = (
    r"\s!-&(-/:-@\[-`{-~\u00a1\u00ab\u00b7\u00bb\u00bf\u060c\u061b\u061f\u066a-\u066c\u06d4"
    r"\u0964\u0965\u1361-\u1368\u2000-\u200b\u200e-\u2018\u201a-\u206f\u3000-\u3004\u3008-\u3020"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_ENDS: Final = r".!?\u061f\u0964\u3002\uff01\uff1f"
_TOKEN: Final = re.compile(
    rf"\n|(?:[^{_BETWEEN}{_SIGNS}]+|[{_SIGNS}]|[^\S\n]|[^\s])[^\S\n]*", re.UNICODE
)
_SENTENCE: Final = re.compile(rf"[^\n{_ENDS}]*(?:[{_ENDS}]+[^\S\n]*|\n|$)")
_DIRECTLY: Final = 90_000
"""Pairs of words that are compared at once; beyond, sentences are compared first."""
_ROUGHLY: Final = 4_000_000
"""Pairs of words inside sentences that are compared without regard to very frequent words."""
_SHORT: Final = 3
"""An unchanged stretch of fewer signs between two changes reads better as changed."""


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that turn `before` into `after`, in reading order.

    The texts of the same and deleted pieces make up `before`, those of the same and inserted ones
    `after`.
    """
    if before == after:
        return (Piece(Fate.SAME, after),) if after else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_joined(_readable(_changes(old, new))))


def spoken_parts(pieces: Sequence[Piece], fate: Fate) -> tuple[str, ...]:
    """The texts of one fate, without blanks around them."""
    return tuple(said for piece in pieces if piece.fate is fate and (said := piece.text.strip()))


def _changes(old: list[str], new: list[str]) -> Iterator[Piece]:
    start, stop = _common(old, new)
    yield from _piece(Fate.SAME, new[:start])
    before, after = old[start : len(old) - stop], new[start : len(new) - stop]
    if len(before) * len(after) <= _DIRECTLY:
        yield from _by_word(before, after)
    else:
        yield from _by_sentence("".join(before), "".join(after))
    yield from _piece(Fate.SAME, new[len(new) - stop :])


def _common(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and at the end of the rest."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < shorter - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    return start, stop


def _by_word(old: list[str], new: list[str]) -> Iterator[Piece]:
    # compared without the blanks that follow: a word at the end of a line is the same word
    bare = [token.rstrip() or token for token in old], [token.rstrip() or token for token in new]
    roughly = len(old) * len(new) > _DIRECTLY
    for tag, a, b, c, d in SequenceMatcher(None, *bare, autojunk=roughly).get_opcodes():
        if tag == "equal":
            yield from _equal(old[a:b], new[c:d])
        else:
            yield from _piece(Fate.DELETED, old[a:b])
            yield from _piece(Fate.INSERTED, new[c:d])


def _equal(old: list[str], new: list[str]) -> Iterator[Piece]:
    for was, now in zip(old, new, strict=True):
        if was == now:
            yield Piece(Fate.SAME, now)
            continue
        word = now.rstrip()
        yield Piece(Fate.SAME, word)
        yield from _pair(was[len(word) :], now[len(word) :])


def _by_sentence(before: str, after: str) -> Iterator[Piece]:
    old = [one for one in _SENTENCE.findall(before) if one]
    new = [one for one in _SENTENCE.findall(after) if one]
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from _piece(Fate.SAME, new[c:d])
            continue
        was, now = _TOKEN.findall("".join(old[a:b])), _TOKEN.findall("".join(new[c:d]))
        if len(was) * len(now) <= _ROUGHLY:
            yield from _by_word(was, now)
        else:
            yield from _piece(Fate.DELETED, was)
            yield from _piece(Fate.INSERTED, now)


def _piece(fate: Fate, tokens: Sequence[str]) -> Iterator[Piece]:
    if tokens:
        yield Piece(fate, "".join(tokens))


def _readable(pieces: Iterator[Piece]) -> list[Piece]:
    """Without scraps: what stays between two changes is a change too where it is but a blank."""
    found: list[Piece] = []
    held = list(_joined(list(pieces)))
    for at, piece in enumerate(held):
        between = 0 < at < len(held) - 1
        scrap = len(piece.text.strip()) < _SHORT and "\n" not in piece.text
        if piece.fate is Fate.SAME and between and scrap and _both(held, at):
            found += [Piece(Fate.DELETED, piece.text), Piece(Fate.INSERTED, piece.text)]
        else:
            found.append(piece)
    return found


def _both(pieces: list[Piece], at: int) -> bool:
    """Whether words were both taken out and put in around a piece: else it is no replacement."""
    fates = {pieces[near].fate for near in range(max(0, at - 2), min(len(pieces), at + 3))}
    return {Fate.DELETED, Fate.INSERTED} <= fates


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece; what was deleted stands before what took its place."""
    deleted, inserted = "", ""
    same = ""
    for fate, text in pieces:
        if fate is Fate.SAME:
            yield from _pair(deleted, inserted)
            deleted = inserted = ""
            same += text
            continue
        if same:
            yield Piece(Fate.SAME, same)
            same = ""
        deleted += text if fate is Fate.DELETED else ""
        inserted += text if fate is Fate.INSERTED else ""
    yield from _pair(deleted, inserted)
    if same:
        yield Piece(Fate.SAME, same)


def _pair(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece(Fate.DELETED, deleted)
    if inserted:
        yield Piece(Fate.INSERTED, inserted)
