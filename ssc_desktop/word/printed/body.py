"""The blocks of a part: paragraphs and tables, one after the other."""

from collections.abc import Iterator

from lxml import etree

from ssc_desktop.word.printed import tables
from ssc_desktop.word.printed.cascade import (
    Properties,
    W,
    color,
    edges,
    flat,
    local,
    look_of,
    merged,
    on,
    points,
    value,
)
from ssc_desktop.word.printed.lists import Level
from ssc_desktop.word.printed.model import Align, Block, Inline, Label, Paragraph, Text
from ssc_desktop.word.printed.runs import PAGE_BREAK, Runs
from ssc_desktop.word.printed.source import Part

_THROUGH = frozenset("sdt sdtContent customXml ins smartTag".split())
_ALIGN: dict[str, Align] = {
    "left": "start", "start": "start", "right": "end", "end": "end", "center": "center",
    "both": "justify", "distribute": "justify",
}  # fmt: skip
_TAB = 36.0
"""Between tab stops where none are set."""


class Body:
    """Reads the blocks of one part: the text itself, a header, a note."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.runs = Runs(part)

    def blocks(
        self, parent: etree._Element, within: tuple[Properties, Properties] = ({}, {})
    ) -> Iterator[Block]:
        """The blocks in an element; `within` is what a table style gives its paragraphs."""
        for child in parent.iterchildren(f"{W}*"):
            yield from self.block(child, within)

    def block(
        self, element: etree._Element, within: tuple[Properties, Properties] = ({}, {})
    ) -> Iterator[Block]:
        """The blocks that an element is or holds."""
        name = local(element.tag)
        if name == "p":
            yield from self.paragraph(element, within)
        elif name == "tbl":
            yield tables.read(element, self.part.document.styles, self.blocks)
        elif name in _THROUGH:
            yield from self.blocks(element, within)

    def paragraph(
        self, element: etree._Element, within: tuple[Properties, Properties]
    ) -> Iterator[Paragraph]:
        """A paragraph; several where it holds page breaks."""
        own = flat(element.find(f"{W}pPr"))
        styles = self.part.document.styles
        style = value(own, "pStyle")
        of_style, run_style = styles.paragraph(style)
        listed = self._listed(merged(of_style, own))
        of_list = listed[0].paragraph if listed else {}
        said = merged(styles.defaults("p"), within[0], of_style, of_list, own)
        if not value(own, "numPr.numId"):
            # a style's own indents stand above those of the list it belongs to
            said = merged(styles.defaults("p"), within[0], of_list, of_style, own)
        base = merged(styles.defaults("r"), within[1], run_style)
        content = self.runs.of(element, base)
        label = self._label(said, base, listed) if listed else None
        parts = _parted(content)
        for number, piece in enumerate(parts):
            yield _made(said, base, piece, label if not number else None, style, broken=number > 0)

    def _listed(self, said: Properties) -> tuple[Level, str, int] | None:
        number = value(said, "numPr.numId")
        if not number or number == "0":
            return None
        level = int(value(said, "numPr.ilvl") or 0)
        held = self.part.document.lists.level(number, level)
        return (held, number, level) if held is not None else None

    def _label(
        self, said: Properties, base: Properties, listed: tuple[Level, str, int]
    ) -> Label | None:
        level, number, depth = listed
        text = self.part.document.lists.label(number, depth)
        if not text:
            return None
        look = look_of(
            merged(base, level.run), complex_script=on(said, "bidi") and not text.isascii()
        )
        if level.follow != "tab":
            return Label(text + (" " if level.follow == "space" else ""), look, None)
        return Label(text, look, points(value(said, "ind", "left")) or _TAB)


def _parted(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """The content between page breaks."""
    parts: list[list[Inline]] = [[]]
    for piece in content:
        if isinstance(piece, Text) and piece.text == PAGE_BREAK:
            parts.append([])
        else:
            parts[-1].append(piece)
    # a break at the very end leaves its paragraph's mark behind
    return [tuple(part) for part in parts]


def _made(
    said: Properties,
    base: Properties,
    content: tuple[Inline, ...],
    label: Label | None,
    style: str,
    *,
    broken: bool,
) -> Paragraph:
    turned = on(said, "bidi")
    rule = value(said, "spacing", "lineRule") or "auto"
    exact = rule in {"exact", "atLeast"}
    line = points(value(said, "spacing", "line"), 12.0 if exact else 1.0, 20.0 if exact else 240.0)
    level = value(said, "outlineLvl")
    return Paragraph(
        content=content,
        look=look_of(base, complex_script=turned),
        align=_ALIGN.get(value(said, "jc"), "start"),
        right_to_left=turned,
        before=points(value(said, "spacing", "before")),
        after=points(value(said, "spacing", "after")),
        line=line,
        line_rule=rule if exact else "auto",  # type: ignore[arg-type]
        left=points(value(said, "ind", "left") or value(said, "ind", "start")),
        right=points(value(said, "ind", "right") or value(said, "ind", "end")),
        first=_first(said),
        tabs=_tabs(said),
        label=label,
        edges=edges(said, "pBdr"),
        shade=color(value(said, "shd", "fill")),
        keep_next=on(said, "keepNext"),
        keep_lines=on(said, "keepLines"),
        page_before=broken or on(said, "pageBreakBefore"),
        tight=on(said, "contextualSpacing"),
        style=style,
        level=int(level) + 1 if level.isdigit() and int(level) < 9 else 0,
    )


def _first(said: Properties) -> float:
    hanging = value(said, "ind", "hanging")
    return -points(hanging) if hanging else points(value(said, "ind", "firstLine"))


def _tabs(said: Properties) -> tuple[tuple[float, str], ...]:
    found = [
        (points(name.removeprefix("tabs.")), attributes.get("val", "left"))
        for name, attributes in said.items()
        if name.startswith("tabs.")
    ]
    return tuple(sorted(one for one in found if one[1] not in {"clear", "num"}))
