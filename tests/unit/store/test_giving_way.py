"""Reads that give way: what ends them touches nothing else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop import services
from ssc_desktop.errors import Cancelled
from ssc_desktop.store.library import Library

_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
_MUCH = _ENDLESS.replace("FROM n)", "FROM n WHERE x < 100000)")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = services.libraries.opened(tmp_path)
    yield made
    made.close()


def _read_without_end(library: Library) -> None:
    with library.giving_way(), library.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_schema")
        rows.fetchone()  # an answer that was not read to its end: SQLite's own interrupt lasts then
        connection.exec_driver_sql(_ENDLESS).scalar()


def test_a_read_that_was_ended_leaves_the_library_open(library: Library) -> None:
    case_id, _changes = services.cases.created(library)
    threading.Timer(0.05, library.interrupt).start()

    with pytest.raises(Cancelled):
        _read_without_end(library)

    services.cases.set_value(library, case_id, ("title",), "Rice")
    assert services.cases.opened(library, case_id).case.title == "Rice"


def test_what_does_not_give_way_is_not_ended(library: Library) -> None:
    library.interrupt()

    with library.reading() as connection:
        assert connection.exec_driver_sql(_MUCH).scalar() == 100_000


def test_a_write_is_not_ended_even_among_reads_that_give_way(library: Library) -> None:
    library.interrupt()

    with library.giving_way(), library.writing() as connection:
        assert connection.exec_driver_sql(_MUCH).scalar() == 100_000
