"""P10: an update never leaves you with a broken store."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import LibraryTooNew
from ssc_desktop.services import libraries
from ssc_desktop.store.begin import DATABASE
from tests.faults.acts import MIGRATIONS
from tests.faults.conftest import Playing, on_linux
from tests.laptops import Laptop
from tests.promises.conftest import Size

pytestmark = [on_linux, pytest.mark.timeout(3600)]
_PLAYING = Playing("small")


def test_a_library_is_of_the_old_schema_or_of_the_new_whatever_happens(
    size: Size, figures: dict[str, Any]
) -> None:
    steps = ["--every", str(size(120, 12)), "--kinds", str(size(2, 4))]

    refused = _PLAYING("accidents", "migrations", *steps)
    cut = _PLAYING("power", "migrations", "--cuts", str(size(5, 100)))

    figures.update(
        schemas=len(MIGRATIONS),
        accidents=sum(one["runs"] for one in refused.reports),
        power_cuts=sum(one["runs"] for one in cut.reports),
        broken=len(refused.wrong) + len(cut.wrong),
    )
    assert (refused.wrong, cut.wrong) == ([], [])


def test_statements_that_are_transactions_of_their_own_break_it() -> None:
    words = ["migrations", "--act", "migrating", "--every", "170", "--kinds", "3"]

    assert _PLAYING("accidents", *words, "--fault", "without begin").wrong


def test_a_library_of_a_newer_program_is_refused_and_not_one_byte_written(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.add()
    laptop.close()
    database = tmp_path / "library" / DATABASE
    connection = driver.connect(database)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = database.read_bytes()

    with pytest.raises(LibraryTooNew, match="newer version"):
        libraries.opened(tmp_path / "library")

    assert database.read_bytes() == before
    left = {one.name for one in database.parent.iterdir() if one.name.startswith(DATABASE)}
    assert left == {DATABASE}
