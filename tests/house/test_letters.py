"""Our fonts have every letter of every language that we speak."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from tests.house.sources import ROOT
from tools import messages


def letters(catalogue: Path) -> set[str]:
    """Every letter in a catalogue, of the originals and the translations."""
    found: set[str] = set()
    for message in messages.read(catalogue):
        if message.id:
            found.update(*messages.forms(message.id), *messages.forms(message.string))
    return found - set("\n\t")


@pytest.mark.parametrize(
    "catalogue",
    sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/ssc.po")),
    ids=lambda path: path.parts[-3],
)
@pytest.mark.usefixtures("qapp")
def test_no_letter_of_a_translation_is_drawn_as_a_box(catalogue: Path) -> None:
    fonts = [
        QRawFont(str(path), 12) for path in (ROOT / "resources" / "fonts").glob("*-Regular.ttf")
    ]

    missing = {
        letter
        for letter in letters(catalogue)
        if not any(font.supportsCharacter(ord(letter)) for font in fonts)
    }

    assert not missing
