"""Rescue files are found, compared, and brought back without losing what came since."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ssc_desktop import clock
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import cases, history, rescue, rescued
from tests.laptops import Laptop
from tests.strategies import numbered_id


def rescue_file(laptop: Laptop, case_id: str, words: str, **unread: str) -> Path:
    """What was on the screen, with other words in the overview, and could not be saved."""
    return rescue.write(with_value(laptop.case(case_id), ("overview",), words), unread)


def test_nothing_waits_where_nothing_was_rescued(amina: Laptop) -> None:
    assert rescued.waiting(amina.library) == ()


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a home to its owner")
def test_nobody_else_may_read_what_was_rescued(amina: Laptop) -> None:
    path = rescue_file(amina, amina.add(), "Words.")

    assert path.stat().st_mode & 0o077 == 0


def test_words_that_the_library_has_not_are_told(amina: Laptop) -> None:
    case_id = amina.add(overview="Once.")
    path = rescue_file(amina, case_id, "Once and again.")

    (one,) = rescued.waiting(amina.library)

    assert (one.path, one.case_id, one.in_library) == (path, case_id, True)
    assert [difference.label for difference in one.differences] == ["Overview"]


def test_a_file_whose_words_were_saved_after_all_is_removed(amina: Laptop) -> None:
    case_id = amina.add(overview="Once.")
    path = rescue_file(amina, case_id, "Once.")

    assert rescued.waiting(amina.library) == ()
    assert not path.exists()


def test_bringing_back_makes_a_save_and_removes_the_file(amina: Laptop) -> None:
    case_id = amina.add(overview="Once.")
    path = rescue_file(amina, case_id, "Once and again.", as_of_date="spring of 08")

    rescued.bring_back(amina.library, path)

    screen = amina.screen(case_id)
    assert screen.case.overview == "Once and again."
    assert screen.unread == {"as_of_date": "spring of 08"}
    assert screen.conflicts == {}
    assert not path.exists()
    assert history.saves(amina.library, case_id).saves[0].note == "from a rescue file"
    amina.revisions()


def test_what_was_written_since_stays_beside_it(amina: Laptop) -> None:
    case_id = amina.add(overview="Once.", network="The club")
    path = rescue_file(amina, case_id, "Rescued words.")
    amina.type(case_id, "overview", "Written later.")
    amina.type(case_id, "network", "Another club")

    rescued.bring_back(amina.library, path)

    screen = amina.screen(case_id)
    values = {one.value for one in screen.conflicts["overview"]}
    assert values == {"Rescued words.", "Written later."}
    assert (set(screen.conflicts), screen.case.network) == ({"overview"}, "Another club")
    amina.revisions()


def test_a_story_that_is_not_here_is_told_and_added(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(title="Rice", overview="Once.")
    path = rescue_file(amina, case_id, "Once and again.")

    (one,) = rescued.waiting(bo.library)
    assert (one.title, one.in_library, one.differences) == ("Rice", False, ())
    rescued.bring_back(bo.library, path)

    assert bo.case(case_id).overview == "Once and again."


def test_files_that_are_no_rescue_files_are_left_alone(amina: Laptop) -> None:
    path = rescue_file(amina, amina.add(), "Words.")
    other = path.with_name("holiday 01a0c453-7903.json")
    other.write_text('{"plans": []}', encoding="utf-8")
    broken = path.with_name("broken 01a0c453-7904.json")
    broken.write_text("{", encoding="utf-8")

    assert [one.path for one in rescued.waiting(amina.library)] == [path]
    assert other.exists() and broken.exists()


def test_a_draft_is_saved_before_words_come_back(amina: Laptop) -> None:
    case_id = amina.add(overview="Once.", partner=[{"id": numbered_id(1)}])
    path = rescue_file(amina, case_id, "Rescued words.")
    amina.draft(case_id, ("network",), "Just typed")

    rescued.bring_back(amina.library, path)

    assert amina.case(case_id).network == "Just typed"
    assert [one.id for one in cases.opened(amina.library, case_id).case.partner] == [numbered_id(1)]


def test_words_typed_on_from_a_draft_that_was_kept_are_no_second_version(
    amina: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = amina.add(overview="Once.")
    path = rescue_file(amina, case_id, "Once and again.")
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) - timedelta(seconds=5))
    amina.draft(case_id, ("overview",), "Once and")
    monkeypatch.undo()

    rescued.bring_back(amina.library, path)

    screen = amina.screen(case_id)
    assert (screen.case.overview, screen.conflicts) == ("Once and again.", {})
    amina.revisions()


def test_a_draft_kept_after_words_were_rescued_stays_beside_them(
    amina: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = amina.add(overview="Once.")
    path = rescue_file(amina, case_id, "Rescued words.")
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(seconds=5))
    amina.draft(case_id, ("overview",), "Typed later.")
    monkeypatch.undo()

    rescued.bring_back(amina.library, path)

    values = {one.value for one in amina.screen(case_id).conflicts["overview"]}
    assert values == {"Rescued words.", "Typed later."}
