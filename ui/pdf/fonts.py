"""The fonts of the pages: what the document names, or what is as wide."""

import functools
import unicodedata

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QTextCharFormat

from ssc_desktop.paths import bundled
from ssc_desktop.services.printing import model

UNIT = 20
"""The pages are set in twentieths of a point, as Word measures: every size is a whole number."""

_AS_WIDE = {
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
    "Arial": ("Liberation Sans", "Arimo", "Helvetica"),
    "Times New Roman": ("Liberation Serif", "Tinos", "Times"),
    "Courier New": ("Liberation Mono", "Cousine"),
} | dict.fromkeys(
    ("Georgia", "Garamond", "Palatino Linotype", "Book Antiqua", "Constantia"),
    ("Liberation Serif", "DejaVu Serif", "Times New Roman"),
)
_ALWAYS = ("Inter", "IBM Plex Sans Arabic")
"""They come with the program."""
_WEIGHTS = ("Regular", "Bold")


@functools.cache
def bring() -> None:
    """Load the fonts that come with the program; the window has others of them already."""
    for family in _ALWAYS:
        for weight in _WEIGHTS:
            name = f"{family.replace(' ', '')}-{weight}.ttf"
            QFontDatabase.addApplicationFont(str(bundled("resources") / "fonts" / name))


@functools.lru_cache(maxsize=256)
def font(look: model.Look) -> QFont:
    """The font of a look."""
    families: list[str] = []
    for name in look.families:
        families += [name, *_AS_WIDE.get(name, ())]
    made = QFont()
    made.setFamilies([*dict.fromkeys((*families, *_ALWAYS))])
    made.setPixelSize(max(1, round(look.size * UNIT)))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setBold(look.bold)
    made.setItalic(look.italic)
    made.setUnderline(look.underline)
    made.setStrikeOut(look.struck)
    # a ligature is no letter to whoever searches the PDF or hears it read
    made.setFeature(QFont.Tag("liga"), 0)
    if look.capitals:
        made.setCapitalization(QFont.Capitalization.AllUppercase)
    return made


@functools.lru_cache(maxsize=256)
def text_format(look: model.Look) -> QTextCharFormat:
    """How Qt sets a stretch of text of this look."""
    made = QTextCharFormat()
    made.setFont(font(look))
    made.setForeground(QColor(f"#{look.color}"))
    if look.shade:
        made.setBackground(QColor(f"#{look.shade}"))
    if look.raised:
        alignment = QTextCharFormat.VerticalAlignment
        raised = look.raised == "superscript"
        made.setVerticalAlignment(
            alignment.AlignSuperScript if raised else alignment.AlignSubScript
        )
    return made


BOX = "\u25a1"
"""Stands for a sign that no font on this computer has."""
_SHAPED_BY_OTHERS = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


@functools.lru_cache(maxsize=8192)
def can_draw(sign: str, look: model.Look) -> bool:
    """Whether a font on this computer has a sign."""
    if unicodedata.category(sign) in _SHAPED_BY_OTHERS:
        return True
    return QFontMetricsF(font(look)).inFontUcs4(ord(sign))
