"""What stories, computers and organisations are called is never read as markup, in tips neither."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QPushButton

from tests.laptops import Laptop
from ui.widgets.speaking import named, plain_tip
from ui.widgets.story_link import StoryLink

NAMES = [
    "<img src='file:////host/share/x.png'>",
    "<b>Rice</b> &amp; beans",
    "<a href='smb://host'>Rice</a>",
    "Rice & beans",
    "5 < 6 > 4",
    "Rice",
]


def _read(tip: str) -> str:
    """The words that Qt shows for a tip."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if "<" in tip else tip


@pytest.mark.parametrize("name", NAMES)
def test_a_tip_shows_the_words_as_they_are(name: str, qapp: QApplication) -> None:
    assert qapp
    assert _read(plain_tip(name)) == name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_named_has_a_plain_tip(name: str, qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    button = QPushButton()
    named(button, name)
    amina = Laptop(tmp_path)
    link = StoryLink(amina.line(amina.add(title=name)))
    amina.close()

    assert _read(button.toolTip()) == name
    assert _read(link.title.toolTip()) == name
    button.deleteLater()
    link.deleteLater()
