"""What Qt leaves out of a PDF: links within it, an outline, its language, photos as they were.

Qt writes plain objects, one after the other, with a table of where each begins. They are copied
into a new file; the few that say too little are changed on the way, and new ones are added.
Format: PDF 1.4, ISO 32000-1 (7.5 file structure, 12.3 outlines and destinations, 12.5 links).
"""

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from PySide6.QtCore import QRectF

from ui.pdf.fonts import UNIT
from ui.pdf.slices import Reached

_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")
_NUMBER = re.compile(rb"\s*(\d+) 0 obj")
_ANNOTATIONS = re.compile(rb"/Annots (\d+) 0 R")
_HEIGHT = re.compile(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]")
_LENGTH = re.compile(rb"/Length \d+ 0 R|/Length \d+")
_SCHEMES = frozenset({"http", "https", "mailto"})
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of JPEG that say how large a picture is."""
_COLORS = {1: b"/DeviceGray", 3: b"/DeviceRGB"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of itself."""

    language: str
    photos: Sequence[bytes] = ()
    """The files of the pictures, in the order in which they were drawn."""


@dataclass
class _Pdf:
    """The objects of a PDF by their numbers."""

    head: bytes
    objects: dict[int, bytes]
    root: int
    trailer: bytes
    pages: list[int] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def add(self, text: bytes) -> int:
        """A new object; returns its number."""
        number = max(self.objects) + 1
        self.objects[number] = b"%d 0 obj\n%b\nendobj\n" % (number, text)
        return number


def finished(made: bytes, told: Sequence[Reached], facts: Facts, target: BinaryIO) -> None:
    """Write the PDF that Qt made, with what the pages `told` and the `facts`."""
    pdf = _read(made)
    places = {
        name: (page, at)
        for page, reached in reversed([*enumerate(told)])
        for name, at in reversed(reached.places)
    }
    for page, reached in enumerate(told):
        _link(pdf, page, reached, places)
    said = b"/Lang (%b)\n/ViewerPreferences << /DisplayDocTitle true >>" % facts.language.encode()
    outline = _outline(pdf, told)
    if outline:
        said += b"\n/Outlines %d 0 R" % outline
    root = pdf.objects[pdf.root]
    pdf.objects[pdf.root] = root.replace(b"/Type /Catalog", b"/Type /Catalog\n" + said, 1)
    _keep_photos(pdf, facts.photos)
    _write(pdf, target)


def _read(made: bytes) -> _Pdf:
    table = int(made[made.rindex(b"startxref") + 9 :].split()[0])
    starts = sorted(int(found[1]) for found in _ENTRY.finditer(made, table))
    objects = {}
    for start, end in zip(starts, [*starts[1:], table], strict=True):
        number = _NUMBER.match(made, start)
        if number is not None:
            objects[int(number[1])] = made[start:end]
    trailer = made[made.index(b"trailer", table) : made.rindex(b"startxref")]
    root = re.search(rb"/Root (\d+) 0 R", trailer)
    pdf = _Pdf(made[: starts[0]], objects, int(root[1]) if root else 0, trailer)
    for page, text in sorted(objects.items()):
        height = _HEIGHT.search(text) if b"/Type /Page\n" in text[:64] else None
        if height is not None:
            pdf.pages.append(page)
            pdf.heights.append(float(height[1]))
    return pdf


def _link(pdf: _Pdf, page: int, reached: Reached, places: dict[str, tuple[int, float]]) -> None:
    made = []
    for area, link in reached.links:
        leads = _leading(pdf, link, places)
        if leads:
            box = b" ".join(b"%.2f" % part for part in _box(area, pdf.heights[page]))
            made.append(
                pdf.add(
                    b"<< /Type /Annot /Subtype /Link /Rect [%b] /Border [0 0 0] /F 4 %b >>"
                    % (box, leads)
                )
            )
    held = _ANNOTATIONS.search(pdf.objects[pdf.pages[page]])
    if made and held is not None:
        number = int(held[1])
        listed = b" ".join(b"%d 0 R" % one for one in made)
        pdf.objects[number] = b"%d 0 obj\n[ %b ]\nendobj\n" % (number, listed)


def _leading(pdf: _Pdf, link: str, places: dict[str, tuple[int, float]]) -> bytes:
    """Where a link leads, as PDF says it; empty where nobody may or can go."""
    if link.startswith("#"):
        place = places.get(link[1:])
        return b"/Dest %b" % _destination(pdf, *place) if place is not None else b""
    if urllib.parse.urlsplit(link).scheme.lower() not in _SCHEMES:
        return b""
    address = urllib.parse.quote(link, safe="%/:=&?~#+!$,;'@*[]").encode()
    return b"/A << /S /URI /URI (%b) >>" % address


