"""Salvaging: what is whole of a broken copy of a bundle, looked at and taken in.

For a file that `bundles` found damaged, when the person wants what can be had of it. What is lost
is told, and is asked for by the next request: the computer that made the bundle holds it.
"""

from pathlib import Path

from ssc_desktop.services import unpacking
from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Taken
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.collecting import taken_in
from ssc_desktop.services.foreseeing import foresee
from ssc_desktop.services.unpacking import How
from ssc_desktop.store.library import Library


def plan(
    library: Library,
    source: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plan:
    """What the whole parts of a broken copy would bring; nothing is written to the library.

    `Plan.warnings` says what is lost. Raises as `bundles.plan` where nothing can be saved.
    """
    how = How(progress=progress, stop=stop, broken=True)
    with (
        bulk(),
        unpacking.unpacked(library, source, how, staging=False) as opened,
        library.reading() as connection,
    ):
        return foresee(library, connection, [(source, opened)]).plans[0]


def take(
    library: Library,
    source: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Taken, Changes]:
    """Take in what is whole of a broken copy; the person has seen the plan and agreed.

    The whole bundle can be taken in later all the same: only then does its sender hear that it
    arrived. Raises as `bundles.take`.
    """
    return taken_in(library, source, How(progress=progress, stop=stop, broken=True))
