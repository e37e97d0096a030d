"""Sticks for tests: file systems in a file, which only root can mount."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

mounting = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts disks"
)


def do(*command: str | Path) -> None:
    """Run a program of the system; the test is skipped where it is not possible."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{command[0]} is not possible here: {done.stderr.strip()}")


def made(image: Path) -> Path:
    """An empty stick of 16 MB."""
    with image.open("wb") as stream:
        stream.truncate(16 * 1024 * 1024)
    do("mkfs.ext4", "-q", "-O", "^has_journal", image)
    return image


@contextmanager
def mounted(folder: Path, *how: str | Path) -> Iterator[Path]:
    """A disk that is in, at `folder`; taken out in the end."""
    folder.mkdir(exist_ok=True)
    do("mount", *how, folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)
