"""Plain stories, and what stands in their documents."""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from ssc_desktop import word
from ssc_desktop.record import Case
from ssc_desktop.word import DocumentWish, lint
from tests.unit.word import stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ID = "01890000-0000-7000-8000-90000000"


def identity(number: int) -> str:
    return f"{ID}{number:04d}"


def plain(**answers: object) -> Case:
    return Case(case_uuid=identity(0), title="Rice grown with less water", **answers)  # type: ignore[arg-type]


def written(case: Case, target: Path, layout: str, language: str = "en", **wish: Any) -> Path:
    word.write([stories.document_case(case)], DocumentWish(layout, language, **wish), target)
    assert lint.remarks(target) == []
    return target


def part(target: Path, name: str = "word/document.xml") -> "etree._Element":
    with zipfile.ZipFile(target) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: "etree._Element") -> str:
    lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))
    return "\n".join(lines)
