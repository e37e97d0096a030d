"""Zip the template's sources (`resources/word/template/`) to `resources/word/template.docx`.

Run it after every change of the sources: python tools/build_word_template.py
A designer may instead edit the built document in Word; then carry the change over to the sources.
"""

import sys
import zipfile
from pathlib import Path

HOME = Path(__file__).parent.parent / "resources" / "word"


def parts(tree: Path) -> dict[str, bytes]:
    """The template's parts by name; the list of types comes first, as the format wants it."""
    found = sorted(path for path in tree.rglob("*") if path.is_file())
    named = {path.relative_to(tree).as_posix(): path.read_bytes() for path in found}
    return {"[Content_Types].xml": named.pop("[Content_Types].xml")} | named


def build(target: Path) -> None:
    """Write the template document."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts(HOME / "template").items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, text)


if __name__ == "__main__":
    build(HOME / "template.docx")
    sys.stdout.write(f"{HOME / 'template.docx'} written.\n")
