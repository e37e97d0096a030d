import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from ssc_desktop.errors import Cancelled, Later, NotFound, SscError
from ssc_desktop.services import backing_up, cases
from tests.ui.driving import PATIENCE
from ui.tasks import Job, Tasks


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[Tasks]:
    made = Tasks()
    opened: list[None] = []
    made.begin(tmp_path / "library", lambda _listing: None, _fail)
    made.open(opened.append, _fail)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    yield made
    made.close()


def _fail(error: SscError) -> None:
    raise AssertionError(error)


def test_answers_come_back_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []

    def show(worker: int) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        seen.append((worker, QThread.currentThread() is app.thread()))

    tasks.run(lambda _library: threading.get_ident(), show)
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)

    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]


def test_saves_overtake_reads(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    gate = threading.Event()
    tasks.run(lambda _library: gate.wait(60))

    tasks.run(lambda _library: done.append("read"))
    tasks.run(lambda _library: done.append("save"), first=True)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done == ["save", "read"]


def test_an_expected_error_goes_to_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[SscError] = []

    def work(_library: Any) -> None:
        raise NotFound("There is no such story.")

    tasks.run(work, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)

    assert heard[0].message == "There is no such story."


def test_an_unexpected_error_is_not_swallowed(tasks: Tasks, qtbot: QtBot) -> None:
    def work(_library: Any) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.run(work)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert caught[0][0] is ZeroDivisionError


def test_work_that_is_stopped_says_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    begun = threading.Event()
    answers: list[object] = []

    def work(_library: Any, job: Job) -> None:
        begun.set()
        while not job.stopped():
            threading.Event().wait(0.01)
        raise Cancelled

    job = tasks.run_long(work, answers.append, failed=answers.append)
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    job.stop()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert answers == []


def test_the_crash_dialog_gets_a_report_and_the_program_goes_on(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tests.ui.driving import Desk

    desk = Desk(qtbot, tmp_path / "other")
    reports: list[str] = []
    monkeypatch.setattr(
        desk.answers, "crashed", lambda _window, report, _safe: reports.append(report)
    )

    said = "rice in two villages"
    try:
        raise ZeroDivisionError(said)
    except ZeroDivisionError as error:
        desk.program.crashed(type(error), error, error.__traceback__)

    assert f"ZeroDivisionError: {said}" in reports[0]
    told = capsys.readouterr().err
    for kept in (caplog.text, told):
        assert "ZeroDivisionError" in kept
        assert said not in kept, "what the system keeps never holds what a story says"
    assert "test_tasks.py" in told
    assert desk.window.isVisible()
    desk.close()


_LONG = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {most}) "
    "SELECT count(*) FROM n"
)


def _counted(library: Any, most: int, begun: threading.Event) -> Any:
    with library.reading() as connection:
        begun.set()
        return connection.exec_driver_sql(_LONG.format(most=most)).scalar()


