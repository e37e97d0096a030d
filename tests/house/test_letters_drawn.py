"""Every character that the program can show is in its own fonts."""

import json
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from tests.house.sources import ROOT

pytestmark = pytest.mark.usefixtures("qapp")

RESOURCES = ROOT / "resources"
WEIGHTS = ("Regular", "SemiBold")


@pytest.fixture(scope="module", params=WEIGHTS)
def drawn(request: pytest.FixtureRequest) -> list[QRawFont]:
    names = ("Inter", "IBMPlexSansArabic")
    return [QRawFont(str(RESOURCES / "fonts" / f"{name}-{request.param}.ttf"), 16)
            for name in names]  # fmt: skip


def _texts() -> list[Path]:
    return [
        *sorted(RESOURCES.glob("locale/**/*.po")),
        *sorted(RESOURCES.glob("locale/*.pot")),
        *sorted(RESOURCES.glob("manual/*/*.md")),
        *sorted(RESOURCES.glob("samples/*.json")),
        *sorted(RESOURCES.glob("vocabularies/*.json")),
    ]


@pytest.mark.parametrize("path", _texts(), ids=lambda path: str(path.relative_to(RESOURCES)))
def test_the_fonts_draw_every_character(path: Path, drawn: list[QRawFont]) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        read = json.loads(text)
        if path.parent.name == "vocabularies":  # other names are for searching; labels are shown
            read = [entry["labels"] for entry in read["entries"]]
        text = json.dumps(read, ensure_ascii=False)

    missing = [
        f"{letter} U+{ord(letter):04X}"
        for letter in sorted(set(text))
        if letter.isprintable()
        and unicodedata.category(letter) not in {"Cf", "Zs"}
        and not any(font.supportsCharacter(ord(letter)) for font in drawn)
    ]

    assert missing == []
