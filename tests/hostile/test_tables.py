"""Hostile workbooks and tables: refused in a second, with the right sentence and little memory."""

import base64
import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from ssc_desktop import sheets
from ssc_desktop.errors import InvalidInput
from ssc_desktop.sheets import reading
from tests.hostile import bad_tables
from tests.hostile.bad_tables import REFUSED_TABLES, REFUSED_WORKBOOKS, SHEET, Parts
from tests.strategies import numbered_id
from tests.unit.sheets import kobo

MIB = 1024 * 1024
_MUTATIONS = 150

_READER = """
import re, sys
from pathlib import Path
from ssc_desktop import sheets
from ssc_desktop.errors import SscError
for path in sys.argv[1:]:
    try:
        sheets.read(Path(path))
    except SscError:
        pass
status = Path("/proc/self/status").read_text()
print(1024 * int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]))
"""


def _work() -> float:
    """Seconds that this process and those it started have worked."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """A good workbook, taken apart."""
    return bad_tables.good(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def bad(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all bad files by their names."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (made, _sentence) in REFUSED_WORKBOOKS.items():
        (folder / f"{name}.xlsx").write_bytes(made(parts))
    for name, (content, _sentence) in REFUSED_TABLES.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder


@pytest.mark.parametrize("name", REFUSED_WORKBOOKS)
def test_a_bad_workbook_is_refused_in_a_second(name: str, bad: Path) -> None:
    begun = _work()

    with pytest.raises(InvalidInput, match=REFUSED_WORKBOOKS[name][1]):
        sheets.read(bad / f"{name}.xlsx")

    assert _work() - begun < 1


@pytest.mark.parametrize("name", REFUSED_TABLES)
def test_a_bad_table_is_refused_in_a_second(name: str, bad: Path) -> None:
    begun = _work()

    with pytest.raises(InvalidInput, match=REFUSED_TABLES[name][1]):
        sheets.read(bad / f"{name}.csv")

    assert _work() - begun < 1


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the peak of a process")
def test_all_of_them_together_take_less_than_300_megabytes(
    bad: Path, parts: Parts, tmp_path: Path
) -> None:
    good = tmp_path / "good.xlsx"
    good.write_bytes(bad_tables.packed(parts))

    told = subprocess.run(
        [sys.executable, "-c", _READER, good, *sorted(bad.iterdir())],
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(told.stdout) < 300 * MIB


def test_a_formula_is_not_worked_out(tmp_path: Path) -> None:
    heads = '<c r="A1" t="str"><v>title</v></c><c r="B1" t="str"><v>challenge</v></c>'
    linked = '<c r="A2" t="str"><f>HYPERLINK("http://example.org")</f><v>shown</v></c>'
    plain = '<c r="B2" t="str"><v>plain</v></c>'
    rows = f'<row r="1">{heads}</row><row r="2">{linked}{plain}</row>'
    path = kobo.workbook(tmp_path / "formula.xlsx", {"A": [["x"]]})
    parts = bad_tables.taken_apart(path)
    path.write_bytes(bad_tables.packed({**parts, SHEET: bad_tables.sheet(rows.encode())}))

    (story,) = sheets.read(path)

    assert [one.value for one in story.answers] == ["shown", "plain"]
    assert "1 formula" in " ".join(story.notices)


def test_a_damaged_workbook_is_read_or_refused_never_worse(parts: Parts, tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - the same damage each time
    path = tmp_path / "damaged.xlsx"
    for _ in range(_MUTATIONS):
        name = chance.choice([one for one in parts if one.endswith((".xml", ".rels"))])
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 8)] = chance.randbytes(chance.randint(0, 4))
        path.write_bytes(bad_tables.packed({**parts, name: bytes(content)}))

        try:
            sheets.parse(path)
        except InvalidInput:
            continue


def test_a_few_letters_do_not_unpack_to_more_than_all_stories_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records of the stories stand in the workbook as packed text."""
    monkeypatch.setattr(reading, "_MOST_RECORDS", 3 * MIB)
    bomb = base64.b64encode(zlib.compress(b" " * MIB)).decode()
    rows = [["ssc-tables", "1.1", "en"], *([numbered_id(n), "", "0", bomb] for n in range(9))]
    path = kobo.workbook(tmp_path / "bomb.xlsx", {"_base": rows, "case": [["case_uuid"]]})

    records = reading.tables_in(path).base

    assert len(records) == 9
    assert sum(len(one.text) for one in records) < 4 * MIB
