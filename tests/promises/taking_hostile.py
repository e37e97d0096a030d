"""Opens whatever lies in a folder as the program does, and tells what each file cost.

`python -m tests.promises.taking_hostile FOLDER` prints JSON: for each file its seconds and whether
it was refused, the most memory of this process and of those that it began, in bytes, and whether
stories can still be written afterwards. It runs with files that are meant to do harm.
"""

import contextlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize

from ssc_desktop import paths
from ssc_desktop.errors import SscError
from ssc_desktop.services import cases, incoming_files, libraries
from ssc_desktop.services.libraries import Library
from ui import pictures
from ui.viewmodels import photo

_PICTURES = "picture"
BEGIN = "/no-such-place/here-it-begins"
"""Looked for when the program is ready, so that whoever watches knows."""


def main(folder: Path) -> None:
    """Open all files of the folder, one after the other."""
    library = libraries.opened(paths.default_library())
    cases.added(library, {"title": "Rice"})
    photo.pasted  # noqa: B018 - all that is loaded late is loaded now
    pictures.decoded(b"\x89PNG", QSize(9, 9))
    before = _peak(resource.RUSAGE_SELF)
    with contextlib.suppress(OSError):
        Path(BEGIN).read_bytes()
    told = {path.name: _opened(library, path) for path in sorted(folder.iterdir())}
    alive = bool(cases.added(library, {"title": "Fish"})[0])
    library.close()
    pictures._door().close()  # noqa: SLF001 - so that its memory is counted too
    sys.stdout.write(json.dumps({
        "files": told, "alive": alive,
        "grown": _peak(resource.RUSAGE_SELF) - before,
        "children": _peak(resource.RUSAGE_CHILDREN),
    }))  # fmt: skip


def _opened(library: Library, path: Path) -> dict[str, Any]:
    began = time.monotonic()
    try:
        refused = _is_refused_picture(path) if path.name.startswith(_PICTURES) else _is_refused(
            library, path)  # fmt: skip
    except SscError:
        refused = True
    return {"seconds": round(time.monotonic() - began, 2), "refused": refused}


def _is_refused_picture(path: Path) -> bool:
    shown = pictures.decoded(path.read_bytes(), QSize(420, 300))
    photo.prepared(path)
    return shown.image.isNull()


def _is_refused(library: Library, path: Path) -> bool:
    told = incoming_files.plan(library, [path])
    return bool(told.plans.refused or told.proposals.refused)


def _peak(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss * 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
