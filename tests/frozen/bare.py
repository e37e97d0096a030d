"""A bare Debian in a folder: nothing in it but what the package depends on.

What debootstrap makes is kept as a tar in `.cache/bare`, and so are the packages that apt fetches:
a second run fetches next to nothing.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

_SUITE = "bookworm"
_CACHE = Path(__file__).parents[2] / ".cache" / "bare"
_MIRROR = re.compile(r"^URIs: *(\S+)$|^deb (?:\[.*\] )?(\S+) ", re.MULTILINE)
_INSTALL = ("apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends")


def impossible() -> str:
    """Why no bare system can be made here; "" where it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "needs root"
    if not shutil.which("debootstrap"):
        return "needs debootstrap; `make package-test` brings it"
    return "" if _mirror() else "needs a mirror of Debian in apt's list"


def _mirror() -> str:
    """The mirror that this machine's own apt asks."""
    for path in sorted(Path("/etc/apt").rglob("*")):
        if path.suffix in {".list", ".sources"} and "debian" in (text := path.read_text("utf-8")):
            found = _MIRROR.search(text)
            if found:
                return found[1] or found[2]
    return ""


_ENTER = """
set -e
mount -t proc proc "$0/proc"
mount --bind /tmp "$0/tmp"
mount --bind "$1" "$0/var/cache/apt/archives"
shift
exec chroot "$@"
"""
"""Mounts in a name space of their own, so that they are gone with the command whatever happens."""


class Bare:
    """One such system, in a folder below /tmp; /tmp and the screen are shared with this one."""

    def __init__(self, folder: Path) -> None:
        self.root = folder

    def __enter__(self) -> Self:
        self._unpack()
        (_CACHE / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self.root)

    def install(self, package: Path) -> None:
        """Install a package from a file with what it depends on, and nothing else."""
        with tempfile.TemporaryDirectory(dir="/tmp") as shared:
            shutil.copy(package, shared)
            self.run("apt-get", "update", "--quiet=2")
            self.run(*_INSTALL, f"{shared}/{package.name}")

    def run(self, *command: str, home: Path | None = None) -> str:
        """What a command inside prints; raises where it fails."""
        surroundings = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(home or "/root"),
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        done = subprocess.run(
            [*self.command(), *command],
            env=surroundings, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def command(self) -> Sequence[str]:
        """What stands before a command to run it inside."""
        own = ("unshare", "--mount", "--propagation", "private")
        return (*own, "sh", "-c", _ENTER, str(self.root), str(_CACHE / "archives"), str(self.root))

    def _unpack(self) -> None:
        kept = _CACHE / f"{_SUITE}.tar"
        if not kept.is_file():
            _CACHE.mkdir(parents=True, exist_ok=True)
            made = self.root.with_name("debootstrap")
            subprocess.run(
                ["debootstrap", "--variant=minbase", _SUITE, str(made), _mirror()],
                check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            part = kept.with_suffix(".part")
            subprocess.run(["tar", "--create", "-f", part, "-C", made, "."], check=True)
            part.replace(kept)
            shutil.rmtree(made)
        self.root.mkdir()
        subprocess.run(["tar", "--extract", "-f", kept, "-C", self.root], check=True)
        for needed in ("/etc/resolv.conf", "/etc/apt/apt.conf.d"):
            self._copy(Path(needed))

    def _copy(self, needed: Path) -> None:
        """What this machine's apt needs to reach the mirror."""
        for path in [needed, *needed.glob("*prox*")]:
            if path.is_file():
                shutil.copy(path, self.root / path.relative_to("/"))
