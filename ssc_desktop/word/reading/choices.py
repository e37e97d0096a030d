"""Lists of choices as they stand on a page: names with commas between them, or boxes to tick."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ssc_desktop.record import narrative
from ssc_desktop.record.found import normalised
from ssc_desktop.record.vocabularies import folded, vocabulary

COMMAS = re.compile(r"\s*[;\n،؛]\s*|\s*,\s+|\s+·\s+")
TICK = re.compile(r"([\u2610-\u2612\u2713-\u2718]|\[[ xX]?\])")
_TICKED = {"\u2611", "\u2612", "\u2713", "\u2714", "\u2717", "\u2718", "[x]", "[X]"}


def has_boxes(text: str) -> bool:
    """Whether boxes to tick stand in a text."""
    return bool(TICK.search(text))


def ticked_in(text: str) -> list[str]:
    """The words behind the boxes that are ticked."""
    parts = TICK.split(text)
    pairs = zip(parts[1::2], parts[2::2], strict=False)
    return [" ".join(words.split()) for box, words in pairs if box in _TICKED and words.strip()]


def beside_boxes(text: str, labels: Iterable[str]) -> str:
    """What somebody wrote among boxes: all words there that are no label of theirs."""
    known = sorted(map(normalised, labels), key=len, reverse=True)
    before, *parts = TICK.split(text)
    found = [normalised(before)]
    for words in map(normalised, parts[1::2]):
        plain = " ".join(words.split())
        label = next((one for one in known if plain.startswith(one)), "")
        found.append(plain[len(label) :].strip())
    return " ".join(filter(None, found))


def split(text: str, meaning: Callable[[str], Any]) -> tuple[list[Any], list[str]]:
    """What the parts of a list mean; names may hold commas, so the longest that fits is taken."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:  # no name goes over two lines
        each = [split(line, meaning) for line in lines[:200]]
        return once(code for codes, _lost in each for code in codes), [
            part for _codes, lost in each for part in lost
        ]
    whole = meaning(" ".join(text.split()))
    if whole is not None:
        return [whole], []
    parts = [part for part in COMMAS.split(_unbulleted(text)) if part.strip()][:200]
    found: list[Any] = []
    lost: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + 6), at, -1):
            code = meaning(", ".join(parts[at:end]))
            if code is not None:
                found.append(code)
                at = end
                break
        else:
            lost.append(parts[at].strip())
            at += 1
    return once(found), lost


def once(codes: Iterable[Any]) -> list[Any]:
    """The codes that are there, each once, in their order."""
    return list(dict.fromkeys(code for code in codes if code is not None))


@functools.cache
def begun(name: str) -> Mapping[str, Any]:
    """Codes by the beginning of their names: “Health” of “Health, general”; None if two have it."""
    found: dict[str, Any] = {}
    for entry in vocabulary(name).entries:
        for said in entry.labels.values():
            head, comma, _rest = folded(said).partition(",")
            if comma:
                found[head] = entry.code if found.get(head, entry.code) == entry.code else None
    return found


def _unbulleted(text: str) -> str:
    return "\n".join(
        line[narrative.beginning(line)[1] :] if narrative.beginning(line)[0] == "bullet" else line
        for line in text.split("\n")
    )
