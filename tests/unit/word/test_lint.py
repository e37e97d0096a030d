import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop import word
from ssc_desktop.word import lint
from tests.unit.word import stories

DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("lint") / "good.docx"
    path = stories.SAMPLES / "c06-ibsa-guinea-bissau.json"
    word.write(
        [stories.document_case(stories.sample(path))], word.DocumentWish("story", "en"), target
    )
    assert lint.remarks(target) == []
    return target


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(text: bytes) -> bytes:
        assert old in text
        return text.replace(old, new, 1)

    return change


FAULTS = {
    "a cell without a paragraph": (
        DOCUMENT, replaced(b"</w:p></w:tc>", b"</w:p><w:tbl/></w:tc>"), "cell"),
    "a row wider than its grid": (
        DOCUMENT, replaced(b'<w:tcW w:w="2750"', b'<w:tcW w:w="2751"'), "differ"),
    "a bookmark that is not closed": (
        DOCUMENT, replaced(b'<w:bookmarkEnd w:id="2"/>', b""), "not closed"),
    "a style nobody defined": (
        DOCUMENT, replaced(b'w:val="SSCCell"', b'w:val="Nowhere"'), "Nowhere"),
    "a relationship to nothing": (
        DOCUMENT, replaced(b'r:embed="rId', b'r:embed="rId9'), "does not exist"),
    "a field without an end": (
        DOCUMENT, replaced(b'w:fldCharType="end"', b'w:fldCharType="separate"'), "not closed"),
    "bold without its pair": (
        DOCUMENT, replaced(b"<w:b/><w:bCs/>", b"<w:b/>"), "b without bCs"),
    "a picture without words": (
        DOCUMENT, replaced(b'descr="A drawing', b'descr="" title="A drawing'), "alternative"),
    "bad XML": (DOCUMENT, replaced(b"</w:body>", b""), "well-formed"),
    "a pale colour": (
        "word/styles.xml", replaced(b'w:val="56605C"', b'w:val="A0A8A4"'), "pale"),
    "a property given twice": (
        "docProps/core.xml",
        replaced(b"</dc:title>", b"</dc:title><dc:title>x</dc:title>"), "twice"),
    "a picture from outside": (
        "word/_rels/document.xml.rels",
        replaced(b'Target="media', b'TargetMode="External" Target="media'), "outside"),
    "a part that is missing": (
        "word/_rels/document.xml.rels", replaced(b"theme/theme1.xml", b"theme/no.xml"), "not in"),
    "a type given twice": (
        "[Content_Types].xml",
        replaced(b"</Types>", b'<Default Extension="rels" ContentType="x"/></Types>'), "2 times"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_lint_sees(fault: str, good: Path, tmp_path: Path) -> None:
    part, change, remark = FAULTS[fault]
    bad = tmp_path / "bad.docx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            target.writestr(info, change(text) if info.filename == part else text)

    assert any(remark in said for said in lint.remarks(bad)), lint.remarks(bad)
