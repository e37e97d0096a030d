r"""Pack the spelling dictionaries: what only other programs read is left out, the rest is zipped.

    npm pack dictionary-en-gb@3.0.0 dictionary-en@4.0.0 dictionary-fr@3.0.0 dictionary-es@4.0.0 \
        dictionary-pt@4.0.0 dictionary-pt-pt@2.0.0        (and unpack each into DIR/NAME/package)
    apt-get install hunspell-ar=3.2-1.2                    (/usr/share/hunspell/ar.aff, ar.dic)
    python tools/make_dictionaries.py DIR

The same files make the same archives, byte by byte.
"""

import gzip
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "dictionaries"
LICENCES = Path(__file__).parents[1] / "resources" / "licences"
PACKAGES = {
    "en_GB": "dictionary-en-gb",
    "en_US": "dictionary-en",
    "fr": "dictionary-fr",
    "es": "dictionary-es",
    "pt_BR": "dictionary-pt",
    "pt_PT": "dictionary-pt-pt",
}
ARABIC = Path("/usr/share/hunspell")
# notes on grammar behind a word: Hunspell reads them for stems, which nobody asks for here
NOTES = re.compile(rb"[ \t]+(?:\[[^\n]*\]|(?:po|is|ds|ts|st|al|ph|da):[^\n]*)$", re.MULTILINE)


def packed(words: bytes) -> bytes:
    """Zipped without name and time, so that it is the same every time."""
    return gzip.compress(words.replace(b"\r\n", b"\n"), compresslevel=9, mtime=0)


def main() -> None:
    """Write the dictionaries and their licences."""
    place = Path(sys.argv[1])
    TARGET.mkdir(exist_ok=True)
    for name, package in PACKAGES.items():
        folder = place / package / "package"
        (TARGET / f"{name}.aff.gz").write_bytes(packed((folder / "index.aff").read_bytes()))
        words = NOTES.sub(b"", (folder / "index.dic").read_bytes())
        (TARGET / f"{name}.dic.gz").write_bytes(packed(words))
        licence = (folder / "license").read_text(encoding="utf-8")
        (LICENCES / f"{package}.txt").write_text(licence, encoding="utf-8")
    for ending in ("aff", "dic"):
        read = (ARABIC / f"ar.{ending}").read_bytes()
        (TARGET / f"ar.{ending}.gz").write_bytes(packed(read))
    licence = Path("/usr/share/doc/hunspell-ar/copyright").read_text(encoding="utf-8")
    (LICENCES / "hunspell-ar.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
