"""A library of very many stories, made once and kept: `python -m benchmarks.many STORIES`.

The lines of the list, the search index and the texts that excerpts are cut from are written
straight into the real schema; the newest stories are added as a person adds them: they open.
"""

import hashlib
import itertools
import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT

VERSION = 3
REAL = 60
"""Stories that were told through the program, with all their records."""
WORDS_EACH = 180
_BATCH = 2_000
_COMMON = (
    "water health farmers training cooperation rice school milk cotton district ministry visit "
    "partners experts youth women harvest irrigation budget lesson network policy solar seeds"
).split()
_COUNTRIES = (
    "KEN UGA BRA BEN MOZ IND ETH VNM SLE CPV SEN CHN COL PER MEX HTI CUB ARG CHL IDN FJI PAK NPL "
    "ZAF TZA GHA TGO MLI BFA NER MAR TUN EGY TUR THA LAO KHM PHL MYS LKA BGD BTN URY PRY BOL ECU"
).split()
_SECTORS = "111 112 113 121 122 130 140 151 160 210 220 230 311 312 313 321 331 410 430".split()
_STATUSES = ("draft", "draft", "draft", "complete", "in_review", "published", "archived")
_TYPES = ("bilateral", "triangular", "regional")
_LANGUAGES = ("en", "fr", "es", "pt", "ar")


def kept(stories: int) -> Path:
    """The folder of a library with so many stories; made where it is missing."""
    folder = ROOT / ".cache" / "bench" / f"library-{stories}-{stamp()}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _make(folder, stories)
        (folder / "done").touch()
    return folder


def stamp() -> str:
    """What the library is made from: another schema is another library."""
    migrations = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    read = b"".join(path.read_bytes() for path in migrations)
    return hashlib.sha256(read + bytes([VERSION])).hexdigest()[:8]


def _make(folder: Path, stories: int) -> None:
    from ssc_desktop.services import cases, libraries

    libraries.opened(folder).close()
    _write(folder / "library.sqlite", max(stories - REAL, 0))
    library = libraries.opened(folder)
    cases.added_together(library, [(record, None) for record in real(min(REAL, stories))])
    library.close()


def real(stories: int) -> list[dict[str, Any]]:
    """Record JSON of whole stories; the last one has 60 rows in its groups."""
    from benchmarks.stories import story

    made = [story(number) for number in range(stories)]
    for group in ("partner", "event", "result"):
        made[-1][group] = list(
            itertools.islice(itertools.chain(*(story(n)[group] for n in range(50))), 20)
        )
    return made


def vocabulary() -> tuple[list[str], list[float]]:
    """Words and how often they come, added up: a few everywhere, very many seldom."""
    chance = random.Random(7)
    parts = "ba ke li mo nu ra se ti vo zu da fe gi ho ja pe qui so ta wa".split()
    rare = {"".join(chance.choices(parts, k=chance.randint(2, 5))) for _ in range(9_000)}
    words = [*_COMMON, *sorted(rare)]
    weights = [1 / (rank + 4) for rank in range(1, len(words) + 1)]
    return words, list(itertools.accumulate(weights))


def _rows(stories: int) -> Iterator[tuple[tuple[Any, ...], str, list[tuple[int, str, str]]]]:
    chance = random.Random(1)
    words, weights = vocabulary()
    for number in range(1, stories + 1):
        told = chance.choices(words, cum_weights=weights, k=WORDS_EACH)
        title = " ".join(told[:7]).capitalize()
        giver, taker = chance.choice(_COUNTRIES), chance.choice(_COUNTRIES)
        sector = chance.choice(_SECTORS)
        first = chance.randint(1995, 2024)
        fingerprint = f"{chance.getrandbits(128):032x}"
        row = (
            f"{number:08x}-0000-7000-8000-{chance.getrandbits(48):012x}", number, title,
            title.casefold(), f"Story {number}", f"AFR-{number % 9999 + 1}",
            chance.choice(_STATUSES), json.dumps([giver]), json.dumps([taker]), sector, giver,
            chance.choice(_TYPES), chance.choice(_LANGUAGES), first, first + chance.randint(0, 6),
            f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T10:00:00.000Z",
            chance.randint(0, 100), int(chance.random() < 0.01), 0, int(chance.random() < 0.001),
            fingerprint, fingerprint if chance.random() < 0.9 else "",
        )  # fmt: skip
        facets = {
            ("country", giver), ("country", taker), ("sector", sector),
            ("sector", chance.choice(_SECTORS)), ("goal", str(chance.randint(1, 17))),
            ("goal", str(chance.randint(1, 17))), ("challenge", f"KC{chance.randint(1, 6)}"),
        }  # fmt: skip
        yield row, " ".join(told[7:]), [(number, kind, code) for kind, code in sorted(facets)]


_LISTING = (
    "case_uuid", "number", "title", "title_key", "short_name", "case_code", "status", "givers",
    "takers", "sector", "country", "cooperation", "language", "first_year", "last_year", "changed",
    "completeness", "conflicts", "deleted", "contested", "fingerprint", "packed",
)  # fmt: skip


def _write(path: Path, stories: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    marks = ", ".join("?" * len(_LISTING))
    rows = _rows(stories)
    while some := list(itertools.islice(rows, _BATCH)):
        connection.executemany(
            f"INSERT INTO listing({', '.join(_LISTING)}) VALUES ({marks})",  # noqa: S608 - ours
            [row for row, _text, _facets in some],
        )
        connection.executemany(
            "INSERT INTO search(rowid, title, text) VALUES (?, ?, ?)",
            [(row[1], row[2], text) for row, text, _facets in some],
        )
        connection.executemany(
            'INSERT INTO "case"(case_uuid, title, overview) VALUES (?, ?, ?)',
            [(row[0], row[2], text) for row, text, _facets in some],
        )
        connection.executemany(
            "INSERT INTO facet VALUES (?, ?, ?)", [one for *_, facets in some for one in facets]
        )
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    print(kept(int(sys.argv[1])))
