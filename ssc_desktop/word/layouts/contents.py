"""The first page of a document of several stories: a title and a contents list that is filled in.

Entries link to the stories; without page numbers, since only Word knows them and would ask the
reader before filling them in.
"""

from collections.abc import Sequence

from ssc_desktop.word import blocks
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import Look, runs

_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def write(paper: Paper, title: str, heading: str, entries: Sequence[tuple[str, str, Look]]) -> None:
    """Write the title page; `entries` are anchors, titles and how these are set."""
    paper.write(blocks.line(paper, "Title", title))
    paper.write(blocks.line(paper, "TOCHeading", heading))
    last = len(entries)
    for number, (anchor, said, look) in enumerate(entries, start=1):
        inside = runs(f"{number}\t", paper.look()) + runs(said, look)
        entry = blocks.inner_link(anchor, inside)
        begin = _BEGIN if number == 1 else ""
        end = _END if number == last else ""
        turned = paper.right_to_left
        paper.write(blocks.paragraph("TOC1", begin + entry + end, right_to_left=turned))
