"""The built-in manual: whole, findable, and open at the right place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ssc_desktop.services import forms
from ssc_desktop.services.documents import DocumentWish
from tests.ui.driving import Desk
from tests.ui.test_sharing import dropped
from tests.unit.services.papers import filled
from ui.commands import GROUPS
from ui.pages.manual_window import ManualWindow, open_manual
from ui.pages.password_section import PasswordSection
from ui.pages.program_section import ProgramSection
from ui.viewmodels import manual
from ui.widgets.document.document_dialog import DocumentDialog


def test_the_keyboard_chapter_names_every_key(story: Desk) -> None:
    window = open_manual(story.window, "keyboard")
    shown = window.text.toPlainText().replace("\u2066", "").replace("\u2069", "")

    for group in GROUPS:
        for command in group:
            assert not command.keys or command.words.removesuffix("…") in shown
    assert "{{" not in shown


def test_f1_opens_at_the_question(story: Desk) -> None:
    story.activate()
    story.question("title").focus_in()

    for path, anchor in ((("overview",), "telling"), (("challenge",), "telling")):
        story.form.reveal(path)
        story.window.help()
        window = story.window.findChild(ManualWindow)
        assert window is not None
        assert window.anchor == anchor
        story.activate()
    story.choose("full_story", "record_depth")
    story.form.reveal(("financial_input",))
    story.window.help()
    window = story.window.findChild(ManualWindow)
    assert window is not None and window.anchor == "money"


_PAGES = {"settings": "settings", "bundles": "sharing", "bin": "trash", "start": "libraries",
          "inbox": "inbox", "laptops": "laptops", "activity": "undo-import",
          "backups": "backups"}  # fmt: skip


@pytest.mark.parametrize(("page", "anchor"), _PAGES.items())
def test_f1_opens_at_the_page(story: Desk, page: str, anchor: str) -> None:
    story.window.go_to(page)

    story.window.help()

    window = story.window.findChild(ManualWindow)
    assert window is not None and window.anchor == anchor


@pytest.mark.parametrize(
    ("part", "anchor"), [(PasswordSection, "password"), (ProgramSection, "updates")]
)
def test_f1_opens_at_a_part_of_the_settings(story: Desk, part: type[QWidget], anchor: str) -> None:
    story.window.go_to("settings")
    story.activate()
    (section,) = story.window.findChildren(part)
    section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    section.setFocus()
    story.wait(section.hasFocus)

    story.window.help()

    window = story.window.findChild(ManualWindow)
    assert window is not None and window.anchor == anchor


@pytest.mark.parametrize(
    ("layout", "anchor"), [("poster", "documents"), ("form", "forms"), ("table", "tables")]
)
def test_f1_opens_over_a_dialogue(story: Desk, layout: str, anchor: str) -> None:
    story.type_into("Rice in Benin", "title")
    story.answers.agrees = False
    story.window.paperwork.document(layout)
    (dialog,) = story.answers.asked
    assert isinstance(dialog, DocumentDialog)
    story.wait(lambda: dialog.make.isEnabled() and story.quiet())
    dialog.activateWindow()
    story.wait(dialog.isActiveWindow)

    QTest.keyClick(dialog, Qt.Key.Key_F1)

    window = dialog.findChild(ManualWindow)
    assert window is not None and window.anchor == anchor
    window.search.setFocus()
    QTest.keyClicks(window.search, "stick")
    assert window.contents.count() >= 2
    dialog.reject()


def test_f1_opens_at_documents_that_come_in(story: Desk, tmp_path: Path) -> None:
    form = tmp_path / "form.docx"
    forms.make(None, form, DocumentWish(language="en"))
    filled(form, form, **{"Short name": "Rice"})
    story.window.dropEvent(dropped(form))
    panel = story.sharing().documents
    story.wait(lambda: panel.take.isVisible() and story.quiet())
    panel.take_keyboard()
    story.wait(panel.take.hasFocus)

    story.window.help()

    window = story.window.findChild(ManualWindow)
    assert window is not None and window.anchor == "incoming"


def test_search_back_and_forward(story: Desk) -> None:
    window = open_manual(story.window, "first-steps")
    window.search.setText("stick")
    assert window.contents.count() >= 2
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    there = window.anchor
    assert there != "first-steps"

    window.go_back()
    assert window.anchor == "first-steps"
    window.go_forward()
    assert window.anchor == there

    window.search.setText("xylophone")
    assert window.contents.count() == 0
    assert "Nothing found" in window.count.text()


def test_only_its_own_links_are_followed(story: Desk) -> None:
    window = open_manual(story.window, "sharing")

    window.text.link_pressed.emit("https://example.org")
    assert window.anchor == "sharing"
    window.text.link_pressed.emit("#consent")

    assert window.anchor == "consent"


def test_a_chapter_without_translation_is_shown_in_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "manual" / "en").mkdir(parents=True)
    (tmp_path / "manual" / "fr").mkdir()
    for name, title in (("01-a.md", "One"), ("02-b.md", "Two")):
        text = f"# {title} {{#{title.lower()}}}\n\nWords.\n"
        (tmp_path / "manual" / "en" / name).write_text(text, encoding="utf-8")
    (tmp_path / "manual" / "fr" / "01-a.md").write_text("# Un {#one}\n\nMots.\n", encoding="utf-8")
    monkeypatch.setattr(manual, "bundled", lambda _folder: tmp_path)
    manual.sections.cache_clear()

    assert [one.title for one in manual.sections("fr")] == ["Un", "Two"]
    manual.sections.cache_clear()
