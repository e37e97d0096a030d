"""The parts of a book: their headings, and the list of contents, which is filled in.

Entries link to their headings. Page numbers only by wish: without them nothing has to be counted,
and Word asks nothing when the book is opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.book.volumes import Volume, own_look
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import Look, runs

_PARTS = {
    "foreword": N_("Foreword"),
    "reading": N_("How to read this book"),
    "participants": N_("Participants"),
    "organisations": N_("Organisations in the stories"),
    "full": N_("The stories in full"),
    "index": N_("Indexes"),
    "acronyms": N_("Acronyms"),
    "credits": N_("Credits"),
    "licence": N_("Licence and consent"),
    "method": N_("Method and coverage"),
}


def part(paper: Paper, name: str, *, follows: bool = False) -> None:
    """Write the heading of a part: one of ours, or a region; on a new page unless it `follows`."""
    paper.story = 1
    inside = runs(_label(paper, name), paper.look())
    new_page = not follows
    paper.write(blocks.heading(paper, 1, inside, anchor=_anchor(name), new_page=new_page))


def lead(paper: Paper, said: str, style: str = "Normal") -> None:
    """Write the line between a heading and the table below it; it stays with the table."""
    inside = runs(said, paper.look())
    before = "<w:keepNext/>"
    turned = paper.right_to_left
    paper.write(blocks.paragraph(style, inside, right_to_left=turned, before=before))


def in_columns(paper: Paper, first: str, lines: Sequence[str]) -> None:
    """Write a line of its own, then short paragraphs in two columns below it."""
    stream = paper.stream
    paper.write(stream.ending(blocks.line(paper, "Normal", first), continuous=stream.sections > 0))
    for line in lines[:-1]:
        paper.write(line)
    paper.write(stream.ending(lines[-1], columns=2, continuous=True))


def _label(paper: Paper, name: str) -> str:
    regions = vocabulary("book_region")
    return regions.label(name, paper.language) if regions.holds(name) else paper.say(_PARTS[name])


def _anchor(name: str) -> str:
    return f"ssc_b_{name}"


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry of the list: the heading to which it leads, and what it says."""

    style: str
    anchor: str
    inside: str


def write(paper: Paper, volume: Volume) -> None:
    """Write the list of contents, and what the other volumes hold."""
    turned = paper.right_to_left
    head = runs(paper.say(N_("Contents")), paper.look())
    new_page = "<w:pageBreakBefore/>"
    paper.write(blocks.paragraph("TOCHeading", head, right_to_left=turned, before=new_page))
    lines = list(_lines(paper, volume))
    numbered = bool(volume.stories.wish.page_numbers)
    for number, line in enumerate(lines):
        inside = blocks.inner_link(line.anchor, line.inside + _page(paper, line.anchor))
        begin = _begin(numbered=numbered) if number == 0 else ""
        end = _END if number == len(lines) - 1 else ""
        before = _tabs(paper)
        xml = blocks.paragraph(
            line.style, begin + inside + end, right_to_left=turned, before=before
        )
        paper.write(xml)
    for number, entries in enumerate(volume.shares, start=1):
        if number != volume.number:
            told = paper.say(N_("Volume {number}")).format(number=number)
            paper.write(blocks.line(paper, "SSCContentsPart", told))
            for entry in entries:
                inside = _story(paper, entry.code, entry.line, own_look(paper, entry))
                paper.write(blocks.paragraph("TOC2", inside, right_to_left=turned))


def _lines(paper: Paper, volume: Volume) -> Iterator[_Line]:
    wish, entries = volume.stories.wish, volume.entries
    yield from _parts(paper, {
        "foreword": wish.foreword,
        "reading": True,
        "participants": wish.participants,
        "organisations": any(entry.organisations for entry in entries),
    })  # fmt: skip
    yield from _told(paper, volume)
    yield from _parts(paper, {
        "index": True,
        "acronyms": any(entry.acronyms for entry in entries),
        "credits": True,
        "licence": True,
        "method": True,
    })  # fmt: skip


def _parts(paper: Paper, there: Mapping[str, object]) -> Iterator[_Line]:
    return (_of_part(paper, name) for name, held in there.items() if held)


def _told(paper: Paper, volume: Volume) -> Iterator[_Line]:
    for region, entries in volume.by_region().items():
        yield _of_part(paper, region)
        for entry in entries:
            said = _story(paper, entry.code, entry.line, own_look(paper, entry))
            yield _Line("TOC2", volume.turn_to(paper, entry), said)
    if volume.full:
        yield _of_part(paper, "full")
    for entry in volume.full:
        said = _story(paper, entry.code, entry.title, own_look(paper, entry))
        yield _Line("TOC2", volume.turn_to(paper, entry, full=True), said)


def _of_part(paper: Paper, name: str) -> _Line:
    return _Line("SSCContentsPart", _anchor(name), runs(_label(paper, name), paper.look(bold=True)))


def _story(paper: Paper, code: str, said: str, look: Look) -> str:
    return runs(f"{code}\t", paper.look()) + runs(said, look)


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _begin(*, numbered: bool) -> str:
    without = "" if numbered else " \\n"
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2"{without} \\h \\z \\u </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _tabs(paper: Paper) -> str:
    """A line of dots to the outer edge, where the page number stands."""
    if paper.pages is None:
        return ""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{paper.width}"/></w:tabs>'


def _page(paper: Paper, anchor: str) -> str:
    """The number of the page on which a heading stands, as a field that Word can update."""
    page = paper.pages(anchor) if paper.pages else None
    if page is None:
        return ""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return runs("\t", paper.look()) + field + runs(str(page), paper.look()) + _END
