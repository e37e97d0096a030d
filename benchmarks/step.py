"""One step of the bundle benchmark, in a process of its own that tells what the step alone cost.

`python -m benchmarks.step NAME PLACE [SIZE]`; imports and opening a library, which a
program does once, are done before the clock starts.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHUNK = 1 << 20


def floor(place: Path) -> Callable[[], object]:
    """The least a bundle can cost: read its bytes once, hash them, write them once."""

    def copy() -> None:
        digest = hashlib.sha256()
        with (place / "stories.sscz").open("rb") as read, (place / "copy").open("wb") as write:
            while chunk := read.read(CHUNK):
                digest.update(chunk)
                write.write(chunk)

    return copy


def build(place: Path) -> Callable[[], object]:
    """Make the bundle of the whole library."""
    from ssc_desktop.services import bundles, libraries

    library = libraries.opened(place / "library")
    return lambda: bundles.make(library, None, place / "stories.sscz")


def verify(place: Path) -> Callable[[], object]:
    """Check the bundle from the first byte to the last line."""
    from ssc_desktop.services import bundles

    return lambda: bundles.verify(place / "stories.sscz")


def take(place: Path) -> Callable[[], object]:
    """Take the bundle into an empty library."""
    from ssc_desktop.services import bundles, libraries

    library = libraries.opened(place / "empty")
    return lambda: bundles.take(library, place / "stories.sscz")


def summary(place: Path) -> Callable[[], object]:
    """Tell what the bundle would bring to an empty library."""
    from ssc_desktop.services import bundles, libraries

    library = libraries.opened(place / "empty")
    return lambda: bundles.plan(library, place / "stories.sscz")


def forty(place: Path) -> Callable[[], object]:
    """Look at the bundles of a workshop and take them in."""
    from ssc_desktop.services import gathering, libraries

    library = libraries.opened(place / "collected")

    def gather() -> None:
        plans = gathering.plan_all(library, [place / "bundles"])
        accept = [plan.bundle for plan in plans.asking]
        gathering.take_all(library, plans, accept=accept)

    return gather


def edit(place: Path) -> Callable[[], object]:
    """Take a bundle with one edit into a library; the size of the library is the last argument."""
    from ssc_desktop.services import bundles, libraries

    library = libraries.opened(place / "copy-library")
    source = place / f"edit-{sys.argv[3]}.sscz"
    return lambda: bundles.take(library, source)


STEPS = {
    "floor": floor,
    "build": build,
    "verify": verify,
    "take": take,
    "summary": summary,
    "forty": forty,
    "edit": edit,
}


def main() -> None:
    """Do the step named on the command line and print its cost as JSON."""
    step = STEPS[sys.argv[1]](Path(sys.argv[2]))
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    step()
    after, ended = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": ended - begun}))


if __name__ == "__main__":
    main()
