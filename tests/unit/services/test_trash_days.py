"""The trash shows a story for 90 days; clearing it out hides it, and nothing is destroyed."""

from datetime import timedelta

import pytest

from ssc_desktop import clock
from ssc_desktop.services import cases, trash
from tests.laptops import Laptop


def titles(laptop: Laptop, *, older: bool = False) -> list[str]:
    return [one.title for one in trash.listed(laptop.library, older=older).stories]


def test_it_says_since_when_and_how_long(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    cases.trash(amina.library, [case_id])

    (story,) = trash.listed(amina.library).stories

    assert (story.id, story.days_left, story.cleared) == (case_id, 90, False)
    assert story.since[:10] == clock.stamp(clock.now())[:10]


def test_after_ninety_days_it_is_not_shown_and_not_lost(
    amina: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = amina.add(title="Rice")
    cases.trash(amina.library, [case_id])
    now = clock.now()

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=89))
    assert trash.listed(amina.library).stories[0].days_left == 1
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=91))

    assert (titles(amina), titles(amina, older=True)) == ([], ["Rice"])
    assert trash.listed(amina.library).older == 1
    cases.restore(amina.library, [case_id])
    assert amina.case(case_id).title == "Rice"


def test_what_is_cleared_out_can_be_shown_again_and_taken_back(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    cases.trash(amina.library, [case_id])
    revisions = amina.revisions()

    trash.clear(amina.library, [case_id])
    assert (titles(amina), titles(amina, older=True)) == ([], ["Rice"])
    assert amina.revisions() == revisions
    trash.show_again(amina.library, [case_id])
    assert titles(amina) == ["Rice"]
    trash.clear(amina.library, [case_id])

    cases.restore(amina.library, [case_id])
    cases.trash(amina.library, [case_id])
    assert titles(amina) == ["Rice"]
