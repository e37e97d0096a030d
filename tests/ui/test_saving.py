import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.errors import DiskFull
from ssc_desktop.services.answers import Query
from tests.ui.driving import Desk
from ui.viewmodels.past import Past


@contextmanager
def library_in(folder: Path) -> Iterator[Any]:
    """The library in a folder, without a window."""
    opened = services.libraries.opened(folder)
    yield opened
    opened.close()


def test_saved_is_said_only_after_the_store_confirmed(story: Desk) -> None:
    footer = story.window.footer.saved

    story.type_into("Rice", "title")
    assert footer.text() == "Writing…"
    story.shelf.autosave.flush()
    assert footer.text() == "Saving…"
    story.wait(story.quiet)

    assert footer.text().startswith("Saved ")


def test_saved_is_not_said_of_a_save_while_the_next_is_under_way(story: Desk) -> None:
    saving, gate = story.shelf.autosave, threading.Event()
    before = saving.saved_at
    story.type_into("Rice", "title")
    saving.flush()
    story.program.tasks.run(lambda _library: gate.wait(60), first=True)  # a slow disk
    story.type_into("Rice and fish", "title")
    saving.flush()

    story.wait(lambda: saving.saved_at != before)
    said = (saving.state, story.window.footer.saved.text())
    gate.set()
    story.wait(story.quiet)

    assert said == ("saving", "Saving…")
    assert story.window.footer.saved.text().startswith("Saved ")


def test_writing_is_saved_by_itself_after_a_rest(story: Desk) -> None:
    story.type_into("Rice", "title")

    story.wait(lambda: story.shelf.autosave.state == "saved")
    story.wait(lambda: story.shelf.stories.summaries[0].title == "Rice")

    assert story.shelf.autosave.saved_at is not None


def test_a_save_that_fails_keeps_the_text_and_says_what_to_do(story: Desk) -> None:
    error = DiskFull("The disk is full.", advice="Make room; what you wrote is still here.")
    story.type_into("Rice", "title")

    story.shelf.autosave._on_failed(error)  # noqa: SLF001 - the disk of a test is never full

    said = story.window.footer.saved.text()
    assert "The disk is full. Make room" in said
    assert story.shelf.editor.value(("title",)) == "Rice"
    story.rest()


def test_save_says_that_it_is_saved_already(story: Desk) -> None:
    story.window.commands.actions["save"].trigger()

    assert "saved by itself" in story.window.toast.text


def test_what_was_written_last_is_there_after_closing_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.type_into("The last words", "title")
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1)

    assert desk.shelf.stories.summaries[0].title == "The last words"
    desk.close()


def test_another_story_does_not_lose_the_first(story: Desk) -> None:
    story.type_into("First", "title")
    story.new_story()
    story.type_into("Second", "title")
    story.rest()

    titles = {one.title for one in story.shelf.stories.summaries}

    assert titles == {"First", "Second"}


def test_writing_on_after_a_revision_is_no_conflict_with_oneself(story: Desk) -> None:
    story.type_into("One", "title")
    story.shelf.autosave.cut()
    story.type_into("Two", "title")
    story.rest()
    story.shelf.autosave.cut()
    story.type_into("Three", "title")
    story.rest()
    story.shelf.autosave.cut()
    story.wait(story.quiet)

    story.shelf.reload()
    story.wait(story.quiet)

    assert story.shelf.editor.value(("title",)) == "Three"
    assert story.shelf.editor.conflicts == {}


def test_what_cannot_be_read_is_there_again_after_closing(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.choose("full_story", "record_depth")
    desk.type_into("2007", "start_date")
    money = desk.add("financial_input")
    desk.type_into("4 or 5", "financial_input", money, "amount")
    desk.type_into("spring of 08", "start_date")
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.form.built)
    date: Any = desk.question("start_date").control
    amount: Any = desk.question("financial_input", money, "amount").control

    assert (date.line.text(), amount.line.text()) == ("spring of 08", "4 or 5")
    assert not date._note.isHidden()  # noqa: SLF001
    assert date._note.text().startswith("Kept here")  # noqa: SLF001
    desk.type_into("2008", "start_date")
    amount.line.selectAll()
    QTest.keyClick(amount.line, Qt.Key.Key_Backspace)
    desk.close()
    with library_in(tmp_path / "library") as library:
        (line,) = services.cases.listing(library, Query()).summaries
        opened = services.cases.opened(library, line.id)
    assert (opened.unread, opened.case.start_date) == ({}, "2008")


