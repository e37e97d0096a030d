"""PDF pages of the program's own, looked at with poppler and by what stands in the file."""

import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.errors import Cancelled, WordError
from ssc_desktop.word import office
from ssc_desktop.word.wish import DocumentWish
from tests.unit.cli.conftest import Run, home, ssc, story
from tests.unit.word import extremes, houses, stories
from ui import pdf

__all__ = ["home", "ssc", "story"]  # the command line's fixtures
pytestmark = pytest.mark.usefixtures("qapp")
RICE = stories.SAMPLES / "c06-ibsa-guinea-bissau.json"


def document(target: Path, layout: str = "story", language: str = "en") -> Path:
    case = stories.document_case(stories.sample(RICE))
    word.write([case], DocumentWish(layout, language), target)
    return target


def words(path: Path, first: int = 1, last: int = 999) -> str:
    command = ["pdftotext", "-f", str(first), "-l", str(last), "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def facts(path: Path) -> str:
    return subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout


def made(folder: Path, layout: str = "story", language: str = "en") -> Path:
    target = folder / f"{layout}-{language}.pdf"
    pdf.write(document(folder / f"{layout}-{language}.docx", layout, language), target)
    return target


def test_a_story_becomes_pages_that_say_what_it_says(tmp_path: Path) -> None:
    said = words(made(tmp_path))

    assert "Better rice, citrus and mango growing" in said  # no ligature swallows letters
    assert re.search(r"^1\s+Overview", said, re.MULTILINE)
    assert re.search(r"2\.1\s+Partners", said)
    assert "Figure 1. Flooded rice fields" in said


def test_every_page_but_the_first_says_title_and_all_say_their_number(tmp_path: Path) -> None:
    path = made(tmp_path)
    pages = int(re.search(r"Pages:\s+(\d+)", facts(path))[1])  # type: ignore[index]

    assert pages > 1
    assert words(path, 2, 2).lstrip().startswith("Better rice, citrus")
    for n in range(1, pages + 1):
        assert re.search(rf"{n} ?/ ?{pages}\s*$", words(path, n, n))


def test_the_file_says_its_title_and_language_and_leads_to_its_headings(tmp_path: Path) -> None:
    path = made(tmp_path, language="ar")
    inside = path.read_bytes()

    assert "Better rice, citrus and mango growing" in facts(path)
    assert b"/Lang (ar-SA)" in inside
    assert b"/Type /Outlines" in inside and inside.count(b"/Title <feff") > 8
    assert b"/URI (http://www.globalissues.org" in inside  # the source on the web
    assert re.search(rb"/Subtype /Link .*?/Dest \[\d+ 0 R /XYZ", inside)  # [1] leads to the source


def test_photos_are_in_the_file_as_they_were(tmp_path: Path) -> None:
    path = document(tmp_path / "s.docx")
    pdf.write(path, tmp_path / "s.pdf")

    picture = next(p for p in stories.SAMPLES.glob("pictures/*") if "rice" in p.name)
    assert picture.read_bytes() in (tmp_path / "s.pdf").read_bytes()
    assert (tmp_path / "s.pdf").stat().st_size < 2 * path.stat().st_size


def test_headings_of_tables_are_repeated_and_rows_stay_whole(tmp_path: Path) -> None:
    case = extremes.large(tmp_path, rows=120, photos=1)
    word.write([case], DocumentWish("story", "en"), tmp_path / "l.docx")

    pages = pdf.write(tmp_path / "l.docx", tmp_path / "l.pdf")

    heads = [n for n in range(1, pages + 1) if "Level" in words(tmp_path / "l.pdf", n, n)]
    assert len(heads) > 5
    assert heads == list(range(heads[0], heads[-1] + 1))


def test_arabic_pages_run_from_right_to_left(tmp_path: Path) -> None:
    path = made(tmp_path, "overview", "ar")

    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout
    label = re.search(r'xMin="([\d.]+)"[^>]*>.*?القطاع', boxes.replace("\n", " "))
    assert label is None or float(label[1]) > 300
    assert facts(path).count("Pages:") == 1


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_overview_and_poster_of_every_sample_are_one_page(language: str, tmp_path: Path) -> None:
    counted = {}
    for layout in ("overview", "poster"):
        for path in stories.samples():
            target = tmp_path / "one.docx"
            case = stories.document_case(stories.sample(path))
            word.write([case], DocumentWish(layout, language), target)
            counted[layout, path.stem] = pdf.write(target, tmp_path / "one.pdf")

    assert {name: n for name, n in counted.items() if n != 1} == {}


def test_a_tall_header_of_a_house_keeps_clear_of_the_text(tmp_path: Path) -> None:
    house = houses.letter(tmp_path / "house.docx")
    case = stories.document_case(stories.sample(RICE))
    word.write([case], DocumentWish("story", "en", house), tmp_path / "h.docx")

    pdf.write(tmp_path / "h.docx", tmp_path / "h.pdf")

    assert "612 x 792" in facts(tmp_path / "h.pdf")  # letter size
    said = words(tmp_path / "h.pdf", 1, 1)
    assert said.index("Ministry of Agriculture") < said.index("Kind of cooperation")
    assert "Bissau, P.O. Box 71" in said


def test_pages_are_made_beside_the_windows_thread_and_stop_when_told(tmp_path: Path) -> None:
    path = document(tmp_path / "s.docx")
    target = tmp_path / "s.pdf"
    target.write_bytes(b"as it was")
    caught: list[BaseException] = []
    told: list[tuple[int, int]] = []

    def work() -> None:
        try:
            pdf.write(path, target, stop=lambda: len(told) > 0,
                      progress=lambda done, of: told.append((done, of)))  # fmt: skip
        except Cancelled as error:
            caught.append(error)

    beside = threading.Thread(target=work)
    beside.start()
    beside.join()

    assert len(caught) == 1 and told
    assert target.read_bytes() == b"as it was"


def test_what_is_no_document_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"nothing")

    with pytest.raises(WordError, match=r"x\.docx"):
        pdf.write(tmp_path / "x.docx", tmp_path / "x.pdf")


