"""The stories of a book: what opens a region, overviews, and stories in full."""

from collections.abc import Sequence

from ssc_desktop.i18n import N_
from ssc_desktop.record import phrases
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.word import blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.book import contents
from ssc_desktop.word.book.gathering import Entry, country_name
from ssc_desktop.word.book.volumes import Volume, own_look
from ssc_desktop.word.layouts import overview as overview_layout
from ssc_desktop.word.layouts import story as story_layout
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.stories import SharedStory
from ssc_desktop.word.text import runs

_CODE, _PERIOD = 1050, 1300
"""Widths of columns in twentieths of a point."""


def region(paper: Paper, volume: Volume, name: str, entries: Sequence[Entry]) -> None:
    """Open a region: how many stories of which countries, and a list of them."""
    contents.part(paper, name)
    words = paper.words
    n = len(entries)
    counted = words.ngettext("{n} case story", "{n} case stories", n).format(n=n)
    codes = {code for entry in entries for code in entry.countries}
    names = sorted((country_name(code, paper.language) for code in codes), key=sort_key)
    said = words.gettext(N_("{stories}. Countries in them: {countries}.")).format(
        stories=counted, countries=phrases.joined(names, words)
    )
    contents.lead(paper, said if names else f"{counted}.", "SSCLead")
    _listed(paper, volume, entries, paper.say(N_("Stories of the region")))


def _listed(
    paper: Paper, volume: Volume, entries: Sequence[Entry], title: str, *, full: bool = False
) -> None:
    """A table of stories: code, title, who with whom, and when; the codes lead to them."""
    sides = (paper.width - _CODE - _PERIOD) * 2 // 5
    widths = [_CODE, paper.width - _CODE - _PERIOD - sides, sides, _PERIOD]
    heads = [N_("Code"), N_("Story"), N_("Who with whom"), N_("When")]
    columns = [
        blocks.Column(runs(paper.say(head), paper.look()), width)
        for head, width in zip(heads, widths, strict=True)
    ]
    rows = [_row(paper, volume, entry, full=full) for entry in entries]
    paper.write(blocks.table(paper, columns, rows, title))


def _row(paper: Paper, volume: Volume, entry: Entry, *, full: bool) -> blocks.Row:
    turned = paper.right_to_left
    look = own_look(paper, entry)
    code = runs(entry.code, paper.look("Hyperlink"))
    title = runs(entry.title, look)
    if entry.full and not full:
        told = runs(paper.say(N_("also in full")), paper.look("Hyperlink"))
        title += runs("  ", look) + blocks.inner_link(volume.turn_to(paper, entry, full=True), told)
    cells = [
        blocks.inner_link(volume.turn_to(paper, entry, full=full), code), title,
        runs(entry.sides, look), runs(entry.period, look),
    ]  # fmt: skip
    made = [blocks.paragraph("SSCCell", cell, right_to_left=turned) for cell in cells]
    return blocks.Row(made, len(entry.title))


def overview(paper: Paper, volume: Volume, entry: Entry) -> tuple[SharedStory, list[str]]:
    """Write the overview of a story; the answer is the story, and what was left out of it."""
    volume.turn_to(paper, entry)
    one, telling, missing = _told(paper, volume, entry)
    paper.deeper = 1
    overview_layout.write(telling, volume.stories.wish, numbered=True)
    paper.deeper = 0
    return one, missing


def full_stories(paper: Paper, volume: Volume) -> None:
    """Open the part of the stories in full."""
    contents.part(paper, "full")
    n = len(volume.full)
    said = paper.words.ngettext(
        "{n} story of this book is told in full.", "{n} stories of this book are told in full.", n
    ).format(n=n)
    contents.lead(paper, said, "SSCLead")
    _listed(paper, volume, volume.full, paper.say(N_("Stories in full")), full=True)


def story(paper: Paper, volume: Volume, entry: Entry) -> None:
    """Write a story in full."""
    volume.turn_to(paper, entry, full=True)
    _one, telling, _missing = _told(paper, volume, entry)
    paper.deeper = 1
    story_layout.write(telling, volume.stories.wish, numbered=True)
    paper.deeper = 0


def _told(paper: Paper, volume: Volume, entry: Entry) -> tuple[SharedStory, Telling, list[str]]:
    """A story under the code that it has in the book."""
    one = volume.stories[entry.place]
    telling, missing = one.telling(paper)
    telling.code = entry.code
    return one, telling, missing
