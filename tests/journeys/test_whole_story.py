"""J1, by keys and clicks alone: a sample story told from nothing to complete, seen as it is heard.

`--pictures FOLDER` keeps a picture of every step: the pictures of the manual.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import i18n, paths, services
from ssc_desktop.record import record_json
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.services.answers import Query
from tests.journeys.stage import Lost, Stage, can_be_seen
from tests.journeys.storyteller import Storyteller, Told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.onscreen,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(not can_be_seen(), reason="needs AT-SPI; `make test` brings it"),
]

_SAMPLES = paths.bundled("resources") / "samples"
_PHOTOS = ("garden-beds.jpg", "cotton-and-cistern.jpg")
_MOST_GAPS = 60
_LESSONS = {
    "en": {
        "worked": "Volunteer promoters from the place carried the gardens to the families.",
        "transfer_condition": "Seeds and ways of growing were fitted to what people needed there.",
    },
    "ar": {
        "worked": "حمل المرشدون المتطوعون من أهل المكان الحدائق إلى الأسر.",
        "transfer_condition": "كُيِّفت البذور وطرق الزراعة مع احتياجات الناس هناك.",
    },
}
"""What the sources tell elsewhere, said as the lessons that a complete story needs."""
_OUTSIDE = {"box": [40, 420, 2, 2]}
"""A place in the rail where nothing is."""
_NAMES = {"en": "Amina Odhiambo", "ar": "أمينة أوديامبو"}


def _story(language: str) -> Told:
    path = {"en": _SAMPLES / "c15-pro-huerta-haiti.json",
            "ar": Path(__file__).with_name("pro_huerta_ar.json")}[language]  # fmt: skip
    story: Told = json.loads(path.read_text(encoding="utf-8"))
    first = story["attachment"][0]
    story["attachment"] = [first, {**first, "id": "second"}]
    told = [
        {"type": kind, "text": text, "id": f"lesson-{kind}"}
        for kind, text in _LESSONS[language].items()
    ]
    story["lesson"] = [*story["lesson"], *told]
    return story


class Session:
    """One person at one laptop."""

    def __init__(self, stage: Stage, language: str, theme: str) -> None:
        self.stage = stage
        self.language = language
        self.theme = theme
        words = i18n.translated_in(language)
        self.say = words.gettext

    def begin(self) -> None:
        """Answer the three questions."""
        stage = self.stage
        stage.start()
        stage.picture("welcome")
        stage.click(stage.one(name=i18n.available()[self.language]))
        stage.one(name=self.say("Begin"), role="push button")
        stage.click(stage.one(id="author_name"))
        stage.type(_NAMES[self.language])
        stage.picture("three-questions")
        stage.click(stage.one(name=self.say("Begin"), role="push button"))
        stage.one(id="title")

    def choose_theme(self) -> None:
        """Go to the settings and back."""
        stage = self.stage
        stage.keys("ctrl+comma")
        names = {"light": "Light", "dark": "Dark"}
        stage.click(stage.one(name=f": {self.say(names[self.theme])}"))
        stage.picture("settings")
        stage.keys("ctrl+1")
        title = stage.one(id="title")
        stage.picture("a-story-beside-an-example")
        stage.click(title)

    def fill_gaps(self) -> int:
        """Say of every answer that is missing that it is not known; how many there were."""
        stage = self.stage
        ways = [self.say("Go to next gap"), self.say("Go to the next answer that is missing")]
        for filled in range(_MOST_GAPS):
            if not any(stage.find(name=way, role="push button") for way in ways):
                return filled
            stage.keys("ctrl+g")
            stage.soon(stage.on_screen)
            if filled == 0:
                stage.picture("next-gap")
            stage.keys("ctrl+u")
            stage.rest(0.25)  # the count is renewed a moment later
        raise AssertionError("gaps without end")

    def complete(self) -> None:
        """Change the status."""
        stage = self.stage
        label = vocabulary("case_status").label
        said = self.say("Status: {status}")
        stage.click(stage.one(name=said.format(status=label("draft", self.language))))
        stage.keys("Down", "Down", "Return")
        stage.one(name=said.format(status=label("complete", self.language)))
        stage.picture("complete")

    def look_around(self) -> None:
        """Open what is beside the story, one after the other, as the manual shows it."""
        stage = self.stage
        stage.keys("ctrl+h")
        stage.rest(0.8)
        stage.picture("history")
        for keys, name in (("ctrl+k", "quick-open"), ("ctrl+shift+p", "all-commands"),
                           ("ctrl+shift+e", "what-leaves")):  # fmt: skip
            stage.go(keys)
            stage.rest(0.8)
            stage.picture(name)
            assert stage.unnamed() == [], name
            stage.keys("Escape")
            stage.rest(0.3)
        # without a window manager the keyboard does not come back from a dialogue by itself
        stage.click(stage.one(name=self.say("New story"), role="push button") | _OUTSIDE)


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_a_story_is_told_from_nothing_to_complete(
    tmp_path: Path, request: pytest.FixtureRequest, language: str, theme: str
) -> None:
    story = _story(language)
    folder = request.config.getoption("--pictures")
    pictures = Path(folder) / f"{language}-{theme}" if folder else None
    try:
        told, teller = _session(tmp_path / "home", pictures, story, language, theme)
    except Lost:  # a key of a busy X server went astray; a fault of ours goes astray twice
        told, teller = _session(tmp_path / "again", pictures, story, language, theme)

    assert told["status"] == "complete"
    assert told["authors"][0]["person"] == _NAMES[language]
    assert len(told["attachment"]) == len(_PHOTOS)
    _compare(story, told, teller)


def _session(
    home: Path, pictures: Path | None, story: Told, language: str, theme: str
) -> tuple[Told, Storyteller]:
    """Tell the whole story in a new home; what the disk holds then, and who told it."""
    with Stage(home) as stage:
        stage.pictures = pictures
        session = Session(stage, language, theme)
        session.begin()
        session.choose_theme()
        teller = Storyteller(stage, story, language)
        teller.photos = tuple(_SAMPLES / "pictures" / name for name in _PHOTOS)
        teller.tell()
        assert stage.unnamed() == []
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


def _compare(story: Told, told: Told, teller: Storyteller) -> None:
    """Whatever was typed is there, as it was typed."""
    assert len(teller.told) > 120
    for path in teller.told:
        if len(path) == 1:
            assert told[path[0]] == story[path[0]], path
    for name, group in story.items():
        if not (isinstance(group, list) and group and isinstance(group[0], dict)):
            continue
        fields = {path[1] for path in teller.told if len(path) == 2 and path[0] == name}
        assert len(told.get(name, [])) >= len(group), name
        for item, kept in zip(group, told[name], strict=False):
            for field in fields & item.keys():
                _same(item[field], kept.get(field), story, told, (name, field))


def _same(typed: Any, kept: Any, story: Told, told: Told, where: tuple[str, ...]) -> None:
    if isinstance(typed, str) and typed in _ids(story):  # ids differ, what they name does not
        assert _ids(story)[typed] == _ids(told).get(kept), where
    elif not (isinstance(typed, list) and typed and isinstance(typed[0], dict)):
        assert kept == typed, where


def _ids(story: Told) -> dict[Any, tuple[str, int]]:
    return {
        item["id"]: (name, at)
        for name, group in story.items()
        if isinstance(group, list)
        for at, item in enumerate(group)
        if isinstance(item, dict) and "id" in item
    }
