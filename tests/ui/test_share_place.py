"""The place to share and collect: its parts, the computers, the ledger, the station."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.services import trust
from tests.ui.driving import Desk, labels
from tests.ui.others import Others
from tests.ui.test_collecting import titles, told
from ui.pages.share.computers_page import ComputersPage
from ui.pages.share.laptops_page import LaptopsPage
from ui.pages.share.share_page import SharePage
from ui.pages.share.station_page import StationPage
from ui.widgets.invitation_sheet import InvitationSheet
from ui.widgets.story_header import StoryHeader


def place(desk: Desk) -> SharePage:
    page = desk.window.places.held("bundles")
    assert isinstance(page, SharePage)
    return page


def shown_tabs(desk: Desk) -> list[str]:
    tabs = place(desk).tabs
    return [one.text() for one in tabs.buttons.values() if one.isVisibleTo(tabs)]


def computers(desk: Desk) -> ComputersPage:
    page = desk.window.page("computers")
    assert isinstance(page, ComputersPage)
    desk.wait(lambda: bool(page.fingerprint.text) and desk.quiet())
    return page


def laptops(desk: Desk) -> LaptopsPage:
    page = desk.window.page("laptops")
    assert isinstance(page, LaptopsPage)
    desk.wait(desk.quiet)
    return page


def station(desk: Desk) -> StationPage:
    page = desk.window.page("station")
    assert isinstance(page, StationPage)
    return page


# ------------------------------------------------------------ the place


def test_an_author_sees_less_than_who_collects(desk: Desk) -> None:
    desk.window.go_to("bundles")
    assert shown_tabs(desk) == ["Give and take", "Waiting", "Computers", "What happened"]

    desk.window.change_settings(role="facilitator")

    assert shown_tabs(desk)[2:4] == ["Laptops", "Collect station"]
    first = desk.sharing().front.take_card.mapTo(desk.window, desk.window.rect().topLeft())
    assert first.x() < desk.sharing().front.give_card.mapTo(desk.window, first * 0).x()


def test_arrows_lead_from_part_to_part(desk: Desk) -> None:
    desk.activate()
    desk.window.go_to("bundles")
    tabs = place(desk).tabs
    tabs.buttons["bundles"].setFocus()

    QTest.keyClick(tabs.buttons["bundles"], Qt.Key.Key_Right)

    assert desk.window.places.shown == "inbox"
    assert QApplication.focusWidget() is tabs.buttons["inbox"]
    QTest.keyClick(tabs.buttons["inbox"], Qt.Key.Key_Left)
    assert desk.window.places.shown == "bundles"


def test_each_part_is_a_place_of_its_own_on_the_same_stop_of_the_rail(desk: Desk) -> None:
    for name in ("inbox", "laptops", "station", "computers", "activity"):
        desk.window.go_to(name)

        assert desk.window.places.shown == name
        assert desk.window.rail.buttons["bundles"].isChecked()


# ------------------------------------------------------------ computers


def test_the_own_fingerprint_is_the_one_others_see(desk: Desk, others: Others) -> None:
    desk.window.change_settings(author_name="Nadia")
    page = computers(desk)
    bundle = others.sent("Amina", "Rice")
    desk.look_at(bundle)

    own = page.fingerprint.text
    assert len(own.split()) == 6
    assert all(len(group) == 4 for group in own.split())
    page.copy.click()
    assert QGuiApplication.clipboard().text() == own


def test_the_sheet_with_the_code_is_saved_as_a_picture(desk: Desk, tmp_path: Path) -> None:
    page = computers(desk)
    desk.answers.target = tmp_path / "mine.png"

    page.picture.click()

    picture = QImage(str(tmp_path / "mine.png"))
    assert picture.width() > 1000
    dark = sum(picture.pixelColor(x, 600).lightness() < 128 for x in range(picture.width()))
    assert dark > 100


def test_a_compared_fingerprint_makes_a_computer_checked(desk: Desk, others: Others) -> None:
    amina = others.person("Amina", "Rice")
    desk.look_at(amina.bundle(amina.folder / "amina.sscz"))
    desk.take_in()
    page = computers(desk)
    desk.wait(lambda: bool(page.cards) and desk.quiet())
    (card,) = page.cards.values()
    card.open()
    assert card.chip.text == "Known"
    assert card.states is not None

    card.states.buttons["checked"].click()
    desk.wait(lambda: card.chip.text == "Checked" and desk.quiet())

    assert desk.window.toast.text.startswith("Amina: Checked. Its fingerprint was compared")
    desk.window.toast.actions_shown[0].click()
    desk.wait(lambda: card.chip.text == "Known" and desk.quiet())


def test_without_others_the_page_says_who_will_stand_there(desk: Desk) -> None:
    assert "None yet." in told(computers(desk))


# ------------------------------------------------------------ invitations and the ledger


def invited(desk: Desk, target: Path) -> None:
    """Make an invitation for three laptops."""
    desk.window.change_settings(role="facilitator", author_name="Nadia")
    desk.answers.target = target
    laptops(desk).invite.click()
    sheet = desk.answers.asked[-1]
    assert isinstance(sheet, InvitationSheet)
    assert not sheet.make.isEnabled()
    sheet.name.setText("Nairobi, November 2026")
    sheet.laptops.setText("3")
    sheet.make.click()
    desk.wait(lambda: target.is_file() and desk.quiet())


def test_an_invitation_sets_a_laptop_up_in_one_step(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    nadia = others.person("Nadia")
    bundle = nadia.invite(tmp_path / "nairobi.sscz", "Nairobi", laptops=41)

    desk.look_at(bundle)
    panel = desk.sharing().invited
    assert panel.isVisible()
    assert "You are invited to “Nairobi”." in told(panel)
    assert nadia.fingerprint in {one.accessibleName()[13:] for one in panel.findChildren(
        type(computers(desk).fingerprint))}  # fmt: skip
    panel.join.click()
    desk.wait(lambda: desk.collecting.joined and desk.quiet())

    desk.window.go_to("bundles")
    assert "This laptop is set up for “Nairobi”." in told(panel)
    panel.leave.click()
    desk.wait(desk.quiet)
    assert "Facilitator: Nadia" in told(desk.sharing().front)


def test_what_the_facilitator_sends_comes_in_without_asking(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    nadia = others.person("Nadia", "Rice")
    desk.look_at(nadia.invite(tmp_path / "nairobi.sscz", "Nairobi"))
    desk.sharing().invited.join.click()
    desk.wait(lambda: desk.collecting.joined and desk.quiet())

    desk.look_at(nadia.bundle(tmp_path / "rice.sscz"))

    card = next(iter(desk.sharing().coming.cards.values()))
    assert card.chip.text == "Checked"
    assert card.answers is None


def test_the_ledger_says_how_many_delivered(desk: Desk, others: Others, tmp_path: Path) -> None:
    invited(desk, tmp_path / "nairobi.sscz")
    assert "Drop it on the window of each laptop." in desk.window.toast.text

    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    desk.take_in()
    page = laptops(desk)
    desk.wait(lambda: len(page.cards) == 2 and desk.quiet())

    assert page.sentence.text() == "2 of 3 laptops delivered."
    assert labels(page.choices)[:2] == ["All 3", "Not delivered 1"]
    assert "1 more laptop is expected" in told(page)
    page.choices.buttons["missing"].click()
    assert not page.cards
    assert "2 of 3 laptops delivered." in told(desk.sharing().front) or desk.collecting.result


def test_a_laptop_with_newer_drafts_is_told_apart(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    desk.window.change_settings(role="facilitator")
    amina = others.person("Amina", "Rice")
    desk.look_at(amina.bundle(tmp_path / "one.sscz"))
    desk.take_in()
    amina.type(amina.listed()[0].id, "title", "Rice in Benin")
    desk.collecting.forget()

    desk.look_at(amina.receipt_at(tmp_path / "receipt.sscz"))
    desk.take_in()

    page = laptops(desk)
    desk.wait(lambda: bool(page.cards) and desk.quiet())
    (card,) = page.cards.values()
    assert card.chip.text == "Newer drafts there"
    card.open()
    assert "It holds a newer draft of 1 story." in told(card)
    assert "newer draft" in page.sentence.text()


# ------------------------------------------------------------ the collect station


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def collecting_from(desk: Desk, folder: Path) -> StationPage:
    """The station, switched on for one folder, computers accepted without asking."""
    page = station(desk)
    desk.answers.place = folder
    page.add.click()
    if page.rules["sticks"].isChecked():
        page.rules["sticks"].click()
    page.rules["accept_new"].click()
    page.start.click()
    return page


def test_the_station_takes_in_what_is_put_into_its_folder(
    desk: Desk, others: Others, box: Path
) -> None:
    page = collecting_from(desk, box)
    assert page.stop.isVisible()
    assert "Collecting from 1 folder." in told(page)

    others.sent("Amina", "Rice", into=box)
    desk.wait(lambda: titles(desk) == {"Rice"})

    desk.wait(lambda: "1 bundle came in." in told(page))
    assert "amina.sscz" in told(page)
    assert any("receipt" in path.name for path in box.iterdir())
    page.stop.click()
    assert page.start.isVisible()


def test_the_station_survives_what_is_wrong(desk: Desk, others: Others, box: Path) -> None:
    (box / "holiday.sscz").write_bytes(b"not a bundle at all")
    page = collecting_from(desk, box)

    desk.wait(lambda: "holiday.sscz" in told(page))
    others.sent("Amina", "Rice", into=box)
    desk.wait(lambda: titles(desk) == {"Rice"})

    assert page.stop.isVisible()
    page.stop.click()


def test_the_station_stops_with_the_window_and_knows_its_folders_again(
    desk: Desk, box: Path
) -> None:
    collecting_from(desk, box)
    desk.window.close()

    assert desk.window.errands.settings.watched == (str(box),)


def test_a_station_without_places_cannot_begin(desk: Desk, box: Path) -> None:
    page = station(desk)
    page.rules["sticks"].click()
    assert not page.start.isEnabled()

    desk.answers.place = box
    page.add.click()

    assert page.start.isEnabled()


# ------------------------------------------------------------ how far a story has got


def test_the_head_of_a_story_says_how_far_it_has_got(
    story: Desk, others: Others, tmp_path: Path
) -> None:
    story.type_into("Rice in Benin", "title")
    story.rest()
    chip = story.window.findChild(StoryHeader).delivery
    assert chip.text == ""

    story.answers.target = tmp_path / "rice.sscz"
    story.window.commands.actions["bundle_all"].trigger()
    story.wait(lambda: chip.text == "In a bundle" and story.quiet())
    bo = others.person("Bo")
    bo.take(tmp_path / "rice.sscz")
    story.look_at(bo.receipt_at(tmp_path / "receipt.sscz"))
    story.take_in()
    story.window.go_to("library")
    story.wait(lambda: chip.text == "Delivered" and story.quiet())
    assert "Bo" in chip.toolTip()
    story.type_into("Rice in Togo", "title")
    story.shelf.autosave.cut()

    story.wait(lambda: chip.text == "Changed since the last bundle" and story.quiet())


def test_fingerprints_are_made_as_the_service_makes_them(others: Others) -> None:
    amina = others.person("Amina")

    assert amina.fingerprint == trust.fingerprint(amina.library.device.id)