def test_the_command_line_makes_pages_and_says_whose_they_are(
    ssc: Run, story: str, tmp_path: Path
) -> None:
    said = ssc("pdf", story, "-o", tmp_path / "s.pdf", "--lang", "fr")

    assert said.code == 0
    assert said.lines == [str(tmp_path / "s.pdf")]
    assert "SSC Desktop made the pages: 1 page." in said.err
    assert "Rice from China in Uganda" in words(tmp_path / "s.pdf")


def test_the_command_line_checks_a_document(ssc: Run, story: str, tmp_path: Path) -> None:
    ssc("word", story, "-o", tmp_path / "s.docx")
    (tmp_path / "x.docx").write_text("nothing")

    assert ssc("lint", tmp_path / "s.docx").code == 0
    bad = ssc("lint", tmp_path / "x.docx", "--json")
    assert bad.code == 1
    assert bad.json["remarks"][0]["rule"] == "refused"


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pages_are_about_those_of_libreoffice(tmp_path: Path) -> None:
    """One soffice for all layouts and two directions; a line more or less may turn a page."""
    wanted: dict[Path, Path] = {}
    ours: dict[str, int] = {}
    cases = [stories.document_case(stories.sample(path)) for path in stories.samples()[:6]]
    for layout in word.LAYOUTS.values():
        for language in ("en", "ar"):
            target = tmp_path / f"{layout.name}-{language}.docx"
            word.write(cases[: layout.most or 6], DocumentWish(layout.name, language), target)
            wanted[target] = target.with_suffix(".lo.pdf")
            ours[target.stem] = pdf.write(target, target.with_suffix(".pdf"))

    office.to_pdf(wanted)

    theirs = {
        path.stem: int(re.search(r"Pages:\s+(\d+)", facts(made))[1])  # type: ignore[index]
        for path, made in wanted.items()
    }
    assert {
        n: (ours[n], theirs[n]) for n in ours if abs(ours[n] - theirs[n]) > 1 + theirs[n] // 8
    } == {}


def test_signs_without_a_font_stand_as_boxes_and_are_told(
    ssc: Run, story: str, tmp_path: Path
) -> None:
    nobody_has = "\U0001e2f0\U0001e2f1"  # Wancho
    ssc("set", story, "title", f"Rice {nobody_has} in Uganda")

    said = ssc("pdf", story, "-o", tmp_path / "s.pdf")

    assert "Rice □□ in Uganda" in words(tmp_path / "s.pdf")
    assert "Some signs stand as boxes" in said.err


def test_forms_become_pages_too(ssc: Run, story: str, tmp_path: Path) -> None:
    blank = ssc("pdf", "--layout", "form", "-o", tmp_path / "blank.pdf")
    about = ssc("pdf", story, "--layout", "form", "-o", tmp_path / "about.pdf")

    assert (blank.code, about.code) == (0, 0), blank.err + about.err
    assert "Tell your story" in words(tmp_path / "blank.pdf")
    assert "Rice from China in Uganda" in words(tmp_path / "about.pdf")
