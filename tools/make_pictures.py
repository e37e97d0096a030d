"""Make the pictures of the documentation and of the manual (sources on PYTHONPATH).

The window is photographed on a fresh library of the sample stories, without a screen; documents are
turned into pictures with LibreOffice and pdftoppm. The pictures of the manual are steps of the
scripted journey, which tells a whole story by keys and clicks in the real program.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ssc_desktop.services import cases, documents, libraries
from ssc_desktop.services.answers import Query
from ui import app

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SHOWN = "Pro-Huerta"
MANUAL = PICTURES.parent / "manual" / "pictures"
STEPS = {
    "en-light": ("three-questions", "a-story-beside-an-example", "partner", "result", "picture-2",
                 "next-gap", "complete", "history", "quick-open", "what-leaves"),
    "ar-dark": ("three-questions", "a-story-beside-an-example", "lesson", "complete"),
}  # fmt: skip
"""The steps of the journey that the manual shows, by language and theme."""
_COLOURS = "128"


def main() -> None:
    """Write every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["SSC_CONFIG"] = str(place / "config")
        _documents(place)
        app.picture(place / "library", PICTURES / "window.png")
        app.picture(place / "library", PICTURES / "window-dark.png", theme="dark")
        app.picture(place / "library", PICTURES / "window-small.png", size=(1024, 600))
    with tempfile.TemporaryDirectory() as folder:
        _journey(Path(folder))


def _journey(place: Path) -> None:
    """Tell the story, look at the steps, keep those of the manual."""
    journey = [
        "-m",
        "pytest",
        "-q",
        "tests/journeys/test_whole_story.py",
    ]
    subprocess.run(
        ["xvfb-run", "-a", sys.executable, *journey, "--pictures", place], check=True
    )  # fmt: skip
    MANUAL.mkdir(parents=True, exist_ok=True)
    for told, steps in STEPS.items():
        for step in steps:
            (taken,) = (place / told).glob(f"[0-9]*-{step}.png")
            kept = MANUAL / f"{step}-{told}.png"
            # few colours: a window is flat, and the pictures travel with every copy
            subprocess.run(
                ["convert", taken, "+dither", "-colors", _COLOURS, f"PNG8:{kept}"], check=True
            )


def _documents(place: Path) -> None:
    library = libraries.opened(place / "library")
    libraries.add_samples(library)
    story = cases.listing(library, Query(SHOWN)).summaries[0]
    # what was changed last comes first in the list, and is the story that is photographed
    cases.set_value(library, story.id, ("keywords",), ("home gardens", "seed", "volunteers"))
    layouts = [name for name, one in documents.LAYOUTS.items() if one.least == 1]
    for layout in layouts:
        wish = documents.DocumentWish(layout, "en")
        documents.word(library, [story.id], wish, place / f"word-{layout}.docx")
    library.close()
    for layout in layouts:
        _page(place, f"word-{layout}")


def _page(place: Path, name: str) -> None:
    office = shutil.which("soffice") or "soffice"
    subprocess.run(
        [office, "--headless", "--convert-to", "pdf", "--outdir", place, place / f"{name}.docx"],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        ["pdftoppm", "-r", "70", "-png", "-f", "1", "-l", "1", "-singlefile",
         place / f"{name}.pdf", PICTURES / name],
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
