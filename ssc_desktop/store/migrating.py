"""Bringing a library's schema up to date: all or nothing, after a verified copy."""

from pathlib import Path

from sqlalchemy import Engine

from ssc_desktop import clock
from ssc_desktop.paths import bundled
from ssc_desktop.store import derived, sqlite
from ssc_desktop.store.begin import Beginning


def migrate(engine: Engine, beginning: Beginning) -> None:
    """Run what Alembic revisions are missing, in one transaction.

    A library that holds something is copied first. Raises StorageError; the library is then as it
    was and the next try starts anew.
    """
    if beginning.ready:
        return
    # 380 ms that only a new or an old library pays
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    older = sqlite.schema_number(beginning.connection) > 0
    if older:
        copy(beginning, "before-update")
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if older:  # what this version shows may be more than what that one derived
            derived.rebuild(connection, beginning.connection)
        sqlite.mark_schema(beginning.connection)


def copy(beginning: Beginning, reason: str) -> Path:
    """A verified copy of the database among the library's backups."""
    folder = beginning.folder / "backups"
    folder.mkdir(exist_ok=True)
    moment = clock.now().strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"library-{moment}-{reason}.sqlite"
    with sqlite.translated(beginning.path):
        sqlite.backup(beginning.connection, target)
    return target
