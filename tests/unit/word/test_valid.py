"""Every document is valid to Microsoft's own library, and has the pages it should have."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.i18n import LANGUAGES
from ssc_desktop.word import DocumentCase, lint, office
from ssc_desktop.word.form import making
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.wish import DocumentWish
from tests.unit.word import extremes, houses, stories, validator

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def samples() -> list[DocumentCase]:
    return [stories.document_case(stories.sample(path)) for path in stories.samples()]


def chunks(cases: list[DocumentCase], layout: Layout) -> Iterator[list[DocumentCase]]:
    size = layout.most or len(cases)
    for start in range(0, len(cases), size):
        part = cases[start : start + size]
        if len(part) >= layout.least:
            yield part


def written(folder: Path) -> list[Path]:
    """All sample stories in every layout and language, and stories at the edge in every layout."""
    made: list[Path] = []

    def write(cases: list[DocumentCase], wish: DocumentWish, name: str) -> None:
        target = folder / f"{wish.layout}-{wish.language}-{name}.docx"
        word.write(cases, wish, target)
        made.append(target)

    edge = {
        "odd": stories.document_case(extremes.odd()),
        "empty": stories.document_case(extremes.empty()),
        "large": extremes.large(folder),
        "full": stories.document_case(stories.full()),
    }
    for layout in word.LAYOUTS.values():
        for language in LANGUAGES:
            for number, part in enumerate(chunks(samples(), layout)):
                if number and language != "en":
                    break
                write(part, DocumentWish(layout.name, language), f"samples{number}")
        for name, one in edge.items():
            if name == "large" and layout.name not in {"story", "book"}:
                continue
            beside = [*samples()[: layout.least - 1]]
            write([one, *beside], DocumentWish(layout.name, "ar"), name)
    house = houses.letter(folder / "house-letter.docx")
    write(samples()[:2], DocumentWish("story", "en", house), "house")
    return made


def forms(folder: Path) -> list[Path]:
    """A blank form in every language, and one that asks a story for what it lacks."""
    made = []
    for language in LANGUAGES:
        target = folder / f"form-{language}.docx"
        making.write(making.FormOrder(), DocumentWish("form", language), target)
        made.append(target)
    order = making.FormOrder(samples()[0])
    making.write(order, DocumentWish("form", "en", ask="missing"), folder / "form-missing.docx")
    return [*made, folder / "form-missing.docx"]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("valid")
    return [*written(folder), *forms(folder)]


def test_every_document_is_valid_to_the_library_of_word(documents: list[Path]) -> None:
    assert validator.errors(documents) == []


def test_older_versions_of_word_take_the_documents_too(documents: list[Path]) -> None:
    few = [path for path in documents if path.name.endswith(("-en-samples0.docx", "form-en.docx"))]

    assert validator.errors(few, "Office2010") == []


def test_our_own_rules_find_nothing_in_any_document(documents: list[Path]) -> None:
    ours = [path for path in documents if "house" not in path.name]

    assert {path.name: found for path in ours if (found := lint.remarks(path))} == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_one_page_is_one_page(tmp_path: Path) -> None:
    """Overview and poster of every sample, each by itself, set by LibreOffice in one go."""
    made: dict[Path, Path] = {}
    for layout in ("overview", "poster"):
        for number, one in enumerate(samples()):
            target = tmp_path / f"{layout}-{number}.docx"
            word.write([one], DocumentWish(layout, ("en", "ar")[number % 2]), target)
            made[target] = target.with_suffix(".pdf")

    office.to_pdf(made)

    assert {path.stem: pages(path) for path in made.values()} == dict.fromkeys(
        (path.stem for path in made), 1
    )


def pages(pdf: Path) -> int:
    return pdf.read_bytes().count(b"/Type/Page/")
