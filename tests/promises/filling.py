"""What a library does on a full disk, in a process of its own: a signal ends nothing else.

    python -m tests.promises.filling STEP FOLDER

Prints what happened as one line of JSON.
"""

import contextlib
import json
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import DiskFull
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import cases, libraries
from ssc_desktop.services.answers import Query
from ssc_desktop.store import reserve
from ssc_desktop.store.protection import DATABASE

STORIES = 5
WORDS = "what was typed while the disk was full "


def full(folder: Path) -> None:
    """Fill the disk on which `folder` lies to the last byte."""
    target = folder.parent / f"film{len(list(folder.parent.iterdir()))}"
    with target.open("wb", buffering=0) as stream:
        for step in (1 << 20, 1 << 12, 1 << 8, 1):
            with contextlib.suppress(OSError):
                while stream.write(os.urandom(step)):
                    pass
        with contextlib.suppress(OSError):
            os.fsync(stream.fileno())


def begin(folder: Path) -> dict[str, Any]:
    """A library with some stories and a reserve."""
    with closing(libraries.opened(folder)) as library:
        records = [({"title": f"Story {n}", "overview": "So it began. " * 200}, None)
                   for n in range(STORIES)]  # fmt: skip
        cases.added_together(library, records)
        return {"reserve": reserve.keep(library.folder)}


def read(folder: Path) -> dict[str, Any]:
    """Open it and read everything."""
    with closing(libraries.opened(folder)) as library:
        ids = [one.id for one in cases.listing(library, Query()).summaries]
        texts = [str(cases.opened(library, one).case.overview) for one in ids]
        return {"stories": len(ids), "texts": sum(map(bool, texts)),
                "typed": sum(WORDS in text for text in texts)}  # fmt: skip


def type_in(folder: Path) -> dict[str, Any]:
    """Fill the disk under an open library, then save what is typed: until nothing goes any more."""
    told: list[str] = []
    saved = refused = 0
    with closing(libraries.opened(folder)) as library:
        library.on_reserve_used = lambda: told.append("reserve")
        case_id = cases.listing(library, Query()).summaries[0].id
        opened = cases.opened(library, case_id)
        full(folder)
        had_reserve = (folder / reserve.NAME).exists()
        for number in range(1, 4):
            typed = with_value(opened.case, ("overview",), WORDS * 300 * number)
            try:
                cases.draft(library, typed, opened.base)
                saved += 1
            except DiskFull:
                refused += 1
            if number == 2:
                full(folder)
        max(folder.parent.glob("film*")).unlink()
        os.sync()
        typed = with_value(opened.case, ("overview",), WORDS * 400)
        cases.draft(library, typed, opened.base)
    return {"saved": saved, "refused": refused, "told": told, "had_reserve": had_reserve}


def usual(folder: Path) -> dict[str, Any]:
    """The control: the usual settings, WAL with shared memory, opened on the full disk."""
    with closing(driver.connect(folder / DATABASE, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        count = raw.execute("SELECT count(*) FROM revision").fetchone()[0]
        for _each in range(50):
            raw.execute("INSERT INTO unread VALUES (hex(randomblob(9)), 'a', hex(randomblob(999)))")
    return {"revisions": count}


STEPS = {"begin": begin, "read": read, "type": type_in, "usual": usual}

if __name__ == "__main__":
    done = STEPS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(done) + "\n")
