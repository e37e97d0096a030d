"""One person at one laptop: tells a whole story, and what of it is kept in the end."""

import json
from pathlib import Path
from typing import Any

from ssc_desktop import i18n, paths
from ssc_desktop.record.vocabularies import vocabulary
from tests.journeys.stage import Stage
from tests.journeys.storyteller import Storyteller, Told

_SAMPLES = paths.bundled("resources") / "samples"
PHOTOS = tuple(
    _SAMPLES / "pictures" / name for name in ("garden-beds.jpg", "cotton-and-cistern.jpg")
)
_LONG = {
    "en": _SAMPLES / "c15-pro-huerta-haiti.json",
    "ar": Path(__file__).with_name("pro_huerta_ar.json"),
}
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
NAMES = {"en": "Amina Odhiambo", "ar": "أمينة أوديامبو"}


def story_in(language: str, sample: str = "") -> Told:
    """A story to be told: a sample, with two photos and all kinds of lessons."""
    whole: Told = json.loads(_LONG[language].read_text(encoding="utf-8"))
    picture = whole["attachment"][0]
    story: Told = json.loads((_SAMPLES / sample).read_text(encoding="utf-8")) if sample else whole
    story = {name: said for name, said in story.items() if not _is_not_known(said)}
    story["attachment"] = [picture, {**picture, "id": "second"}]
    told = [
        {"type": kind, "text": text, "id": f"lesson-{kind}"}
        for kind, text in _LESSONS[language].items()
    ]
    story["lesson"] = [*story["lesson"], *told]
    return story


def _is_not_known(said: Any) -> bool:
    """Whether it is no answer but the reason why there is none."""
    return isinstance(said, dict) and "answer" in said


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
        stage.type(NAMES[self.language])
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


def tell_all(
    stage: Stage, story: Told, language: str, theme: str, photos: tuple[Path, ...] = PHOTOS
) -> Storyteller:
    """Tell a whole story on a stage, from the first start to the end of the form; who told it."""
    session = Session(stage, language, theme)
    session.begin()
    session.choose_theme()
    teller = Storyteller(stage, story, language)
    teller.photos = photos
    teller.tell()
    assert stage.unnamed() == []
    return teller


def compare(story: Told, told: Told, teller: Storyteller) -> None:
    """Whatever was typed is there, as it was typed."""
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
