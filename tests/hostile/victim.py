"""The library that hostile files are given to, and how to see that nothing in it changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from ssc_desktop.errors import BundleError
from ssc_desktop.services import bundles
from ssc_desktop.services.gathering import Refused
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop


def everything(laptop: Laptop) -> dict[str, object]:
    """Every row of every table, and every file of the library beside its database."""
    found: dict[str, object] = {}
    with laptop.library.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.all():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608 - its own
            found[table] = sorted(map(repr, rows))
    for path in (laptop.folder / "library").rglob("*"):
        if path.is_file() and not path.name.startswith(DATABASE):
            name = str(path.relative_to(laptop.folder))
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def is_tidy(laptop: Laptop) -> bool:
    """Whether nothing is left where bundles are unpacked."""
    spool, staging = (
        laptop.folder / "library" / "spool",
        laptop.library.attachments.folder / "staging",
    )
    return not any([*spool.rglob("*"), *staging.rglob("*")])


def planned(laptop: Laptop, bad: Path) -> BundleError:
    """What looking at a file is refused with."""
    return _refusal(lambda: bundles.plan(laptop.library, bad))


def taken(laptop: Laptop, bad: Path) -> BundleError:
    """What taking it in is refused with, though a person agreed to whatever it asks."""
    return _refusal(lambda: bundles.take(laptop.library, bad, accept=True))


def _refusal(work: Callable[[], object]) -> BundleError:
    try:
        work()
    except BundleError as error:
        return error
    raise AssertionError("it was not refused")


def gathered(laptop: Laptop, bad: Path) -> Refused:
    """What becomes of it among others: it is refused alone."""
    plans = bundles.plan_all(laptop.library, [bad])
    done, changes = bundles.take_all(laptop.library, plans)
    (refused,) = plans.refused
    assert (done.taken, done.waiting, done.refused, done.left) == ((), (), (), 0)
    assert not changes.cases
    return refused


Refusal = BundleError | Refused
Door = Callable[[Laptop, Path], Refusal]
DOORS: tuple[Door, ...] = (planned, taken, gathered)
"""The ways by which a file gets into a library."""
