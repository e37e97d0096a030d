"""What somebody wrote into one of our documents and nobody has read: it is never lost in silence.

Answers are looked for where questions stand. People write elsewhere too: beside a label, above the
first question, into a row of their own. Whatever this program did not write itself, and what no
answer holds, is a passage for a person to look at.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

from ssc_desktop.record import CASE
from ssc_desktop.record.found import FoundAnswer, normalised
from ssc_desktop.word.pages.model import Pages, Paragraph
from ssc_desktop.word.places import mark
from ssc_desktop.word.reading import free, questions
from ssc_desktop.word.reading.choices import TICK

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_SHORT = 3


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


def of_others(pages: Pages, answers: Iterable[FoundAnswer], told: Iterable[str]) -> list[str]:
    """The same of a text that is none of ours: what asks something is no passage.

    One sentence may answer several questions there, so its words are looked for one by one.
    """
    held = list(answers)
    new = passages((p for p in pages.paragraphs() if not _asks(p)), (), held, told)
    known = {
        word for one in held for text in (one.text, *_words(one.value)) for word in _long(text)
    }
    return [text for text in new if not known.issuperset(_long(text))]


def _long(text: str) -> set[str]:
    """The words of a text but for “and” and “of” in most languages; figures too."""
    return {one for one in _WORD.findall(text) if len(one) > _SHORT or one.isdigit()}


def _asks(paragraph: Paragraph) -> bool:
    plain = " ".join(paragraph.plain.split())
    if free.asks(paragraph) or paragraph.style.startswith("toc") or plain.strip(". ").isdigit():
        return True
    if paragraph.cell is None:
        return False
    heads = any(questions.columns_of(group, {0: plain}) for group in CASE.inner)
    return heads or questions.is_head(plain) or questions.asked(plain) is not None


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)


def _bare(text: str) -> str:
    """Words as they are looked for: blanks, boxes and marks of lists tell no difference."""
    return _BLANKS.sub(" ", TICK.sub("", normalised(text)).replace("*", "")).strip(" -·")
