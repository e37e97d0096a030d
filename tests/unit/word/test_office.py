"""What another program makes of our documents: LibreOffice, where it is installed."""

import dataclasses
import itertools
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.record import Case, Noted
from ssc_desktop.record.lessons import Lesson
from ssc_desktop.record.results import Result
from tests.unit.word import stories

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def converted(documents: list[Path], folder: Path, kind: str) -> None:
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=240)


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


def test_every_overview_and_every_poster_fits_on_one_page(tmp_path: Path) -> None:
    made = []
    for path in stories.samples():
        for layout, language in itertools.product(("overview", "poster"), ("en", "ar")):
            target = tmp_path / f"{layout}-{path.stem}-{language}.docx"
            one = stories.document_case(stories.sample(path))
            word.write([one], word.DocumentWish(layout, language), target)
            made.append(target)
    for name, case in (("full", stories.full()), ("endless", endless())):
        target = tmp_path / f"poster-{name}.docx"
        word.write([stories.document_case(case)], word.DocumentWish("poster", "en"), target)
        made.append(target)

    converted(made, tmp_path, "pdf")

    assert {path.stem: pages(path.with_suffix(".pdf")) for path in made} == dict.fromkeys(
        (path.stem for path in made), 1
    )


def endless() -> Case:
    """A story of which every part alone would fill a page."""
    told = " ".join(f"This is sentence {n} of a long story." for n in range(1000))
    ids = (f"01890000-0000-7000-8000-{n:012d}" for n in itertools.count())
    results = tuple(Result(id=next(ids), statement=f"{told[:400]} {n}") for n in range(300))
    lessons = tuple(Lesson(id=next(ids), text=told[:600]) for _ in range(100))
    return dataclasses.replace(
        stories.full(), challenge=told, experience_shared=told, adaptation=Noted(None, told),
        msc=told, sustainability=Noted(None, told), target_group=Noted((), "x" * 50_000),
        result=results, lesson=lessons, title=told[:150],
    )  # fmt: skip


def test_every_story_opens(tmp_path: Path) -> None:
    made = []
    for path in stories.samples():
        target = tmp_path / f"{path.stem}.docx"
        word.write(
            [stories.document_case(stories.sample(path))], word.DocumentWish("story", "en"), target
        )
        made.append(target)

    converted(made, tmp_path, "pdf")

    for path in made:
        assert 2 <= pages(path.with_suffix(".pdf")) <= 7


def test_anchors_and_machine_copy_survive_a_round_trip(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    word.write(
        [stories.document_case(stories.full())],
        word.DocumentWish("story", "en"),
        tmp_path / "s.docx",
    )

    converted([tmp_path / "s.docx"], tmp_path / "out", "docx")

    with (
        zipfile.ZipFile(tmp_path / "s.docx") as before,
        zipfile.ZipFile(tmp_path / "out" / "s.docx") as after,
    ):
        ours = set(re.findall(rb'"(ssc_f_\w+)"', before.read("word/document.xml")))
        theirs = set(re.findall(rb'"(ssc_f_\w+)"', after.read("word/document.xml")))
        copy = re.search(rb'sha256="(\w+)"', before.read("customXml/item1.xml"))
        items = [after.read(n) for n in after.namelist() if n.startswith("customXml/item")]
    assert ours <= theirs
    assert copy is not None
    assert any(copy[1] in item for item in items)
