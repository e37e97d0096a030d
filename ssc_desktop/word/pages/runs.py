"""What stands in a run besides text: signs, symbols, controls and the boxes of old forms."""

from lxml import etree

from ssc_desktop.word.pages.model import Control
from ssc_desktop.word.pages.styles import W, is_on, value

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
TICKED, EMPTY = "\u2612", "\u2610"
_SHOWN = f"{W}displayText"
_TICKS = {0x52, 0x53, 0x54, 0x78, 0xFC, 0xFD, 0xFE, 0xFB}
_BOXES = {0x6F, 0x71, 0x72, 0xA3, 0xA8}
_KINDS = (
    ("dropDownList", "choice"),
    ("comboBox", "choice"),
    ("date", "date"),
)


def characters(symbol: etree._Element) -> str:
    """The character of a `w:sym`: boxes to tick of the fonts with pictures, else a bullet."""
    code = symbol.get(f"{W}char", "")
    try:
        number = int(code, 16) & 0xFF
    except ValueError:
        return ""
    if "wingdings" in symbol.get(f"{W}font", "").lower():
        return TICKED if number in _TICKS else EMPTY if number in _BOXES else "•"
    return chr(number) if chr(number).isprintable() else ""


def control(element: etree._Element) -> Control:
    """A content control without its text."""
    properties = element.find(f"{W}sdtPr")
    made = Control(value(properties, "tag") or "", value(properties, "alias") or "", "text")
    if properties is None:
        return made
    made.prompt = bool(is_on(properties, "showingPlcHdr"))
    for name, kind in _KINDS:
        found = properties.find(f"{W}{name}")
        if found is not None:
            made.kind = kind
            made.value = found.get(f"{W}fullDate", "")[:10]
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        ticked = box.find(f"{_W14}checked")
        said = ticked.get(f"{_W14}val", "0") if ticked is not None else "0"
        made.kind, made.value = "check", "1" if said in {"1", "true"} else "0"
    return made


def chosen(element: etree._Element, text: str) -> str:
    """The value that a choice offers under a text; "" where it offers none."""
    if not text:
        return ""
    items = element.iter(f"{W}listItem")
    return next((one.get(f"{W}value", "") for one in items if one.get(_SHOWN) == text), "")


def legacy(begin: etree._Element) -> str:
    """What a box or list of an old form shows; "" for other fields."""
    data = begin.find(f"{W}ffData")
    box = data.find(f"{W}checkBox") if data is not None else None
    if box is not None:
        ticked = is_on(box, "checked")
        return TICKED if (is_on(box, "default") if ticked is None else ticked) else EMPTY
    offered = data.find(f"{W}ddList") if data is not None else None
    if offered is None:
        return ""
    entries = [item.get(f"{W}val", "") for item in offered.iterfind(f"{W}listEntry")]
    chosen = value(offered, "result") or value(offered, "default") or "0"
    at = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    return entries[at] if at < len(entries) else ""
