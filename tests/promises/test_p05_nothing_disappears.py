"""P5: nothing you wrote disappears: every version is kept, deletions go to the bin.

Histories of four laptops are played (`tests/properties/world.py`): writing, deleting, bringing
back, exchanging, undoing what came, disks that are copied and come back old. The oracle wrote down
every revision that was acknowledged.
"""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from ssc_desktop import clock
from ssc_desktop.services import cases, history, trash, undoing
from ssc_desktop.store import truth
from ssc_desktop.store.tables import RevisionRow
from tests.laptops import Laptop
from tests.promises.conftest import Size
from tests.properties.computer import Computer
from tests.properties.world import STEP, World, playing

_LENGTH = 16


def _missing(world: World) -> set[str]:
    """What somebody was told is saved, and nobody holds any more."""
    bundles = [laptop.whole() for laptop in world.four]
    for laptop in world.four[:2]:
        _take_and_undo(laptop, bundles)
    world.converge()
    held = world.everything.holdings().revisions.keys()
    return {edit.revision for edit in world.edits} - held


def _take_and_undo(laptop: Computer, bundles: list[Path]) -> None:
    """Take everything in, and take that back; what cannot go stays."""
    laptop.reopen()
    taken = [laptop.take(bundle).bundle for bundle in bundles]
    undoing.undo(laptop.library, [one for one in taken if one])


def _played(number: int) -> tuple[int, set[str]]:
    script = random.Random(number).randbytes(STEP * _LENGTH)  # noqa: S311 - repeatable
    with playing(script) as world:
        return len(world.edits), _missing(world)


@pytest.mark.timeout(3600)
def test_every_acknowledged_revision_can_be_had_again(size: Size, figures: dict[str, Any]) -> None:
    told = {number: _played(number) for number in range(size(12, 2_000))}

    missing = {number: gone for number, (_edits, gone) in told.items() if gone}
    figures.update(
        histories=len(told),
        revisions=sum(edits for edits, _gone in told.values()),
        missing=sum(map(len, missing.values())),
    )
    assert missing == {}


def test_what_is_forgotten_on_the_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    add = truth.add_revisions

    def faulty(connection: Connection, revisions: Any) -> Any:
        added = add(connection, revisions)
        some = [one.id for one in revisions if one.id[0] == "a"]
        connection.execute(delete(RevisionRow.table).where(RevisionRow.id.in_(some)))
        return added

    monkeypatch.setattr(truth, "add_revisions", faulty)

    assert any(_played(number)[1] for number in range(4))


def test_every_version_of_a_text_is_shown_and_can_be_brought_back(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add(title="The first title")
    for number in range(30):
        laptop.type(case_id, "title", f"Title {number}")

    saves = history.saves(laptop.library, case_id).saves
    said = [history.told(laptop.library, case_id, one.id).title for one in saves]
    history.restore(laptop.library, case_id, saves[-1].id)

    assert said == [*(f"Title {number}" for number in reversed(range(30))), "The first title"]
    assert laptop.case(case_id).title == "The first title"
    laptop.close()


@pytest.mark.parametrize(("days", "shown"), [(0, 1), (89, 1), (91, 0), (4_000, 0)])
def test_the_bin_keeps_a_story_for_90_days_and_gives_it_back_for_ever(
    days: int, shown: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add(title="Rice", overview="Forty farmers learned.")
    cases.trash(laptop.library, [case_id])
    later = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: later)
    laptop.reopen()

    assert len(trash.listed(laptop.library).stories) == shown
    cases.restore(laptop.library, [case_id])
    assert laptop.case(case_id).overview == "Forty farmers learned."
    laptop.close()
