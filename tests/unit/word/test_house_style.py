"""An organisation's own file dresses our documents; a doctor says what became of it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree
from PIL import Image

from ssc_desktop import word
from ssc_desktop.errors import TemplateBroken
from ssc_desktop.word import house_style, lint, printed
from ssc_desktop.word.printed.model import Paragraph, Table
from ssc_desktop.word.wish import DocumentWish
from tests.unit.word import houses, stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RICE = stories.SAMPLES / "c06-ibsa-guinea-bissau.json"


def written(house: Path, layout: str = "story", language: str = "en") -> dict[str, bytes]:
    target = house.with_name("out.docx")
    case = stories.document_case(stories.sample(RICE))
    word.write([case], DocumentWish(layout, language, house), target)
    pale = "is too pale"
    assert [said for said in lint.remarks(target) if pale not in said] == []
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(house: Path, kind: str) -> str:
    return " ".join(one.text for one in house_style.examined(house).advice if one.kind == kind)


def style(parts: dict[str, bytes], identity: str) -> bytes:
    root = etree.fromstring(parts["word/styles.xml"])
    found = root.find(f"{W}style[@{W}styleId='{identity}']")
    assert found is not None
    return bytes(etree.tostring(found))


def test_a_letter_gives_page_fonts_colours_and_its_sign(tmp_path: Path) -> None:
    house = houses.letter(tmp_path / "letter.docx")

    parts = written(house)

    text = parts["word/document.xml"].decode()
    assert 'w:w="12240" w:h="15840"' in text
    assert set(re.findall(r'<w:tblW w:w="(\d+)"', text)) == {"9360"}  # 6.5 inches
    assert b"1F3C88" in style(parts, "Heading1") and b"Georgia" in style(parts, "Heading1")
    assert b"1F3C88" in style(parts, "SSCHead") and b"0B6B57" not in parts["word/styles.xml"]
    assert houses.logo() in parts.values()
    assert b"Better rice, citrus" in parts["word/header1.xml"]  # in the place of {title}
    assert b"Bissau, P.O. Box 71" in parts["word/footer1.xml"]
    assert "Dear colleagues" not in text


def test_headings_keep_their_numbers_and_levels_in_a_house(tmp_path: Path) -> None:
    parts = written(houses.letter(tmp_path / "letter.docx"))

    assert b"outlineLvl" in style(parts, "Heading2") and b"numPr" in style(parts, "Heading2")


@pytest.mark.parametrize("layout", ["overview", "poster", "study", "book"])
def test_every_layout_wears_the_house(layout: str, tmp_path: Path) -> None:
    parts = written(houses.letter(tmp_path / "letter.docx"), layout, "ar")

    assert b"1F3C88" in parts["word/styles.xml"]


def test_the_doctor_says_what_was_taken_added_and_is_worth_a_look(tmp_path: Path) -> None:
    house = houses.plain(tmp_path / "plain.docx")

    assert "Heading 1" in told(house, "taken") and "Rubik Mono One" in told(house, "taken")
    assert "has no styles TOC 1" in told(house, "filled")
    assert "has no header; the title" in told(house, "filled")
    assert "1.7 to 1" in told(house, "look")
    assert "“Rubik Mono One” is on few computers" in told(house, "look")
    assert told(house, "left out") == ""


def test_margins_that_leave_no_room_are_made_narrower(tmp_path: Path) -> None:
    house = houses.narrow(tmp_path / "narrow.docx")

    assert house_style.ground(house).text_width == 12240 - 2 * 1134
    assert "margins leave too little room" in told(house, "filled")
    written(house)


def test_nothing_but_the_look_of_a_hostile_file_gets_into_a_document(tmp_path: Path) -> None:
    house = houses.hostile(tmp_path / "hostile.docx")

    parts = written(house)

    everything = b"".join(parts.values())
    assert b"evil.example" not in everything and b"\xd0\xcf\x11\xe0" not in everything
    assert not any("vba" in name.lower() for name in parts)
    assert b"<w:object" not in parts["word/header1.xml"]
    assert houses.logo() in parts.values()
    said = told(house, "left out")
    assert "macros" in said and "loads from elsewhere" in said and "Objects of other" in said


@pytest.mark.parametrize(
    "content", [b"no zip", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
)
def test_what_cannot_be_a_house_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    house.write_bytes(content)

    with pytest.raises(TemplateBroken, match=r"house\.docx") as refused:
        house_style.examined(house)
    assert refused.value.advice


def test_a_house_that_went_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateBroken, match="not there any more"):
        house_style.ground(tmp_path / "gone.docx")


def changed(house: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(house) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(house, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return house


def test_styles_are_known_by_their_names_in_every_language_of_word(tmp_path: Path) -> None:
    def german(text: bytes) -> bytes:
        return text.replace(b'"Heading1"', b'"berschrift1"').replace(
            b'"Heading2"', b'"berschrift2"'
        )

    house = changed(houses.letter(tmp_path / "brief.docx"), "word/styles.xml", german)

    assert b"1F3C88" in style(written(house), "Heading1")


def test_a_house_with_entities_is_refused(tmp_path: Path) -> None:
    def bad(text: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return text.replace(b"?>", b"?>" + doctype, 1)

    house = changed(houses.letter(tmp_path / "bad.docx"), "word/styles.xml", bad)

    with pytest.raises(TemplateBroken, match="instructions"):
        house_style.examined(house)


def test_tables_keep_their_form_where_a_house_indents_its_text(tmp_path: Path) -> None:
    def ministry(text: bytes) -> bytes:
        own = b'<w:pPr><w:ind w:firstLine="709"/><w:jc w:val="both"/></w:pPr><w:rPr>'
        return re.sub(
            rb'(w:styleId="Normal">.*?)<w:rPr>', rb"\1" + own, text, count=1, flags=re.DOTALL
        )

    house = changed(houses.letter(tmp_path / "ministry.docx"), "word/styles.xml", ministry)
    case = stories.document_case(stories.full())
    word.write([case], DocumentWish("story", "en", house), tmp_path / "full.docx")

    blocks = printed.read(tmp_path / "full.docx").sections[0].blocks
    table = next(block for block in blocks if isinstance(block, Table))
    cell = table.rows[0].cells[1].blocks[0]
    body = next(b for b in blocks if isinstance(b, Paragraph) and b.style == "")
    assert isinstance(cell, Paragraph)
    assert (cell.first, cell.align, cell.look.size) == (0, "start", 9.5)
    assert "Georgia" in cell.look.families
    assert (body.first, body.align, body.look.size) == (35.45, "justify", 11)


def test_a_logo_leaves_without_what_its_camera_noted(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Owner-4711"
    photo = io.BytesIO()
    Image.new("RGB", (60, 40)).save(photo, "JPEG", exif=exif)
    photo.seek(0)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(photo)
    document.save(str(tmp_path / "house.docx"))

    parts = house_style.ground(tmp_path / "house.docx").parts

    assert any(name.startswith("word/media/house") for name in parts)
    assert not any(b"Owner-4711" in data for data in parts.values())
