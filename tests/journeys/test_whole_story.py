"""J1, by keys and clicks alone: a sample story told from nothing to complete, seen as it is heard.

`--pictures FOLDER` keeps a picture of every step: the pictures of the manual.
"""

import json
from pathlib import Path

import pytest

from ssc_desktop import services
from ssc_desktop.record import record_json
from ssc_desktop.services.answers import Query
from tests.journeys.session import NAMES, PHOTOS, Session, compare, story_in, tell_all
from tests.journeys.stage import Lost, Stage, can_be_seen
from tests.journeys.storyteller import Storyteller, Told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.onscreen,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(not can_be_seen(), reason="needs AT-SPI; `make test` brings it"),
]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_a_story_is_told_from_nothing_to_complete(
    tmp_path: Path, request: pytest.FixtureRequest, language: str, theme: str
) -> None:
    folder = request.config.getoption("--pictures")
    pictures = Path(folder) / f"{language}-{theme}" if folder else None
    try:
        told, teller = _session(tmp_path / "home", pictures, language, theme)
    except Lost:  # a key of a busy X server went astray; a fault of ours goes astray twice
        told, teller = _session(tmp_path / "again", pictures, language, theme)

    assert told["status"] == "complete"
    assert told["authors"][0]["person"] == NAMES[language]
    assert len(told["attachment"]) == len(PHOTOS)
    assert len(teller.told) > 120
    compare(story_in(language), told, teller)


def _session(
    home: Path, pictures: Path | None, language: str, theme: str
) -> tuple[Told, Storyteller]:
    """Tell the whole story in a new home; what the disk holds then, and who told it."""
    with Stage(home) as stage:
        stage.pictures = pictures
        teller = tell_all(stage, story_in(language), language, theme)
        session = Session(stage, language, theme)
        assert session.fill_gaps() > 10
        session.complete()
        session.look_around()
        stage.leave()
        return _kept(stage.home), teller


def _kept(home: Path) -> Told:
    """The one story of the library, from the disk."""
    library = services.libraries.opened(home / ".local/share/ssc-desktop/library")
    try:
        stories = services.cases.listing(library, Query()).summaries
        case = services.cases.opened(library, stories[0].id).case
    finally:
        library.close()
    told: Told = json.loads(record_json.text(case))
    return told
