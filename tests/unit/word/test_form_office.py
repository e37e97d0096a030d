"""A form on its way: filled in, saved by LibreOffice in each format, and looked at again."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ssc_desktop.word import DocumentCase, reading
from ssc_desktop.word.form.making import FULL
from tests.unit.word import forms, stories
from tests.unit.word.forms import W

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

TYPED = {
    "ssc_f_title": "Rice & <water> in مصر والسودان 2021",
    "ssc_f_keywords": "rice\nmaïs & <mil>\nأرز",
    "ssc_f_overview": "First line with العربية inside\nsecond & <line>\n- a list",
    "ssc_f_request_origin": "كتبنا letters & asked",
    "ssc_n_authors_2": "Amina <Diallo> أمينة",
    "ssc_c_partner_2_name_as_used": "ወንጌል & Co",
}


def converted(documents: list[Path], kind: str, folder: Path, home: Path) -> None:
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={home.as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=240)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    blank = forms.blank(folder / "blank.docx", FULL)
    return forms.fill(blank, folder / "docx.docx", TYPED)


@pytest.fixture(scope="module")
def back(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the form as it came back: docx.docx, odt.docx, doc.docx."""
    folder = tmp_path_factory.mktemp("back")
    home = folder / "office"
    for kind in ("odt", "doc"):
        shutil.copy(filled, folder / f"{kind}.docx")
        converted([folder / f"{kind}.docx"], kind, folder, home)
        (folder / f"{kind}.docx").unlink()
    away = [filled, folder / "odt.odt", folder / "doc.doc"]
    converted(away, "docx", folder / "back", home)
    return folder / "back"


@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_what_was_typed_comes_back_in_its_place(back: Path, kind: str) -> None:
    root = forms.body(back / f"{kind}.docx")

    found = {anchor: forms.words(forms.place(root, anchor)) for anchor in TYPED}

    assert found == TYPED


@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_every_bookmark_comes_back(filled: Path, back: Path, kind: str) -> None:
    root = forms.body(back / f"{kind}.docx")

    assert set(forms.bookmarks(forms.body(filled))) <= set(forms.bookmarks(root))


def test_the_description_comes_back(filled: Path, back: Path) -> None:
    assert forms.description(back / "docx.docx") == forms.description(filled)


def test_boxes_and_lists_come_back_as_words_at_least(back: Path) -> None:
    for kind in ("docx", "odt", "doc"):
        root = forms.body(back / f"{kind}.docx")
        told = forms.words(forms.place(root, "ssc_f_cooperation_type"))
        assert told.startswith("☐\u00a0Bilateral South-South")
        table = next(root.iter(f"{W}tbl"))
        assert forms.words(table).startswith("Title")


def test_the_form_prints_on_as_few_pages_as_it_needs(tmp_path: Path) -> None:
    short = forms.blank(tmp_path / "short.docx")
    long = forms.blank(tmp_path / "long.docx", FULL, "ar")
    converted([short, long], "pdf", tmp_path, tmp_path / "office")

    assert pages(tmp_path / "short.pdf") <= 6
    assert pages(tmp_path / "long.pdf") <= 24


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


def test_a_form_that_was_only_saved_proposes_nothing(tmp_path: Path) -> None:
    made = [
        forms.about(
            tmp_path / f"{language}{ask}.docx",
            DocumentCase(stories.sample(stories.samples()[3])), ask, language,
        )
        for language in ("en", "ar")
        for ask in ("", "missing")
    ]  # fmt: skip
    converted(made, "docx", tmp_path / "saved", tmp_path / "office")

    for path in made:
        (found,) = reading.parse(tmp_path / "saved" / path.name)
        assert (found.answers, found.removed, found.unmatched) == ((), (), ()), path.name


@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_what_was_typed_is_read_after_it_was_saved(back: Path, kind: str) -> None:
    (found,) = reading.parse(back / f"{kind}.docx")

    values = {(one.path[0], one.path[-1]): one.value for one in found.answers}
    assert values == {
        ("title", "title"): TYPED["ssc_f_title"],
        ("keywords", "keywords"): TYPED["ssc_f_keywords"].split("\n"),
        ("overview", "overview"): TYPED["ssc_f_overview"],
        ("request_origin", "request_origin"): {"note": TYPED["ssc_f_request_origin"]},
        ("authors", "person"): TYPED["ssc_n_authors_2"],
        ("partner", "name_as_used"): TYPED["ssc_c_partner_2_name_as_used"],
    }
