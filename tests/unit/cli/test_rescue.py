"""A broken copy on the command line."""

from pathlib import Path

from tests.laptops import Laptop
from tests.unit.cli.conftest import Run


def test_what_is_whole_of_a_broken_copy_is_taken_in(ssc: Run, home: Path) -> None:
    bo = Laptop(home / "bo")
    bo.add(title="Rice")
    bundle = bo.send()
    bundle.write_bytes(bundle.read_bytes()[:-200])
    bo.close()

    plain = ssc("take", "--accept", bundle)
    rescued = ssc("take", "--accept", "--rescue", bundle)

    assert plain.code == 1 and "damaged" in plain.err
    assert rescued.code == 0 and "1 new" in rescued.out
    assert "Rice" in ssc("list").out
