"""Reading documents back, warm and in one process; and once in a process of its own.

`python -m benchmarks.word_reading` prints the medians in milliseconds of CPU, and ends with 1 where
a promise is broken: a form that was filled in, and a story of ours that was edited, in 50 ms each.
"""

import json
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssc_desktop import word
from ssc_desktop.paths import bundled
from ssc_desktop.record import Case, record_json
from ssc_desktop.word import reading
from ssc_desktop.word.form import making

PROMISED = 50.0
ROUNDS = 15
_SAMPLE = "c15-pro-huerta-haiti"
_LATER = "Answers that came by mail"


def main() -> int:
    """Measure, print, and judge."""
    with tempfile.TemporaryDirectory() as name:
        files = _written(Path(name))
        costs = {job: _median(path) for job, path in files.items()}
        begun = time.perf_counter()
        reading.read(files["form, filled in"])
        apart = 1000 * (time.perf_counter() - begun)
    for job, cost in costs.items():
        print(f"{job:24} {cost:7.1f} ms")
    print(f"{'in its own process':24} {apart:7.1f} ms, of which most is its start")
    return int(max(costs["form, filled in"], costs["story, edited"]) > PROMISED)


def _written(folder: Path) -> dict[str, Path]:
    case = _sample()
    story, overview = folder / "story.docx", folder / "overview.docx"
    shown = word.DocumentCase(case)
    word.write([shown], word.DocumentWish("story", "en"), story)
    word.write([shown], word.DocumentWish("overview", "en"), overview)
    form, whole = folder / "form.docx", folder / "whole.docx"
    wish = word.DocumentWish("form", "en")
    making.write(making.FormOrder(), wish, form)
    making.write(making.FormOrder(depth=making.FULL), wish, whole)
    about = folder / "about.docx"
    making.write(making.FormOrder(shown), word.DocumentWish("form", "fr"), about)
    told = str(case.challenge)[:40]
    return {
        "story, untouched": story,
        "story, edited": _changed(story, lambda xml: xml.replace(told, _LATER)),
        "overview, untouched": overview,
        "form, filled in": _changed(form, _filled),
        "form for a whole story": _changed(whole, _filled),
        "form about a story": about,
    }


def _sample() -> Case:
    path = bundled("resources") / "samples" / f"{_SAMPLE}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data.pop("attachment", None)
    return record_json.read(data)


def _filled(xml: str) -> str:
    """Words in every empty paragraph of an answer."""
    empty = '<w:p><w:pPr><w:pStyle w:val="SSCFormText"/></w:pPr></w:p>'
    return xml.replace(empty, empty.replace("</w:p>", f"<w:r><w:t>{_LATER}</w:t></w:r></w:p>"))


def _changed(path: Path, change: Callable[[str], str]) -> Path:
    target = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, change(data.decode()).encode() if name == "word/document.xml" else data
            )
    return target


def _median(path: Path) -> float:
    """Milliseconds of CPU that reading takes, when everything is warm."""
    costs = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        reading.parse(path)
        costs.append(1000 * (time.process_time() - begun))
    return statistics.median(costs[1:])


if __name__ == "__main__":
    sys.exit(main())
