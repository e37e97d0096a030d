"""Whatever somebody types into one of our documents, wherever it is, comes back or is told."""

import copy
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from ssc_desktop.record.found import FoundStory
from ssc_desktop.word import DocumentWish, reading, write
from ssc_desktop.word.form import making
from ssc_desktop.word.form.making import FormOrder
from ssc_desktop.word.pages.styles import W
from tests.unit.word import stories

Writes = Callable[[etree._Element], Iterator[str]]  # noqa: SLF001 - its only name


def _document(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.docx"
    told = stories.document_case(stories.sample(stories.samples()[0]))
    if kind == "form":
        making.write(FormOrder(told), DocumentWish("form", "en"), path)
    elif kind == "blank":
        making.write(FormOrder(), DocumentWish("form", "en"), path)
    elif kind == "all":
        write([stories.document_case(stories.full())], DocumentWish("story", "en"), path)
    else:
        write([told], DocumentWish(kind, "en"), path)
    return path


def _typed(path: Path, writes: Writes, part: str = "word/document.xml") -> list[str]:
    """Change a part of a document; the answer is what was typed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[part])
    typed = list(writes(root))
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return typed


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return run


def behind_every_paragraph(root: etree._Element) -> Iterator[str]:
    """A word at the end of each paragraph: answers, labels, captions, help."""
    for number, paragraph in enumerate(list(root.iter(f"{W}p"))):
        word = f"Qx{number}z"
        paragraph.append(_run(f"\u00a0{word}"))
        yield word


def paragraphs_of_ones_own(root: etree._Element) -> Iterator[str]:
    """A paragraph above each, in cells too."""
    for number, paragraph in enumerate(list(root.iter(f"{W}p"))):
        if paragraph.getparent().tag in {f"{W}body", f"{W}tc"}:
            word = f"Qx{number}z"
            new = etree.Element(f"{W}p")
            new.append(_run(word))
            paragraph.addprevious(new)
            yield word


def rows_of_ones_own(root: etree._Element) -> Iterator[str]:
    """A row below each row, made as Word makes one: with its properties, without its words."""
    for number, row in enumerate(list(root.iter(f"{W}tr"))):
        new = copy.deepcopy(row)
        for cell in new.iter(f"{W}tc"):
            for old in [one for one in cell if one.tag != f"{W}tcPr"]:
                cell.remove(old)
            word = f"Qx{number}z{len(cell)}y{row.index(row[0])}"
            paragraph = etree.SubElement(cell, f"{W}p")
            paragraph.append(_run(word))
            yield word
        row.addnext(new)


def _told(found: Iterable[FoundStory]) -> str:
    return "\n".join(
        "\n".join(
            (*story.unmatched, *story.notices,
             *(f"{one.text} {one.value} {one.doubt}" for one in story.answers),
             *(one.text for one in story.comments))
        )
        for story in found
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["story", "study", "overview", "all", "form", "blank"])
@pytest.mark.parametrize(
    "writes", [behind_every_paragraph, paragraphs_of_ones_own, rows_of_ones_own]
)
def test_no_word_is_passed_over(
    kind: str, writes: Writes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssc_desktop.word.reading.document._MOST_PASSAGES", 10_000)
    path = _document(kind, tmp_path)

    typed = _typed(path, writes)
    told = _told(reading.parse(path))

    assert len(typed) > 20
    assert [word for word in typed if word not in told] == []


def test_a_choice_that_stays_and_words_beside_it(tmp_path: Path) -> None:
    path = _document("story", tmp_path)

    def writes(root: etree._Element) -> Iterator[str]:
        for text in root.iter(f"{W}t"):
            if text.text and text.text.startswith("16 Peace"):
                text.text += ", and Qx1z"
                yield "Qx1z"

    assert _typed(path, writes)
    assert "Qx1z" in _told(reading.parse(path))


def test_a_footnote_that_was_changed(tmp_path: Path) -> None:
    path = _document("study", tmp_path)

    untouched = reading.parse(path)[0].unmatched
    _typed(path, behind_every_paragraph, "word/footnotes.xml")
    said = _told(reading.parse(path))

    assert untouched == ()
    assert "Qx2z" in said


def test_a_book_says_that_only_its_answers_are_read(tmp_path: Path) -> None:
    path = _document("book", tmp_path)

    (found,) = reading.parse(path)

    assert any("not looked for" in one for one in found.notices)
