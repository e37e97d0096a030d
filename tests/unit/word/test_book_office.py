"""Books that LibreOffice lays out: the page numbers of the contents are those of the pages."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from ssc_desktop import word
from ssc_desktop.word import DocumentWish, lint, office
from tests.unit.word import stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed"),
]


def numbers_in(target: Path) -> dict[str, int]:
    """What the contents say: the page of the heading to which each entry leads."""
    with zipfile.ZipFile(target) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = {}
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in {"SSCContentsPart", "TOC2"}:
            link = next(paragraph.iter(f"{W}hyperlink"))
            last = [text.text for text in link.iter(f"{W}t")][-1]
            found[link.get(f"{W}anchor")] = int(str(last))
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_exact_page_numbers_are_those_of_the_pages(language: str, tmp_path: Path) -> None:
    cases = [stories.sample(path) for path in stories.samples()]
    full = frozenset(str(case.case_uuid) for case in cases[:5])
    wish = DocumentWish("book", language, page_numbers="exact", full=full)

    word.write([stories.document_case(case) for case in cases], wish, tmp_path / "b.docx")

    told = numbers_in(tmp_path / "b.docx")
    assert len(told) > 25
    assert office.page_of(tmp_path / "b.docx", list(told)) == told
    assert lint.remarks(tmp_path / "b.docx") == []
