"""Documents of 100 and 1,000 stories beside the floor: deflate the ready text, store the pictures.

`python -m benchmarks.word` prints the table and ends with 1 where a promise is broken: at most 3
times the floor's CPU, at most 100 MB of memory at any size, ten times the stories at most 11 times
the time.
"""

import hashlib
import io
import sys
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import measure

PICTURES = 4
"""Pictures of each story, all different, of 112 kB."""
PICTURE_SIZE = 112_000
ROUNDS = 3
FEW, MANY = 100, 1_000


def main() -> int:
    """Measure, or do one of the jobs that are measured."""
    if len(sys.argv) > 1:
        job, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
        {"ours": write, "floor": pack}[job](count, folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paint(folder)
        sizes = (FEW, MANY)
        jobs = {
            f"{job} {count}": lambda job=job, count=count: measure.run(
                measure.python("-m", "benchmarks.word", job, str(count), folder)
            )
            for count in sizes
            for job in ("ours", "floor")
        }
        costs = measure.interleaved(jobs, ROUNDS)
    return report(costs)


def report(costs: dict[str, list[measure.Cost]]) -> int:
    """The ratios that are promised."""
    cpu = {name: measure.median(measured) for name, measured in costs.items()}
    peak = max(cost.peak for name in costs if "ours" in name for cost in costs[name])
    return measure.report(
        f"Word documents of {FEW} and {MANY} stories with {PICTURES} pictures each",
        costs,
        [
            measure.Ratio(f"{FEW} stories / floor", cpu[f"ours {FEW}"], cpu[f"floor {FEW}"], 3),
            measure.Ratio(f"{MANY} stories / floor", cpu[f"ours {MANY}"], cpu[f"floor {MANY}"], 3),
            measure.Ratio("growth", cpu[f"ours {MANY}"], cpu[f"ours {FEW}"], 11),
            measure.Ratio("peak / 100 MB", peak, 100, 1),
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


def write(count: int, folder: Path) -> None:
    """Write a document of so many stories, as the program does."""
    from ssc_desktop import word

    places = {digest(number): folder / f"{number}.jpg" for number in range(count * PICTURES)}
    cases = [word.DocumentCase(case, picture=places.get) for case in told(count)]
    word.write(cases, word.DocumentWish("story", "en"), folder / f"ours-{count}.docx")


def told(count: int) -> Iterator:  # type: ignore[type-arg]
    """So many stories: twenty different ones, again and again, each with its own pictures."""
    import dataclasses

    from benchmarks import stories
    from ssc_desktop.record import record_json
    from ssc_desktop.record.evidence import Attachment

    different = [record_json.read(stories.story(number)) for number in range(20)]
    for number in range(count):
        held = tuple(
            Attachment(
                id=str(uuid.UUID(int=number * PICTURES + n)),
                sha256=digest(number * PICTURES + n),
                media_type="image/jpeg",
                alt_text="A field",
            )
            for n in range(PICTURES)
        )
        identity = str(uuid.UUID(int=number))
        case = different[number % len(different)]
        yield dataclasses.replace(case, case_uuid=identity, attachment=held)


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


if __name__ == "__main__":
    sys.exit(main())
