"""Icons can be tinted, fonts draw every letter of our lists, and each has its licence."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtSvg import QSvgRenderer

pytestmark = pytest.mark.usefixtures("qapp")

RESOURCES = Path(__file__).parents[3] / "resources"
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
SIGNS = "→←↔·…–—“”‘’«»✓•€ẽạđɓɗɛɔŋ"


def test_there_are_icons() -> None:
    assert len(ICONS) > 50


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: str(icon.stem))
def test_an_icon_can_be_drawn_and_tinted(icon: Path) -> None:
    text = icon.read_text("utf-8")

    assert QSvgRenderer(QByteArray(text.encode())).isValid()
    assert icon.stem == "ssc-desktop" or 'stroke="currentColor"' in text


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_fonts_draw_every_label(weight: str) -> None:
    files = [
        RESOURCES / "fonts" / f"{name}-{weight}.ttf" for name in ("Inter", "IBMPlexSansArabic")
    ]
    fonts = [QRawFont(str(file), 16) for file in files]
    letters = set(SIGNS)
    for file in (RESOURCES / "vocabularies").glob("*.json"):
        for entry in json.loads(file.read_text("utf-8"))["entries"]:
            letters |= set("".join(entry["labels"].values()))

    missing = [c for c in letters if not any(font.supportsCharacter(ord(c)) for font in fonts)]
    assert missing == []


def test_each_family_has_four_weights() -> None:
    for file in (RESOURCES / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(file))

    for family in ("Inter", "IBM Plex Sans Arabic"):
        assert set(WEIGHTS) <= set(QFontDatabase.styles(family))
        assert QFont(family).exactMatch()


def test_the_list_of_licences_is_whole() -> None:
    folder = RESOURCES / "licences"
    named = set(re.findall(r"`([^`/]+\.txt)`", (folder / "README.md").read_text("utf-8")))

    assert named == {file.name for file in folder.glob("*.txt")}
