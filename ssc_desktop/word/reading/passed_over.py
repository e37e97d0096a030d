"""What somebody wrote into one of our documents and nobody has read: it is never lost in silence.

Answers are looked for where questions stand. People write elsewhere too: beside a label, above the
first question, into a row of their own. Whatever this program did not write itself, and what no
answer holds, is a passage for a person to look at.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

from ssc_desktop.record.found import FoundAnswer, normalised
from ssc_desktop.word.pages.model import Paragraph
from ssc_desktop.word.places import mark
from ssc_desktop.word.reading.choices import TICK

_BLANKS = re.compile(r"\s+")


def passages(
    paragraphs: Iterable[Paragraph],
    known: Container[str],
    answers: Iterable[FoundAnswer],
    told: Iterable[str],
) -> list[str]:
    """The paragraphs that are new and stand in no answer, nor in what is `told` already.

    `known` are the `mark`s of what this program wrote.
    """
    said = [text for one in answers for text in (one.text, one.doubt, *_words(one.value))]
    held = _bare("\n".join((*said, *told)))
    found = dict.fromkeys(p.marked for p in paragraphs if mark(p.marked) not in known)
    return [text for text in found if _bare(text) not in held]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)


def _bare(text: str) -> str:
    """Words as they are looked for: blanks, boxes and marks of lists tell no difference."""
    return _BLANKS.sub(" ", TICK.sub("", normalised(text)).replace("*", "")).strip(" -·")
