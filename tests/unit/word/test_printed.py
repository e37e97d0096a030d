"""What is read back of a document for its pages: styles, lists, tables, notes, numbers."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from ssc_desktop import word
from ssc_desktop.errors import WordError
from ssc_desktop.word import printed
from ssc_desktop.word.printed.lists import written
from ssc_desktop.word.printed.model import Block, Note, PageNumber, Paragraph, Table, Text
from ssc_desktop.word.wish import DocumentWish
from tests.unit.word import stories

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> printed.PrintedDocument:
    target = tmp_path_factory.mktemp("printed") / "full.docx"
    case = stories.document_case(stories.full())
    word.write([case], DocumentWish("study", "en"), target)
    return printed.read(target)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def text(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.content if isinstance(piece, Text))


def test_headings_are_numbered_as_word_numbers_them(whole: printed.PrintedDocument) -> None:
    labels = [
        paragraph.label.text
        for section in whole.sections
        for paragraph in paragraphs(section.blocks)
        if paragraph.level in {1, 2} and paragraph.label is not None
    ]

    assert labels[:4] == ["1", "1.1", "1.2", "2"] or labels[0] == "1"
    assert sorted(labels, key=lambda one: [int(n) for n in one.split(".")]) == labels


def test_styles_add_up_to_a_look(whole: printed.PrintedDocument) -> None:
    heading = next(p for s in whole.sections for p in paragraphs(s.blocks) if p.level == 1)
    look = next(piece.look for piece in heading.content if isinstance(piece, Text))

    assert (look.size, look.bold, look.color) == (16.0, True, "0B6B57")
    assert look.families[0] == "Calibri"
    assert heading.keep_next and heading.left == 28.35 and heading.first == -28.35


def test_tables_have_their_rules_shades_and_heading_rows(whole: printed.PrintedDocument) -> None:
    tables = [b for s in whole.sections for b in s.blocks if isinstance(b, Table)]
    headed = next(table for table in tables if table.rows[0].heading)

    head, first = headed.rows[0].cells[0], headed.rows[1].cells[0]
    assert head.shade == "EEF5F2" and first.shade == ""
    assert head.edges.top is not None and head.edges.top.color == "0B6B57"
    assert head.edges.left is None
    assert round(sum(headed.columns), 1) == 481.9


def test_footnotes_are_numbered_in_the_order_of_the_text(tmp_path: Path) -> None:
    target = tmp_path / "s.docx"
    case = stories.sample(stories.SAMPLES / "c06-ibsa-guinea-bissau.json")
    word.write([stories.document_case(case)], DocumentWish("story", "en"), target)

    read = printed.read(target)

    notes = [
        piece
        for section in read.sections
        for paragraph in paragraphs(section.blocks)
        for piece in paragraph.content
        if isinstance(piece, Note)
    ]
    assert notes
    assert [int(note.number) for note in notes] == sorted(int(note.number) for note in notes)
    assert {note.identity for note in notes} == set(read.notes)


def test_page_numbers_are_left_to_the_pages(whole: printed.PrintedDocument) -> None:
    footer = [*paragraphs(whole.sections[-1].footer)]

    kinds = [piece.kind for p in footer for piece in p.content if isinstance(piece, PageNumber)]
    assert kinds == ["page", "pages"]
    assert [text(p) for p in footer] == [" / "]


def made(folder: Path, *xml: str) -> printed.PrintedDocument:
    document = docx.Document()
    for one in xml:
        document.element.body.insert(0, parse_xml(one))
    document.save(str(folder / "x.docx"))
    return printed.read(folder / "x.docx")


def test_a_page_break_within_a_paragraph_parts_it(tmp_path: Path) -> None:
    xml = f'<w:p {W}><w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r></w:p>'

    first, second = list(paragraphs(made(tmp_path, xml).sections[0].blocks))[:2]

    assert (text(first), text(second)) == ("one", "two")
    assert not first.page_before and second.page_before


def test_content_controls_links_and_hidden_text_are_read_right(tmp_path: Path) -> None:
    xml = (
        f"<w:p {W}><w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        '<w:hyperlink w:anchor="there"><w:r><w:t> and link</w:t></w:r></w:hyperlink></w:p>'
    )

    paragraph = next(paragraphs(made(tmp_path, xml).sections[0].blocks))

    assert text(paragraph) == "chosen and link"
    assert [p.link for p in paragraph.content if isinstance(p, Text)] == ["", "#there"]


@pytest.mark.parametrize(
    ("count", "form", "said"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (28, "lowerLetter", "bb"),
     (2, "upperLetter", "B"), (12, "hindiNumbers", "١٢"), (7, "decimal", "7"), (3, "none", "")],
)  # fmt: skip
def test_numbers_are_written_in_the_form_of_their_list(count: int, form: str, said: str) -> None:
    assert written(count, form) == said


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document")

    with pytest.raises(WordError, match=r"x\.docx"):
        printed.read(tmp_path / "x.docx")
