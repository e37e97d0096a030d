"""Bringing old libraries up to date: all or nothing, after a copy, and nothing is lost."""

import json
import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from ssc_desktop.errors import LibraryDamaged
from ssc_desktop.paths import bundled
from ssc_desktop.record import record_json
from ssc_desktop.services import cases, libraries, start
from ssc_desktop.services.answers import Query
from ssc_desktop.store import migrating, sqlite
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop

RELEASED = Path(__file__).parents[2] / "frozen" / "libraries"
"""A library of every released schema, `NUMBER/library.sqlite`, and what it held, `stories.json`."""

_NOW = sqlite.SCHEMA_NUMBER

_NEXT = '''"""The next version."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{number:04}", "{before:04}"


def upgrade():
    op.create_table("song", sa.Column("singer", sa.Text()))
    op.add_column("listing", sa.Column("song", sa.Text()))
    op.execute("UPDATE listing SET title = 'half done'")
    {last}
'''


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The folder of a closed library with one story."""
    laptop = Laptop(tmp_path)
    laptop.add(network="The club")
    laptop.close()
    return tmp_path / "library"


def next_version(
    monkeypatch: pytest.MonkeyPatch, folder: Path, last: str = "op.execute('SELECT 1')"
) -> None:
    """Let the program be one schema newer; the migration ends with the statement `last`."""
    if not folder.exists():
        shutil.copytree(bundled("migrations"), folder)
    text = _NEXT.format(last=last, number=_NOW + 1, before=_NOW)
    (folder / "versions" / f"{_NOW + 1:04}_next.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrating, "bundled", lambda _name: folder)
    monkeypatch.setattr(sqlite, "SCHEMA_NUMBER", _NOW + 1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*.sqlite"))


def test_a_new_library_needs_no_backup(tmp_path: Path) -> None:
    begun = start.begin(tmp_path)
    assert begun.listing is None

    libraries.opened(begun).close()

    assert names(tmp_path) == []
    again = start.begin(tmp_path)
    assert again.listing is not None
    again.close()


def test_an_old_library_is_copied_and_brought_up_to_date(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(monkeypatch, tmp_path / "migrations")

    begun = start.begin(filled)
    waiting = begun.listing
    library = libraries.opened(begun)

    assert waiting is None
    assert sqlite.schema_number(library.raw) == _NOW + 1
    # what the list says is derived anew from what was written
    assert cases.listing(library, Query()).summaries[0].title == "Rice from China in Uganda"
    with library.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM song").scalar() == 0
    (copy,) = names(filled)
    assert "before-update" in copy
    library.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (filled / DATABASE).read_bytes()
    next_version(monkeypatch, tmp_path / "migrations", "raise OSError('power cut')")

    with pytest.raises(OSError, match="power cut"):
        libraries.opened(filled)

    monkeypatch.undo()
    library = libraries.opened(filled)
    assert sqlite.schema_number(library.raw) == sqlite.SCHEMA_NUMBER
    assert cases.listing(library, Query("club")).summaries[0].title == "Rice from China in Uganda"
    assert libraries.check(library).problems == ()
    library.close()
    assert len((filled / DATABASE).read_bytes()) == len(before)


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM revision WHERE rowid = 1",
        "DELETE FROM cut",
        "UPDATE revision SET body = CAST(body AS BLOB) || ' '",
    ],
)
def test_a_migration_that_loses_something_is_refused(
    loss: str, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(monkeypatch, tmp_path / "migrations", f'op.execute("{loss}")')

    with pytest.raises(LibraryDamaged, match="would have been lost"):
        libraries.opened(filled)

    monkeypatch.undo()
    library = libraries.opened(filled)
    assert len(cases.listing(library, Query()).summaries) == 1
    assert libraries.check(library).problems == ()
    library.close()


def test_the_retry_of_a_failed_migration_works(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = tmp_path / "migrations"
    next_version(monkeypatch, migrations, "raise OSError('power cut')")
    for _ in range(2):
        with pytest.raises(OSError, match="power cut"):
            libraries.opened(filled)
    next_version(monkeypatch, migrations)

    library = libraries.opened(filled)

    assert sqlite.schema_number(library.raw) == _NOW + 1
    assert len(names(filled)) == 3
    library.close()


def test_the_library_is_free_again_after_a_failed_migration(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(monkeypatch, tmp_path / "migrations", "op.execute('no SQL')")

    with pytest.raises(Exception, match=r"syntax|could not be read"):
        libraries.opened(filled)

    monkeypatch.undo()
    libraries.opened(filled).close()


def test_no_backup_no_migration(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray((filled / DATABASE).read_bytes())
    data[-4096:] = b"\xff" * 4096
    (filled / DATABASE).write_bytes(data)
    next_version(monkeypatch, tmp_path / "migrations")

    with pytest.raises(LibraryDamaged):
        libraries.opened(filled)

    assert names(filled) == []
    assert (filled / DATABASE).read_bytes() == bytes(data)


def revisions() -> list[str]:
    """All schema revisions, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    return [script.revision for script in scripts][::-1]


def test_a_library_of_every_earlier_schema_is_kept() -> None:
    kept = {path.name for path in RELEASED.glob("*")}

    missing = set(revisions()[:-1]) - kept
    assert not missing, f"keep a library of these before you change the schema: {missing}"


@pytest.mark.parametrize("revision", revisions())
def test_a_library_of_every_schema_keeps_its_stories(revision: str, tmp_path: Path) -> None:
    released = RELEASED / revision
    if not released.exists():
        pytest.skip(f"the schema {revision} is not released yet")
    shutil.copytree(released, tmp_path / "library")

    library = libraries.opened(tmp_path / "library")

    stories = json.loads((released / "stories.json").read_text(encoding="utf-8"))
    for story in stories:
        kept = record_json.written(cases.opened(library, story["case_uuid"]).case)
        assert {name: kept[name] for name in story} == story
    assert libraries.check(library).problems == ()
    library.close()
