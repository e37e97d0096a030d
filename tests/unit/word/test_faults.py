"""Faults that make Word refuse, repair or silently cut a file, each seeded into a good one.

Microsoft's own library finds 23 of the 36 that were gathered from reports; these are ours to find.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.services import checking
from ssc_desktop.word import lint
from tests.unit.word import stories

TEXT, STYLES, LISTS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
CORE, TYPES, RELATED = "docProps/core.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
Change = Callable[[bytes], bytes]


def instead(old: bytes, new: bytes) -> Change:
    """Put `new` for the first `old`, a pattern."""

    def change(text: bytes) -> bytes:
        made, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count, old
        return made

    return change


P, TBL = rb"<w:p><w:r><w:t>x</w:t></w:r></w:p>", rb"<w:tbl><w:tblGrid/></w:tbl>"
ONE_CELL = (
    rb"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9638'/></w:tblGrid><w:tr><w:tc><w:tcPr>"
    rb"<w:tcW w:w='9638' w:type='dxa'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
)
FAULTS: dict[str, tuple[str, Change, str]] = {
    "a cell without a paragraph": (
        TEXT, instead(rb"(<w:tc><w:tcPr>.*?</w:tcPr>).*?</w:tc>", rb"\1</w:tc>"), "cell does not"),
    "a cell that ends with a table": (
        TEXT, instead(rb"</w:p></w:tc>", rb"</w:p>" + TBL + rb"</w:tc>"), "cell does not"),
    "a row without cells": (
        TEXT, instead(rb"</w:tr></w:tbl>", rb"</w:tr><w:tr/></w:tbl>"), "no cells"),
    "a row with a cell too many": (
        TEXT, instead(rb"</w:tc></w:tr>", rb"</w:tc><w:tc><w:p/></w:tc></w:tr>"), "differ"),
    "a row of another width": (TEXT, instead(rb'w:tcW w:w="2750"', rb'w:tcW w:w="2751"'), "differ"),
    "a table without a grid": (TEXT, instead(rb"<w:tblGrid>.*?</w:tblGrid>", b""), "no grid"),
    "a table in a paragraph": (TEXT, instead(rb"</w:p>", TBL + rb"</w:p>"), "holds what is no"),
    "a paragraph in a paragraph": (TEXT, instead(rb"</w:p>", P + rb"</w:p>"), "holds what is no"),
    "properties in another order": (
        TEXT, instead(rb"(<w:pStyle [^>]*/>)</w:pPr>", rb"<w:jc w:val='left'/>\1</w:pPr>"),
        "order in pPr"),
    "a run's properties in another order": (
        TEXT, instead(rb"<w:b/><w:bCs/>", rb"<w:sz w:val='20'/><w:szCs w:val='20'/><w:b/><w:bCs/>"),
        "order in rPr"),
    "a cell's properties in another order": (
        TEXT, instead(rb"(<w:tcW [^>]*/>)</w:tcPr>", rb"<w:vAlign w:val='top'/>\1</w:tcPr>"),
        "order in tcPr"),
    "a section that is not last": (TEXT, instead(rb"</w:body>", P + rb"</w:body>"), "not last"),
    "a control character": (TEXT, instead(rb"<w:t ([^>]*)>", b"<w:t \\1>\x0b"), "well-formed"),
    "half a sign": (TEXT, instead(rb"<w:t ([^>]*)>", b"<w:t \\1>\xed\xa0\x80"), "well-formed"),
    "a sign that is none": (TEXT, instead(rb"<w:t ([^>]*)>", b"<w:t \\1>\xef\xbf\xbe"), "formed"),
    "a property twice": (
        CORE, instead(rb"</dc:title>", rb"</dc:title><dc:title>x</dc:title>"), "twice"),
    "a date that is none": (
        CORE, instead(rb"</cp:core", rb"<dcterms:created>soon</dcterms:created></cp:core"),
        "is no date"),
    "a type given twice": (
        TYPES, instead(rb"</Types>", rb'<Default Extension="rels" ContentType="x"/></Types>'),
        "2 times"),
    "a part's type given twice": (
        TYPES, instead(rb"(<Override [^>]*/>)", rb"\1\1"), "2 times"),
    "a wrong type of the text": (
        TYPES, instead(rb"document\.main\+xml", rb"styles+xml"), "something else"),
    "a type for a part that is not there": (
        TYPES, instead(rb"/word/theme/theme1.xml", rb"/word/theme/no.xml"), "not there"),
    "an id of a relation twice": (RELATED, instead(rb'Id="rId1"', rb'Id="rId2"'), "used twice"),
    "a link without a relation": (
        TEXT, instead(rb'<w:hyperlink r:id="rId', rb'<w:hyperlink r:id="rId99'), "does not exist"),
    "a picture without a relation": (
        TEXT, instead(rb'r:embed="rId', rb'r:embed="rId99'), "does not exist"),
    "a relation to nothing": (
        RELATED, instead(rb"theme/theme1.xml", rb"theme/no.xml"), "not in the file"),
    "a picture from elsewhere": (
        RELATED, instead(rb'Target="media', rb'TargetMode="External" Target="media'), "outside"),
    "two drawings of one id": (
        TEXT, instead(rb"(<w:r><w:drawing>.*?</w:drawing></w:r>)", rb"\1\1"), "used twice"),
    "two bookmarks of one name": (
        TEXT, instead(rb"</w:p>", rb'<w:bookmarkStart w:id="9999" w:name="ssc_f_title"/>'
                      rb'<w:bookmarkEnd w:id="9999"/></w:p>'), "is there twice"),
    "two bookmarks of one id": (
        TEXT, instead(rb'(<w:bookmarkStart w:id=")(\d+)(".*?w:bookmarkStart w:id=")\d+',
                      rb"\1\2\3\2"), "used twice"),
    "a bookmark without an end": (TEXT, instead(rb"<w:bookmarkEnd [^>]*/>", b""), "not closed"),
    "a bookmark with a bad name": (
        TEXT, instead(rb'w:name="ssc_f_title"', rb'w:name="9 of them"'), "no fit name"),
    "a link to a bookmark that is not there": (
        TEXT, instead(rb"</w:p>", rb'<w:hyperlink w:anchor="nowhere"/></w:p>'), "not there"),
    "a field without an end": (
        TEXT, instead(rb'w:fldCharType="end"', rb'w:fldCharType="separate"'), "not closed"),
    "a style nobody defined": (TEXT, instead(rb'w:val="SSCCell"', rb'w:val="Nowhere"'), "Nowhere"),
    "a list nobody defined": (
        TEXT, instead(rb"(<w:pStyle [^>]*/>)</w:pPr>",
                      rb'\1<w:numPr><w:numId w:val="777"/></w:numPr></w:pPr>'), "777"),
    "a list without a definition": (
        LISTS, instead(rb'<w:abstractNumId w:val="2"/>', rb'<w:abstractNumId w:val="88"/>'),
        "no definition"),
    "a list before the definitions": (
        LISTS, instead(rb"(<w:abstractNum .*</w:abstractNum>)(.*?<w:num .*</w:num>)", rb"\2\1"),
        "before the definitions"),
    "a prefix to be ignored that is not declared": (
        TEXT, instead(rb"<w:document ", rb'<w:document xmlns:mc="http://schemas.openxmlformats.org/'
                      rb'markup-compatibility/2006" mc:Ignorable="w14" '), "not declared"),
    "an attribute of a prefix that is not declared": (
        TEXT, instead(rb"<w:p>", rb'<w:p w14:paraId="00000001">'), "well-formed"),
    "a picture of no size": (TEXT, instead(rb'extent cx="\d+"', rb'extent cx="0"'), "no size"),
    "a width that is no number": (
        TEXT, instead(rb'gridCol w:w="\d+"', rb'gridCol w:w="wide"'), "no number"),
    "a colour that is none": (STYLES, instead(rb'w:val="56605C"', rb'w:val="grey"'), "is none"),
    "bare text in a run": (TEXT, instead(rb"<w:r>(<w:t)", rb"<w:r>bare\1"), "stands bare"),
    "bold without its pair": (TEXT, instead(rb"<w:b/><w:bCs/>", rb"<w:b/>"), "b without bCs"),
    "two tables that touch": (TEXT, instead(rb"</w:tbl>", rb"</w:tbl>" + ONE_CELL), "touch"),
    "a control bound to data": (
        TEXT, instead(rb"<w:p>", rb"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent/>"
                      rb"</w:sdt><w:p>"), "bound to data"),
    # what keeps somebody from reading it
    "no title": (CORE, instead(rb"<dc:title>.*?</dc:title>", b""), "no title"),
    "a picture without words": (TEXT, instead(rb'descr="[^"]*"', rb'descr=""'), "alternative"),
    "a picture described by its file": (
        TEXT, instead(rb'descr="[^"]*"', rb'descr="IMG_0042.jpg"'), "file name"),
    "a heading that leaves out a level": (
        TEXT, instead(rb'"Heading1"(.*?)"Heading2"', rb'"Heading1"\1"Heading3"'), "follows one of"),
    "an empty heading": (
        TEXT, instead(rb"<w:tbl>", rb'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>'
                      rb"<w:tbl>"), "heading is empty"),
    "a table without a heading row": (TEXT, instead(rb"<w:tblHeader/>", b""), "does not repeat"),
    "an empty paragraph for a gap": (
        TEXT, instead(rb"<w:tbl>", rb"<w:p/><w:p><w:r><w:t>x</w:t></w:r></w:p><w:tbl>"), "gap"),
    "a pale colour": (STYLES, instead(rb'w:val="56605C"', rb'w:val="A0A8A4"'), "pale"),
    "a link that shows its address": (
        TEXT, instead(rb"</w:p>", rb'<w:hyperlink w:anchor="ssc_f_title"><w:r><w:t>https://un.org'
                      rb"</w:t></w:r></w:hyperlink></w:p>"), "shows its address"),
}  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("faults") / "good.docx"
    path = stories.SAMPLES / "c06-ibsa-guinea-bissau.json"
    case = stories.document_case(stories.sample(path))
    word.write([case], word.DocumentWish("story", "en"), target)
    return target


def seeded(good: Path, fault: str, folder: Path) -> Path:
    part, change, _remark = FAULTS[fault]
    bad = folder / "bad.docx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            target.writestr(info, change(text) if info.filename == part else text)
    return bad


@pytest.mark.parametrize("fault", FAULTS)
def test_lint_finds(fault: str, good: Path, tmp_path: Path) -> None:
    bad = seeded(good, fault, tmp_path)

    found = lint.remarks(bad)

    assert any(FAULTS[fault][2] in remark for remark in found), found


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [STYLES, "word/Styles.xml"])
def test_a_part_that_is_there_twice_is_found(name: str, good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(good.read_bytes())
    with zipfile.ZipFile(bad, "a") as archive:
        archive.writestr(name, "<x/>")

    assert "twice" in lint.remarks(bad)[0]


def test_a_part_with_signs_in_its_name_is_found(good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(good.read_bytes())
    with zipfile.ZipFile(bad, "a") as archive:
        archive.writestr("word/my%20part.xml", "<x/>")

    assert any("signs in its name" in remark for remark in lint.remarks(bad))


def test_a_good_document_has_nothing_to_mend(good: Path) -> None:
    assert lint.remarks(good) == []
    assert checking.looked_at(good).remarks == ()


def test_people_are_told_in_sentences_what_to_mend(good: Path, tmp_path: Path) -> None:
    told = {}
    for fault in ("a picture without words", "a row without cells", "a relation to nothing"):
        found = checking.looked_at(seeded(good, fault, tmp_path))
        told[fault] = [(one.severity, one.text) for one in found.remarks]

    assert told["a picture without words"] == [(
        "error",
        "1 picture says nothing to those who cannot see it: describe it in a sentence.",
    )]  # fmt: skip
    assert told["a row without cells"][0][1].startswith("Word may repair this file")
    assert told["a relation to nothing"][0][1].startswith("Word may refuse to open this file")


def test_what_is_no_word_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"%PDF-1.4 no document")

    found = checking.looked_at(tmp_path / "x.docx")

    assert [one.rule for one in found.errors] == ["refused"]
    assert "PDF" in found.errors[0].text


def test_a_part_that_defines_entities_is_not_trusted(good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            if info.filename == CORE:
                text = text.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]>', 1)
            target.writestr(info, text)

    assert any("no document needs" in remark for remark in lint.remarks(bad))
    assert checking.looked_at(bad).errors


def test_what_unpacks_to_far_too_much_is_refused_at_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (64 << 20))

    found = checking.looked_at(tmp_path / "bomb.docx")

    assert "unpacks to far more" in found.errors[0].text
