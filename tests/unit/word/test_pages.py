"""Pages by LibreOffice or Word: which is found, how they are stopped, where headings stand."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.errors import Cancelled, ExportError
from ssc_desktop.word import office, pdf_outline, word_server
from ssc_desktop.word.office import OfficeProgram
from ssc_desktop.word.wish import DocumentWish
from tests.unit.word import stories

posix = pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")


def document(target: Path, count: int = 1) -> Path:
    cases = [stories.document_case(stories.sample(path)) for path in stories.samples()[:count]]
    word.write(cases, DocumentWish("story", "en"), target)
    return target


def fake(folder: Path, does: str) -> OfficeProgram:
    """A program that is called as LibreOffice is."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return OfficeProgram("LibreOffice", path)


@posix
def test_what_is_stopped_ends_with_all_it_has_started(tmp_path: Path) -> None:
    noted = tmp_path / "child"
    program = fake(tmp_path, f"sleep 60 & echo $! > {noted}.part; mv {noted}.part {noted}; wait")
    target = tmp_path / "s.pdf"

    with pytest.raises(Cancelled):
        office.to_pdf({document(tmp_path / "s.docx"): target}, program=program, stop=noted.exists)

    assert not target.exists()
    assert any(is_gone(int(noted.read_text(encoding="utf-8"))) for _try in range(10_000))


def is_gone(process: int) -> bool:
    """Whether a process has ended; the system may still have it in its books."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (ProcessLookupError, FileNotFoundError):
        return True
    return state.rpartition(")")[2].split()[0] == "Z"


@posix
def test_a_program_that_makes_nothing_is_named(tmp_path: Path) -> None:
    target = tmp_path / "s.pdf"
    target.write_bytes(b"as it was")

    with pytest.raises(ExportError, match="LibreOffice made no pages"):
        office.to_pdf({document(tmp_path / "s.docx"): target}, program=fake(tmp_path, "true"))

    assert target.read_bytes() == b"as it was"


def test_a_program_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = OfficeProgram("LibreOffice", tmp_path / "soffice")

    with pytest.raises(ExportError, match="could not be started"):
        office.to_pdf({document(tmp_path / "s.docx"): tmp_path / "s.pdf"}, program=gone)


@posix
def test_word_is_looked_for_on_windows_alone() -> None:
    assert word_server.installed() is None
    assert word_server.registered(r"SOFTWARE\LibreOffice") == ""


@posix
def test_what_word_is_told_holds_no_path_in_its_command(tmp_path: Path) -> None:
    with word_server.watched(tmp_path) as (command, variables):
        script = Path(command[-1]).read_text(encoding="utf-8")
        assert "AutomationSecurity = 3" in script  # no macros
        assert "$env:SSC_DOCUMENT" in script and variables["SSC_PROCESS"]
    assert word_server.places(tmp_path / "a b.docx")["SSC_PDF"].endswith("a b.pdf")


def test_an_outline_is_read_in_its_order() -> None:
    pdf = (
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]>>\nendobj\n"
        b"3 0 obj\n<</Type/Page>>\nendobj\n4 0 obj\n<</Type/Page>>\nendobj\n"
        b"5 0 obj\n<</First 6 0 R>>\nendobj\n"
        b"6 0 obj\n<</Dest[3 0 R/XYZ 0 0 0]/First 7 0 R/Next 8 0 R>>\nendobj\n"
        b"7 0 obj\n<</Dest[4 0 R/XYZ 0 0 0]>>\nendobj\n"
        b"8 0 obj\n<</Dest[4 0 R/XYZ 0 0 0]>>\nendobj\n"
    )

    assert pdf_outline.pages_of_headings(b"%PDF\n" + pdf) == [1, 2, 2]
    assert pdf_outline.pages_of_headings(b"%PDF no outline") == []


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pages_of_headings_are_told_exactly(tmp_path: Path) -> None:
    path = document(tmp_path / "book.docx", 3)

    found = office.page_of(path, ["ssc_story", "ssc_story_2", "ssc_story_3", "nowhere"])

    assert set(found) == {"ssc_story", "ssc_story_2", "ssc_story_3"}
    assert 1 < found["ssc_story"] < found["ssc_story_2"] < found["ssc_story_3"]
    assert not list(tmp_path.glob(".~lock*"))
