import runpy
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.errors import TemplateBroken
from ssc_desktop.paths import bundled
from ssc_desktop.word import template


def test_the_built_template_is_that_of_its_sources() -> None:
    tool = runpy.run_path(str(bundled("tools") / "build_word_template.py"))
    sources = tool["parts"](bundled("resources") / "word" / "template")

    with zipfile.ZipFile(template.bundled_template()) as archive:
        built = {name: archive.read(name) for name in archive.namelist()}

    assert built == sources, "run: python tools/build_word_template.py"
    assert next(iter(built)) == "[Content_Types].xml"


def test_our_template_keeps_the_contract() -> None:
    assert template.complaints(template.bundled_template()) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "complaint"),
    [
        ("word/styles.xml", b'w:styleId="SSCHead"', b'w:styleId="Other"', "SSCHead"),
        ("word/numbering.xml", b'<w:pStyle w:val="Heading2"/>', b"", "Heading2"),
        ("word/document.xml", b'w:w="11906"', b'w:w="6240"', "room"),
    ],
)
def test_a_template_that_lacks_something_is_refused_by_name(
    part: str, old: bytes, new: bytes, complaint: str, tmp_path: Path
) -> None:
    changed = tmp_path / "house.docx"
    with (
        zipfile.ZipFile(template.bundled_template()) as source,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old, new) if name == part else text)

    assert complaint in " ".join(template.complaints(changed))
    with pytest.raises(TemplateBroken, match=r"house\.docx"):
        template.read(changed)


def test_what_is_no_document_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK nothing")

    assert template.complaints(tmp_path / "x.docx") == ["it is not a Word document"]
