"""P13: the app never uses the network unless you press Send.

Nothing in it sends, so there is no network at all: not one socket to anywhere is asked for while
stories are written, shown, printed, sent and taken in.
"""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import ROOT, modules
from tests.promises.watching import run, watched_only

PROGRAM = ("-m", "ssc_desktop")
_SPEAKS = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib",
    "socketserver", "xmlrpc", "asyncio", "webbrowser", "requests", "httpx", "aiohttp",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
}  # fmt: skip
_PARSES_ADDRESSES = {"urllib.parse"}


def test_no_test_of_ours_can_reach_a_network() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(PermissionError):
            socket.socket(family)
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(PermissionError):
        socket.create_connection(("127.0.0.1", 9))


def test_no_module_knows_how_to_speak_to_others() -> None:
    told = {
        f"{path}: {name}"
        for path in modules("ssc_desktop", "ui")
        for name in _imported(path)
        if (name in _SPEAKS or name.partition(".")[0] in _SPEAKS) and name not in _PARSES_ADDRESSES
    }

    assert not told


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "PySide6":
                yield from (f"PySide6.{one.name}" for one in node.names)


@watched_only
def test_a_program_that_reaches_for_it_is_seen(tmp_path: Path) -> None:
    """What the ones below are measured against."""
    reaching = "import socket; socket.socket(socket.AF_INET).close()"

    assert run(["-c", reaching], tmp_path).network


@watched_only
def test_the_main_job_asks_for_no_network(tmp_path: Path, figures: dict[str, Any]) -> None:
    """Stories, documents, a bundle that another laptop takes in, and the window."""
    made = tmp_path / "tour"
    commands: tuple[tuple[str | Path, ...], ...] = (
        ("tour", made),
        ("take", "--accept", made / "stories.sscz"),
        ("table", "--all", "-o", tmp_path / "stories.xlsx"),
        ("pdf", "--all", "--layout", "overview", "-o", tmp_path / "stories.pdf"),
        ("take", made / "story.docx"),
    )
    seen = [run([*PROGRAM, *command], tmp_path) for command in commands]

    assert [one.code for one in seen] == [0] * len(seen), "\n".join(one.said for one in seen)
    figures["sockets"] = sum(len(one.network) for one in seen)
    assert figures["sockets"] == 0


@watched_only
def test_a_sitting_at_the_window_asks_for_no_network(
    tmp_path: Path, figures: dict[str, Any]
) -> None:
    """Every page and every dialogue that the tests of hostile words open, and photos."""
    tests = ["tests/ui/test_canary.py", "tests/hostile/test_pictures_apart.py"]
    chosen = ["-k", "page or manual or pasted or kind or bomb"]
    seen = run(
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests, *chosen],
        tmp_path,
    )

    assert seen.code == 0, seen.said
    figures["sockets"] = len(seen.network)
    assert seen.network == []
