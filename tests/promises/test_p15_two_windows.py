"""P15: two windows cannot spoil each other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import LibraryLocked
from ssc_desktop.services import libraries
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop
from tests.promises.conftest import Size
from tests.ui.driving import Desk
from tests.ui.visiting import Visit

_HOLDS = """
import sys
from pathlib import Path
from ssc_desktop.services import libraries
library = libraries.opened(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def _held(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that has the library open."""
    words = [sys.executable, "-c", _HOLDS, str(folder)]
    environment = {**os.environ, "PYTHONPATH": "."}
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program
        program.kill()


def test_a_second_program_is_told_at_once_and_changes_nothing(
    tmp_path: Path, size: Size, figures: dict[str, Any]
) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add(title="Rice")
    laptop.close()
    waits = []
    with _held(tmp_path / "library"):
        for _ in range(size(3, 20)):
            began = time.monotonic()
            with pytest.raises(LibraryLocked, match="already open in another window"):
                libraries.opened(tmp_path / "library")
            waits.append(time.monotonic() - began)
        began = time.monotonic()
        other = driver.connect(tmp_path / "library" / DATABASE, timeout=0)
        with pytest.raises(driver.OperationalError, match="locked"):
            other.execute("SELECT count(*) FROM revision")
        waits.append(time.monotonic() - began)
        other.close()

    figures.update(tries=len(waits), longest_wait_seconds=round(max(waits), 2))
    assert max(waits) < 3
    laptop.reopen()
    assert laptop.case(case_id).title == "Rice"
    laptop.close()


def test_who_was_killed_locks_nobody_out(
    tmp_path: Path, size: Size, figures: dict[str, Any]
) -> None:
    laptop = Laptop(tmp_path)
    laptop.close()
    kills = size(2, 20)
    for _ in range(kills):
        with _held(tmp_path / "library") as program:
            program.send_signal(signal.SIGKILL)
            program.wait()
            libraries.opened(tmp_path / "library").close()
    figures.update(kills=kills, locked_out=0)


def test_without_its_two_locks_a_library_would_open_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ssc_desktop.store import lock, sqlite

    laptop = Laptop(tmp_path)
    monkeypatch.setattr(lock, "claimed", lambda _stream: True)
    with pytest.raises(LibraryLocked, match="open in another program"):
        libraries.opened(tmp_path / "library")
    laptop.close()
    settings = [one.replace("EXCLUSIVE", "NORMAL") for one in sqlite._SETTINGS]  # noqa: SLF001
    monkeypatch.setattr(sqlite, "_SETTINGS", tuple(settings))
    laptop.reopen()
    libraries.opened(tmp_path / "library").close()
    laptop.close()


_STARTS = """
import sys
from pathlib import Path
from ui.app import run
sys.exit(run(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]))
"""


def _started(folder: Path, *opened: Path) -> "subprocess.CompletedProcess[str]":
    """The program, started once more by a person."""
    words = [sys.executable, "-c", _STARTS, str(folder), *map(str, opened)]
    environment = {**os.environ, "PYTHONPATH": ".", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        words, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_shows_the_first_window_and_hands_its_files_over(
    tmp_path: Path, qtbot: Any, figures: dict[str, Any]
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(desk.quiet)
    window = desk.program.window
    window.showMinimized()
    asked: list[Any] = []
    desk.program.look_at = asked.append  # type: ignore[method-assign,assignment]  # hears what is handed over
    bundle = tmp_path / "stories.sscz"
    began = time.monotonic()
    with futures.ThreadPoolExecutor(1) as another:
        second = another.submit(_started, tmp_path / "library", bundle)
        desk.wait(second.done)

    assert second.result().returncode == 0, second.result().stderr
    assert not window.isMinimized()
    assert asked == [(bundle,)]
    assert not (tmp_path / "library" / "library.show").exists()
    figures["second start seconds"] = round(time.monotonic() - began, 2)
    desk.close()


def test_a_start_that_nobody_answers_says_where_the_library_is_open(
    tmp_path: Path, qtbot: Any
) -> None:
    Laptop(tmp_path).close()
    with _held(tmp_path / "library"):
        visit = Visit(qtbot, tmp_path / "library")
        visit.program.share(())
        visit.wait(lambda: visit.program.failed)

        assert visit.window.locked_out
        assert not (tmp_path / "library" / "library.show").exists()
        visit.close()


def test_a_call_that_nobody_answers_closes_no_other_library_that_was_opened_meanwhile(
    tmp_path: Path, qtbot: Any
) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        Laptop(tmp_path / name).close()
    with _held(tmp_path / "first" / "library"):
        visit = Visit(qtbot, tmp_path / "first" / "library")
        visit.program.share(())
        called = tmp_path / "first" / "library" / "library.show"
        visit.wait(called.exists)
        with visit.opening():
            visit.program.open_library(tmp_path / "second" / "library")
        visit.wait(lambda: not called.exists())

        assert not visit.window.locked_out and not visit.program.failed
        visit.close()
