"""J2, the end of it: a facilitator takes two bundles in, settles by keys, hands the decision back.

`--pictures FOLDER` keeps a picture of every step.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from ssc_desktop import i18n, services, settings
from tests.disputes import HERE, THERE, Dispute, Person
from tests.journeys.stage import Lost, Node, Stage, can_be_seen
from tests.laptops import config

pytestmark = [
    pytest.mark.slow,
    pytest.mark.onscreen,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not can_be_seen(), reason="needs AT-SPI; `make test` brings it"),
]

BOTH = HERE.replace("paid transport.", "paid transport and lodging.")
_OUTSIDE: Node = {"box": [400, 880, 2, 2]}
"""A place in the window's foot where nothing is."""
WHY = "Agreed with both by telephone"


def _workshop(folder: Path) -> tuple[Dispute, str, list[Path]]:
    made = Dispute(folder)
    story = made.begin()
    for one in (made.amina, made.bo):  # the facilitator knows both computers from before
        made.here.take(one.sent_by_name())
    made.write(made.amina, "overview", HERE)
    made.write(made.bo, "overview", THERE)
    made.write(made.amina, "participants_total", 41)
    made.write(made.bo, "participants_total", 38)
    bundles = [one.sent_by_name() for one in (made.amina, made.bo)]
    made.close()
    return made, story, bundles


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("en", "dark"), ("ar", "dark")])
def test_a_facilitator_settles_by_keys_and_hands_the_decision_back(
    tmp_path: Path, request: pytest.FixtureRequest, language: str, theme: str
) -> None:
    folder = request.config.getoption("--pictures")
    pictures = Path(folder) / f"settle-{language}-{theme}" if folder else None
    try:
        made, story, back = _session(tmp_path / "one", pictures, language, theme)
    except Lost:  # a key of a busy X server went astray; a fault of ours goes astray twice
        made, story, back = _session(tmp_path / "two", pictures, language, theme)

    for one, name in ((made.amina, "Amina Odhiambo"), (made.bo, "Bo Achieng")):
        there = Person(one.folder, name, "")
        there.take(back)
        assert there.screen(story).conflicts == {}
        assert there.case(story).overview == BOTH
        assert there.case(story).participants_total in {38, 41}
        told = services.settling.settled(there.library, story).settlements
        assert {(one.label, one.own) for one in told} == {
            ("Overview", False), ("People who took part", False),
        }  # fmt: skip
        assert next(one for one in told if one.label == "Overview").why == WHY
        there.close()


def _session(
    folder: Path, pictures: Path | None, language: str, theme: str
) -> tuple[Dispute, str, Path]:
    made, story, bundles = _workshop(folder)
    here = made.here.folder
    with config(here / "config"):
        settings.save(replace(settings.load(), language=language, theme=theme, digits="latin"))
    say = i18n.translated_in(language)
    back = folder / "decided.sscz"
    with Stage(folder / "home") as stage:
        stage.pictures = pictures
        stage.start(env={"SSC_CONFIG": str(here / "config"), "SSC_LIBRARY": str(here / "library")})
        stage.one(id="title")
        _take(stage, bundles, say)
        _settle(stage, say)
        _hand_back(stage, back, say)
        stage.leave()
    return made, story, back


def _take(stage: Stage, bundles: list[Path], say: i18n.Words) -> None:
    """Choose both files, look at the summary, take them in."""
    stage.go("ctrl+o")
    stage.type(" ".join(f'"{bundle}"' for bundle in bundles))
    stage.keys("Return")
    senders = say.ngettext("Sent by", "Sent by {n} computers", len(bundles))
    stage.one(name=senders.format(n=len(bundles)))
    stage.picture("summary")
    # without a window manager the keyboard does not come back from a dialogue by itself
    take = say.ngettext("Take it in", "Take {n} bundles in", len(bundles))
    stage.click(stage.one(name=take.format(n=len(bundles)), role="push button"))
    stage.one(name=say.gettext("Show what needs you"), role="push button")
    stage.picture("taken")


def _settle(stage: Stage, say: i18n.Words) -> None:
    """Go to what needs somebody, and through it by keys alone."""
    stage.go("ctrl+3")
    stage.until(lambda: stage.focused()["name"] == say.gettext("What needs you"), "the list")
    stage.picture("needs-you")
    stage.keys("Return")
    stage.one(name=say.gettext("Proposed: all changes together"))
    stage.picture("side-by-side")
    assert stage.unnamed() == []
    stage.keys("r")
    stage.until(lambda: str(stage.focused()["id"]).endswith("why"), "the line for the reason")
    stage.type(WHY)
    stage.picture("why")
    stage.keys("Return")
    stage.until(lambda: not str(stage.focused()["id"]).endswith("why"), "the versions")
    stage.keys("t")
    label = say.gettext("Two versions of “{question}”").format(
        question=say.gettext("People who took part")
    )
    stage.one(name=label)
    stage.picture("the-next-one")
    stage.keys("1")
    nothing = say.gettext(
        "Nothing needs you. When two people changed the same words, you find them here side by "
        "side."
    )
    stage.one(name=nothing)
    stage.picture("nothing-needs-you")


def _hand_back(stage: Stage, target: Path, say: i18n.Words) -> None:
    """Make a bundle of everything."""
    stage.go("ctrl+shift+b")
    make = say.gettext("Make the bundle…")
    button = stage.one(name=make, role="push button")
    stage.until(lambda: "ENABLED" in stage.one(name=make)["states"], "what leaves")
    stage.picture("what-leaves")
    stage.click(button)
    stage.until(lambda: stage.focused()["role"] == "text", "the dialogue for a file")
    stage.type(str(target))
    stage.keys("Return")
    stage.until(target.is_file, "the bundle")
    stage.picture("handed-back")
    stage.click(_OUTSIDE)  # the keyboard does not come back by itself here either
