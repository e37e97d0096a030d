"""What the migrations make is what the definitions ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from ssc_desktop.paths import bundled
from ssc_desktop.store import sqlite
from ssc_desktop.store.begin import Beginning
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import metadata


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that the migrations made just now."""
    library = Library(Beginning(tmp_path / "library"))
    yield library
    library.close()


def test_the_migrations_make_the_tables_of_the_definitions(library: Library) -> None:
    with library.reading() as connection:
        # the search index and its shadows are SQLite's, and made by its own words
        tables = connection.exec_driver_sql("PRAGMA table_list").all()
        plain = {row.name for row in tables if row.type == "table"} - {"alembic_version"}

        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in plain},
        )
        differences = compare_metadata(context, metadata)

    assert not differences, "the definitions changed: write a migration"


def test_there_is_one_newest_migration(library: Library) -> None:
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")))

    heads = ScriptDirectory.from_config(config).get_heads()

    with library.reading() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == tuple(heads)
    assert len(heads) == 1


def test_a_library_says_which_schema_it_has(library: Library) -> None:
    with library.reading():
        number = sqlite.schema_number(library.raw)

    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")))
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    assert number == sqlite.SCHEMA_NUMBER == len(revisions), "number the files 0001, 0002, ..."
