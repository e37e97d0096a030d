"""The trash in the window."""

from tests.ui.driving import Desk
from ui.pages.trash_page import TrashPage
from ui.widgets.asking_dialog import AskingDialog


def page_of(desk: Desk) -> TrashPage:
    """The trash, with what is in it."""
    page = desk.window.page("bin")
    assert isinstance(page, TrashPage)
    desk.wait(desk.quiet)
    return page


def put_away(desk: Desk, title: str) -> str:
    """A story in the trash."""
    desk.new_story()
    desk.type_into(title, "title")
    desk.rest()
    case_id = str(desk.shelf.editor.case_id)
    desk.shelf.put_into_trash(case_id)
    desk.wait(lambda: desk.shelf.editor.case_id != case_id and desk.quiet())
    return case_id


def test_an_empty_trash_says_what_will_be_here(desk: Desk) -> None:
    page = page_of(desk)

    assert page.nothing.isVisible()
    assert not page.restore.isVisible() and not page.older.isVisible()


def test_it_says_how_long_a_story_stays_and_takes_it_back(desk: Desk) -> None:
    case_id = put_away(desk, "Rice")
    page = page_of(desk)
    desk.wait(lambda: len(page.trash.stories) == 1)

    said = page.trash.data(page.trash.index(0), 11)  # as it is spoken
    assert "Rice, Put here" in said and "90 days left" in said

    page.restore.click()
    desk.wait(lambda: desk.shelf.editor.case_id == case_id and desk.quiet())
    desk.wait(lambda: not page.trash.stories)


def test_clearing_out_asks_kindly_and_can_be_undone(desk: Desk) -> None:
    put_away(desk, "Rice")
    page = page_of(desk)
    desk.wait(lambda: len(page.trash.stories) == 1)
    page.clear.click()
    dialog = page.findChildren(AskingDialog)[0]
    assert dialog.no.isDefault()
    dialog.no.click()
    assert len(page.trash.stories) == 1

    page.clear.click()
    page.findChildren(AskingDialog)[-1].yes.click()
    desk.wait(lambda: not page.trash.stories and desk.quiet())
    assert page.older.text() == "Show 1 story put away longer ago"
    page.older.click()
    desk.wait(lambda: len(page.trash.stories) == 1)
    assert not page.clear.isEnabled() and page.restore.isEnabled()

    desk.window.toast.actions_shown[0].click()
    desk.wait(lambda: page.trash.older == 0 and desk.quiet())
