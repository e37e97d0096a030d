"""The pages of a ready book written once more by others: python-docx, and Markdown for pandoc."""

import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADINGS = {f"Heading{level}": level for level in range(1, 6)} | {
    "SSCStoryHeading": 2,
    "SSCStorySection": 3,
}


_STYLES = {"ListBullet": "List Bullet", "Caption": "Caption", "SSCSource": "List Number"}
"""The same among the styles of python-docx."""


def told_apart(book: Path, folder: Path) -> None:
    """Take a book apart: its blocks for python-docx, the same as Markdown, and its pictures."""
    blocks = list(_blocks(book, folder))
    (folder / "book.json").write_text(json.dumps(blocks), encoding="utf-8")
    (folder / "book.md").write_text("\n\n".join(map(_markdown, blocks)), encoding="utf-8")


def _blocks(book: Path, folder: Path) -> Iterator[list[Any]]:
    from lxml import etree

    with zipfile.ZipFile(book) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        links = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        parts = {link.get("Id"): link.get("Target") for link in links}
        for name in archive.namelist():
            if name.startswith("word/media/"):
                (folder / Path(name).name).write_bytes(archive.read(name))
    for block in body:
        if block.tag == f"{_W}tbl":
            rows = [
                [_text(cell) for cell in row.iterfind(f"{_W}tc")]
                for row in block.iterfind(f"{_W}tr")
            ]
            columns = block.iterfind(f"{_W}tblGrid/{_W}gridCol")
            yield ["table", rows, [int(column.get(f"{_W}w")) for column in columns]]
        elif block.tag == f"{_W}p":
            style = block.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(f"{_W}val") if style is not None else ""
            level = _HEADINGS.get(name, 0)
            picture = block.find(f".//{_A}blip")
            if picture is not None:
                yield ["picture", Path(parts[picture.get(f"{_R}embed")]).name]
            elif _text(block):
                told = ["paragraph", _text(block), _STYLES.get(name)]
                yield ["heading", level, _text(block)] if level else told


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _markdown(block: list[Any]) -> str:
    if block[0] == "table":
        lines = [
            "| " + " | ".join(cell.replace("|", " ") for cell in row) + " |" for row in block[1]
        ]
        return "\n".join([lines[0], "|" + "---|" * len(block[1][0]), *lines[1:]])
    if block[0] == "heading":
        return f"{'#' * block[1]} {block[2]}"
    return f"![A field]({block[1]})" if block[0] == "picture" else str(block[1])


def with_python_docx(_count: int, folder: Path) -> None:
    """Seconds of CPU for the same with python-docx, as its own manual shows how."""
    import docx
    from docx.shared import Cm, Twips

    blocks = json.loads((folder / "book.json").read_text(encoding="utf-8"))
    begun = time.process_time()
    document = docx.Document()
    for block in blocks:
        if block[0] == "table":
            table = document.add_table(rows=0, cols=len(block[2]), style="Table Grid")
            for row in block[1]:
                for cell, text, width in zip(table.add_row().cells, row, block[2], strict=True):
                    cell.text = text
                    cell.width = Twips(width)
        elif block[0] == "heading":
            document.add_heading(block[2], level=block[1])
        elif block[0] == "picture":
            document.add_picture(str(folder / block[1]), width=Cm(12))
        else:
            document.add_paragraph(block[1], style=block[2])
    document.save(str(folder / "python-docx.docx"))
    print(time.process_time() - begun)
