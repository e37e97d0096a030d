"""Books of 100 and 1,000 stories beside the floor: deflate the ready text, store the pictures.

`python -m benchmarks.word` prints the table and ends with 1 where a promise is broken: at most 3
times the floor's CPU, at most 100 MB of memory at any size, ten times the stories at most 11 times
the time; a book of 100 stories at least 20 times faster than python-docx as its manual has it, and
than pandoc where that is installed; one more story in 50 ms; whoever stops is heard within 200 ms.
Every book tells all its stories twice, as overviews and in full, with four pictures each.
"""

import hashlib
import io
import shutil
import statistics
import sys
import tempfile
import time
import uuid
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import measure, word_peers

if TYPE_CHECKING:
    from ssc_desktop import word

PICTURES = 4
"""Pictures of each story, all different, of 112 kB."""
PICTURE_SIZE = 112_000
ROUNDS = 3
FEW, MANY = 100, 1_000
FASTER = 20
"""So many times what the peers need."""
WARM, HEARD = 0.050, 0.200
"""Seconds: for one more story, and from the wish to stop to the end."""
MOMENTS = 12
"""Moments of a book at which it is stopped."""


def main() -> int:
    """Measure, or do one of the jobs that are measured."""
    if len(sys.argv) > 1:
        job, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
        {
            "ours": write,
            "floor": pack,
            "warm": warm,
            "stop": stop,
            "python-docx": word_peers.with_python_docx,
        }[job](count, folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paint(folder)
        costs = measure.interleaved(
            {
                f"{job} {count}": partial(_child, job, count, folder)
                for count in (FEW, MANY)
                for job in ("ours", "floor")
            },
            ROUNDS,
        )
        costs |= measure.interleaved(
            {job: partial(_child, job, FEW, folder) for job in ("warm", "stop")}, 1
        )
        costs |= measure.interleaved(peers(folder), 1)
    return report(costs)


def _child(job: str, count: int, folder: Path) -> measure.Cost:
    return measure.run(measure.python("-m", "benchmarks.word", job, str(count), folder))


def peers(folder: Path) -> dict[str, Any]:
    """The same pages written by others, out of a book of ours that is ready."""
    book = folder / f"ours-{FEW}.docx"
    word_peers.told_apart(book, folder)
    jobs: dict[str, Any] = {"python-docx": partial(_child, "python-docx", FEW, folder)}
    if shutil.which("pandoc"):
        (folder / "empty.md").write_text("A word.", encoding="utf-8")
        for name, source in (("pandoc", "book.md"), ("pandoc, empty", "empty.md")):
            command: list[str | Path] = ["pandoc", folder / source, "--resource-path", folder]
            jobs[name] = partial(measure.run, [*command, "-o", folder / "pandoc.docx"])
    else:
        print("pandoc is not installed and was left out", file=sys.stderr)
    return jobs


def report(costs: dict[str, list[measure.Cost]]) -> int:
    """The ratios that are promised."""
    cpu = {name: measure.median(measured) for name, measured in costs.items()}
    peak = max(cost.peak for name in costs if "ours" in name for cost in costs[name])
    story, book = map(float, costs["warm"][0].said.split())
    # all without what starting takes: the program runs when somebody asks for a book
    others = {"python-docx": float(costs["python-docx"][0].said)}
    if "pandoc" in cpu:
        others["pandoc"] = cpu["pandoc"] - cpu["pandoc, empty"]
    slower = [
        measure.Ratio(f"{FASTER} x ours / {name}", FASTER * book, seconds, 1)
        for name, seconds in others.items()
    ]
    return measure.report(
        f"Books of {FEW} and {MANY} stories with {PICTURES} pictures each",
        costs,
        [
            measure.Ratio(f"{FEW} stories / floor", cpu[f"ours {FEW}"], cpu[f"floor {FEW}"], 3),
            measure.Ratio(f"{MANY} stories / floor", cpu[f"ours {MANY}"], cpu[f"floor {MANY}"], 3),
            measure.Ratio("growth", cpu[f"ours {MANY}"], cpu[f"ours {FEW}"], 11),
            measure.Ratio("peak / 100 MB", peak, 100, 1),
            measure.Ratio("a story / 50 ms", story, WARM, 1),
            measure.Ratio("a stop / 200 ms", float(costs["stop"][0].said), HEARD, 1),
            *slower,
        ],
    )


def paint(folder: Path) -> None:
    """One picture file for every picture of every story."""
    from PIL import Image

    made = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(made, format="JPEG", quality=60)
    content = made.getvalue().ljust(PICTURE_SIZE, b"\0")
    for number in range(MANY * PICTURES):
        (folder / f"{number}.jpg").write_bytes(content + number.to_bytes(4, "big"))


def digest(number: int) -> str:
    """The name of a picture in the record."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def told(count: int, folder: Path) -> "list[word.DocumentCase]":
    """So many stories: twenty different ones, again and again, each with its own pictures."""
    import dataclasses

    from benchmarks import stories
    from ssc_desktop import word
    from ssc_desktop.at_rest import KeptFile
    from ssc_desktop.record import record_json
    from ssc_desktop.record.evidence import Attachment

    names = range(count * PICTURES)
    places = {digest(number): KeptFile(folder / f"{number}.jpg") for number in names}
    different = [record_json.read(stories.story(number)) for number in range(20)]
    made = []
    for number in range(count):
        held = tuple(
            Attachment(
                id=str(uuid.UUID(int=one)),
                sha256=digest(one),
                media_type="image/jpeg",
                alt_text="A field",
            )
            for one in range(number * PICTURES, (number + 1) * PICTURES)
        )
        identity = str(uuid.UUID(int=number))
        case = different[number % len(different)]
        case = dataclasses.replace(case, case_uuid=identity, attachment=held)
        made.append(word.DocumentCase(case, picture=places.get))
    return made


def all_in_full(cases: "list[word.DocumentCase]") -> "word.DocumentWish":
    """A book that tells every story twice: as an overview and in full."""
    from ssc_desktop import word

    return word.DocumentWish("book", "en", full=frozenset(str(c.case.case_uuid) for c in cases))


def write(count: int, folder: Path) -> None:
    """Write a book of so many stories, all of them in full, as the program does."""
    from ssc_desktop import word

    cases = told(count, folder)
    word.write(cases, all_in_full(cases), folder / f"ours-{count}.docx")


def pack(count: int, folder: Path) -> None:
    """The floor: deflate the text of our document, which is ready, and store its pictures."""
    with (
        zipfile.ZipFile(folder / f"ours-{count}.docx") as ready,
        zipfile.ZipFile(folder / f"floor-{count}.docx", "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in ready.namelist():
            if not name.startswith("word/media/"):
                with ready.open(name) as source, archive.open(name, "w") as target:
                    while chunk := source.read(1 << 20):
                        target.write(chunk)
        for number in range(count * PICTURES):
            archive.write(folder / f"{number}.jpg", compress_type=zipfile.ZIP_STORED)


def warm(count: int, folder: Path) -> None:
    """Seconds of CPU for one story more, and for a book, once the program runs."""
    from ssc_desktop import word

    cases = told(count, folder)
    story = word.DocumentWish("story", "en")
    one = [_spent(cases[:1], story, folder / "warm.docx") for _ in range(12)]
    books = [_spent(cases, all_in_full(cases), folder / "warm.docx") for _ in range(3)]
    print(statistics.median(one[3:]), statistics.median(books))


def _spent(cases: "list[word.DocumentCase]", wish: "word.DocumentWish", target: Path) -> float:
    from ssc_desktop import word

    begun = time.process_time()
    word.write(cases, wish, target)
    return time.process_time() - begun


def stop(count: int, folder: Path) -> None:
    """The longest time by the clock from the wish to stop until the book has stopped."""
    from ssc_desktop import word
    from ssc_desktop.errors import Cancelled

    cases = told(count, folder)
    wish = all_in_full(cases)
    begun = time.perf_counter()
    word.write(cases, wish, folder / "stop.docx")
    whole = time.perf_counter() - begun
    late = []
    for moment in range(MOMENTS):
        wanted = time.perf_counter() + whole * moment / MOMENTS
        try:
            word.write(cases, wish, folder / "stop.docx", stop=partial(_passed, wanted))
        except Cancelled:
            late.append(time.perf_counter() - wanted)
    print(max(late))


def _passed(moment: float) -> bool:
    return time.perf_counter() >= moment


if __name__ == "__main__":
    sys.exit(main())
