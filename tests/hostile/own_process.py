"""Does hostile work in a process of its own, and tells by how much its memory grew.

`python -m tests.hostile.own_process LIBRARY FILE...` takes files in and prints, for each, by how
many bytes the process has grown since the first, a good one. Everything counts here, also what is
allocated outside of Python.
"""

import contextlib
import json
import resource
import sys
from pathlib import Path

from ssc_desktop.errors import BundleError
from ssc_desktop.services import bundles, libraries


def main(folder: Path, good: Path, *bad: Path) -> None:
    """Take in the good file, then the others."""
    library = libraries.opened(folder)
    bundles.take(library, good)
    before = _peak()
    grown = {}
    for path in bad:
        with contextlib.suppress(BundleError):
            bundles.take(library, path)
        grown[path.name] = _peak() - before
    library.close()
    sys.stdout.write(json.dumps(grown))


def _peak() -> int:
    """The most memory that this process ever had at a time, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
