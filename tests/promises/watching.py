"""Runs the program where there is no network, and tells what it asked the system for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ENOUGH = 500
_NETWORK = re.compile(r"\bAF_(?:INET6?|PACKET|NETLINK|BLUETOOTH|VSOCK)\b")
_OPENED = re.compile(r'\b(?:open|openat|openat2)\([^"]*"((?:[^"\\]|\\.)*)"[^=]*= \d')
_QUICK = ["--seccomp-bpf", "-f", "-qq", "-s", "300"]


@dataclass(frozen=True)
class Seen:
    """What a program did."""

    code: int
    said: str
    calls: tuple[str, ...]

    def after(self, place: str) -> "Seen":
        """What it did once it had looked for the file `place`."""
        at = next(number for number, call in enumerate(self.calls) if place in call)
        return Seen(self.code, self.said, self.calls[at + 1 :])

    @property
    def network(self) -> list[str]:
        """The calls that name a network."""
        return [call for call in self.calls if _NETWORK.search(call)]

    @property
    def opened(self) -> set[str]:
        """The files that were opened."""
        return {found[1] for call in self.calls if (found := _OPENED.search(call))}


def can_be_watched() -> bool:
    """Whether this computer has what it takes to watch a program, and lets one."""
    tried = ["strace", *_QUICK, "-o", os.devnull, "true"]
    return (
        shutil.which("strace") is not None
        and not subprocess.run(tried, capture_output=True, check=False).returncode
    )


watched_only = pytest.mark.skipif(not can_be_watched(), reason="needs strace, and leave to use it")


def run(
    command: Sequence[str | Path], folder: Path, calls: str = "socket,connect", **more: str
) -> Seen:
    """Run a Python program with a home of its own in `folder`, cut off from every network."""
    trace = folder / "calls"
    folder.mkdir(parents=True, exist_ok=True)
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"), "SSC_CONFIG": str(folder / "config"),
            "SSC_LIBRARY": str(folder / "library"), "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen", "QT_ACCESSIBILITY": "0"}  # fmt: skip
    done = subprocess.run(
        [*_cut_off(), "strace", *_QUICK, "-e", f"trace={calls}", "-o", trace,
         sys.executable, *command],
        cwd=ROOT, env={**os.environ, **home, **more}, capture_output=True, text=True,
        timeout=_ENOUGH, check=False,
    )  # fmt: skip
    told = trace.read_text("utf-8", "replace").splitlines() if trace.exists() else []
    return Seen(done.returncode, done.stdout + done.stderr, tuple(told))


def _cut_off() -> list[str]:
    """What takes the network away from a program, where one may."""
    tried = ["unshare", "--net", "true"]
    if (
        shutil.which("unshare")
        and not subprocess.run(tried, capture_output=True, check=False).returncode
    ):
        return ["unshare", "--net"]
    return []
