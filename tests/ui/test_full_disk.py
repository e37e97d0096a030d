"""The window on a disk that is full to the last byte."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.promises import filling
from tests.ui.driving import Desk

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts a small file system"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(place)], check=False
    )
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def test_what_is_typed_on_a_full_disk_is_saved_and_the_person_told(
    qtbot: QtBot, disk: Path
) -> None:
    desk = Desk(qtbot, disk / "library")
    desk.new_story()
    desk.shelf.watching.rest()
    desk.wait(desk.quiet)
    heard: list[bool] = []
    desk.shelf.watching.reserve_used.connect(lambda: heard.append(True))
    filling.full(disk / "library")

    # more than the log has room for
    desk.type_into("Rice on a full disk. " * 2_000, "overview")
    desk.rest()

    assert desk.shelf.autosave.state == "saved"
    assert heard == [True]
    case_id = desk.shelf.editor.case_id
    desk.close()

    again = Desk(qtbot, disk / "library")
    again.wait(lambda: again.shelf.editor.case_id == case_id)
    assert str(again.shelf.editor.value(("overview",))).startswith("Rice on a full disk. Rice")
    again.close()
