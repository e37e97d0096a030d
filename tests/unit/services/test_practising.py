"""The practice library: three colleagues' bundles to collect, and how one sees what was done."""

from pathlib import Path

import pytest

from ssc_desktop import paths, settings
from ssc_desktop.errors import InvalidInput
from ssc_desktop.services import (
    bundles,
    cases,
    colleagues,
    conflicts,
    duplicates,
    known,
    libraries,
    practising,
    settling,
)
from ssc_desktop.services.libraries import Library
from ssc_desktop.services.practising import Practice


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return practising.prepare(tmp_path_factory.mktemp("practice") / "library")


def opened(practice: Practice) -> Library:
    return libraries.opened(practice.folder, config=known.practice_key(practice.folder))


def test_the_bundles_bring_a_conflict_a_duplicate_and_a_returned_story(practice: Practice) -> None:
    library = opened(practice)
    try:
        plan = bundles.plan_all(library, practice.bundles)
        assert not plan.refused
        bundles.take_all(library, plan)
        wanting = conflicts.needs_you(library)
        dairy = cases.opened(library, colleagues.DAIRY).case
    finally:
        library.close()

    assert [one.case_id for one in wanting.stories] == [colleagues.GARDENS]
    assert {colleagues.BANKS, colleagues.BANKS_AGAIN} in [
        {one.one.id, one.other.id} for one in wanting.duplicates
    ]
    assert dairy.status == "changes_asked"
    assert [len(one.comment) for one in dairy.review] == [3]
