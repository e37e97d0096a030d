"""The poster of 2010 on one page: title, big figures, a picture, and the six blocks.

A3 across, which prints on A4 without a change of shape. The type is as large as the page allows;
where even the smallest does not fit, blocks lose sentences from their end and say so.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.values import usable
from ssc_desktop.word import answers, blocks, digest, fitting
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import colophon, pictures
from ssc_desktop.word.layouts.poster_blocks import Block, Figure, Unit, blocks_of, figures_of
from ssc_desktop.word.links import Page
from ssc_desktop.word.text import Look, runs
from ssc_desktop.word.wish import DocumentWish

PAGE = Page(23811, 16838, 794)
_TWIPS = 567
"""In a centimetre."""
_HIGH = (PAGE.height - 2 * PAGE.margin) / _TWIPS
_CELL = 454
"""What a cell keeps free at its sides."""
_COLUMNS = 3
_SIZES = (21, 18, 16, 14, 12)
_TITLE, _HEADING, _LABEL, _NUMBER = 36, 20, 15, 52
_PRINT = 1.2
_FOOT = 0.6
"""How much farther down the print may stand where the blocks leave room."""
_PICTURES = (9.5, 7.5, 6.0)
"""Centimetres a picture may be high, the best first."""
_SAFE = 0.95
"""The part of the room that is used by reckoning: programs break lines in their own ways."""


@dataclass(frozen=True)
class _Setting:
    """A way to set the blocks: type, height of the picture, and which block begins a column."""

    points: int
    picture: float
    columns: tuple[tuple[Block, ...], ...]
    height: float


def write(telling: Telling, _wish: DocumentWish, *, numbered: bool = False) -> None:
    """Write one story as a poster; `numbered` where it is one of several."""
    paper = telling.paper
    paper.stream.page = PAGE
    paper.width = PAGE.text_width
    figures = figures_of(telling)
    line = digest.title_line(telling)
    turned = paper.right_to_left
    paper.write(_band(telling, line, numbered=numbered))
    paper.write(_figures(telling, figures))
    paper.write(blocks.paragraph("SSCPosterFacts", _facts(telling), right_to_left=turned))
    shown = blocks_of(telling, figures)
    if shown:
        room = (_HIGH - _above(line, figures) - _PRINT) * _SAFE
        paper.write(_body(telling, _fitted(telling, shown, room), room))
    terms = colophon.terms(telling)
    if terms:
        paper.write(blocks.paragraph("SSCPosterPrint", terms, right_to_left=turned))
    paper.write(blocks.line(paper, "SSCPosterPrint", colophon.remarks(telling, "nothing")))


def _band(telling: Telling, line: str, *, numbered: bool) -> str:
    paper = telling.paper
    turned = paper.right_to_left
    code = telling.case.case_code
    parts = [f"[{code}]"] if usable(code) else []
    parts.append(paper.say(N_("Case story")))
    parts += [digest.words_of(telling, "cooperation_type")]
    kicker = "   ·   ".join(part for part in parts if part)
    before = "<w:pageBreakBefore/>" if numbered else ""
    inside = runs(line, telling.own) + answers.unsettled(telling, "title")
    if numbered:
        inside = blocks.bookmarked(paper, paper.anchor("ssc_story"), inside)
    return blocks.paragraph(
        "SSCPosterKicker", runs(kicker, paper.look()), right_to_left=turned, before=before
    ) + blocks.paragraph("SSCPosterTitle", inside, right_to_left=turned)


def _facts(telling: Telling) -> str:
    """The line below the band: when, in which sector, how it stands, true as of when."""
    paper = telling.paper
    case = telling.case
    known = usable(case.start_date) or usable(case.end_date)
    parts = digest.duration(telling)[:1] if known else []
    shown = ("initiative_status", "sector")
    parts += [digest.words_of(telling, name) for name in shown if usable(getattr(case, name))]
    date = digest.words_of(telling, "as_of_date") if usable(case.as_of_date) else ""
    if date:
        parts.append(paper.say(N_("facts as of {date}")).format(date=date))
    said = [runs(part, paper.look()) for part in parts if part]
    return runs("   ·   ", paper.look()).join(said) or runs(
        paper.say(N_("Told by those who did the work")), paper.look()
    )


def _figures(telling: Telling, figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    paper = telling.paper
    turned = paper.right_to_left
    cells = []
    for one in figures:
        number, label = runs(one.number, paper.look()), runs(one.label, telling.mixed)
        cells.append(
            blocks.paragraph("SSCPosterFigure", number, right_to_left=turned)
            + blocks.paragraph("SSCPosterFigureLabel", label, right_to_left=turned)
        )
    title = paper.say(N_("The most important figures"))
    return blocks.grid(paper, "SSCPosterFigures", cells, title)


def _above(line: str, figures: Sequence[Figure]) -> float:
    """Centimetres above the blocks."""
    wide = PAGE.text_width / _TWIPS
    tall = 2.3 + fitting.height(line, _TITLE * 1.04, wide - 0.8, 1.0) + 1.3
    if figures:
        room = wide / len(figures) - _CELL / _TWIPS
        labels = max(fitting.height(one.label, _LABEL, room, 1.0) for one in figures)
        numbers = max(fitting.lines(one.number, _NUMBER * 1.06, room) for one in figures)
        tall += labels + 2.05 * numbers + 0.45
    return tall


def _fitted(telling: Telling, shown: list[Block], room: float) -> _Setting:
    """The largest type that fits; with the smallest, blocks are shortened until they do."""
    heights: tuple[float, ...] = _PICTURES if telling.pictures else (0.0,)
    for points, picture in itertools.product(_SIZES, heights):
        found = _set(shown, points, picture)
        if found.height <= room:
            return found
    while True:
        found = _set(shown, _SIZES[-1], heights[-1])
        longest = max(found.columns, key=lambda c: sum(_tall(b, _SIZES[-1]) for b in c))
        ordered = sorted(longest, key=lambda block: -_tall(block, _SIZES[-1]))
        if found.height <= room or not any(block.shorten() for block in ordered):
            return found


def _set(shown: Sequence[Block], points: int, picture: float) -> _Setting:
    """The blocks in their order in three columns, the longest as short as it can be."""
    tall = [_tall(block, points) for block in shown]
    n = len(shown)
    best: tuple[float, float, int, int] | None = None
    for first, second in itertools.combinations_with_replacement(range(n + 1), 2):
        sums = sum(tall[:first]), sum(tall[first:second]), sum(tall[second:])
        # the picture stands above the blocks in the middle
        columns = sums[0], sums[1] + (picture + 1.4 if picture else 0), sums[2]
        found = round(max(columns), 1), sum(one * one for one in columns), first, second
        best = min(best or found, found)
    assert best is not None  # noqa: S101 - there is always a way to part them
    highest, _squares, first, second = best
    parted = tuple(shown[:first]), tuple(shown[first:second]), tuple(shown[second:])
    return _Setting(points, picture, parted, highest)


def _tall(block: Block, points: int) -> float:
    wide = PAGE.text_width / _COLUMNS / _TWIPS - _CELL / _TWIPS
    made = 0.55 + fitting.height(block.label, _HEADING, wide, 1.0)
    for unit in block.units:
        room = wide - (points * 0.03 if unit.bullet else 0)
        made += 0.15 + fitting.height(unit.said, points, room)
    return made + (0.65 if block.shorter else 0)


def _body(telling: Telling, setting: _Setting, room: float) -> str:
    paper = telling.paper
    cells = ["".join(_block(telling, b, setting.points) for b in c) for c in setting.columns]
    if telling.pictures and setting.picture:
        cells[1] = _picture(telling, setting.picture) + cells[1]
    filled = [cell or "<w:p/>" for cell in cells]
    title = paper.say(N_("The poster"))
    return blocks.grid(paper, "SSCPosterGrid", filled, title, height=int((room + _FOOT) * _TWIPS))


def _picture(telling: Telling, height: float) -> str:
    item, picture = telling.pictures[0]
    wide = PAGE.text_width / _COLUMNS / _TWIPS - _CELL / _TWIPS
    frame = blocks.fitted(picture, wide, height)
    shown = blocks.drawing(telling.paper, picture, frame, pictures.alternative(telling, item))
    turned = telling.paper.right_to_left
    made = blocks.paragraph("SSCPosterPicture", shown, right_to_left=turned)
    said = pictures.said(telling, item)
    if said:
        made += blocks.paragraph("SSCPosterCaption", said, right_to_left=turned)
    return made


def _block(telling: Telling, block: Block, points: int) -> str:
    paper = telling.paper
    made = [blocks.line(paper, "SSCPosterHeading", block.label)]
    made += [_unit(telling, unit, points) for unit in block.units]
    if block.shorter:
        made.append(blocks.line(paper, "SSCPosterHint", paper.say(N_("More in the full story."))))
    return "".join(made)


def _unit(telling: Telling, unit: Unit, points: int) -> str:
    paper = telling.paper
    style = f"SSCPosterBullet{points}" if unit.bullet else f"SSCPoster{points}"
    turned = paper.right_to_left
    own = telling.mixed
    if not unit.head:
        turned = telling.narrative_right_to_left
        own = Look(turned, own.language)
    head = ""
    if unit.head:
        said = paper.say(N_("{label}: ")).format(label=unit.head)
        head = runs(said, paper.look("SSCKey"))
    mark = answers.mark(telling) if unit.unsettled else ""
    return blocks.paragraph(style, head + runs(unit.text, own) + mark, right_to_left=turned)


LAYOUT = Layout(
    name="poster",
    label=N_("Poster on one page"),
    note=N_("For the wall: big figures, a picture and six short blocks, as in 2010."),
    write_one=write,
    carries="nothing",
)
