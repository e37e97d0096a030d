"""Books for tests, and what stands in them."""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from ssc_desktop import word
from ssc_desktop.record import Case
from ssc_desktop.record.partners import Partner
from ssc_desktop.word import DocumentWish
from ssc_desktop.word.book.codes import coded
from ssc_desktop.word.book.gathering import Entry, gathered
from ssc_desktop.word.registry import LAYOUTS
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import Stories
from tests.unit.word import stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def identity(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012d}"


def plain(number: int = 1, **answers: Any) -> Case:
    title = f"Rice grown with less water {number}"
    return Case(case_uuid=identity(number), title=title, **answers)


def learning(*countries: str, role: str = "knowledge_recipient") -> tuple[Partner, ...]:
    return tuple(
        Partner(id=identity(900 + n), partner_kind="country", country=code, roles=(role,))
        for n, code in enumerate(countries)
    )


def book(
    cases: list[Case], target: Path, conflicts: frozenset[str] = frozenset(), **wish: Any
) -> word.Written:
    told = [stories.document_case(case, conflicts) for case in cases]
    return word.write(told, DocumentWish("book", **({"language": "en"} | wish)), target)


def samples() -> list[Case]:
    return [stories.sample(path) for path in stories.samples()]


def body_of(target: Path) -> "etree._Element":
    with zipfile.ZipFile(target) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def said(element: "etree._Element") -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def lines_of(target: Path) -> list[str]:
    return [said(paragraph) for paragraph in body_of(target).iter(f"{W}p")]


def headings(target: Path, *styles: str) -> list[str]:
    found = []
    for paragraph in body_of(target).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in styles:
            found.append(said(paragraph))
    return found


def entries_of(cases: list[Case]) -> list[Entry]:
    wish = DocumentWish("book", "en")
    told = Stories([stories.document_case(case) for case in cases], LAYOUTS["book"], wish)
    return coded(gathered(told, Steps(len(cases), None, None)))
