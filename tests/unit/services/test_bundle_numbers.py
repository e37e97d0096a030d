"""A bundle is known by its number and its sender: nobody stands in for another."""

import os
from pathlib import Path

import pytest

from ssc_desktop.bundle import writing
from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.services import activity, bundles, gathering, inbox, undoing
from ssc_desktop.store import truth
from tests.laptops import Laptop
from tests.unit.services.conftest import Bought
from tests.unit.services.parcels import header, with_photo


@pytest.fixture
def mallory(laptop_of: Bought) -> Laptop:
    """A laptop whose owner chooses the numbers of his bundles."""
    laptop = laptop_of("mallory")
    laptop.add(title="Mallory's")
    return laptop


def numbered(laptop: Laptop, like: Path) -> Path:
    """All that a laptop holds, under the number of another bundle."""
    with laptop.library.reading() as connection:
        held = [History(*one) for one in truth.histories(connection, truth.roots(connection))]
    target = laptop.folder / f"like-{like.name}"
    contents = Contents(held, [Device(laptop.library.device.public)])
    told = Header(bundle=header(like).bundle)
    writing.write(target, contents, laptop.library.device, header=told)
    return target


def titles(laptop: Laptop) -> set[str]:
    """What the list shows."""
    return {line.title for line in laptop.listed()}


def test_what_comes_under_the_number_of_an_own_bundle_can_be_taken_back(
    amina: Laptop, mallory: Laptop
) -> None:
    amina.add(title="Amina's")
    taken = amina.take(numbered(mallory, amina.send()))

    undoing.undo(amina.library, [taken.bundle])

    assert titles(amina) == {"Amina's"}


def test_an_own_bundle_brings_back_what_was_taken_back_and_is_taken_back_too(
    amina: Laptop, bo: Laptop
) -> None:
    bo.add(title="Bo's")
    first = amina.take_all_of(bo)
    own = amina.send()
    undoing.undo(amina.library, [first.bundle])

    again = amina.take(own)
    assert titles(amina) == {"Bo's"}
    undoing.undo(amina.library, [again.bundle])

    assert titles(amina) == set()
    undoing.put_back(amina.library, [again.bundle])
    assert titles(amina) == {"Bo's"}


def test_a_bundle_under_the_number_of_one_that_waits_does_not_remove_it(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    bo.add(title="Bo's")
    waits = bo.send()
    bundles.take(amina.library, waits, accept=False)

    amina.take(numbered(mallory, waits))
    (waiting,) = inbox.waiting(amina.library)
    inbox.accept(amina.library, waiting.id)

    assert titles(amina) == {"Mallory's", "Bo's"}
    assert inbox.waiting(amina.library) == ()


def test_a_bundle_under_the_number_of_one_taken_back_leaves_that_to_be_put_back(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    bo.add(title="Bo's")
    bundle = bo.send()
    taken = amina.take(bundle)
    undoing.undo(amina.library, [taken.bundle])

    amina.take(numbered(mallory, bundle))

    assert titles(amina) == {"Mallory's"}
    told = [one for one in activity.entries(amina.library) if one.bundle == taken.bundle]
    assert any(one.can_put_back for one in told)
    undoing.put_back(amina.library, [taken.bundle])
    assert titles(amina) == {"Mallory's", "Bo's"}


def test_a_broken_copy_does_not_take_the_place_of_the_whole_one(amina: Laptop, bo: Laptop) -> None:
    case_id = bo.add()
    with_photo(bo, case_id, os.urandom(200_000))
    whole = bo.send()
    bundles.take(amina.library, whole, accept=False)
    broken = amina.folder / "broken.sscz"
    broken.write_bytes(whole.read_bytes()[:-120_000])

    plans = gathering.plan_all(amina.library, [broken], broken=True)
    gathering.take_all(amina.library, plans, accept=[one.bundle for one in plans.asking])

    (waiting,) = inbox.waiting(amina.library)
    taken, _changes = inbox.accept(amina.library, waiting.id)
    assert taken.missing == ()
