"""The pages of a damaged database: what the log beside it says may be damaged too."""

from pathlib import Path

import pytest

from ssc_desktop.store import remains
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop


@pytest.mark.parametrize("byte", [32, 36])
def test_one_wrong_bit_in_the_log_does_not_keep_the_rescue_busy_for_ever(
    tmp_path: Path, byte: int
) -> None:
    laptop = Laptop(tmp_path)
    laptop.add(title="Rice")
    log = (tmp_path / "library" / f"{DATABASE}-wal").read_bytes()
    laptop.close()
    wrong = bytearray(log)
    wrong[byte] |= 0x10  # of the first page's number, or of how many there are
    (tmp_path / "library" / f"{DATABASE}-wal").write_bytes(wrong)

    found = remains.gathered(tmp_path / "library" / DATABASE, None, {}, stop=lambda: True)

    assert list(found.titles.values()) == ["Rice"]
