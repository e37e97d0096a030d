"""Documents, forms and tables that come in: one preview, a tick an answer, and the way back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ssc_desktop.services import documents, forms
from ssc_desktop.services.documents import DocumentWish
from tests.ui.driving import Desk, put
from tests.ui.looking import unnamed
from tests.ui.others import Others
from tests.ui.test_dropping import dragged, drop
from tests.ui.test_sharing import dropped
from tests.unit.services.papers import edited, filled
from ui.kept_files import name_of_copy
from ui.pages.share.columns_dialog import ColumnsDialog
from ui.pages.share.documents_panel import DocumentsPanel
from ui.viewmodels.collecting import ASKING, DONE, LOOKING
from ui.widgets.originals_dialog import OriginalsDialog

OVERVIEW = "Forty farmers learned to plant in rows."


@pytest.fixture
def rice(story: Desk) -> Desk:
    """The window with one story of two answers."""
    story.type_into("Rice in Benin", "title")
    story.type_into(OVERVIEW, "overview")
    story.rest()
    return story


def job(desk: Desk, work: Callable[[Any], Any]) -> Any:
    """Do something with the library, on its thread."""
    done: list[Any] = []
    desk.program.tasks.run(work, done.append)
    desk.wait(lambda: bool(done))
    return done[0]


def printed(desk: Desk, target: Path) -> Path:
    """The open story as a Word document."""
    ids, wish = [desk.shelf.editor.case_id], DocumentWish(language="en")
    job(desk, lambda library: documents.word(library, ids, wish, target))
    return target


def blank(target: Path, **answers: str) -> Path:
    """A blank form that somebody filled in."""
    forms.make(None, target, DocumentWish(language="en"))
    return filled(target, target, **answers)


def look_at(desk: Desk, *files: Path) -> DocumentsPanel:
    """Let files go on the window, and wait until it says what they would bring."""
    arriving = desk.window.errands.incoming.arriving
    desk.window.dropEvent(dropped(*files))
    desk.wait(lambda: arriving.state == ASKING and desk.quiet())
    return desk.sharing().documents


def said(widget: Any) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def take(desk: Desk) -> None:
    """Press the button, and wait until it is done."""
    panel = desk.sharing().documents
    before = desk.window.errands.incoming.arriving.taken
    panel.take.click()
    arriving = desk.window.errands.incoming.arriving
    desk.wait(lambda: arriving.taken != before and arriving.state in {ASKING, DONE, ""})
    desk.wait(desk.quiet)


def test_an_edited_document_shows_what_it_changes(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers learned to plant in rows."})

    panel = look_at(rice, document)
    card = panel.preview.cards["overview"]

    assert panel.preview.title.text() == "Rice in Benin"
    assert [fate for fate, _text in card.text._pieces] == [  # noqa: SLF001
        "deleted", "inserted", "same",
    ]  # fmt: skip
    assert panel.chosen.text() == "1 of 1 answer chosen"
    assert unnamed(panel) == []
    take(rice)
    assert rice.shelf.editor.value(("overview",)) == "Fifty farmers learned to plant in rows."
    assert rice.window.toast.text == "Taken in: 1 updated."


def test_what_is_not_ticked_stays_out(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers.", "Rice in Benin": "Rice in Togo"})
    panel = look_at(rice, document)
    assert set(panel.preview.cards) == {"title", "overview"}

    panel.preview.none.click()
    assert not panel.take.isEnabled()
    panel.preview.cards["title"].tick.click()
    take(rice)

    assert rice.shelf.editor.value(("title",)) == "Rice in Togo"
    assert rice.shelf.editor.value(("overview",)) == OVERVIEW


def test_an_import_is_undone_and_put_back(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers."})
    look_at(rice, document)
    take(rice)
    came = rice.sharing().came
    assert came.sum.words.text() == "1 document came in."

    came.undo.click()
    rice.wait(lambda: came.put_back.isVisible() and rice.quiet())
    assert rice.shelf.editor.value(("overview",)) == OVERVIEW
    came.put_back.click()
    rice.wait(lambda: came.undo.isVisible() and rice.quiet())

    assert rice.shelf.editor.value(("overview",)) == "Fifty farmers."
    came.done.click()
    assert rice.sharing().front.isVisible()


def test_what_was_changed_here_too_needs_a_person(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers."})
    rice.type_into("Thirty farmers.", "overview")
    rice.rest()

    panel = look_at(rice, document)
    assert "Both answers are kept" in panel.preview.cards["overview"].note.text()
    take(rice)

    assert tuple(rice.shelf.editor.conflicts) == ("overview",)
    assert rice.sharing().came.needs.isVisible()
    assert rice.window.toast.text == "Taken in: 1 updated, 1 needs you."


def test_several_documents_come_one_after_the_other(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers."})
    first = blank(tmp_path / "one.docx", Title="Cotton in Togo")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing of it")
    panel = look_at(rice, document, first, broken)
    assert len(panel.list.cards) == 2
    assert any("broken.docx" in words for words in said(panel.list))

    next(iter(panel.list.cards.values())).click()
    assert panel.preview.place.text() == "1 of 2 documents"
    take(rice)
    assert panel.preview.title.text() == "Cotton in Togo"
    panel.leave.click()

    assert [one.title for one in rice.sharing().came._shown] == ["Rice in Benin"]  # noqa: SLF001
    assert rice.shelf.stories.rowCount() == 1


def test_what_is_certain_comes_in_at_once(desk: Desk, tmp_path: Path) -> None:
    files = [blank(tmp_path / f"{n}.docx", Title=title)
             for n, title in enumerate(("Cotton in Togo", "Wells in Mali"))]  # fmt: skip
    panel = look_at(desk, *files)
    assert panel.list.title.text() == "2 new."
    assert panel.take.text() == "Take all 2 in"

    take(desk)

    assert desk.shelf.stories.rowCount() == 2
    assert desk.sharing().came.sum.words.text() == "2 documents came in."


def test_nothing_is_changed_by_leaving_it(desk: Desk, tmp_path: Path) -> None:
    panel = look_at(desk, blank(tmp_path / "form.docx", Title="Cotton in Togo"))

    panel.leave.click()
    desk.shelf.refresh()
    desk.wait(desk.quiet)

    assert desk.shelf.stories.rowCount() == 0
    assert desk.sharing().front.isVisible()


def test_bundles_and_forms_are_told_together(desk: Desk, others: Others, tmp_path: Path) -> None:
    there = others.person("Bo")
    there.add(title="Rice in Benin")
    bundle = there.bundle(tmp_path / "bo.sscz")
    form = blank(tmp_path / "form.docx", Title="Cotton in Togo")

    desk.window.dropEvent(dropped(bundle, form))
    desk.wait(lambda: desk.collecting.state == ASKING and desk.quiet())
    page = desk.sharing()
    desk.wait(lambda: page.coming.complete)
    assert page.coming.title.text() == "1 new · 1 document"
    assert "1 document came along." in said(page.coming)
    desk.take_in()
    assert page.result.done.text() == "Look at the documents"
    page.result.done.click()

    assert page.documents.preview.title.text() == "Cotton in Togo"
    take(desk)
    assert desk.shelf.stories.rowCount() == 2


def test_a_folder_is_looked_through_for_forms(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    blank(stick / "form.docx", Title="Cotton in Togo")
    (stick / "~$form.docx").write_bytes(b"open in Word")

    panel = look_at(desk, stick)

    assert panel.preview.title.text() == "Cotton in Togo"


def test_a_document_let_go_over_a_story_can_be_attached(rice: Desk, tmp_path: Path) -> None:
    document = blank(tmp_path / "notes.docx", Title="Cotton in Togo")
    arriving = rice.window.errands.incoming.arriving
    rice.form.reveal(("title",))
    drop(rice, dragged(document), rice.question("title").control.target)
    rice.wait(lambda: arriving.state == ASKING and rice.quiet())
    panel = rice.sharing().documents

    panel.attach.click()
    rice.wait(lambda: not rice.shelf.intake.busy and rice.quiet())

    held: Any = rice.shelf.editor.items(("attachment",))
    assert [one.file_name for one in held] == ["notes.docx"]
    assert arriving.arrived is None


def test_passages_that_fit_nowhere_can_be_copied(desk: Desk, tmp_path: Path) -> None:
    import docx

    text = docx.Document()
    text.add_heading("Overview", 1)
    text.add_paragraph("Forty farmers learned.")
    text.add_heading("What we ate", 1)
    text.add_paragraph("Rice, mostly.")
    text.save(str(tmp_path / "free.docx"))
    panel = look_at(desk, tmp_path / "free.docx")
    copies = [one for one in panel.preview.findChildren(QPushButton) if one.text() == "Copy"]
    assert copies

    copies[-1].click()

    assert "Rice, mostly." in QGuiApplication.clipboard().text()


def test_columns_of_others_are_told_and_kept(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "kobo.csv"
    table.write_text("Called,Told,Field\nRice in Benin,Forty farmers,agri\n", encoding="utf-8")
    panel = look_at(desk, table)
    desk.answers.agrees = False
    panel.columns_wanted.emit(table)
    dialog = desk.answers.asked[-1]
    assert isinstance(dialog, ColumnsDialog)
    desk.wait(lambda: len(dialog.rows.cards) == 3 and desk.quiet())

    rows = {row.key[1]: row for row in dialog.rows.cards.values()}
    for column, field in (("Called", "title"), ("Told", "overview"), ("Field", "sector")):
        rows[column]._on_chosen(field)  # noqa: SLF001 - the list itself is tested elsewhere
    rows["Field"].unfold.click()
    assert unnamed(dialog) == []
    put(dialog.name, "Kobo 2026")
    dialog.use.click()
    arriving = desk.window.errands.incoming.arriving
    desk.wait(lambda: "title" in panel.preview.cards and arriving.state == ASKING and desk.quiet())

    assert panel.preview.cards["title"].line.theirs == "Rice in Benin"
    from ssc_desktop import sheets

    assert [one.name for one in sheets.profiles()] == ["Kobo 2026"]


def test_originals_stay_here_and_are_opened_after_asking(
    rice: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers."})
    look_at(rice, document)
    take(rice)
    opened: list[Path] = []
    monkeypatch.setattr("ui.kept_files.show_file", opened.append)

    rice.window.commands.actions["originals"].trigger()
    rice.wait(lambda: bool(rice.answers.asked))
    shown = rice.answers.asked[-1]
    assert isinstance(shown, OriginalsDialog)
    assert any("rice.docx" in words for words in said(shown))
    assert unnamed(shown) == []
    way = next(one for one in shown.findChildren(QPushButton) if one.text() == "Open…")
    way.click()
    asking: Any = rice.answers.asked[-1]
    assert opened == []
    asking.yes.click()

    rice.wait(lambda: bool(opened))
    assert opened[0].name == "rice.docx"
    assert opened[0].read_bytes() == document.read_bytes()


def test_the_keyboard_is_where_one_goes_on(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    edited(document, document, **{OVERVIEW: "Fifty farmers."})
    rice.window.go_to("bundles")
    rice.activate()

    panel = look_at(rice, document)
    rice.wait(lambda: QApplication.focusWidget() is panel.take)
    panel.preview.cards["overview"].tick.setFocus()
    QTest.keyClick(panel.preview.cards["overview"].tick, Qt.Key.Key_Space)

    assert not panel.take.isEnabled()


def test_looking_can_be_stopped(rice: Desk, tmp_path: Path) -> None:
    document = printed(rice, tmp_path / "rice.docx")
    arriving = rice.window.errands.incoming.arriving
    rice.window.dropEvent(dropped(document))
    rice.wait(lambda: arriving.state == LOOKING)
    assert rice.sharing().work.isVisible()

    rice.sharing().work.stop.click()
    rice.wait(rice.quiet)

    assert arriving.arrived is None
    assert rice.sharing().front.isVisible()


def test_what_happened_tells_of_documents_too(desk: Desk, tmp_path: Path) -> None:
    files = [blank(tmp_path / f"{n}.docx", Title=title)
             for n, title in enumerate(("Cotton in Togo", "Wells in Mali"))]  # fmt: skip
    look_at(desk, *files)
    take(desk)

    page = desk.window.page("activity")
    desk.wait(desk.quiet)

    assert any(words.startswith("Took in 2 documents: 2 stories") for words in said(page))


def test_a_table_of_many_shows_the_first(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    rows = "".join(f"Story {n},Farmers of village {n} learned\n" for n in range(100))
    table.write_text(f"Title,Overview\n{rows}", encoding="utf-8")

    panel = look_at(desk, table)

    assert len(panel.list.cards) == 80
    assert "and 20 more" in said(panel.list)


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("rice.docx", "rice.docx"),
        ("rice.hta", "rice"),
        ("x" * 76 + ".exe.docx", "x" * 76 + ".exe.docx"),
        ("CON.docx", "file.docx"),
        ("../../rice.docx", "rice.docx"),
    ],
)
def test_a_copy_opens_as_a_document_and_nothing_else(name: str, opened: str) -> None:
    assert name_of_copy(name) == opened
