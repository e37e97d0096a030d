"""A dispute is shown with all its versions, who wrote them, and what is certain."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ssc_desktop import clock
from ssc_desktop.errors import NotFound
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.record.word_changes import Fate
from ssc_desktop.services import conflicts, settling
from ssc_desktop.services.settling import Both
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow
from tests.laptops import Laptop
from tests.unit.services.torn import BASE, METHOD, ONE, OTHER, A, told


@pytest.fixture
def story(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    return told(amina, bo)


@pytest.fixture
def torn(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, its method changed by both without knowing of each other."""
    amina.type(story, "method", ONE)
    bo.type(story, "method", OTHER)
    amina.take_all_of(bo)
    return story


# ------------------------------------------------------------------ looking at it


def test_a_dispute_shows_each_version_against_the_last_common_words(
    amina: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    assert shown.common == BASE
    assert [one.text for one in shown.sides] == [OTHER, ONE]
    theirs, own = shown.sides
    assert (own.own, own.trust, theirs.own, theirs.trust) == (True, "own", False, "seen")
    assert [(one.fate, one.text.strip()) for one in own.pieces if one.fate is not Fate.SAME] == [
        (Fate.DELETED, "40"),
        (Fate.INSERTED, "52"),
    ]
    assert (shown.long, shown.private, shown.provisional) == (True, False, False)
    assert set(shown.seen) == {theirs.revision, own.revision}


def test_changes_far_apart_are_proposed_together(amina: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    assert shown.proposal == ONE.replace("They went home", "They went home in May")
    assert shown.both == f"{ONE}\n\n{OTHER}"


def test_two_figures_in_one_sentence_are_not_proposed_together(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    amina.type(story, "method", ONE)
    bo.type(story, "method", BASE.replace("40 farmers", "38 women"))

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, METHOD)
    assert (shown.proposal, shown.proposal_value) == ("", None)


def test_words_that_both_wrote_where_nothing_was_have_nothing_in_common(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    amina.type(story, "network", "The club of growers.")
    bo.type(story, "network", "The club of millers.")

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, ("network",))
    assert (shown.common, shown.proposal) == (None, "")


def test_a_dispute_in_an_item_names_the_item(amina: Laptop, bo: Laptop, story: str) -> None:
    path = ("partner", A, "gain_note")
    amina.type(story, path, "Seeds")
    bo.type(story, path, "Skills")

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, path)
    assert "Kisumu County" in shown.heading
    (one,) = conflicts.needs_you(amina.library).stories
    (matter,) = one.matters
    assert (matter.path, matter.heading, matter.label) == (path, shown.heading, shown.label)


def test_where_nothing_is_in_dispute_that_is_said(amina: Laptop, story: str) -> None:
    with pytest.raises(NotFound):
        conflicts.one(amina.library, story, METHOD)
    with pytest.raises(NotFound):
        settling.settle(amina.library, story, METHOD, Both())


# ------------------------------------------------------------------ who wrote it


def test_a_version_tells_the_person_and_the_organisation_that_a_story_names(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    amina.add(authors=[{"person": "Bo Achieng", "organisation": "Mayuge District"}])
    with amina.library.writing() as connection:
        named = update(DeviceRow.table).where(DeviceRow.id == bo.library.device.id)
        connection.execute(named.values(name="Bo Achieng", trust="checked"))

    shown = conflicts.one(amina.library, torn, METHOD)

    theirs = next(side for side in shown.sides if not side.own)
    assert (theirs.device, theirs.person) == ("Bo Achieng", "Bo Achieng")
    assert (theirs.organisation, theirs.trust) == ("Mayuge District", "checked")


def test_a_wrong_clock_is_told_also_when_its_day_has_come(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    ahead = clock.now() + timedelta(days=400)
    bo.library.clock = HybridClock(bo.library.clock.last, now=lambda: ahead)
    bo.type(torn, "network", "Bo’s.")
    amina.type(torn, "network", "Amina’s.")
    amina.take_all_of(bo)
    with amina.library.writing() as connection:  # four hundred days ago
        long_ago = clock.stamp(clock.now() - timedelta(days=400))
        connection.execute(update(BundleRow.table).values(at=long_ago))

    shown = conflicts.one(amina.library, torn, ("network",))

    assert {side.own: side.clock_wrong for side in shown.sides} == {True: False, False: True}
