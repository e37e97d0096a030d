"""The manual's text: short chapters, in every language the same places, no link to nowhere."""

import re
from pathlib import Path

import pytest

from ssc_desktop import i18n
from ssc_desktop.paths import bundled
from ssc_desktop.record.case import CASE
from ui.viewmodels import manual

ENGLISH = sorted((bundled("resources") / "manual" / "en").glob("*.md"))
MOST_WORDS = 260


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_a_chapter_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").split()) <= MOST_WORDS


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_every_language_has_every_anchor(language: str) -> None:
    ours = [one.anchor for one in manual.sections(language)]

    assert ours == [one.anchor for one in manual.sections("en")]
    assert len(ours) == len(set(ours))


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_no_link_leads_nowhere(language: str) -> None:
    text = " ".join(one.text for one in manual.sections(language))
    links = set(re.findall(r"\]\(#([a-z0-9-]+)\)", text))

    assert links <= manual.anchors(language)
    assert "http" not in text


def test_every_place_leads_to_a_section() -> None:
    named = {*manual.PLACES.values(), *manual.SECTIONS.values(), *manual.FIELDS.values()}

    assert named <= manual.anchors("en")
    assert set(manual.SECTIONS) == {section.name for section in CASE.sections}
    assert set(manual.FIELDS) <= {field.name for field in CASE.fields} | {"lesson"}
