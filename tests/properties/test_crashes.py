"""Killed at any write, torn in a write, with a full or a failing disk: before, or after."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.services import bundles
from tests.laptops import Laptop

_SHIM = Path(__file__).with_name("crash_points.c")
_on_linux = pytest.mark.skipif(sys.platform != "linux", reason="stands before the C library")


def _points(tmp_path: Path) -> Path:
    made = tmp_path / "points.so"
    subprocess.run(
        ["cc", "-Wall", "-Werror", "-shared", "-fPIC", "-O1", "-o", made, _SHIM, "-ldl"], check=True
    )
    return made


def _crashed(tmp_path: Path, *words: str) -> list[dict[str, Any]]:
    points = _points(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.properties.crashes", points, *words],
        env={**os.environ, "LD_PRELOAD": str(points)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@_on_linux
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_accident_at_any_write_leaves_the_library_before_or_after(tmp_path: Path) -> None:
    for report in _crashed(tmp_path):
        assert report["wrong"] == []
        # it tested something: there were points, and the accidents did happen
        assert report["points"] >= 20
        assert report["ended"]["kill: killed"] == report["points"]
        assert report["ended"]["tear: killed"] >= report["points"] // 3
        assert report["ended"]["full: refused"] >= report["points"] // 3
        assert report["ended"]["fail: refused"] >= report["points"] // 3


@_on_linux
@pytest.mark.slow
def test_what_is_written_in_two_steps_is_noticed(tmp_path: Path) -> None:
    reports = _crashed(tmp_path, "--every", "5", "--fault")

    assert any("does not agree" in wrong for wrong in reports[0]["wrong"])


def test_what_a_killed_program_had_unpacked_is_gone_at_the_next_start(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    for folder in ("spool/bundle-1", "attachments/staging"):
        (laptop.folder / "library" / folder).mkdir(parents=True)
        (laptop.folder / "library" / folder / "open text").write_text("a name")

    laptop.reopen()
    laptop.close()

    assert not list((laptop.folder / "library").rglob("open text"))


def test_a_second_program_is_kindly_locked_out_while_a_bundle_is_taken_in(tmp_path: Path) -> None:
    giver, taker = Laptop(tmp_path / "giver"), Laptop(tmp_path / "taker")
    case_id = giver.add(title="Rice")
    bundle = giver.send()
    words = [sys.executable, "-m", "ssc_desktop", "--library", str(taker.folder / "library")]
    second: list[subprocess.CompletedProcess[str]] = []

    def meanwhile(_done: int, _all: int) -> None:
        if not second:
            second.append(
                subprocess.run(
                    [*words, "take", str(bundle)], capture_output=True, text=True, check=False
                )
            )

    bundles.take(taker.library, bundle, progress=meanwhile)

    assert second[0].returncode != 0
    assert "already open in another window" in second[0].stderr
    assert taker.case(case_id).title == "Rice"
    assert taker.revisions() == giver.revisions()
    for laptop in (giver, taker):
        laptop.close()
