"""Making documents: one sheet for every layout, with what leaves beside it."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.settings import load
from tests.ui.driving import Desk, put
from tests.ui.looking import round_trip
from ui.widgets.document.check_dialog import CheckDialog
from ui.widgets.document.document_dialog import DocumentDialog
from ui.widgets.facts_card import FactsCard


def asked(desk: Desk, command: str) -> DocumentDialog:
    """The sheet that a command opens, once it says what leaves."""
    desk.answers.agrees = False
    desk.window.commands.actions[command].trigger()
    desk.wait(lambda: bool(desk.answers.asked))
    shown = desk.answers.asked[-1]
    assert isinstance(shown, DocumentDialog)
    desk.wait(lambda: (shown.order.is_blank or shown.leaving is not None) and desk.quiet())
    return shown


def made(desk: Desk, dialog: DocumentDialog, target: Path) -> None:
    """Press the button, and wait for the file."""
    desk.answers.target = desk.answers.place = target
    dialog.make.click()
    desk.wait(lambda: not desk.window.errands.work.busy and desk.quiet())
    assert desk.answers.said == []


@pytest.fixture
def writer(story: Desk) -> Desk:
    """The window with one story."""
    story.type_into("Rice in Benin", "title")
    story.type_into("Forty farmers learned.", "overview")
    return story


def words_of(document: Path) -> str:
    with zipfile.ZipFile(document) as package:
        return package.read("word/document.xml").decode()


def test_a_layout_is_chosen_by_its_card(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "document")
    assert dialog.intro.text() == "Rice in Benin"
    assert {"overview", "story", "form"} <= set(dialog.cards.cards)

    dialog.cards.cards["overview"].click()

    assert dialog.order.layout == "overview"
    made(writer, dialog, tmp_path / "rice.docx")
    assert "Forty farmers learned." in words_of(tmp_path / "rice.docx")
    said = writer.window.toast.text
    assert said.startswith("The Word document is ready: rice.docx.")
    assert "Checked: fit to share." in said
    assert [made.text() for made in writer.window.toast.actions_shown] == [
        "Open file", "Open folder",
    ]  # fmt: skip


def test_arrows_go_through_the_layouts(writer: Desk) -> None:
    dialog = asked(writer, "document")
    dialog.show()
    first = dialog.order.layout

    QTest.keyClick(dialog.cards.cards[first], Qt.Key.Key_Down)

    assert dialog.order.layout != first
    assert dialog.focusWidget() is dialog.cards.cards[dialog.order.layout]
    dialog.reject()


def test_tab_goes_as_one_reads(writer: Desk) -> None:
    dialog = asked(writer, "document")
    dialog.cards.cards["book"].click()
    dialog.show()
    dialog.activateWindow()
    writer.wait(dialog.isActiveWindow)
    first = dialog.cards.cards["book"]
    first.setFocus()

    stops = round_trip(first)

    assert stops[-2:] == [dialog.cancel, dialog.make]
    assert dialog.board.list.boxes[0].head in stops
    assert dialog.book.foreword.box in stops
    dialog.reject()


def test_each_layout_begins_as_it_was_wanted_last(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "word_story")
    dialog.language.segments.buttons["fr"].click()
    made(writer, dialog, tmp_path / "riz.docx")

    again = asked(writer, "word_story")
    assert again.order.language == "fr"
    again.reject()
    overview = asked(writer, "document")
    overview.cards.cards["overview"].click()
    assert overview.order.language == ""
    overview.cards.cards["story"].click()
    assert overview.order.language == "fr"
    assert len(load().documents) == 1
    overview.reject()


def test_a_pdf_is_made_by_the_program_itself(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "pdf")
    assert dialog.order.file == "pdf"
    assert dialog.file.note.text().startswith("Made by this program.")

    made(writer, dialog, tmp_path / "rice.pdf")

    assert (tmp_path / "rice.pdf").read_bytes().startswith(b"%PDF")
    assert writer.window.toast.text.startswith("The PDF is ready: rice.pdf.")


def test_who_wants_a_pdf_gets_it_in_every_layout(writer: Desk) -> None:
    dialog = asked(writer, "pdf")

    dialog.cards.cards["poster"].click()

    assert (dialog.order.layout, dialog.order.file) == ("poster", "pdf")
    dialog.reject()


def test_pages_as_in_word_are_offered_where_they_can_be_made(writer: Desk) -> None:
    from ui.viewmodels.document import OFFICE

    dialog = asked(writer, "document")
    way = dialog.file.segments.buttons[OFFICE]

    dialog.show_office("")
    assert way.isHidden()
    dialog.show_office("LibreOffice")
    assert not way.isHidden()
    way.click()

    assert dialog.file.note.text() == "Made by LibreOffice. This takes longer."
    dialog.show_office("")
    assert dialog.order.file == "pdf"
    dialog.reject()


def test_a_form_asks_for_what_is_missing(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "form")
    assert dialog.form.ask.segments.code == "missing"
    put(dialog.form.receiver.box, "Kofi Mensah")

    made(writer, dialog, tmp_path / "form.docx")

    assert "Kofi Mensah" in words_of(tmp_path / "form.docx")
    assert writer.window.toast.text == "The form is ready: form.docx. Checked: fit to share."


def test_a_blank_form_needs_no_story(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk, "blank_form")
    assert dialog.cards.isHidden()
    assert dialog.board.circles.isHidden() or not dialog.board.circles.isVisibleTo(dialog)

    made(desk, dialog, tmp_path / "blank.docx")

    assert (tmp_path / "blank.docx").is_file()
    assert desk.shelf.stories.rowCount() == 0


def test_a_blank_form_can_be_printed(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk, "blank_form")
    dialog.file.segments.buttons["pdf"].click()
    dialog.form.how_much.segments.buttons["full_story"].click()

    made(desk, dialog, tmp_path / "blank.pdf")

    assert (tmp_path / "blank.pdf").read_bytes().startswith(b"%PDF")


def test_a_book_takes_its_title_and_stories_in_full(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "document")
    dialog.cards.cards["book"].click()
    assert dialog.book.isVisibleTo(dialog)
    put(dialog.book.title.box, "Stories of the lake")
    dialog.book.full.segments.buttons["some"].click()
    assert dialog.order.full == frozenset()
    for tick in dialog.book.list.findChildren(type(dialog.book.volumes)):
        tick.click()

    assert dialog.order.full == {writer.shelf.editor.case_id}
    made(writer, dialog, tmp_path / "book.docx")
    assert "Stories of the lake" in words_of(tmp_path / "book.docx")


def test_esc_makes_nothing(writer: Desk, tmp_path: Path) -> None:
    dialog = asked(writer, "document")
    writer.answers.target = tmp_path / "a.docx"

    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    writer.wait(writer.quiet)

    assert not (tmp_path / "a.docx").exists()


def test_any_document_can_be_checked(desk: Desk, tmp_path: Path) -> None:
    import docx

    plain = docx.Document()
    plain.add_paragraph("Rice")
    plain.save(str(tmp_path / "plain.docx"))
    desk.answers.files = (tmp_path / "plain.docx",)

    desk.window.commands.actions["check"].trigger()
    desk.wait(lambda: bool(desk.answers.asked))

    shown = desk.answers.asked[-1]
    assert isinstance(shown, CheckDialog)
    assert "to mend" in shown.sum.words.text()
    shown.reject()


def test_the_house_style_is_an_organisations_file(writer: Desk, tmp_path: Path) -> None:
    import docx

    house = tmp_path / "Ministry.docx"
    docx.Document().save(str(house))
    dialog = asked(writer, "word_story")
    writer.answers.files = (house,)

    dialog.house.which.segments.buttons["theirs"].click()
    writer.wait(lambda: dialog.order.house and writer.quiet())

    assert "Ministry.docx" in dialog.house.which.note.text()
    made(writer, dialog, tmp_path / "rice.docx")
    assert "Forty farmers learned." in words_of(tmp_path / "rice.docx")
    again = asked(writer, "word_story")
    assert again.order.house
    assert again.house.template == house
    again.reject()


def test_a_file_that_is_no_house_style_says_why(writer: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "Ministry.docx"
    broken.write_bytes(b"no document at all")
    dialog = asked(writer, "word_story")
    writer.answers.files = (broken,)

    dialog.house.which.segments.buttons["theirs"].click()
    cards = dialog.house.findChildren
    writer.wait(lambda: bool(cards(FactsCard)) and writer.quiet())

    assert not dialog.order.house
    assert dialog.house.which.segments.code == "ours"
    dialog.reject()


def test_no_file_chosen_leaves_our_own_look(writer: Desk) -> None:
    dialog = asked(writer, "word_story")
    writer.answers.files = ()

    dialog.house.which.segments.buttons["theirs"].click()

    assert dialog.house.which.segments.code == "ours"
    dialog.reject()


@pytest.mark.parametrize(("kind", "name"), [("xlsx", "a.xlsx"), ("json", "a.json")])
def test_a_spreadsheet_is_one_more_layout(
    writer: Desk, tmp_path: Path, kind: str, name: str
) -> None:
    dialog = asked(writer, "of_all")
    dialog.cards.cards["table"].click()
    assert dialog.house.isHidden()
    dialog.table.segments.buttons[kind].click()

    made(writer, dialog, tmp_path / name)

    assert (tmp_path / name).stat().st_size
    assert writer.window.toast.text.startswith(f"The spreadsheet is ready: {name}.")


def test_a_form_for_each_of_several_stories(writer: Desk, tmp_path: Path) -> None:
    writer.rest()
    writer.new_story()
    writer.type_into("Cotton in Togo", "title")
    writer.rest()
    dialog = asked(writer, "of_all")
    dialog.cards.cards["form"].click()
    assert dialog.form.receiver.isHidden()

    made(writer, dialog, tmp_path)

    names = sorted(one.name for one in tmp_path.glob("Please complete*.docx"))
    assert names == ["Please complete Cotton in Togo.docx", "Please complete Rice in Benin.docx"]
    assert writer.window.toast.text.startswith("2 forms are ready")


@pytest.mark.parametrize("page", ["bundles", "start"])
def test_a_form_to_send_stands_where_one_begins(desk: Desk, page: str) -> None:
    shown = desk.window.page(page)
    way = desk.sharing().front.form if page == "bundles" else shown.form  # type: ignore[attr-defined]

    desk.answers.agrees = False
    way.click()

    dialog = desk.answers.asked[-1]
    assert isinstance(dialog, DocumentDialog)
    assert dialog.order.is_blank
    dialog.reject()