def _destination(pdf: _Pdf, page: int, at: float) -> bytes:
    return b"[%d 0 R /XYZ null %.2f null]" % (pdf.pages[page], pdf.heights[page] - at / UNIT)


def _box(area: QRectF, height: float) -> tuple[float, float, float, float]:
    """A rectangle in points from the lower left corner of the page."""
    left, right = area.left() / UNIT, area.right() / UNIT
    return (left, height - area.bottom() / UNIT, right, height - area.top() / UNIT)


@dataclass
class _Entry:
    """A heading in the outline."""

    level: int
    title: str
    page: int
    at: float
    number: int = 0
    below: list["_Entry"] = field(default_factory=list)


def _outline(pdf: _Pdf, told: Sequence[Reached]) -> int:
    """Add the headings as an outline; returns its number, 0 where there are none."""
    top = _Entry(0, "", 0, 0.0)
    path = [top]
    for page, reached in enumerate(told):
        for level, title, at in reached.headings:
            while path[-1].level >= level:
                path.pop()
            entry = _Entry(level, title, page, at)
            path[-1].below.append(entry)
            path.append(entry)
    if not top.below:
        return 0
    top.number = pdf.add(b"")
    _reserve(pdf, top)
    _fill(pdf, top)
    first, last = top.below[0].number, top.below[-1].number
    text = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
    _set(pdf, top.number, text % (first, last, len(top.below)))
    return top.number


def _reserve(pdf: _Pdf, entry: _Entry) -> None:
    for one in entry.below:
        one.number = pdf.add(b"")
        _reserve(pdf, one)


def _fill(pdf: _Pdf, parent: _Entry) -> None:
    for n, one in enumerate(parent.below):
        title = (b"\xfe\xff" + one.title.encode("utf-16-be")).hex().encode()
        text = b"<< /Title <%b> /Parent %d 0 R /Dest %b" % (
            title, parent.number, _destination(pdf, one.page, one.at),
        )  # fmt: skip
        if n:
            text += b" /Prev %d 0 R" % parent.below[n - 1].number
        if n + 1 < len(parent.below):
            text += b" /Next %d 0 R" % parent.below[n + 1].number
        if one.below:
            # closed: a reader opens the level that is wanted
            first, last = one.below[0].number, one.below[-1].number
            text += b" /First %d 0 R /Last %d 0 R /Count -%d" % (first, last, len(one.below))
        _set(pdf, one.number, text + b" >>")
        _fill(pdf, one)


def _set(pdf: _Pdf, number: int, text: bytes) -> None:
    pdf.objects[number] = b"%d 0 obj\n%b\nendobj\n" % (number, text)


def _keep_photos(pdf: _Pdf, photos: Sequence[bytes]) -> None:
    """Put the photos' own files in the place of what Qt encoded anew, twice as large.

    Qt writes pictures in the order in which they are drawn; where its sizes do not agree with ours
    everything stays as it is.
    """
    masks = {
        int(n)
        for text in pdf.objects.values()
        for n in re.findall(rb"/SMask (\d+) 0 R", text[:400])
    }
    drawn = [
        number
        for number, text in sorted(pdf.objects.items())
        if b"/Subtype /Image" in text[:200] and number not in masks
    ]
    if len(drawn) != len(photos):
        return
    for number, photo in zip(drawn, photos, strict=True):
        head = pdf.objects[number].partition(b"stream")[0]
        size = jpeg_size(photo)
        if size is None or b"/DCTDecode" not in head:
            continue
        width, height, colors = size
        agreed = (b"/Width %d\n" % width, b"/Height %d\n" % height, _COLORS.get(colors, b"-"))
        if all(said in head for said in agreed) and len(photo) < len(pdf.objects[number]):
            head = _LENGTH.sub(b"/Length %d" % len(photo), head)
            pdf.objects[number] = head + b"stream\n" + photo + b"\nendstream\nendobj\n"


def jpeg_size(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and number of colours of a JPEG; None for anything else."""
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _SIZES:
            height, width = (int.from_bytes(data[at + n : at + n + 2]) for n in (5, 7))
            return (width, height, data[at + 9])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _write(pdf: _Pdf, target: BinaryIO) -> None:
    target.write(pdf.head)
    at = len(pdf.head)
    places = {}
    for number, text in sorted(pdf.objects.items()):
        places[number] = at
        at += target.write(text)
    count = max(places) + 1
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    for number in range(1, count):
        # a number that was never used is free
        known = number in places
        said = (places[number], 0, b"n") if known else (0, 65535, b"f")
        target.write(b"%010d %05d %b \n" % said)
    target.write(re.sub(rb"/Size \d+", b"/Size %d" % count, pdf.trailer))
    target.write(b"startxref\n%d\n%%%%EOF\n" % at)
