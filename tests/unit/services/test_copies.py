"""Copied laptops and restored backups: both histories are kept, and people are told once."""

import shutil
from collections.abc import Callable
from contextlib import closing

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.services import activity, cases, history, libraries, trust
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop

Bought = Callable[[str], Laptop]


def twin_of(laptop: Laptop, name: str) -> Laptop:
    """A copy of a laptop's disk, with its key and everything."""
    laptop.close()
    shutil.copytree(laptop.folder, laptop.folder.with_name(name))
    laptop.library = Laptop(laptop.folder).library
    return Laptop(laptop.folder.with_name(name))


def restored(laptop: Laptop, database: bytes) -> None:
    """Yesterday's database comes back; the key stays."""
    laptop.close()
    for path in (laptop.folder / "library").glob(f"{DATABASE}*"):
        path.unlink()
    (laptop.folder / "library" / DATABASE).write_bytes(database)
    laptop.library = Laptop(laptop.folder).library


def database_of(laptop: Laptop) -> bytes:
    """The database as it is now."""
    laptop.reopen()
    laptop.library.close()
    kept = (laptop.folder / "library" / DATABASE).read_bytes()
    laptop.library = Laptop(laptop.folder).library
    return kept


def test_a_cloned_laptop_loses_nothing_and_is_told_of_once(amina: Laptop, bo: Laptop) -> None:
    story = amina.add()
    bo.take_all_of(amina)
    twin = twin_of(amina, "twin")
    try:
        amina.type(story, "network", "The club")
        twin.type(story, "network", "The society")
        twin.type(story, "method", "Visits")

        told = [bo.take_all_of(amina).warnings, bo.take_all_of(twin).warnings]
        told.append(amina.take_all_of(twin).warnings)
        told.append(twin.take_all_of(amina).warnings)
        for _round in range(2):
            amina.type(story, "title", "Wind in Kenya")
            twin.type(story, "title", "Sun in Kenya")
            told += [bo.take_all_of(amina).warnings, bo.take_all_of(twin).warnings]
            told += [amina.take_all_of(bo).warnings, twin.take_all_of(bo).warnings]

        # Bo is told when he sees the second one, each of the two when it sees the other
        assert [len(one) for one in told] == [0, 1, 1, 1] + 8 * [0]
        assert told[1] == ("A laptop was copied: two write under one name. Both are kept.",)
        assert told[2] == told[3]
        assert "copied or restored" in told[2][0]
        assert amina.library.incarnation != twin.library.incarnation
        assert amina.truth() == twin.truth() == bo.truth()
        values = [one.value for one in amina.screen(story).conflicts["network"]]
        assert sorted(values) == ["The club", "The society"]
        for laptop in (amina, bo, twin):
            laptop.revisions()
    finally:
        twin.close()


def test_two_of_one_name_are_told_apart_though_they_come_in_one_bundle(
    amina: Laptop, bo: Laptop, laptop_of: Bought
) -> None:
    chi = laptop_of("chi")
    story = amina.add()
    twin = twin_of(amina, "twin")
    for laptop in (amina, twin):
        laptop.type(story, "network", laptop.folder.name)
        bo.take_all_of(laptop)
    twin.close()

    assert chi.take_all_of(bo).warnings == (
        "A laptop was copied: two write under one name. Both are kept.",
    )


def test_a_restored_backup_is_noticed_when_it_is_opened(amina: Laptop, bo: Laptop) -> None:
    story = amina.add()
    yesterday = database_of(amina)
    amina.type(story, "network", "The club")
    bo.take_all_of(amina)
    before = amina.library.incarnation

    restored(amina, yesterday)

    assert amina.library.came_back
    assert amina.library.incarnation != before
    told = [one.sentence for one in activity.entries(amina.library) if one.kind == "came_back"]
    assert told == ["This library was copied or restored. Both its histories are kept."]
    assert amina.case(story).network is None
    amina.type(story, "network", "The society")
    # what was lost comes back from Bo, and stands beside what was written since
    assert amina.take_all_of(bo).warnings == ()
    bo.take_all_of(amina)
    assert amina.truth() == bo.truth()
    values = [one.value for one in amina.screen(story).conflicts["network"]]
    assert sorted(values) == ["The club", "The society"]
    amina.revisions()


def test_a_library_that_was_only_closed_goes_on_as_before(amina: Laptop) -> None:
    story = amina.add()
    before = amina.library.incarnation

    for _time in range(2):
        amina.reopen()
        assert not amina.library.came_back
        assert amina.library.incarnation == before
        amina.type(story, "network", "The club")


def test_a_clock_that_was_damaged_locks_nobody_out(amina: Laptop) -> None:
    story = amina.add()
    saved = history.saves(amina.library, story).saves[0].at
    amina.library.close()
    with closing(driver.connect(amina.folder / "library" / DATABASE)) as raw, raw:
        raw.execute("UPDATE fact SET value = '2026-11-' WHERE name = 'clock'")
    amina.reopen()

    amina.type(story, "network", "The club")

    assert amina.case(story).network == "The club"
    assert history.saves(amina.library, story).saves[0].at >= saved


def test_a_mark_that_is_gone_costs_a_new_name_and_nothing_else(amina: Laptop) -> None:
    story = amina.add()
    before = amina.library.incarnation
    shutil.rmtree(amina.folder / "config" / "writers")

    amina.reopen()

    assert amina.library.incarnation != before
    assert not amina.library.came_back
    amina.type(story, "network", "The club")
    amina.revisions()


def test_two_copies_of_a_library_on_one_computer_are_told_apart(amina: Laptop) -> None:
    story = amina.add()
    amina.library.close()
    shutil.copytree(amina.folder / "library", amina.folder / "copy")

    names = [written_under(amina, folder, story) for folder in ("library", "copy", "library")]

    assert len(set(names)) == 3
    amina.library = Laptop(amina.folder).library


def written_under(laptop: Laptop, folder: str, story: str) -> str:
    """Open a library of a laptop, write in it, close it; returns the name it was written under."""
    library = libraries.opened(laptop.folder / folder, config=laptop.folder / "config")
    cases.set_value(library, story, ("network",), library.incarnation)
    library.close()
    return library.incarnation


def test_a_lost_key_is_replaced_and_what_it_signed_stays_valid(amina: Laptop, bo: Laptop) -> None:
    story = amina.add()
    before = (amina.library.device.id, amina.library.incarnation)
    amina.library.close()
    (amina.folder / "config" / "device.key").unlink()

    amina.library = Laptop(amina.folder).library
    amina.type(story, "network", "The club")

    assert before[0] != amina.library.device.id
    assert before[1] != amina.library.incarnation
    amina.revisions()
    bo.take_all_of(amina)
    bo.revisions()
    assert [one.id for one in trust.computers(amina.library)] == [before[0]]


def test_a_wrong_clock_is_told_once_for_each_computer(amina: Laptop, bo: Laptop) -> None:
    far = "2099-01-01T00:00:00.000Z-0000"
    bo.library.clock = HybridClock(far)
    story = bo.add()

    first = amina.take_all_of(bo).warnings
    bo.type(story, "network", "The club")
    second = amina.take_all_of(bo).warnings

    assert first == ("The clock of a computer that wrote in this bundle is wrong.",)
    assert second == ()
    assert amina.case(story).network == "The club"
    # every save of that clock is marked, and its moments are not adopted
    assert [one.wrong_clock for one in history.saves(amina.library, story).saves] == [True, True]
    assert amina.library.clock.last[:4] != "2099"
