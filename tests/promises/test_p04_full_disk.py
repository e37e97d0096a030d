"""P4: a full disk never locks anybody out."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.promises import filling

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts small file systems"
)

DISKS = {
    "tmpfs": (48, ()),
    "ext4 with 1k blocks": (48, ("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "1024")),
    "ext4 with 4k blocks": (48, ("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096")),
    "btrfs": (128, ("mkfs.btrfs", "-q", "--mixed")),
}


@pytest.fixture(params=DISKS)
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    megabytes, make = DISKS[request.param]
    place, image = tmp_path / "disk", tmp_path / "image"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(place)]
    if make:
        if shutil.which(make[0]) is None:
            pytest.skip(f"{make[0]} is not installed")
        with image.open("wb") as stream:
            stream.truncate(megabytes << 20)
        subprocess.run([*make, str(image)], check=True, capture_output=True)
        mount = ["mount", "-o", "loop", str(image), str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def _run(step: str, folder: Path) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises.filling", step, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    told = json.loads(done.stdout) if done.returncode == 0 else {}
    return done.returncode, told, done.stderr[-2000:]


def _done(step: str, folder: Path) -> dict[str, Any]:
    code, told, said = _run(step, folder)
    assert code == 0, f"{step}: {code}\n{said}"  # below zero it is a signal
    return told


def test_a_full_disk_takes_the_pending_text_and_locks_nobody_out(
    disk: Path, figures: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    folder = disk / "library"

    assert _done("begin", folder) == {"reserve": True}
    typed = _done("type", folder)
    assert typed["had_reserve"]
    assert typed["saved"] >= 1
    assert typed["told"][:1] == ["reserve"]

    filling.full(folder)
    found = _done("read", folder)

    assert found == {"stories": filling.STORIES, "texts": filling.STORIES, "typed": 1}
    figures[request.node.callspec.params["disk"]] = f"{typed['saved']} texts saved, opens, reads"


def test_a_library_opens_on_a_disk_that_was_full_before(disk: Path) -> None:
    folder = disk / "library"
    _done("begin", folder)
    (folder / "library.reserve").unlink()
    filling.full(folder)

    found = _done("read", folder)

    assert found == {"stories": filling.STORIES, "texts": filling.STORIES, "typed": 0}


def test_with_the_usual_settings_a_full_disk_does_lock_people_out(
    disk: Path, size: Any, figures: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    if not size.at_the_bar and "tmpfs" not in str(request.node.name):
        pytest.skip("tried on all of them at the bar")
    folder = disk / "library"
    _done("begin", folder)
    (folder / "library.reserve").unlink()
    filling.full(folder)

    code, told, said = _run("usual", folder)

    name = request.node.callspec.params["disk"]
    last = (said.strip() or str(told)).splitlines()[-1].rpartition(": ")[2]
    figures[f"usual settings on {name}"] = f"signal {-code}" if code < 0 else last
    assert code != 0
