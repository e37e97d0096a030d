"""The list of what needs a person: complete, counted, page by page, and quick."""

import time
from pathlib import Path

import pytest

from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import write
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item
from ssc_desktop.services import cases, conflicts, settling
from ssc_desktop.services.settling import Both
from ssc_desktop.store import devices, truth
from ssc_desktop.store.tables import conflict, listing
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.services.conftest import Bought

A = numbered_id(1)


@pytest.fixture
def stories(amina: Laptop, bo: Laptop) -> list[str]:
    """Three stories that both have, two of them changed by both."""
    ids = [amina.add(title=f"Story {number}", partner=[{"id": numbered_id(10 + number)}])
           for number in range(3)]  # fmt: skip
    bo.take_all_of(amina)
    for case_id in ids[:2]:
        for field in ("network", "method"):
            amina.type(case_id, field, f"Amina’s {field}.")
            bo.type(case_id, field, f"Bo’s {field}.")
    return ids


@pytest.mark.usefixtures("stories")
def test_a_quiet_library_needs_nobody(amina: Laptop) -> None:
    found = conflicts.needs_you(amina.library)

    assert (found.stories, found.total, found.more) == ((), 0, "")


def test_every_field_is_listed_under_its_story(
    amina: Laptop, bo: Laptop, stories: list[str]
) -> None:
    amina.take_all_of(bo)

    found = conflicts.needs_you(amina.library)

    assert {one.case_id for one in found.stories} == set(stories[:2])
    assert (found.conflicts, found.deletions, found.in_stories, found.total) == (4, 0, 2, 4)
    for story in found.stories:
        assert {matter.path for matter in story.matters} == {("network",), ("method",)}
        assert all(matter.versions == 2 and matter.at for matter in story.matters)
        assert not any(matter.provisional for matter in story.matters)


@pytest.mark.usefixtures("stories")
def test_it_comes_page_by_page_the_story_changed_last_first(amina: Laptop, bo: Laptop) -> None:
    amina.take_all_of(bo)

    first = conflicts.needs_you(amina.library, limit=1)
    second = conflicts.needs_you(amina.library, start=first.more, limit=1)

    listed = [one.case_id for page in (first, second) for one in page.stories]
    order = [one.id for one in amina.listed() if one.id in listed]
    assert (listed, second.more, first.conflicts) == (order, "", 4)


def test_what_was_settled_and_what_is_in_the_trash_is_not_listed(
    amina: Laptop, bo: Laptop, stories: list[str]
) -> None:
    amina.take_all_of(bo)
    settling.settle(amina.library, stories[0], ("method",), Both())
    cases.trash(amina.library, [stories[1]])

    found = conflicts.needs_you(amina.library)

    assert [matter.path for one in found.stories for matter in one.matters] == [("network",)]
    assert found.conflicts == 1


def test_a_missing_bundle_is_nobodys_mistake(
    amina: Laptop, bo: Laptop, stories: list[str], laptop_of: Bought
) -> None:
    case_id = stories[2]
    amina.type(case_id, "network", "Before.")
    bo.take_all_of(amina)
    chen = laptop_of("chen")
    chen.take_all_of(amina)
    bo.type(case_id, "network", "Bo’s.")
    chen.type(case_id, "network", "Chen’s.")
    dina = laptop_of("dina")
    for sender in (bo, chen):
        dina.take(without_a_save(sender, case_id, "Before."))

    found = conflicts.needs_you(dina.library)

    (story,) = [one for one in found.stories if one.case_id == case_id]
    (matter,) = story.matters
    assert (matter.provisional, found.provisional) == (True, 1)
    shown = conflicts.one(dina.library, case_id, ("network",))
    assert (shown.provisional, shown.proposal, shown.common) == (True, "", None)
    dina.take_all_of(amina)
    assert not conflicts.one(dina.library, case_id, ("network",)).provisional


def without_a_save(laptop: Laptop, case_id: str, words: str) -> Path:
    """What a laptop sends, without the revision that says `words`."""
    with laptop.library.reading() as connection:
        ((root, cuts, bodies),) = truth.histories(connection, [case_id])
        known = [Device(key, name) for _id, key, name in devices.known(connection)]
    history = History(root, cuts, [body for body in bodies if words.encode() not in body])
    target = laptop.folder / "gap.sscz"
    return write(target, Contents([history], known), laptop.library.device, header=Header()).path


def test_an_item_and_its_holder_name_the_place(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(result=[{"id": A, "statement": "Trained"}])
    figure = new_item(CASE.groups()["other_figure"], value="4")
    amina.add_item(case_id, ("result", A, "other_figure"), figure)
    bo.take_all_of(amina)
    path = ("result", A, "other_figure", figure.id, "value")
    amina.type(case_id, path, "5")
    bo.type(case_id, path, "6")
    amina.take_all_of(bo)

    (story,) = conflicts.needs_you(amina.library).stories

    (matter,) = story.matters
    assert matter.path == path
    assert conflicts.one(amina.library, case_id, path).path == path


def test_ten_thousand_stories_do_not_make_it_slow(amina: Laptop) -> None:
    with amina.library.writing() as connection:
        rows = [_row(number) for number in range(1, 10_001)]
        connection.execute(listing.insert(), rows)
        connection.execute(conflict.insert(), [_conflict(row) for row in rows[::50]])

    start = time.process_time()
    found = conflicts.needs_you(amina.library)
    took = time.process_time() - start

    assert (len(found.stories), found.conflicts, found.in_stories) == (200, 200, 200)
    assert took < 2, "the list is read from tables; nothing is loaded story by story"


def _row(number: int) -> dict[str, object]:
    texts = dict.fromkeys(("short_name", "case_code", "sector", "country", "cooperation"), "")
    return {
        **texts,
        "case_uuid": numbered_id(number),
        "number": number,
        "title": f"Hybrid rice {number} of district {number % 700}",
        "title_key": "",
        "status": "draft",
        "givers": '["CHN"]',
        "takers": f'["{("UGA", "KEN", "TZA", "MLI")[number % 4]}"]',
        "language": "en",
        "first_year": 2000 + number % 20,
        "last_year": 2004 + number % 20,
        "changed": "2026-11-21T12:00:00.000Z-0000",
        "completeness": 50,
        "conflicts": int(number % 50 == 1),
        "deleted": False,
        "contested": False,
        "fingerprint": "",
        "packed": "",
    }


def _conflict(row: dict[str, object]) -> dict[str, object]:
    version = {"at": "2026-11-21T12:00:00.000Z-0000", "device": "0" * 64, "by": ""}
    versions = [{**version, "revision": f"{n:064x}", "value": "long words " * 200}
                for n in range(2)]  # fmt: skip
    versions[1]["value"] = "other words"
    return {
        "case_uuid": row["case_uuid"],
        "record": row["case_uuid"],
        "field": "method",
        "kind": "case",
        "private": False,
        "incomplete": False,
        "versions": versions,
    }
