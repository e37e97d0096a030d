"""The program as its own process: exit codes, streams, pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.paths import bundled
from tests.laptops import empty_library

SAMPLE = bundled("resources") / "samples" / "c07-fao-china-uganda.json"


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
        encoding="utf-8",
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
@pytest.mark.parametrize("command", ["schema", "--help", "--version", "new --title Rice"])
@pytest.mark.parametrize("output", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_said(tmp_path: Path, command: str, output: str) -> None:
    done = shell(tmp_path, f"{command} {output}")

    assert done.returncode == 1
    assert done.stderr.startswith("The output could not be written. ")
    assert len(done.stderr.splitlines()) == 1


def test_a_remark_that_nobody_can_hear_is_no_traceback(tmp_path: Path) -> None:
    empty_library(tmp_path / "library")

    for silent in ("2>&-", "2>/dev/full"):
        done = shell(tmp_path, f"show x {silent}")

        assert (done.returncode, done.stdout) == (1, "")


def shell(home: Path, line: str) -> "subprocess.CompletedProcess[str]":
    """Run the program with the shell's redirections."""
    return subprocess.run(
        ["sh", "-c", f"{sys.executable} -m ssc_desktop {line}"],
        cwd=home,
        env={
            **os.environ,
            "SSC_LIBRARY": str(home / "library"),
            "SSC_CONFIG": str(home / "config"),
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_computer_says_the_same_bytes(tmp_path: Path) -> None:
    case_id = run(tmp_path, "new", "--title", "Riz d’Haïti, 水稻").stdout.strip()
    asked = [sys.executable, "-m", "ssc_desktop", "show", case_id, "--json"]
    plain = {
        **os.environ,
        "SSC_LIBRARY": str(tmp_path / "library"),
        "SSC_CONFIG": str(tmp_path / "config"),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }

    said = {
        subprocess.run(asked, env={**plain, **more}, capture_output=True, check=True).stdout
        for more in (
            {"LC_ALL": "C.UTF-8"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-16"},
        )
    }

    assert len(said) == 1
    assert "Riz d’Haïti, 水稻".encode() in said.pop()


def test_an_old_locale_does_not_stop_a_story_midway(tmp_path: Path) -> None:
    empty_library(tmp_path / "library")
    case_id = run(tmp_path, "add", SAMPLE).stdout.strip()
    whole = run(tmp_path, "show", case_id).stdout

    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(tmp_path, "show", case_id, **old)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == whole


@pytest.mark.parametrize("loading", ["ssc_desktop.cli", "ssc_desktop.settings", "argparse"])
def test_stopping_while_the_program_is_loaded_is_no_traceback(tmp_path: Path, loading: str) -> None:
    hit = f"""
import runpy, sys
class Hit:
    def find_spec(self, name, path=None, target=None):
        if name == {loading!r}: raise KeyboardInterrupt
sys.meta_path.insert(0, Hit())
sys.argv = ["ssc-desktop", "schema"]
runpy.run_module("ssc_desktop", run_name="__main__")
"""

    done = subprocess.run(
        [sys.executable, "-c", hit],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


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
