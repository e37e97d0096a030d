"""A look at a library from outside, without its lock: how many stories there are."""

from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.store.begin import DATABASE


def stories(folder: Path) -> int | None:
    """How many stories a library holds that is closed; None where that cannot be seen."""
    path = folder / DATABASE
    if path.with_name(f"{DATABASE}-wal").exists():
        return None  # open elsewhere, or not closed well: its own program looks after it
    try:
        # nothing is locked and nothing written: the file is read as it lies
        connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except driver.Error:
        return None
    try:
        row = connection.execute("SELECT count(*) FROM listing WHERE deleted = 0").fetchone()
    except driver.Error:
        return None
    finally:
        connection.close()
    return int(row[0])
