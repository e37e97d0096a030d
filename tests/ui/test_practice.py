"""Practising: a list of what to try, which ticks itself off while one collects and decides."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from ssc_desktop import paths
from ssc_desktop.history.device import FILE_NAME
from ssc_desktop.services import cases, colleagues, known
from ssc_desktop.services.libraries import Library
from tests.ui.driving import Desk
from ui.viewmodels import settle_words
from ui.widgets.practice_band import PracticeBand
from ui.widgets.practice_sheet import PracticeSheet


@pytest.fixture
def practice(desk: Desk) -> Desk:
    """The window in the practice library, once it is prepared."""
    with desk.opening():
        desk.window.library_page.empty_practise.click()
    desk.wait(lambda: band(desk).steps.isVisible() and desk.quiet())
    return desk


def band(desk: Desk) -> PracticeBand:
    found = desk.window.shell.practice_band
    assert isinstance(found, PracticeBand)
    return found


def sheet(desk: Desk) -> PracticeSheet:
    band(desk).steps.click()
    found = desk.window.findChild(QWidget, "practice_sheet")
    assert isinstance(found, PracticeSheet)
    return found


def run(desk: Desk, work: Callable[[Library], object]) -> None:
    """Do something in the library, and show what came of it."""
    desk.program.tasks.run(work, lambda _made: desk.shelf.refresh())


def test_it_begins_with_samples_bundles_and_a_list_of_what_to_try(practice: Desk) -> None:
    assert practice.shelf.stories.rowCount() == 14
    assert band(practice).steps.text() == "Try this: 0 of 4 done"
    shown = sheet(practice)

    assert [row.done for row in shown.rows] == [False] * 6
    assert shown.rows[0].title.text() == "Take in three bundles"
    assert shown.rows[0].go.hasFocus() or not shown.isActiveWindow()
    shown.reject()
    own, practising = paths.config_folder(), known.practice_key(known.practice_folder())
    assert (own / FILE_NAME).read_bytes() != (practising / FILE_NAME).read_bytes()


def test_the_first_task_leads_to_the_three_bundles(practice: Desk) -> None:
    practice.window.go_to("bundles")
    sheet(practice).rows[0].go.click()
    collecting = practice.window.errands.incoming.collecting
    practice.wait(lambda: collecting.coming is not None and practice.quiet())

    assert collecting.coming is not None
    assert len(collecting.coming.plans.plans) == 3
    assert practice.window.places.shown == "bundles"


def test_what_was_done_is_ticked(practice: Desk) -> None:
    from ssc_desktop.services import practising
    from tests.unit.services.test_practising import take_in

    told = practising.described(known.practice_folder())
    run(practice, lambda library: take_in(library, told))
    practice.wait(lambda: band(practice).steps.text() == "Try this: 1 of 4 done")

    here = (colleagues.GARDENS, ("overview",), colleagues.GARDENS_HERE)
    run(practice, lambda library: cases.set_value(library, *here))
    practice.wait(lambda: band(practice).steps.text() == "Try this: 2 of 4 done")
    shown = sheet(practice)
    assert [row.done for row in shown.rows] == [True, True, False, False, False, False]
    assert shown.rows[0].go.accessibleName() == "Again: Take in three bundles: done"
    shown.reject()


def test_a_task_about_a_story_opens_it(practice: Desk) -> None:
    sheet(practice).rows[3].go.click()
    practice.wait(lambda: practice.shelf.editor.case_id == colleagues.DAIRY and practice.quiet())

    assert practice.window.places.shown == "library"
    assert practice.window.library_page.pane.panel.page == "comments"


def test_the_list_of_what_needs_you_ticks_itself_and_names_nobody_by_number(
    practice: Desk,
) -> None:
    from ssc_desktop.services import practising
    from tests.unit.services.test_practising import take_in

    told = practising.described(known.practice_folder())
    run(practice, lambda library: take_in(library, told))
    practice.wait(lambda: band(practice).steps.text() == "Try this: 1 of 4 done")
    practice.window.go_to("needs_you")
    settling = practice.window.places.needs_you.page.settling
    practice.wait(lambda: len(settling.matters.lines) == 2 and practice.quiet())
    twice, changed = sorted(settling.matters.lines, key=lambda line: line.kind == "answer")
    assert "Another computer" not in settle_words.who(changed)

    settling.turn_to(twice)
    practice.wait(practice.quiet)
    settling.link()
    practice.wait(lambda: band(practice).steps.text() == "Try this: 2 of 4 done")


def test_only_what_ticks_itself_has_a_ring_to_be_ticked(practice: Desk) -> None:
    ringed = [row for row in sheet(practice).rows if not row.mark.isHidden()]

    assert band(practice).steps.text() == f"Try this: 0 of {len(ringed)} done"
