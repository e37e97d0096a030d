"""Method and coverage: of how many stories, what is missing, as of when; and the disclaimer."""

from collections import Counter
from collections.abc import Sequence

from ssc_desktop.i18n import N_
from ssc_desktop.record import dates, phrases
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.book import contents
from ssc_desktop.word.book.gathering import Entry, comparable
from ssc_desktop.word.book.volumes import Volume
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import runs

_NUMBER = 1750
"""The width of a column of figures in twentieths of a point."""


def write(paper: Paper, volume: Volume) -> None:
    """Write how the book was made, and how complete the stories are."""
    contents.part(paper, "method")
    for said in _sentences(paper, volume.entries):
        paper.write(blocks.line(paper, "ListBullet", said))
    _regions(paper, volume)
    _questions(paper, volume)
    _disclaimer(paper)


def _sentences(paper: Paper, entries: Sequence[Entry]) -> list[str]:
    words = paper.words
    n = len(entries)
    told = [
        words.ngettext(
            "This volume holds {n} story; nothing in it was changed for the book.",
            "This volume holds {n} stories; nothing in them was changed for the book.",
            n,
        ).format(n=n)
    ]
    as_of = sorted(entry.as_of for entry in entries if entry.as_of)
    if as_of:
        pattern = words.gettext(N_("{k} of {n} stories say as of when their facts are: {span}."))
        ends = dict.fromkeys((dates.shown(as_of[0], words), dates.shown(as_of[-1], words)))
        told.append(pattern.format(k=len(as_of), n=n, span=" – ".join(ends)))
    listed = vocabulary("language")
    spoken = Counter(entry.language for entry in entries)
    names = [f"{listed.label(code, paper.language)} ({k})" for code, k in spoken.most_common()]
    pattern = words.gettext(N_("Languages of the stories: {languages}."))
    told.append(pattern.format(languages=phrases.joined(names, words)))
    limited = sum(entry.limited for entry in entries)
    if limited:
        told.append(words.ngettext(
            "Of {n} story these readers may not see everything; that was left out.",
            "Of {n} stories these readers may not see everything; that was left out.",
            limited,
        ).format(n=limited))  # fmt: skip
    unsettled = sum(entry.unsettled for entry in entries)
    if unsettled:
        told.append(words.ngettext(
            "In {n} story two versions of an answer are not settled; they are marked.",
            "In {n} stories two versions of an answer are not settled; they are marked.",
            unsettled,
        ).format(n=unsettled))  # fmt: skip
    return told


def _table(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    """A table of a name and figures."""
    first = paper.width - _NUMBER * (len(heads) - 1)
    columns = [
        blocks.Column(
            runs(paper.say(head), paper.look()), _NUMBER if number else first, bool(number)
        )
        for number, head in enumerate(heads)
    ]
    made = [
        blocks.Row([
            blocks.line(paper, "SSCCellNumber" if number else "SSCCell", said)
            for number, said in enumerate(row)
        ])
        for row in rows
    ]  # fmt: skip
    inside = runs(paper.say(title), paper.look())
    paper.write(blocks.heading(paper, 2, inside))
    paper.write(blocks.table(paper, columns, made, paper.say(title)))


def _regions(paper: Paper, volume: Volume) -> None:
    heads = [N_("Region"), N_("Stories"), N_("In full"), N_("With pictures")]
    listed = vocabulary("book_region")
    rows = [
        [
            listed.label(region, paper.language),
            str(len(entries)),
            str(sum(entry.full for entry in entries)),
            str(sum(entry.pictures > 0 for entry in entries)),
        ]
        for region, entries in volume.by_region().items()
    ]
    _table(paper, heads, rows, N_("Stories by region"))


def _questions(paper: Paper, volume: Volume) -> None:
    """How many stories answer each question by which stories are compared."""
    entries = volume.entries
    n = len(entries)
    asked = comparable(volume.stories[entries[0].place].definition)
    rows = []
    for number, label in enumerate(asked.values()):
        usable = sum(entry.usable >> number & 1 for entry in entries)
        answered = sum(entry.answered >> number & 1 for entry in entries)
        figures = (usable, answered - usable, n - answered)
        rows.append([paper.say(label), *map(str, figures)])
    heads = [
        N_("Question"),
        N_("Answered"),
        N_("Unknown, not applicable, withheld"),
        N_("Not answered"),
    ]
    _table(paper, heads, rows, N_("Questions by which stories are compared"))
    held = sorted(entry.comparability for entry in entries)
    said = paper.say(N_(
        "Of these questions a story answers between {least} % and {most} %, half of the stories at"
        " least {middle} %. All figures are of {n} stories."
    )).format(least=held[0], most=held[-1], middle=held[n // 2], n=n)  # fmt: skip
    paper.write(blocks.line(paper, "SSCColophon", said))


def _disclaimer(paper: Paper) -> None:
    inside = runs(paper.say(N_("Disclaimer")), paper.look())
    paper.write(blocks.heading(paper, 2, inside))
    paper.write(blocks.line(paper, "Normal", paper.say(N_(
        "The designations employed and the presentation of material in this book do not imply the"
        " expression of any opinion whatsoever concerning the legal status of any country,"
        " territory, city or area or of its authorities, or concerning the delimitation of its"
        " frontiers or boundaries. Names of countries and organisations are those that the tellers"
        " use. What a story says is the view of its tellers."
    ))))  # fmt: skip
    paper.write(blocks.line(paper, "SSCSmallPrint", paper.say(N_(
        "This file also carries what its pages say as data, so that the stories can be taken in"
        " again."
    ))))  # fmt: skip