def test_a_long_look_gives_way_to_a_save_and_begins_anew(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    begun = threading.Event()
    times: list[int] = []

    def look(library: Any) -> Any:
        times.append(len(times))
        return _counted(library, 10**12 if len(times) == 1 else 10, begun)

    tasks.look(look, lambda found: done.append(f"found {found}"))
    assert begun.wait(60)
    tasks.run(lambda _library: done.append("saved"), first=True)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done == ["saved", "found 10"]
    assert len(times) == 2


def test_a_look_that_is_stopped_ends_at_once_and_tells_nobody(tasks: Tasks, qtbot: QtBot) -> None:
    begun = threading.Event()
    job = tasks.look(lambda library: _counted(library, 10**12, begun), _fail)
    assert begun.wait(60)

    job.stop()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    told: list[int] = []
    tasks.run(lambda library: _counted(library, 10, begun), told.append)
    qtbot.waitUntil(lambda: told == [10], timeout=PATIENCE)


def test_stopping_a_look_never_touches_other_work(tasks: Tasks, qtbot: QtBot) -> None:
    begun = threading.Event()
    done: list[int] = []
    waiting = tasks.look(lambda _library: 1, _fail)
    tasks.run(lambda library: _counted(library, 300_000, begun), done.append)
    assert begun.wait(60)

    waiting.stop()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done == [300_000]


def test_closing_waits_for_saves_and_for_no_look(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    opened: list[None] = []
    tasks.begin(tmp_path / "library", lambda _listing: None, _fail)
    tasks.open(opened.append, _fail)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    begun = threading.Event()
    saved: list[str] = []
    for _number in range(2):
        tasks.look(lambda library: _counted(library, 10**12, begun), _fail)
    assert begun.wait(60)

    tasks.run(lambda _library: saved.append("saved"), first=True)
    tasks.close()

    assert saved == ["saved"]


# ------------------------------------------------------------------ while a backup is made


def _steps(library: Any, job: Job, done: list[str], gate: threading.Event) -> str:
    """Long work in steps, until something was done in between or somebody asked it to end."""
    gate.set()
    before = len(done)
    while len(done) == before:
        if job.stopped():
            raise Cancelled
        library.between()
    return "copied"


def test_saves_and_reads_are_done_between_the_steps_of_a_backup(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    gate = threading.Event()

    tasks.beside(lambda library, job: _steps(library, job, done, gate), done.append)
    assert gate.wait(60)
    tasks.run(lambda _library: done.append("saved"), first=True)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done == ["saved", "copied"]


def test_what_would_make_another_backup_waits_for_the_first(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    gate = threading.Event()
    first: list[bool] = []

    def take(_library: Any) -> None:
        first.append(len(first) == 0)
        if first == [True]:
            raise Later
        done.append("taken")

    tasks.beside(lambda library, job: _steps(library, job, done, gate), done.append)
    assert gate.wait(60)
    tasks.run(take)
    qtbot.waitUntil(lambda: bool(first), timeout=PATIENCE)
    tasks.run(lambda _library: done.append("saved"), first=True)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done.index("saved") < done.index("taken")
    assert "copied" in done
    assert len(first) == 2


def test_a_look_within_a_backup_still_gives_way_to_a_save(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    gate, begun = threading.Event(), threading.Event()
    times: list[int] = []

    def look(library: Any) -> Any:
        times.append(len(times))
        return _counted(library, 10**12 if len(times) == 1 else 10, begun)

    tasks.beside(lambda library, job: _steps(library, job, done, gate), done.append)
    assert gate.wait(60)
    tasks.look(look, lambda found: done.append(f"found {found}"))
    assert begun.wait(60)
    tasks.run(lambda _library: done.append("saved"), first=True)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done[0] == "saved"
    assert set(done) == {"saved", "copied", "found 10"}


def test_closing_ends_a_backup_and_no_save(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    opened: list[None] = []
    tasks.begin(tmp_path / "library", lambda _listing: None, _fail)
    tasks.open(opened.append, _fail)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    gate = threading.Event()
    ended: list[object] = []
    saved: list[str] = []

    def copy(library: Any, job: Job) -> None:
        gate.set()
        while not job.stopped():
            library.between()
        ended.append("stopped")
        raise Cancelled

    tasks.beside(copy, ended.append)
    assert gate.wait(60)
    tasks.run(lambda _library: saved.append("saved"), first=True)
    tasks.close()

    assert (ended, saved) == (["stopped"], ["saved"])


def test_a_backup_begins_anew_where_the_library_was_closed_for_a_while(
    tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    done: list[str] = []
    gate = threading.Event()
    begun: list[None] = []

    def copy(library: Any, job: Job) -> str:
        gate.set()
        begun.append(None)
        while not job.stopped() and len(begun) == 1:
            library.between()
        if job.stopped():
            raise Cancelled
        return "copied"

    tasks.beside(copy, done.append)
    assert gate.wait(60)
    tasks.pause(lambda _none: done.append("closed"))
    qtbot.waitUntil(lambda: done == ["closed"], timeout=PATIENCE)
    tasks.begin(tmp_path / "library", lambda _listing: None, _fail)
    tasks.open(lambda _none: done.append("open"), _fail)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert done == ["closed", "open", "copied"]


def test_a_real_backup_is_made_while_stories_are_saved_and_opened(
    tasks: Tasks, qtbot: QtBot
) -> None:
    made: list[Any] = []
    titles: list[str] = []

    def backed_up(library: Any, job: Job) -> Any:
        return backing_up.make(library, "regular", stop=job.stopped)

    def filled(library: Any) -> None:
        for number in range(30):
            cases.created(library, "en", {"title": f"Story {number}", "network": "words " * 4000})

    def written(library: Any) -> str:
        return cases.created(library, "en", {"title": "Typed meanwhile"})[0]

    tasks.run(filled)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)
    tasks.beside(backed_up, made.append)
    for _number in range(5):
        tasks.run(written, titles.append, first=True)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert len(titles) == 5
    assert made[0].verified_at
    assert made[0].stories >= 30
