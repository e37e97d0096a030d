"""Text as WordprocessingML: what may not stand in XML goes, and every run knows its direction."""

import functools
import re
from dataclasses import dataclass

from ssc_desktop.i18n import in_arabic_digits
from ssc_desktop.record.narrative import clean

_UNSAFE = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]")

_RTL = "\u200f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_HAS_RTL = re.compile(f"[{_RTL}]")
_LETTER = f"[^\\W\\d_{_RTL}]"
_LTR = re.compile(_LETTER)
# a stretch of the other direction, with the blanks, digits and signs inside it
_RTL_IN_LTR = re.compile(f"[{_RTL}](?:[^a-zA-Z\u00c0-\u024f\u0370-\u058f]*[{_RTL}])?")
_LTR_IN_RTL = re.compile(f"{_LETTER}(?:[^{_RTL}]*(?:{_LETTER}|[\\d%]))?")

_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "ar": "ar-SA"}


def escaped(text: str) -> str:
    """Clean text, ready to stand between tags."""
    if not _UNSAFE.search(text):
        return text
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Clean text, ready to stand in a quoted attribute; line feeds become spaces."""
    return escaped(" ".join(text.split())).replace('"', "&quot;")


def language_tag(language: str) -> str:
    """The tag Word writes for a language: with a region where there is a usual one."""
    return _REGIONS.get(language, language)


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set: base direction, language where foreign, character style."""

    right_to_left: bool = False
    language: str = ""
    """The language where it is not the document's, else ""."""
    style: str = ""
    bold: bool = False
    italic: bool = False
    native: bool = False
    """Whether numbers are written in Arabic digits, as the document wishes them."""


PLAIN = Look()
_SHORT = 40
"""So many letters may have what comes again and again."""


def runs(text: str, look: Look = PLAIN) -> str:
    """Runs of `text`, parted where its direction changes."""
    # labels and codes come again in every story
    return _known_runs(text, look) if len(text) <= _SHORT else _runs(text, look)


def _runs(text: str, look: Look) -> str:
    if not text:
        return ""
    if not look.right_to_left and (text.isascii() or not _HAS_RTL.search(text)):
        return _run(text, look, turned=False)
    return "".join(_run(part, look, turned=turned) for part, turned in directed(text, look))


_known_runs = functools.lru_cache(maxsize=4096)(_runs)


def directed(text: str, look: Look) -> list[tuple[str, bool]]:
    """The stretches of one direction in `text`, each with whether it runs from right to left.

    Digits, blanks and punctuation go with the base direction unless they stand inside a stretch of
    the other one: Word otherwise moves them to the wrong side.
    """
    base = look.right_to_left
    with_rtl, with_ltr = bool(_HAS_RTL.search(text)), bool(_LTR.search(text))
    if with_rtl not in {with_ltr, base}:
        return [(_held(text, right_to_left=with_rtl), with_rtl)]
    other = _LTR_IN_RTL if base else _RTL_IN_LTR
    found: list[tuple[str, bool]] = []
    position = 0
    for match in other.finditer(text):
        if match.start() < position:
            continue
        end = _with_closing(text, match.start(), match.end())
        if match.start() > position:
            found.append((text[position : match.start()], base))
        found.append((text[match.start() : end], not base))
        position = end
    if position < len(text):
        found.append((text[position:], base))
    return found


def _held(text: str, *, right_to_left: bool) -> str:
    """A whole line against the paragraph's direction: marks keep its figures and stops in place."""
    mark = "\u200f" if right_to_left else "\u200e"
    before = "" if text[0].isalpha() else mark
    behind = "" if text[-1].isalpha() else mark
    return f"{before}{text}{behind}"


def _with_closing(text: str, start: int, end: int) -> int:
    """`end`, moved over the bracket that closes one opened inside the stretch."""
    inside = text[start:end]
    if end < len(text) and text[end] == ")" and inside.count("(") > inside.count(")"):
        return end + 1
    return end


def _run(text: str, look: Look, *, turned: bool) -> str:
    if look.native and turned:
        text = in_arabic_digits(text)
    properties = _properties(look.style, look.bold, look.italic, turned, look.language)
    return f"<w:r>{properties}{content(text)}</w:r>"


@functools.lru_cache(maxsize=256)
def _properties(style: str, bold: bool, italic: bool, turned: bool, language: str) -> str:
    parts = [f'<w:rStyle w:val="{style}"/>'] if style else []
    # always in pairs: else Arabic stays thin where Latin is bold
    parts += ["<w:b/><w:bCs/>"] if bold else []
    parts += ["<w:i/><w:iCs/>"] if italic else []
    parts += ["<w:rtl/>"] if turned else []
    if language:
        tag = attribute(language_tag(language))
        parts.append(f'<w:lang w:val="{tag}" w:bidi="{tag}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def content(text: str) -> str:
    """What stands in a run: text, with breaks and tabs as elements."""
    if not _SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{text}</w:t>'
    safe = escaped(text)
    return "".join(_piece(piece) for piece in re.split(r"([\n\t])", safe) if piece)


def _piece(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{piece}</w:t>'
