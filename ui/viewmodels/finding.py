"""Where words stand in the open story, in the order of the form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssc_desktop.record.case import Case
from ssc_desktop.record.folding import Page
from ssc_desktop.record.wanted import wanted
from ui.viewmodels import written

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text of a field."""

    path: "Path"
    text: str
    """All that stands in the field."""
    start: int
    end: int


def hits(case: Case | None, words: str) -> tuple[Hit, ...]:
    """Every place where `words` stand, whatever their accents and case.

    Where they stand together nowhere, each of them is looked for: a search of the library finds
    stories in which the words stand apart.
    """
    if case is None or not words.strip():
        return ()
    texts = list(written.texts(case))
    found = [
        Hit(one.path, one.text, start, end)
        for one in texts
        for start, end in Page(one.text).places(words)
    ]
    if not found:
        asked = wanted(words)
        found = [
            Hit(one.path, one.text, *place) for one in texts for place in asked.places(one.text)
        ]
    return tuple(found[:MOST])
