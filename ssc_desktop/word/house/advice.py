"""What the doctor says of an organisation's file, in kind sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ssc_desktop.i18n import _, listed, ngettext
from ssc_desktop.word import contrast
from ssc_desktop.word.house.looks import OURS, TheirStyles

Kind = Literal["taken", "filled", "left out", "look"]

_USUAL = frozenset(
    "Aptos|Arial|Arial Narrow|Bahnschrift|Book Antiqua|Bookman Old Style|Calibri|Calibri Light"
    "|Cambria|Candara|Carlito|Century|Century Gothic|Consolas|Constantia|Corbel|Courier New"
    "|Garamond|Georgia|Gill Sans MT|Helvetica|Impact|Liberation Sans|Liberation Serif|Palatino"
    "|Palatino Linotype|Segoe UI|Tahoma|Times|Times New Roman|Trebuchet MS|Verdana"
    "|Ebrima|Nirmala UI|Microsoft YaHei|Sakkal Majalla|Simplified Arabic|Traditional Arabic".split(
        "|"
    )
)
"""Fonts that Windows or macOS bring, with Office."""
_TWIPS_IN_CM = 566.93


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of the doctor: what was taken, added or left out, or what to have a look at."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Facts:
    """What was found in the file."""

    styles: TheirStyles
    taken: Sequence[str]
    """The styles that were taken, by our ids."""
    page: tuple[int, int]
    """Width and height in twentieths of a point."""
    narrow: bool
    """Its margins left too little room, and ours were taken."""
    header: str
    """Their words; "" where there is none, and ours was taken."""
    footer: str
    logos: int
    strong: str
    macros: bool
    outside: bool
    objects: bool
    written: bool
    """The file holds words of its own."""


def sentences(facts: Facts) -> Iterator[Advice]:
    """Everything the doctor has to say."""
    for kind, texts in (
        ("taken", _taken(facts)),
        ("filled", _filled(facts)),
        ("left out", _left(facts)),
        ("look", _look(facts)),
    ):
        yield from (Advice(kind, text) for text in texts)  # type: ignore[arg-type]


def _taken(facts: Facts) -> Iterator[str]:
    width, height = (f"{side / _TWIPS_IN_CM:.1f}" for side in facts.page)
    yield _("The page is {width} by {height} cm, as in your file.").format(
        width=width, height=height
    )
    if facts.taken:
        names = [_shown(OURS[one]) for one in facts.taken]
        yield _("These styles look as in your file: {names}.").format(names=listed(names))
    families = sorted(facts.styles.families())
    if families:
        yield _("Your fonts are used: {names}.").format(names=listed(families))
    if facts.logos:
        yield ngettext(
            "{n} picture of your header or footer stands on every page.",
            "{n} pictures of your header and footer stand on every page.",
            facts.logos,
        ).format(n=facts.logos)
    elif facts.header or facts.footer:
        yield _("Your header and footer stand on every page.")


def _shown(name: str) -> str:
    return (name[:1].upper() + name[1:]).replace("Toc", "TOC")


def _filled(facts: Facts) -> Iterator[str]:
    missing = [_shown(name) for own, name in OURS.items() if own not in facts.taken]
    if missing:
        yield _("Your file has no styles {names}; they were added in your fonts.").format(
            names=listed(missing)
        )
    yield _(
        "The styles for tables, figures and forms were added in your fonts and your colour {color}."
    ).format(color=f"#{facts.strong}")
    if not facts.header:
        yield _("Your file has no header; the title of the document stands there.")
    if not facts.footer:
        yield _("Your file has no footer; the numbers of the pages stand there.")
    if facts.narrow:
        yield _("Your margins leave too little room for tables; narrower ones were taken.")


def _left(facts: Facts) -> Iterator[str]:
    if facts.macros:
        yield _("The macros of your file were left out.")
    if facts.outside:
        yield _("What your file loads from elsewhere was left out.")
    if facts.objects:
        yield _("Objects of other programs in header and footer were left out.")
    if facts.written:
        yield _("The text of your file is not used: only how it looks.")


def _pale(facts: Facts) -> dict[str, float]:
    """The styles whose letters stand out too little on white, and how much they do."""
    colors = {_shown(OURS[own]): facts.styles.color(OURS[own]) for own in facts.taken}
    ratios = {name: contrast.ratio(color, "FFFFFF") for name, color in colors.items() if color}
    # white letters stand on a ground of their own
    return {name: ratio for name, ratio in ratios.items() if 1.2 < ratio < contrast.LEAST}


def _look(facts: Facts) -> Iterator[str]:
    pale = _pale(facts)
    if pale:
        yield _(
            "Pale on white, {ratio} to 1, where 4.5 to 1 can be read by everybody: {names}."
        ).format(ratio=f"{min(pale.values()):.1f}", names=listed(list(pale)))
    for family in sorted(facts.styles.families() - _USUAL):
        yield _("The font “{name}” is on few computers; others will see another one.").format(
            name=family
        )
    if facts.header and "{title}" not in facts.header:
        yield _("Write {gap} in your header where the title of the document shall stand.").format(
            gap="{title}"
        )
    if facts.footer and "PAGE" not in facts.footer + facts.header:
        yield _("Neither header nor footer shows the number of the page.")
