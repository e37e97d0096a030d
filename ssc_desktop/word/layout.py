"""What a layout is: a way to set stories, one at a time or all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ssc_desktop.word.answers import Telling
from ssc_desktop.word.package import DocumentFacts
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import Stories
from ssc_desktop.word.wish import DocumentWish, Outline


class WritesOne(Protocol):
    """Writes one story on the telling's paper; `numbered` where it is one of several."""

    def __call__(self, telling: Telling, wish: DocumentWish, /, *, numbered: bool) -> None:
        """Write the story."""
        raise NotImplementedError


class Document(Protocol):
    """One file that is to be written."""

    def facts(self, language: str) -> DocumentFacts:
        """What the file says about itself."""
        raise NotImplementedError

    def write(self, paper: Paper, steps: Steps) -> list[str]:
        """Write its blocks; sentences on what was left out of the stories.

        Advances one step for each story. May be asked for again, on another paper.
        """
        raise NotImplementedError


class Plans(Protocol):
    """Plans a document of several stories: one file, or one for each volume."""

    def __call__(self, stories: Stories, wish: DocumentWish, steps: Steps, /) -> Sequence[Document]:
        """Plan the files."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout(Outline):
    """A way to set stories; its module defines one as `LAYOUT`, and `word.registry` lists it."""

    write_one: WritesOne | None = None
    """Writes story after story; several get a page of contents before them."""
    plan: Plans | None = None
    """Instead of `write_one`: sees all stories before it writes."""
