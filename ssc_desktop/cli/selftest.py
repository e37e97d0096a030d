"""A program that was built or carried elsewhere tries its own parts: `--selftest`."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from ssc_desktop.cli.streams import say
from ssc_desktop.errors import SscError
from ssc_desktop.services import (
    bundles,
    cases,
    documents,
    libraries,
    proposals,
    protecting,
    start,
    tables_out,
)
from ssc_desktop.services.answers import Query


def run() -> int:
    """Try what the program does, from migrating to the window; 0 if all of it works."""
    with tempfile.TemporaryDirectory(prefix="ssc-selftest-") as folder:
        os.environ["SSC_CONFIG"] = str(Path(folder) / "config")
        library = libraries.opened(Path(folder) / "library")
        other = libraries.opened(Path(folder) / "other", config=Path(folder) / "other-config")
        try:
            failed = [
                name for name, works in _STEPS.items() if not _tried(name, works, library, other)
            ]
        finally:
            library.close()
            other.close()
    return 1 if failed else 0


_Step = Callable[[libraries.Library, libraries.Library], bool]


def _tried(name: str, works: _Step, library: libraries.Library, other: libraries.Library) -> bool:
    try:
        good = works(library, other)
    except (SscError, ImportError, OSError, ValueError, KeyError) as error:
        say(f"{name}: {type(error).__name__}: {error}")
        return False
    say(f"{name}: {'ok' if good else 'FAILED'}")
    return good


def _migrate(library: libraries.Library, _other: libraries.Library) -> bool:
    return library.path.is_file()


def _save(library: libraries.Library, _other: libraries.Library) -> bool:
    return bool(libraries.add_samples(library).cases)


def _search(library: libraries.Library, _other: libraries.Library) -> bool:
    return cases.listing(library, Query("hai")).total > 0


def _word(library: libraries.Library, _other: libraries.Library) -> bool:
    story = cases.listing(library, Query(limit=1)).summaries[0]
    target = library.folder / "story.docx"
    return documents.word(library, [story.id], documents.DocumentWish("story"), target).size > 0


def _tables(library: libraries.Library, _other: libraries.Library) -> bool:
    story = cases.listing(library, Query(limit=1)).summaries[0]
    target = library.folder / "stories.xlsx"
    tables_out.write(library, [story.id], target, tables_out.TableWish())
    planned = proposals.plan(library, [target])
    return len(planned.proposals) == 1 and not planned.proposals[0].suggested


def _bundle(library: libraries.Library, other: libraries.Library) -> bool:
    target = library.folder / "stories.sscz"
    made = bundles.make(library, None, target)
    taken, _changes = bundles.take(other, target)
    return made.stories == len(taken.new) and not libraries.check(other).problems


def _password(library: libraries.Library, _other: libraries.Library) -> bool:
    folder = library.folder.parent / "protected"
    libraries.opened(folder).close()
    protecting.protect(folder, "a password")
    key = protecting.unlocked(folder, "a password")
    protected = libraries.opened(start.begin(folder, key))
    problems = libraries.check(protected).problems
    protected.close()
    return protecting.is_protected(folder) and not problems


def _window(library: libraries.Library, _other: libraries.Library) -> bool:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui import portrait

    folder = library.folder.parent / "seen"
    libraries.opened(folder).close()
    portrait.picture(folder, folder / "window.png")
    return (folder / "window.png").stat().st_size > 0


_STEPS: dict[str, _Step] = {
    "migrate": _migrate,
    "save": _save,
    "search": _search,
    "word": _word,
    "tables": _tables,
    "bundle": _bundle,
    "password": _password,
    "window": _window,
}
