"""One program per library; a lock left behind by a killed program locks nobody out."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ssc_desktop.errors import LibraryLocked
from ssc_desktop.services import cases, libraries
from ssc_desktop.services.answers import Query
from ssc_desktop.store import library as store_library
from tests.laptops import empty_library

_HOLDS = """
import sys
from pathlib import Path
from ssc_desktop.services import libraries
library = libraries.opened(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Another program that has the library open."""
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, folder],
        env={**os.environ, "PYTHONPATH": "."},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    return program


def test_a_second_program_is_refused_in_clear_words(tmp_path: Path) -> None:
    empty_library(tmp_path)
    with holder(tmp_path) as program:
        with pytest.raises(LibraryLocked) as refused:
            libraries.opened(tmp_path)
        program.communicate()

    assert "already open in another window" in refused.value.message
    assert socket.gethostname() in refused.value.message
    assert refused.value.advice
    libraries.opened(tmp_path).close()


def test_the_lock_of_a_killed_program_holds_nobody_back(tmp_path: Path) -> None:
    empty_library(tmp_path)
    with holder(tmp_path) as program:
        program.send_signal(signal.SIGKILL)
        program.wait()

    assert (tmp_path / "library.lock").exists()
    library = libraries.opened(tmp_path)
    assert cases.listing(library, Query()).total == 0
    library.close()


def test_a_library_opens_again_after_it_was_closed(tmp_path: Path) -> None:
    empty_library(tmp_path)

    libraries.opened(tmp_path).close()
    libraries.opened(tmp_path).close()


def test_a_lock_file_that_nobody_can_read_is_no_hindrance(tmp_path: Path) -> None:
    empty_library(tmp_path)
    (tmp_path / "library.lock").write_bytes(b"\xff\x00not JSON")

    libraries.opened(tmp_path).close()


def test_the_threads_that_draw_cannot_use_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_library, "_forbidden", set())
    empty_library(tmp_path)
    library = libraries.opened(tmp_path)

    libraries.forbid(threading.get_ident())

    for use in (library.reading, library.writing):
        with pytest.raises(RuntimeError, match="thread"), use():
            pass
    monkeypatch.undo()
    library.close()
