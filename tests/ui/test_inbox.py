"""Computers that were never met, blocked ones and newer versions: what waits, and the one click."""

import json
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ssc_desktop.history.canonical import canonical
from tests.hostile.forge import sealed, taken_apart, zipped
from tests.ui.driving import Desk, labels
from tests.ui.others import Others
from tests.ui.test_collecting import titles, told
from ui.pages.share.inbox_page import InboxPage
from ui.viewmodels.collecting import DONE

_HEADER = "data/bundle.json"


def inbox(desk: Desk) -> InboxPage:
    page = desk.window.page("inbox")
    assert isinstance(page, InboxPage)
    desk.wait(lambda: bool(page.cards) and desk.quiet())
    return page


def test_a_computer_never_met_is_asked_about_with_its_fingerprint(
    desk: Desk, others: Others
) -> None:
    amina = others.person("Amina", "Rice")
    desk.look_at(amina.bundle(amina.folder / "amina.sscz"))
    card = next(iter(desk.sharing().coming.cards.values()))

    assert card.chip.text == "New"
    assert amina.fingerprint in {one.accessibleName()[-29:] for one in card.findChildren(QWidget)}
    assert card.answers is not None
    assert labels(card.answers) == ["Accept", "Not now", "Block"]


def test_one_click_accepts_a_computer_and_takes_in_what_it_sends(
    desk: Desk, others: Others
) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    take = desk.sharing().coming.take
    assert take.text() == "Accept and take in"

    take.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())

    assert titles(desk) == {"Rice"}


def test_what_nobody_agreed_to_waits_in_the_inbox(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"))

    desk.sharing().coming.keep.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())

    assert desk.shelf.stories.rowCount() == 0
    assert "1 bundle waits in the Inbox." in told(desk.sharing().result)
    assert desk.window.places.page("bundles") is desk.sharing()
    assert "Amina" in told(inbox(desk)) or "Amina" in labels(inbox(desk))


def test_one_click_in_the_inbox_lets_it_in(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    desk.sharing().coming.keep.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())
    page = inbox(desk)
    (card,) = page.cards.values()
    desk.wait(lambda: "1 new" in card.line.text())

    card.accept.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1 and desk.quiet() and not page.cards)

    assert desk.window.toast.text == "Taken in: 1 new."
    assert "Nothing waits." in told(page)


def test_a_blocked_computer_sends_nothing_in(desk: Desk, others: Others) -> None:
    bundle = others.sent("Amina", "Rice")
    desk.look_at(bundle)
    card = next(iter(desk.sharing().coming.cards.values()))
    assert card.answers is not None

    card.answers.buttons["blocked"].click()
    desk.sharing().coming.keep.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())
    desk.collecting.forget()
    desk.look_at(bundle)

    assert desk.shelf.stories.rowCount() == 0
    card = next(iter(desk.sharing().coming.cards.values()))
    assert card.chip.text == "Blocked"
    assert card.answers is None


def test_what_a_blocked_computer_sent_comes_in_once_it_is_unblocked(
    desk: Desk, others: Others
) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    desk.sharing().coming.keep.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())
    page = inbox(desk)
    next(iter(page.cards.values())).block.click()
    desk.wait(lambda: "Amina is blocked" in desk.window.toast.text and desk.quiet())
    desk.wait(lambda: next(iter(page.cards.values())).chip.text == "Blocked" and desk.quiet())

    card = next(iter(page.cards.values()))
    assert card.accept.text() == "Unblock and take in"
    card.accept.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1 and desk.quiet())

    assert desk.answers.said == []


def test_all_new_computers_are_accepted_at_once(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    coming = desk.sharing().coming
    assert coming.chosen.text() == "0 of 2 bundles come in · 2 wait for your word"

    accept = next(one for one in coming.findChildren(QWidget) if _says(one, "Accept them all"))
    accept.click()  # type: ignore[attr-defined]

    assert coming.chosen.text() == "All 2 bundles come in"
    assert coming.take.text() == "Take 2 bundles in"


def _says(widget: QWidget, words: str) -> bool:
    return getattr(widget, "text", str)() == words


def test_a_bundle_of_a_newer_version_is_kept_for_a_newer_program(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    amina = others.person("Amina", "Rice")
    newer = amina.bundle(tmp_path / "newer.sscz")
    files = taken_apart(newer)
    header = json.loads(files[_HEADER])
    files[_HEADER] = canonical(header | {"version": "2.0"})
    made = sealed(files, amina.library.device, header["bundle"])
    newer.write_bytes(zipped(made, header["bundle"]))
    desk.look_at(newer)
    coming = desk.sharing().coming
    assert "was made with a newer version (2.0)" in told(coming)
    assert not coming.take.isVisible()

    coming.keep.click()
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())

    (card,) = inbox(desk).cards.values()
    assert card.chip.text == "Newer version"
    assert card.accept.text() == "Try again"
