"""Whether everybody can read a document: those who hear it, who see little, who use the keyboard.

The rules are those of Microsoft's Accessibility Checker and of manual lists (among them the heading
row of tables, which Word no longer asks for), with WCAG 2's measure of contrast.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ssc_desktop.word import contrast
from ssc_desktop.word.parts import WP, Parts, W

_LONGEST_ALT = 250
_LONG = 8000
"""Letters of a text that needs headings to find one's way in it."""
_FILE = re.compile(
    r"(?i)[\w .()-]+\.(jpe?g|png|gif|tiff?|bmp|webp|svg|emf|wmf|heic)"
    r"|(img|dsc|image|picture|bild|foto)[ _-]?\d*"
)
_ADDRESS = re.compile(r"(?i)(https?://|www\.)\S+")
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_NAME = re.compile(r"(?i)heading (\d)")
_BLANKS = re.compile("[ \u00a0]{5,}")
_INK = tuple(f"{W}{name}" for name in ("t", "drawing", "br", "pict", "object", "sdt"))
_ENDS = frozenset({"tbl", "sectPr"})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that keeps somebody from reading: the rule, and where it is broken."""

    rule: str
    detail: str


def remarks(parts: Parts) -> Iterator[Remark]:
    """Everything that keeps somebody from reading the document."""
    text, styles = parts.text, parts.beside("styles")
    yield from _facts(parts)
    yield from _pictures(text)
    yield from _headings(text, _levels(styles))
    yield from _tables(text)
    yield from _gaps(text)
    yield from _links(text)
    for style in contrast.pale(styles, contrast.used(parts.trees.values())):
        yield Remark("pale", f"style {style} is too pale")
    for color in contrast.pale_runs(text):
        yield Remark("pale", f"text in {color} is too pale")
    settings = parts.beside("settings")
    protection = settings.find(f"{W}documentProtection")
    if protection is not None and protection.get(f"{W}edit") == "readOnly":
        yield Remark("locked", "the document is for reading only")


def _facts(parts: Parts) -> Iterator[Remark]:
    core = parts.trees.get("docProps/core.xml")
    said = {
        str(child.tag).rpartition("}")[2]: (child.text or "").strip()
        for child in (core if core is not None else ())
    }
    if not said.get("title"):
        yield Remark("title", "the document has no title")
    lang = parts.beside("styles").find(f"{W}docDefaults//{W}lang")
    if not said.get("language") and (lang is None or not lang.get(f"{W}val")):
        yield Remark("language", "the document says no language")


def _pictures(text: etree._Element) -> Iterator[Remark]:
    for drawn in text.iter(f"{WP}docPr"):
        marks = (one.get("val") for one in drawn.iter(_DECORATIVE))
        if any(mark in {"1", "true"} for mark in marks):
            continue
        alt = drawn.get("descr", "").strip()
        if not alt:
            yield Remark("alt", "a picture has no fit alternative text")
        elif _FILE.fullmatch(alt):
            yield Remark("alt_file", f"a picture is described by a file name: {alt}")
        elif len(alt) > _LONGEST_ALT:
            yield Remark("alt_long", "a picture's alternative text is too long to be heard")
    for _anchor in text.iter(f"{WP}anchor"):
        yield Remark("floating", "a picture does not stand in the line of the text")


def _levels(styles: etree._Element) -> dict[str, int]:
    """The level of every style that makes headings, from 1."""
    known = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    found = {identity: _level(style, known) for identity, style in known.items()}
    return {identity: level for identity, level in found.items() if level}


def _level(style: etree._Element, known: dict[str, etree._Element]) -> int:
    """What a style, or one it is based on, says of its level; 0 for text."""
    held: etree._Element | None = style
    for _generation in known:
        if held is None:
            return 0
        level = held.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            said = level.get(f"{W}val", "9")
            return int(said) + 1 if said.isdigit() and int(said) < 9 else 0
        name = held.find(f"{W}name")
        named = _NAME.fullmatch(name.get(f"{W}val", "")) if name is not None else None
        if named is not None:
            return int(named[1])
        based = held.find(f"{W}basedOn")
        held = known.get(based.get(f"{W}val")) if based is not None else None
    return 0


def _headings(text: etree._Element, levels: dict[str, int]) -> Iterator[Remark]:
    last = 0
    for paragraph in text.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val")) if style is not None else None
        if level is None:
            continue
        if level > last + 1:
            yield Remark("level", f"a heading of level {level} follows one of level {last}")
        if not _said(paragraph).strip():
            yield Remark("empty_heading", "a heading is empty")
        last = level
    if not last and len(_said(text)) > _LONG:
        yield Remark("no_headings", "a long text has no headings")


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _tables(text: etree._Element) -> Iterator[Remark]:
    for table in text.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if len(rows) < 2 or columns < 2:
            continue
        look = table.find(f"{W}tblPr/{W}tblLook")
        head = rows[0].find(f"{W}trPr/{W}tblHeader")
        if head is None and not _led_by_column(look):
            yield Remark("heading_row", "a table's heading row does not repeat")
        if table.find(f".//{W}tbl") is not None:
            yield Remark("nested", "a table stands within a table")
        if table.find(f"{W}tr/{W}tc/{W}tcPr/{W}vMerge") is not None:
            yield Remark("merged", "cells of several rows are merged")


def _led_by_column(look: etree._Element | None) -> bool:
    """Whether the first column says what stands in each row, and no row heads the table."""
    if look is None:
        return False
    said = (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn"))
    return said == ("0", "1")


def _gaps(text: etree._Element) -> Iterator[Remark]:
    for paragraph in text.iter(f"{W}p"):
        above = paragraph.getparent()
        if above.tag == f"{W}tc" or any(True for _one in paragraph.iter(f"{W}sectPr")):
            continue
        inside = paragraph.iter(*_INK)
        if next(inside, None) is None and not _parts_tables(paragraph):
            yield Remark("gap", "an empty paragraph stands for a gap")
        elif _BLANKS.search(_said(paragraph)):
            yield Remark("blanks", "a row of blanks stands for a gap")


def _parts_tables(paragraph: etree._Element) -> bool:
    """Between two tables, or behind the last one, Word needs a paragraph."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    tags = {str(one.tag).rpartition("}")[2] for one in (before, after) if one is not None}
    return "tbl" in tags and tags <= _ENDS


def _links(text: etree._Element) -> Iterator[Remark]:
    for link in text.iter(f"{W}hyperlink"):
        said = _said(link).strip()
        if _ADDRESS.fullmatch(said):
            yield Remark("bare_link", f"a link shows its address instead of words: {said[:80]}")
