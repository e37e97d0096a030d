"""Cut the data of ICU down to what Qt asks of it here: how texts are sorted.

Of 32 MB are left 5. What goes are converters of text that is not Unicode (Python reads those),
names of languages, currencies, units and time zones (ours come from CLDR), the dictionaries of
line breaking (Qt has its own) and transliteration. The format is that of `icudata`, "CmnD": a
header, a sorted table of names and places, the items.
"""

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_KEPT = re.compile(
    r"""
      coll/.+                                                # orders of letters
    | (root|pool|res_index|metadata|plurals|units|icu\w+)\.res
    | [a-z]+[A-Z][A-Za-z0-9]*\.res                           # zoneinfo64, likelySubtags
    | (cnvalias|ulayout|uemoji|pnames|uprops|ucase|ubidi)\.icu
    | nf\w+\.nrm
    """,
    re.VERBOSE,
)
_FORMAT = b"CmnD"
_FORMAT_AT = 12
_ALIGNED = 16
_SYMBOL = re.compile(rb"icudt\d+_dat")

_ASSEMBLY = """
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, @object
.size {symbol}, {size}
{symbol}:
.incbin "{data}"
.section .note.GNU-stack,"",@progbits
"""


def write(library: Path, target: Path) -> None:
    """Write a libicudata.so with less in it than in `library`. Needs binutils.

    Raises ValueError where `library` is not of the known form.
    """
    data = library.read_bytes()
    symbol = _SYMBOL.search(data)
    if symbol is None:
        raise ValueError(f"{library}: no ICU data")
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "data"
        kept.write_bytes(_cut(data, data.index(_FORMAT) - _FORMAT_AT))
        source, compiled = Path(folder) / "data.s", Path(folder) / "data.o"
        source.write_text(
            _ASSEMBLY.format(symbol=symbol[0].decode(), size=kept.stat().st_size, data=kept),
            encoding="ascii",
        )
        subprocess.run(["as", "-o", compiled, source], check=True)
        subprocess.run(
            ["ld", "-shared", "--build-id=none", "-soname", library.name, "-o", target, compiled],
            check=True,
        )


def _cut(data: bytes, start: int) -> bytes:
    """The package that begins at `start`, with the items that are kept."""
    header = struct.unpack_from("<H", data, start)[0]
    base = start + header
    many = struct.unpack_from("<I", data, base)[0]
    places = [struct.unpack_from("<II", data, base + 4 + 8 * at) for at in range(many)]
    ends = [item for _name, item in places[1:]]
    ends.append(len(data) - base)  # nobody reads behind the last one
    items = []
    for (named, begins), ends_at in zip(places, ends, strict=True):
        name = data[base + named : data.index(b"\0", base + named)]
        if _KEPT.fullmatch(name.decode().partition("/")[2]):
            items.append((name + b"\0", data[base + begins : base + ends_at]))
    return data[start:base] + _packed(items)


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    """The table and the items behind it."""
    names = b"".join(name for name, _item in items)
    body = bytearray(_padded(bytes(4 + 8 * len(items)) + names))
    struct.pack_into("<I", body, 0, len(items))
    named = 4 + 8 * len(items)
    for at, (name, item) in enumerate(items):
        struct.pack_into("<II", body, 4 + 8 * at, named, len(body))
        named += len(name)
        body += _padded(item)
    return bytes(body)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _ALIGNED)
