"""The practice library: three colleagues' bundles to collect, and how one sees what was done."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop import paths
from ssc_desktop.history.device import FILE_NAME
from ssc_desktop.services import (
    bundles,
    cases,
    colleagues,
    conflicts,
    duplicates,
    known,
    libraries,
    practising,
)
from ssc_desktop.services.libraries import Library
from ssc_desktop.services.practising import Practice


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return practising.prepare(tmp_path / "practice")


@pytest.fixture
def library(practice: Practice) -> Iterator[Library]:
    library = libraries.opened(practice.folder, config=known.practice_key(practice.folder))
    yield library
    library.close()


def take_in(library: Library, practice: Practice) -> None:
    plans = bundles.plan_all(library, practice.bundles)
    assert not plans.refused
    bundles.take_all(library, plans, accept=[one.bundle for one in plans.asking])


def test_the_bundles_bring_a_conflict_a_duplicate_and_a_returned_story(
    library: Library, practice: Practice
) -> None:
    take_in(library, practice)

    wanting = conflicts.needs_you(library)
    dairy = cases.opened(library, colleagues.DAIRY).case
    assert [(one.case_id, len(one.matters)) for one in wanting.stories] == [(colleagues.GARDENS, 1)]
    twins = [{one.one.id, one.other.id} for one in wanting.duplicates]
    assert twins == [{colleagues.BANKS, colleagues.BANKS_AGAIN}]
    assert dairy.status == "changes_asked"
    assert [len(one.comment) for one in dairy.review] == [3]


def test_what_was_tried_is_seen_from_the_library(library: Library, practice: Practice) -> None:
    assert practising.done(library) == set()
    take_in(library, practice)
    assert practising.done(library) == {"collect"}

    cases.set_value(library, colleagues.GARDENS, ("overview",), colleagues.GARDENS_HERE)
    assert practising.done(library) == {"collect", "settle"}

    duplicates.link(library, colleagues.BANKS, colleagues.BANKS_AGAIN)
    assert practising.done(library) == {"collect", "settle", "duplicate"}

    for said in cases.opened(library, colleagues.DAIRY).case.review:
        for one in said.comment:
            where = ("review", said.id, "comment", one.id, "reply")
            cases.set_value(library, colleagues.DAIRY, where, "done")
    assert practising.done(library) == {one.name for one in practice.steps if one.seen}


def test_it_is_ready_in_five_seconds_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    began = time.process_time()

    practising.prepare(tmp_path / "practice", progress=lambda done, of: told.append((done, of)))

    assert time.process_time() - began <= 5
    assert told[0] == (0, 5) and told[-1] == (5, 5)
    assert told == sorted(told)


def test_nothing_of_the_person_is_touched(tmp_path: Path) -> None:
    practising.prepare(tmp_path / "practice")

    assert not paths.config_folder().exists()
    assert not paths.default_library().exists()


def test_the_window_opens_it_with_the_key_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_PRACTICE", str(tmp_path / "practice"))

    libraries.opened(known.practice_folder()).close()

    assert (known.practice_key(known.practice_folder()) / FILE_NAME).exists()
    assert not paths.config_folder().exists()


def test_bundles_that_were_lost_are_made_anew(library: Library, practice: Practice) -> None:
    cases.trash(library, [colleagues.DAIRY])
    practice.bundles[2].unlink()

    practising.fill(library)

    take_in(library, practice)
    assert "collect" in practising.done(library)
