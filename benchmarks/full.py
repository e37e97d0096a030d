"""A library of whole stories told through the program, so many megabytes of it; made once and kept.

`python -m benchmarks.full MEGABYTES`. Each story is as large as a real full one.
"""

import shutil
import sys
from pathlib import Path

from benchmarks.many import stamp
from benchmarks.measure import ROOT
from benchmarks.stories import story

_AT_ONCE = 50
_MEGABYTE = 1 << 20


def kept(megabytes: int) -> Path:
    """The folder of a library of so many megabytes; made where it is missing."""
    folder = ROOT / ".cache" / "bench" / f"full-{megabytes}-{stamp()}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder, megabytes)
        (folder / "done").touch()
    return folder


def _make(folder: Path, megabytes: int) -> None:
    from ssc_desktop.services import cases, libraries
    from ssc_desktop.services.bulk import bulk

    library = libraries.opened(folder)
    number = 0
    while library.path.stat().st_size < megabytes * _MEGABYTE:
        with bulk():
            records = [(story(number + one), None) for one in range(_AT_ONCE)]
            cases.added_together(library, records)
        number += _AT_ONCE
        library.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        print(number, library.path.stat().st_size // _MEGABYTE, file=sys.stderr, flush=True)
    library.close()


if __name__ == "__main__":
    print(kept(int(sys.argv[1])))
