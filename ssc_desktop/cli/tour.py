"""The main job from end to end into a folder, with no display needed."""

import shutil
from pathlib import Path

from ssc_desktop.cli.streams import say
from ssc_desktop.errors import ExportError
from ssc_desktop.files import refused
from ssc_desktop.i18n import _
from ssc_desktop.services import bundles, cases, documents, libraries
from ssc_desktop.services.answers import Query


def run(folder: Path) -> None:
    """Make a sample library, Word documents, a bundle that another laptop takes in, a picture.

    What an earlier tour left in the folder is used again or replaced. Raises ExportError or
    StorageError where the folder cannot be made or written.
    """
    _make(folder)
    bundle = folder / "stories.sscz"
    _write(folder, bundle)
    found = bundles.verify(bundle)
    said = _("a signed bundle of {n} stories, verified").format(n=found.stories)
    say(f"{bundle.resolve()}: {said}")
    other = folder / "other-laptop"
    sentence = _taken_elsewhere(other, bundle)
    say(_("{path}: another laptop took it in: {sentence}").format(
        path=other.resolve(), sentence=sentence))  # fmt: skip
    _picture(folder / "library", folder / "window.png")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ExportError(
            _("“{name}” is a file or lies below one, and cannot be a folder.").format(name=folder),
            advice=_("Name a new or an empty folder."),
        ) from error
    except OSError as error:
        raise refused(error, folder) from error


def _write(folder: Path, bundle: Path) -> None:
    library = libraries.opened(folder / "library")
    try:
        libraries.add_samples(library)
        stories = cases.listing(library, Query(limit=1000)).summaries
        chosen = max(stories, key=lambda story: story.completeness)
        said = _("a library of {n} stories").format(n=len(stories))
        say(f"{library.folder.resolve()}: {said}")
        for layout in (name for name, one in documents.LAYOUTS.items() if one.least == 1):
            path = folder / f"{layout}.docx"
            documents.word(library, [chosen.id], documents.DocumentWish(layout), path)
            say(f"{path.resolve()}: {chosen.title}")
        bundles.make(library, None, bundle)
    finally:
        library.close()


def _taken_elsewhere(folder: Path, bundle: Path) -> str:
    """Take the bundle into a library that holds nothing, with a key of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    library = libraries.opened(folder / "library", config=folder / "config")
    try:
        taken, _changes = bundles.take(library, bundle)
    finally:
        library.close()
    return taken.sentence()


def _picture(library: Path, target: Path) -> None:
    from ui import portrait

    portrait.picture(library, target)
    say(_("{path}: a picture of the window").format(path=target.resolve()))
