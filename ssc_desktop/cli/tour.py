"""The main job from end to end into a folder, with no display needed."""

import shutil
from pathlib import Path

from ssc_desktop.i18n import _
from ssc_desktop.services import bundles, cases, documents, libraries
from ssc_desktop.services.answers import Query


def run(folder: Path) -> None:
    """Make a sample library, a Word document, a bundle that another library takes in, a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    library_folder = folder / "library"
    library = libraries.opened(library_folder)
    try:
        libraries.add_samples(library)
        stories = cases.listing(library, Query(limit=1000)).summaries
        chosen = max(stories, key=lambda story: story.completeness)
        for layout in documents.LAYOUTS:
            path = folder / f"{layout}.docx"
            documents.word(library, [chosen.id], layout, path)
            _told(path)
        bundle = folder / "stories.sscz"
        bundles.make(library, None, bundle)
    finally:
        library.close()
    found = bundles.verify(bundle)
    _told(bundle, _("verified: {n} stories").format(n=found.stories))
    _told(library_folder, _take_elsewhere(folder, bundle))
    _picture(library_folder, folder / "window.png")


def _take_elsewhere(folder: Path, bundle: Path) -> str:
    """Take the bundle into a library that holds nothing, as another laptop would."""
    other = folder / "other-laptop"
    shutil.rmtree(other, ignore_errors=True)
    library = libraries.opened(other)
    try:
        taken, _changes = bundles.take(library, bundle)
    finally:
        library.close()
    return _("on another laptop: {sentence}").format(sentence=taken.sentence())


def _picture(library: Path, target: Path) -> None:
    from ui import app

    app.picture(library, target)
    _told(target)


def _told(path: Path, more: str = "") -> None:
    print(f"{path.resolve()}  {more}".rstrip())
