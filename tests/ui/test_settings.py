"""Every setting counts at once, and is there again after a restart."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.settings import Settings, load
from tests.ui.driving import Desk
from ui.pages.settings_page import SettingsPage
from ui.theme.look import look
from ui.theme.sizes import TEXT_SIZES
from ui.theme.tokens import CONTRAST, DARK, LIGHT, THEMES

pytestmark = pytest.mark.usefixtures("as_usual")


def _page(desk: Desk) -> SettingsPage:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def _press(desk: Desk, name: str, code: str | int) -> None:
    from ui.widgets.segments import Segments

    found = _page(desk).findChild(Segments, name)
    assert isinstance(found, Segments)
    found.buttons[code].click()


@pytest.mark.parametrize("theme", list(THEMES))
def test_a_theme_is_worn_at_once(story: Desk, theme: str) -> None:
    _press(story, "theme", "dark" if theme == "light" else "light")

    _press(story, "theme", theme)

    assert look.tokens is THEMES[theme]
    assert story.window.palette().window().color().name() == THEMES[theme].window
    assert load().theme == theme


def test_nothing_keeps_the_colours_of_the_theme_before(story: Desk) -> None:
    story.add("partner")
    _press(story, "theme", "dark")
    story.window.go_to("library")
    dark = story.window.grab().toImage()

    _press(story, "theme", "contrast")
    story.window.go_to("library")
    seen = story.window.grab().toImage()

    grounds = {DARK.window, DARK.surface}
    here = {
        seen.pixelColor(x, y).name()
        for x in range(0, seen.width(), 7)
        for y in range(0, seen.height(), 7)
    }
    assert not grounds & here
    assert CONTRAST.surface in here
    assert dark.size() == seen.size()


def test_text_grows_at_once_and_by_keys(story: Desk) -> None:
    label = story.question("title").label
    before = label.fontInfo().pointSizeF()

    _press(story, "text_size", 140)
    assert label.fontInfo().pointSizeF() == pytest.approx(before * 1.4, rel=0.05)
    story.window.commands.actions["larger"].trigger()
    assert load().text_size == 160
    story.window.commands.actions["smaller"].trigger()
    story.window.commands.actions["usual_size"].trigger()

    assert load().text_size == 100
    assert label.fontInfo().pointSizeF() == pytest.approx(before, rel=0.02)


def test_text_size_stays_between_its_ends(story: Desk) -> None:
    for _step in range(12):
        story.window.step_text(1)
    assert look.points == TEXT_SIZES[-1] / 10
    for _step in range(12):
        story.window.step_text(-1)
    assert look.points == TEXT_SIZES[0] / 10


def test_what_was_written_stays_while_text_grows(story: Desk) -> None:
    story.type_into("Rice and fish in one field", "title")

    story.window.step_text(1)
    story.shelf.editor.undo()
    assert story.question("title").control.target.text() == ""  # type: ignore[attr-defined]
    story.shelf.editor.redo()

    assert story.question("title").control.target.text() == "Rice and fish in one field"  # type: ignore[attr-defined]


def test_digits_follow_the_language_or_not(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library", Settings(language="ar", theme="light"))
    for _story in range(3):
        desk.new_story()
    count = desk.window.library_page.list_pane.count
    assert "٣" in count.text()

    _press(desk, "digits", "latin")

    assert "3" in count.text()
    desk.close()


def test_a_new_story_is_told_by_who_is_named_here(story: Desk) -> None:
    page = _page(story)
    page.author.setText("Amina Odhiambo")
    page.author.editingFinished.emit()

    story.new_story()

    case = story.shelf.editor.case
    assert case is not None
    assert [one.person for one in case.authors] == ["Amina Odhiambo"]


def test_a_setting_made_elsewhere_is_not_undone_by_the_page(story: Desk) -> None:
    _page(story)
    story.window.errands.change(side_panel="example", last_folder="/somewhere")

    _press(story, "spelling", "False")

    assert (load().side_panel, load().last_folder) == ("example", "/somewhere")
    assert load().spelling is False


def test_high_contrast_is_worn_where_the_computer_asks_for_it(
    story: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.theme import look as module

    monkeypatch.setattr(module, "_system_tokens", lambda: CONTRAST)
    _press(story, "theme", "system")

    assert look.tokens is CONTRAST
    monkeypatch.setattr(module, "_system_tokens", lambda: LIGHT)
    story.program._follow_system()  # noqa: SLF001 - what the computer's signal is connected to
    assert look.tokens is LIGHT


def test_nobody_follows_the_computer_s_colours_who_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    followed = weakref.ref(desk.program)
    desk.close()
    del desk
    gc.collect()

    assert followed() is None


_ALIKE = {"Date", "Description", "Code", "Simple", "Licence", "Region", "Contact", "SSC Desktop"}


@pytest.mark.parametrize("language", [code for code in i18n.LANGUAGES if code != "en"])
def test_no_old_word_stays_behind(story: Desk, language: str) -> None:
    for group in ("partner", "result", "consent_record"):
        story.add(group)
    for page in ("bundles", "bin", "settings", "start", "library"):
        story.window.go_to(page)
    story.wait(lambda: not story.program.tasks.busy)
    english = _labels(story)

    story.program.speak(language)

    catalogue = i18n.translated_in(language)
    stayed = {
        words for words in english & _labels(story)
        if words not in _ALIKE and catalogue.gettext(words) != words
    }  # fmt: skip
    assert stayed == set()


def _labels(desk: Desk) -> set[str]:
    from PySide6.QtWidgets import QAbstractButton

    parts: list[QLabel | QAbstractButton] = [
        *desk.window.findChildren(QLabel), *desk.window.findChildren(QAbstractButton)
    ]  # fmt: skip
    said = {made.text() for made in parts}
    said |= {made.toolTip() for made in parts} | {made.accessibleName() for made in parts}
    return said - {""}
