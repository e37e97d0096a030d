"""The program as its own process: exit codes, streams, pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.laptops import empty_library


def run(home: Path, *arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the program."""
    environment = {
        **os.environ,
        "SSC_LIBRARY": str(home / "library"),
        "SSC_CONFIG": str(home / "config"),
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "LC_ALL": "C.UTF-8",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "ssc_desktop", *map(str, arguments)],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_story_from_one_process_is_there_in_the_next(tmp_path: Path) -> None:
    made = run(tmp_path, "new", "--title", "Riz d’Haïti")
    listed = run(tmp_path, "list")

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.strip() in listed.stdout
    assert "Riz d’Haïti" in listed.stdout


def test_exit_codes_reach_the_shell(tmp_path: Path) -> None:
    empty_library(tmp_path / "library")

    refused, wrong = run(tmp_path, "show", "x"), run(tmp_path, "bogus")

    assert (refused.returncode, wrong.returncode) == (1, 2)
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr + wrong.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}

    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m ssc_desktop schema | head -1"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_no_traceback(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ssc_desktop", "schema"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_the_command_line_needs_no_window(tmp_path: Path) -> None:
    asked = "import sys; from ssc_desktop.__main__ import main; main(['list']); "
    told = "print(sorted(n for n in sys.modules if n.startswith(('PySide6', 'ui'))))"

    done = subprocess.run(
        [sys.executable, "-c", asked + told],
        cwd=tmp_path,
        env={
            **os.environ,
            "SSC_LIBRARY": str(tmp_path / "library"),
            "SSC_CONFIG": str(tmp_path / "config"),
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "[]\n"
