"""Bundles against other ways of carrying the same stories and photos: bagit.py + zip, restic, borg.

`python -m benchmarks.peers [--stories N] [--picture BYTES] [--rounds N]`. The others get one JSON
file and one photo for each story. Making is compared with making, and taking in with getting the
files back, checked; taking in does more than that: it reads every story. A program that is not
installed is left out, and said.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import stories
from benchmarks.bundles import Stage
from benchmarks.measure import Cost, Ratio, interleaved, median, python, report, run

FASTER = 1.0
_BAG = """
import bagit, shutil, sys
from pathlib import Path
source, place = Path(sys.argv[1]), Path(sys.argv[2])
shutil.copytree(source, place / "bag")
bagit.make_bag(str(place / "bag"), checksums=["sha256"])
shutil.make_archive(str(place / "bag"), "zip", place, "bag")
"""
_UNBAG = """
import bagit, shutil, sys
from pathlib import Path
place = Path(sys.argv[1])
shutil.unpack_archive(place / "bag.zip", place / "out")
bagit.Bag(str(place / "out" / "bag")).validate()
"""


class Peers:
    """The other programs, each with a folder of its own that is made anew for every round."""

    def __init__(self, place: Path, count: int, size: int) -> None:
        self.place = place
        self.source = place / "files"
        self.source.mkdir()
        for number in range(count):
            text = json.dumps(stories.story(number), ensure_ascii=False)
            (self.source / f"{number}.json").write_text(text, encoding="utf-8")
            (self.source / f"{number}.jpg").write_bytes(stories.picture(number, size))

    def jobs(self) -> dict[str, tuple[Callable[[], Cost], Callable[[], Cost]]]:
        """How each one makes, and takes in."""
        found = {"bagit.py and zip": (self.bag, self.unbag)}
        for name, pair in (
            ("restic", (self.restic, self.unrestic)),
            ("borg", (self.borg, self.unborg)),
        ):
            if shutil.which(name):
                found[name] = pair
            else:
                print(f"{name} is not installed and left out", file=sys.stderr)
        return found

    def _anew(self, name: str) -> Path:
        folder = self.place / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def bag(self) -> Cost:
        """Copy, hash and zip."""
        return run(python("-c", _BAG, self.source, self._anew("bagit")))

    def unbag(self) -> Cost:
        """Unzip and validate."""
        shutil.rmtree(self.place / "bagit" / "out", ignore_errors=True)
        return run(python("-c", _UNBAG, self.place / "bagit"))

    def restic(self) -> Cost:
        """Back up into a new repository."""
        folder = self._anew("restic")
        self._restic("init")
        return self._restic("backup", self.source, "--cache-dir", folder / "cache")

    def unrestic(self) -> Cost:
        """Restore."""
        out = self.place / "restic" / "out"
        shutil.rmtree(out, ignore_errors=True)
        return self._restic("restore", "latest", "--target", out, "--no-cache")

    def _restic(self, *arguments: str | Path) -> Cost:
        repository = self.place / "restic" / "repository"
        words = {"RESTIC_PASSWORD": "benchmark"}
        return run(["restic", "--quiet", "--repo", repository, *arguments], words)

    def borg(self) -> Cost:
        """Create an archive in a new repository."""
        folder = self._anew("borg")
        self._borg("init", "--encryption=none", folder / "repository")
        return self._borg("create", f"{folder / 'repository'}::all", self.source)

    def unborg(self) -> Cost:
        """Extract."""
        out = self.place / "borg" / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        repository = self.place / "borg" / "repository"
        return run(["sh", "-c", f"cd '{out}' && borg extract '{repository}::all'"], self._home())

    def _borg(self, *arguments: str | Path) -> Cost:
        return run(["borg", *arguments], self._home())

    def _home(self) -> dict[str, str]:
        return {"BORG_BASE_DIR": str(self.place / "borg-home")}


def main() -> int:
    """Measure, print, and fail where another is faster."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--picture", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        stage = Stage(place, wanted.stories, wanted.picture)
        others = Peers(place, wanted.stories, wanted.picture).jobs()
        jobs = {"ours: make": stage.build, "ours: take in": stage.take}
        for peer, (make, take) in others.items():
            jobs |= {f"{peer}: make": make, f"{peer}: take in": take}
        costs = interleaved(jobs, wanted.rounds)
    ratios = [
        Ratio(
            f"{deed}, against {peer}"[:40],
            median(costs[f"ours: {deed}"]),
            median(costs[f"{peer}: {deed}"]),
            FASTER,
        )
        for peer in others
        for deed in ("make", "take in")
    ]
    return report(f"{wanted.stories} stories beside other programs", costs, ratios)


if __name__ == "__main__":
    sys.exit(main())
