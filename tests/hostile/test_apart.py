"""A process that reads what others sent takes little memory and time, and no network."""

import ctypes
import subprocess
import sys

import pytest

from ssc_desktop import job_object
from tests.promises.watching import ROOT

_BEGIN = "from ssc_desktop import apart; apart.limit(2, 50 << 20); "


def done(work: str) -> "subprocess.CompletedProcess[str]":
    """Do something in a process with limits."""
    return subprocess.run(
        [sys.executable, "-c", _BEGIN + work],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "work",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_it_reaches_no_network(work: str) -> None:
    told = done(work)

    assert told.returncode == 1
    assert "PermissionError: socket." in told.stderr


def test_it_takes_no_more_memory_than_it_is_given() -> None:
    assert done("bytearray(20 << 20)").returncode == 0
    assert "MemoryError" in done("bytearray(200 << 20)").stderr


def test_it_takes_no_more_time_than_it_is_given() -> None:
    assert done("\nwhile True: pass").returncode < 0


def test_it_opens_nothing_once_it_was_told_so() -> None:
    told = done("import os; apart.open_nothing(); open('/etc/passwd')")
    assert "PermissionError: open" in told.stderr

    # nor what does not ask Python
    told = done("import ctypes; libc = ctypes.CDLL(None); apart.open_nothing(); "
                "print(libc.open(b'/etc/passwd', 0), libc.socket(2, 1, 0))")  # fmt: skip
    assert told.stdout.split() == ["-1", "-1"]


def test_windows_is_told_the_same_in_its_own_words() -> None:
    """The sizes are those of Windows with 64 bits; there it has not been tried."""
    told = job_object.limits(30, 300 << 20)

    assert ctypes.sizeof(told) == 144
    assert told.basic.process_time == 300_000_000
    assert told.basic.active_processes == 1
    assert told.process_memory == 500 << 20
    assert told.basic.flags & 0x2102 == 0x2102
    assert not job_object.limits(0, 1).basic.flags & 0x2
