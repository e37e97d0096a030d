"""What another program makes of our documents: LibreOffice, where it is installed."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from ssc_desktop import word
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


def test_every_overview_fits_on_one_page(tmp_path: Path) -> None:
    made = []
    for path in stories.samples():
        for language in ("en", "ar"):
            target = tmp_path / f"{path.stem}-{language}.docx"
            one = stories.document_case(stories.sample(path))
            word.write([one], word.DocumentWish("overview", language), target)
            made.append(target)

    converted(made, tmp_path, "pdf")

    assert {path.stem: pages(path.with_suffix(".pdf")) for path in made} == dict.fromkeys(
        (path.stem for path in made), 1
    )


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
