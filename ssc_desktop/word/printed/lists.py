"""The numbers and bullets of lists, counted as Word counts them."""

import re

from lxml import etree

from ssc_desktop.word.printed.cascade import Properties, W, flat

_SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf02d": "–", "o": "○"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Level:
    """A level of a list: how its label is made and set."""

    def __init__(self, element: etree._Element) -> None:
        self.first = int(_said(element, "start") or 1)
        self.form = _said(element, "numFmt") or "decimal"
        self.pattern = _said(element, "lvlText")
        self.follow = _said(element, "suff") or "tab"
        self.paragraph: Properties = flat(element.find(f"{W}pPr"))
        self.run: Properties = flat(element.find(f"{W}rPr"))


def _said(element: etree._Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


class Lists:
    """All lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for item in root.iterfind(f"{W}abstractNum"):
            levels = {int(one.get(f"{W}ilvl")): Level(one) for one in item.iterfind(f"{W}lvl")}
            self._levels[item.get(f"{W}abstractNumId")] = levels
        for item in root.iterfind(f"{W}num"):
            number = item.get(f"{W}numId")
            self._abstract[number] = _said(item, "abstractNumId")
            self._starts[number] = {
                int(one.get(f"{W}ilvl")): int(_said(one, "startOverride") or 1)
                for one in item.iterfind(f"{W}lvlOverride")
            }

    def level(self, number: str, level: int) -> Level | None:
        """What a list says of one of its levels."""
        return self._levels.get(self._abstract.get(number, ""), {}).get(level)

    def label(self, number: str, level: int) -> str:
        """The label of the next item; it counts on."""
        held = self.level(number, level)
        if held is None:
            return ""
        if held.form == "bullet":
            return _SYMBOLS.get(held.pattern, held.pattern)
        # lists that start anew count by themselves, the others with all of their kind
        starts = self._starts.get(number, {})
        counts = self._counts.setdefault(number if starts else f"of {self._abstract[number]}", {})
        counts[level] = counts.get(level, starts.get(level, held.first) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return re.sub(
            r"%(\d)", lambda match: self._part(number, int(match[1]) - 1, counts), held.pattern
        )

    def _part(self, number: str, level: int, counts: dict[int, int]) -> str:
        held = self.level(number, level)
        count = counts.get(level, held.first if held else 1)
        return written(count, held.form if held else "decimal")


def written(count: int, form: str) -> str:
    """A count in one of Word's forms of numbers."""
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (count // size)
            count %= size
        return roman.upper() if form == "upperRoman" else roman
    if form == "none":
        return ""
    if form == "hindiNumbers":
        return str(count).translate({ord("0") + n: 0x660 + n for n in range(10)})
    return str(count)
