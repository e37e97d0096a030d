"""Bringing a library's schema up to date: all or nothing, after a verified copy."""

from collections.abc import Sequence

from sqlalchemy import Engine

from ssc_desktop.errors import LibraryDamaged
from ssc_desktop.history.identifiers import digest
from ssc_desktop.i18n import _
from ssc_desktop.paths import bundled
from ssc_desktop.store import backup_making, derived, sqlite
from ssc_desktop.store.backup_making import Source
from ssc_desktop.store.begin import Beginning


def migrate(engine: Engine, beginning: Beginning) -> None:
    """Run what Alembic revisions are missing, in one transaction.

    A library that holds something is copied first, and what people saved is compared before it
    counts. Raises StorageError; the library is then as it was and the next try starts anew.
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
        before = _saved(beginning.connection) if older else ()
        command.upgrade(config, "head")
        if older:
            _compare(beginning.connection, before)
            # what this version shows may be more than what that one derived
            derived.rebuild(connection, beginning.connection)
        sqlite.mark_schema(beginning.connection)


def _saved(raw: sqlite.Connection) -> Sequence[int]:
    """How many revisions, saves and drafts there are."""
    counts = (f"SELECT count(*) FROM {name}" for name in ("revision", "cut", "draft"))  # noqa: S608
    return [raw.execute(one).fetchone()[0] for one in counts]


def _compare(raw: sqlite.Connection, before: Sequence[int]) -> None:
    """Refuse a migration after which not everything is there as it was saved."""
    held = raw.execute("SELECT id, body FROM revision")
    torn = any(not isinstance(body, bytes) or digest(body) != id_ for id_, body in held)
    if torn or _saved(raw) != before or raw.execute("PRAGMA foreign_key_check").fetchone():
        raise LibraryDamaged(
            _("The library could not be brought up to date: something in it would have been lost."),
            advice=_("It is as it was. Restore a backup, or save what can be read."),
        )