def test_undo_brings_back_what_could_not_be_read(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    story.type_into("spring of 08", "start_date")
    box: Any = story.question("start_date").control.target
    story.type_into("A step of its own", "title")
    story.type_into("2008", "start_date")
    assert box.text() == "2008"

    story.window.commands.actions["undo"].trigger()

    assert box.text() == "spring of 08"
    assert story.shelf.editor.value(("start_date",)) is None


def test_what_cannot_be_read_stays_with_its_story(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    story.type_into("spring of 08", "start_date")

    story.new_story()

    assert story.question("start_date").control.target.text() == ""  # type: ignore[attr-defined]


def test_keys_that_come_while_another_story_opens_are_kept(story: Desk) -> None:
    first = story.shelf.editor.case_id
    story.new_story()
    story.shelf.open(first)
    story.type_into("Typed at the last moment", "title")
    story.wait(lambda: story.shelf.editor.case_id == first and story.quiet())

    titles = {one.title for one in story.shelf.stories.summaries}

    assert "Typed at the last moment" in titles


def test_keys_that_come_while_a_story_is_read_anew_are_kept(story: Desk) -> None:
    story.shelf.reload()
    story.type_into("Typed at the last moment", "title")
    story.wait(story.quiet)

    assert story.shelf.editor.value(("title",)) == "Typed at the last moment"
    assert story.shelf.stories.summaries[0].title == "Typed at the last moment"


def _kept(desk: Desk) -> Any:
    """The open story as the library has it."""
    held: list[Any] = []
    case_id = desk.shelf.editor.case_id
    desk.rest()
    desk.shelf.tasks.run(lambda library: services.cases.opened(library, case_id), held.append)
    desk.wait(lambda: bool(held))
    return held[0].case


def test_keys_that_come_while_earlier_words_come_back_are_kept(story: Desk) -> None:
    for title in ("Rice", "Beans"):
        story.type_into(title, "title")
        story.shelf.autosave.cut()
        story.wait(story.quiet)
    past = Past(story.shelf)
    past.load()
    story.wait(lambda: past.ready)

    past.restore(past.saves.saves[1], ("title",))
    story.type_into("Typed at the last moment", "short_name")
    story.wait(lambda: story.shelf.editor.value(("title",)) == "Rice")

    assert story.shelf.editor.value(("short_name",)) == "Typed at the last moment"
    assert story.question("short_name").control.target.text() == "Typed at the last moment"  # type: ignore[attr-defined]
    kept = _kept(story)
    assert (kept.title, kept.short_name) == ("Rice", "Typed at the last moment")


def test_typing_while_many_stories_are_changed_takes_nothing_back(story: Desk) -> None:
    story.type_into("Rice", "title")
    story.rest()
    ids: list[str] = []
    story.shelf.tasks.run(
        lambda library: [services.cases.created(library)[0] for _number in range(10)], ids.extend
    )
    story.wait(lambda: bool(ids))
    done: list[int] = []
    story.shelf.bulk.progressed.connect(lambda number, _of: done.append(number))

    story.shelf.bulk.add_keyword([story.shelf.editor.case_id, *ids], "water")
    story.wait(lambda: any(done))  # the open story is among the first
    story.type_into("Typed at the last moment", "short_name")
    story.wait(lambda: not story.shelf.bulk.busy and story.quiet())

    kept = _kept(story)
    assert (kept.keywords, kept.short_name) == (("water",), "Typed at the last moment")
    assert story.shelf.editor.value(("keywords",)) == ("water",)


def test_what_the_library_answered_stays_when_a_draft_was_kept_meanwhile(story: Desk) -> None:
    editor, tasks = story.shelf.editor, story.shelf.tasks
    case_id = editor.case_id
    story.type_into("Rice", "title")
    story.rest()

    def change(library: Any) -> Any:
        services.cases.set_value(library, case_id, ("licence",), "cc_by_4")
        return services.cases.opened(library, case_id)

    changed: list[Any] = []
    tasks.run(change, changed.append)
    story.wait(lambda: bool(changed))
    story.type_into("Typed at the last moment", "short_name")
    story.rest()
    editor.absorb(("licence",), changed[0])

    assert _kept(story).licence == "cc_by_4"


def test_a_library_that_vanished_leaves_a_rescue_file_until_it_is_back(story: Desk) -> None:
    folder = story.program._library  # noqa: SLF001 - where the library of the test lies
    away = folder.with_name("away")
    folder.rename(away)

    story.type_into("Rice", "title")
    story.type_into("spring of 08", "as_of_date")
    story.shelf.autosave.flush()
    story.wait(lambda: story.shelf.autosave.state == "failed")
    (rescued,) = story.shelf.autosave.rescued.values()
    kept = json.loads(rescued.read_text(encoding="utf-8"))
    assert (kept["title"], kept["unread"]) == ("Rice", {"as_of_date": "spring of 08"})
    assert str(rescued) in story.window.footer.saved.text()

    away.rename(folder)
    story.rest()
    assert not rescued.exists()
    assert story.shelf.autosave.trouble() == ""


def test_closing_without_a_library_says_where_the_text_is(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.rest()
    (tmp_path / "library").rename(tmp_path / "away")
    desk.type_into("The last words", "title")
    desk.close()

    (said,) = desk.answers.said
    rescued = Path(said.partition("in the file ")[2])
    assert json.loads(rescued.read_text(encoding="utf-8"))["title"] == "The last words"


def test_what_the_record_cannot_hold_stays_in_its_box(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    place = story.add("location")
    story.type_into("900", "location", place, "lat")
    story.type_into("the first", "case_code")
    code: Any = story.question("case_code").control

    assert story.shelf.editor.value(("location", place, "lat")) is None
    assert story.shelf.editor.value(("case_code",)) is None
    assert code.line.text() == "the first"
    assert "AFR-24" in code._note.text()  # noqa: SLF001

    story.type_into("afr-24", "case_code")

    assert story.shelf.editor.value(("case_code",)) == "AFR-24"


def test_a_story_that_was_asked_for_twice_is_opened_once(story: Desk) -> None:
    first = story.shelf.editor.case_id
    story.type_into("Rice", "title")
    story.rest()
    story.new_story()
    came: list[str] = []

    for _click in range(2):
        story.shelf.open(first, lambda: came.append(story.shelf.editor.case_id))
    story.wait(lambda: bool(came))
    story.type_into("Rice and what was typed at once", "title")
    story.wait(lambda: len(came) == 2 and story.quiet())

    assert story.shelf.editor.value(("title",)) == "Rice and what was typed at once"
