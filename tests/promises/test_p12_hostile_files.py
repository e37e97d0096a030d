"""P12: opening a file from somebody cannot hurt this computer.

The corpus is made when the test runs: no bomb lies in the repository. Every file is opened through
the door that the window uses, by a program that is watched at the system's door.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import bad_bags, bad_headers, bad_tables, bad_words, bad_zips
from tests.hostile.forge import taken_apart
from tests.hostile.test_pictures import BOMBS, SVG, jpeg, png
from tests.promises.conftest import Size
from tests.promises.taking_hostile import BEGIN
from tests.promises.watching import run, watched_only
from tests.unit.bundle.samples import RICE, sent
from tests.unit.bundle.samples import Laptop as Maker

_MIB = 1 << 20
_MOST_SECONDS = 5.0
_MOST_MEMORY = 300 * _MIB
_FORBIDDEN = ("passwd", "evil", "canary", "10.0.0.5")
_BUNDLES = bad_zips.REFUSED | bad_bags.REFUSED | bad_headers.REFUSED
# without the old kinds: LibreOffice turns those into a Word document, and opens files of its own
_WORDS = (
    "bomb", "many_entries", "empty_paragraphs", "many_tags", "huge_part", "external_entity",
    "billion_laughs", "entity_in_utf_16", "odd_encoding", "encrypted", "cut_short",
    "renamed_zip", "renamed_bundle", "workbook", "twice", "locked_entry", "wrong_checksum",
    "lying_size",
)  # fmt: skip
_READ = (
    "external_picture", "attached_template", "path_outside", "macros", "deep", "bookmarks",
    "comments", "very_deep", "long_attribute", "many_runs", "many_controls", "wide_table",
)  # fmt: skip
"""Word files that are odd, and may be read all the same: without harm."""


def words(folder: Path, every: int) -> Iterator[Path]:
    for name in (*_WORDS, *_READ)[::every]:
        yield getattr(bad_words, name)(folder / f"word {name}.docx")


def tables(folder: Path) -> Iterator[Path]:
    parts = bad_tables.good(folder)
    (folder / "good.xlsx").unlink()
    for name, (make, _reason) in bad_tables.REFUSED_WORKBOOKS.items():
        yield _written(folder / f"sheet {name}.xlsx", make(parts))
    for name, (content, _reason) in bad_tables.REFUSED_TABLES.items():
        yield _written(folder / f"table {name}.csv", content)


def bundles(folder: Path, every: int) -> Iterator[Path]:
    laptop = Maker(1)
    laptop.edit(RICE, title="Hybrid rice", visibility="public")
    made = sent(laptop, folder / "good.sscz").path
    good = taken_apart(made)
    made.unlink()
    for number, (name, (bend, _kind, _rule)) in enumerate(_BUNDLES.items()):
        if number % every == 0:
            try:
                bent = bend(good)
            except (KeyError, IndexError, StopIteration, ValueError):
                continue  # needs what this small bundle does not have
            yield _written(folder / f"bundle {number} {name}.sscz".replace("/", " "), bent)


def pictures(folder: Path) -> Iterator[Path]:
    for number, data in enumerate(
        (*BOMBS.values(), SVG, jpeg()[:3000], png(0, 300), b"II*\x00" + b"\xff" * 60,
         b"GIF89a\xff\xff\xff\xff\0\0\0", b"MZ" + bytes(2000), b"\0" * 5000, b"")
    ):  # fmt: skip
        yield _written(folder / f"picture {number}.png", data)


def others(folder: Path) -> Iterator[Path]:
    deep = b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    yield _written(folder / "json deep.json", deep)
    yield _written(folder / "json long.json", b"[" + b"[]," * 20_000_000 + b"[]]")
    yield _written(folder / "json number.json", b'{"participants_total": 1' + b"0" * 500_000 + b"}")
    yield _written(folder / "json twice.json", b'{"title": "a", "title": "b"}')
    yield _written(folder / "program.sscz", b"MZ" + bytes(4000))
    yield _written(folder / "page.docx", b'<html><img src="file:///etc/passwd"></html>')
    database = folder / "database.sscz"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "CREATE VIEW cases AS WITH RECURSIVE n(x) AS "
            "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        )
    yield database


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def corpus(tmp_path: Path, size: Size) -> Path:
    """A folder of files that are meant to do harm."""
    folder = tmp_path / "from somebody"
    folder.mkdir()
    made = [
        *words(folder, size(2, 1)),
        *tables(folder),
        *bundles(folder, size(12, 1)),
        *pictures(folder),
        *others(folder),
    ]
    assert all(path.is_file() for path in made)
    return folder


@watched_only
def test_a_program_that_opens_another_file_is_seen(tmp_path: Path) -> None:
    """What the one below is measured against."""
    seen = run(["-c", "open('/etc/passwd').close()"], tmp_path, "open,openat")

    assert "/etc/passwd" in seen.opened


@watched_only
@pytest.mark.slow
def test_no_file_costs_more_than_it_may_or_reaches_another(
    corpus: Path, tmp_path: Path, figures: dict[str, Any]
) -> None:
    seen = run(
        ["-m", "tests.promises.taking_hostile", corpus],
        tmp_path / "home",
        "socket,connect,open,openat",
    )
    assert seen.code == 0, seen.said[-3000:]
    told = json.loads(seen.said[seen.said.index('{"files"') :])
    files = told["files"]
    slowest = max(files, key=lambda name: files[name]["seconds"])
    reached = {one for one in seen.after(BEGIN).opened if any(bad in one for bad in _FORBIDDEN)}
    reached -= {one for one in reached if one.startswith(str(corpus))}
    read = {name for name, cost in files.items() if not cost["refused"]}
    figures |= {
        "files": len(files),
        "sockets": len(seen.network),
        "reached": len(reached),
        "slowest": [slowest, files[slowest]["seconds"]],
        "grown_mb": told["grown"] // _MIB,
        "children_mb": told["children"] // _MIB,
    }

    assert told["alive"]
    assert not seen.network
    assert not reached
    assert files[slowest]["seconds"] <= _MOST_SECONDS, slowest
    assert told["grown"] <= _MOST_MEMORY
    assert told["children"] <= _MOST_MEMORY
    assert read <= {f"word {name}.docx" for name in (*_READ, "many_tags")}, read
