"""The order of a book, and how it is written."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_, is_right_to_left, translated_in
from ssc_desktop.word.book import back, contents, front, pages
from ssc_desktop.word.book.codes import coded
from ssc_desktop.word.book.gathering import gathered
from ssc_desktop.word.book.volumes import Volume, parted
from ssc_desktop.word.collection import carry
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import overview
from ssc_desktop.word.package import DocumentFacts
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import Stories
from ssc_desktop.word.wish import DocumentWish

_TEXT = 0.75
"""The part of a story's step that is left when its entry was gathered."""
_FEW = 20
"""So many stories have a bookmark for every answer; Word keeps 16,380 in a document."""


def planned(stories: Stories, wish: DocumentWish, steps: Steps, /) -> "list[BookFile]":
    """The files of the book: one, or as many volumes as are needed."""
    entries = coded(gathered(stories, steps))
    shares = parted(entries) if wish.volumes else [entries]
    return [BookFile(Volume(stories, shares, number)) for number in range(1, len(shares) + 1)]


@dataclass(frozen=True, slots=True)
class BookFile:
    """One file of a book."""

    volume: Volume

    def facts(self, language: str) -> DocumentFacts:
        """What the file says about itself."""
        words = translated_in(language)
        title = self.volume.title(words)
        if len(self.volume.shares) > 1:
            pattern = words.gettext(N_("{title}, volume {number}"))
            title = pattern.format(title=title, number=self.volume.number)
        return DocumentFacts(
            title=" ".join(title.split()),
            language=language,
            right_to_left=is_right_to_left(language),
        )

    def write(self, paper: Paper, steps: Steps) -> list[str]:
        """Write the volume; the answer is what was left out of its stories."""
        volume = self.volume
        paper.numbered_headings = False
        paper.only_linked = len(volume.entries) > _FEW
        step = _TEXT * len(volume.entries) / (len(volume.entries) + len(volume.full))
        front.write(paper, volume)
        contents.write(paper, volume)
        left_out = []
        for region, entries in volume.by_region().items():
            pages.region(paper, volume, region, entries)
            for entry in entries:
                one, missing = pages.overview(paper, volume, entry)
                carry(paper, one, "book")
                left_out += one.told(missing, several=True)
                steps.advance(step)
        if volume.full:
            pages.full_stories(paper, volume)
        for entry in volume.full:
            pages.story(paper, volume, entry)
            steps.advance(step)
        back.write(paper, volume)
        return left_out


LAYOUT = Layout(
    name="book",
    label=N_("Book of the workshop"),
    note=N_(
        "Title page, contents, an overview of each story by region, those you choose in full,"
        " indexes, credits, and how complete the answers are."
    ),
    plan=planned,
    volumes=True,
    carries="printed",
    tells_full=True,
    also_printed=overview.ALSO_PRINTED,
)
