"""Bringing a library's schema up to date: all or nothing, after a verified copy."""

from sqlalchemy import Engine

from ssc_desktop.paths import bundled
from ssc_desktop.store import backup_making, derived, sqlite
from ssc_desktop.store.backup_making import Source
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
        held = Source(beginning.folder, beginning.path, beginning.connection, beginning.key)
        backup_making.make(held, "before-update")
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if older:  # what this version shows may be more than what that one derived
            derived.rebuild(connection, beginning.connection)
        sqlite.mark_schema(beginning.connection)
