"""The numbering part: lists of our own, and how headings and lists count in a document."""

import re

_HANGING = re.compile(
    r"<w:lvl [^>]*>(?:(?!</w:lvl>).)*(?:<w:pStyle|\[%1\])(?:(?!</w:lvl>).)*</w:lvl>", re.DOTALL
)
"""The levels whose numbers stand before the text: headings and sources."""
_INDENT = re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL)


def adapted(numbering: bytes, lists: list[tuple[int, int]], *, right_to_left: bool) -> bytes:
    """A template's numbering with our lists: pairs of a number and the abstract list behind it."""
    text = numbering.decode()
    if right_to_left:
        text = _HANGING.sub(lambda found: _turned(found[0]), text)
    made = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, abstract in lists
    )
    return text.replace("</w:numbering>", f"{made}</w:numbering>").encode()


def _turned(level: str) -> str:
    """A level of a text from right to left.

    LibreOffice hangs the number out towards the margin, Word inwards: it gets room on both sides.
    """
    depth = int(level.partition('w:ilvl="')[2][0])
    room = (284, 397, 624)[min(depth, 2)]
    return _INDENT.sub(f'<w:pPr><w:ind w:left="{room + 397}" w:hanging="397"/></w:pPr>', level)
