"""Words that keep every rule of form and make no sense: the library goes on, and shows the rest."""

import contextlib
import os
from pathlib import Path

import pytest

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.services import bundles, cases, conflicts, disputes, settling
from tests.hostile.conftest import NewLibrary
from tests.hostile.forge import Files, body, cut_over, with_lines, zipped
from tests.hostile.odd_words import Writer, readers
from tests.unit.bundle.samples import FISH, RICE, numbered_id

SEEDS = int(os.environ.get("SSC_SEEDS", "12"))
X = numbered_id(0x77)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nonsense_is_taken_in_and_nothing_that_reads_it_fails(
    seed: int, good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    (tmp_path / "odd.sscz").write_bytes(zipped(Writer(seed).files(good)))
    laptop, third = new_library(), new_library()

    bundles.plan(laptop.library, tmp_path / "odd.sscz")
    taken = laptop.take(tmp_path / "odd.sscz")
    for read in readers(laptop, tmp_path):
        with contextlib.suppress(InvalidInput, NotFound):
            read()
    with contextlib.suppress(InvalidInput):
        third.take(laptop.send())

    assert taken.quarantined == ()
    assert {RICE, FISH} <= set(laptop.truth())


def test_an_answer_in_dispute_in_both_parts_of_a_story_is_one_matter(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """It used to end the taking of the whole bundle."""
    told = [
        body({"overview": text}, root=root)
        for root in (RICE, f"{RICE}/private")
        for text in ("The club", "The union")
    ]
    cuts = [cut_over(told[:2]), cut_over(told[2:], root=f"{RICE}/private")]
    (tmp_path / "odd.sscz").write_bytes(zipped(with_lines(good, cuts=cuts, bodies=told)))
    laptop = new_library()

    taken = laptop.take(tmp_path / "odd.sscz")

    assert {line.id for line in taken.new} == {RICE, FISH}
    assert [one.field for one in conflicts.listed(laptop.library)] == ["overview"]


def test_an_item_deleted_by_one_and_changed_by_another_in_both_its_parts(
    new_library: NewLibrary,
) -> None:
    """Everyday life, with the same end: an offer has a contact in the private part."""
    amina, bo = new_library(), new_library()
    offer = {"id": X, "topic": "Seed", "contact": "Mr Musa"}
    story = amina.add(title="Rice", visibility="public", offer=[offer])
    bo.take(amina.send(with_private=True))

    amina.remove_item(story, ("offer",), X)
    bo.type(story, ("offer", X, "topic"), "Seedlings")
    bo.type(story, ("offer", X, "contact"), "Mrs Musa")
    amina.take(bo.send(with_private=True))

    (one,) = conflicts.contested(amina.library)
    assert one.field == f"offer/{X}"
    settling.settle(amina.library, story, ("offer", X), settling.Stay(), "It is there")
    assert conflicts.contested(amina.library) == ()
    assert amina.case(story).offer[0].contact == "Mrs Musa"


@pytest.mark.parametrize("kind", ["case", "dream", "redaction"])
def test_a_record_that_is_no_part_of_the_story_is_in_nobodys_way(
    kind: str, good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """A disputed one used to keep the story from being opened."""
    told = [
        body({"overview": text}, kind=kind, rec=X, **{"in": RICE}) for text in ("One", "Another")
    ]
    (tmp_path / "odd.sscz").write_bytes(
        zipped(with_lines(good, cuts=[cut_over(told)], bodies=told))
    )
    laptop = new_library()

    laptop.take(tmp_path / "odd.sscz")

    assert cases.opened(laptop.library, RICE).conflicts == {}
    assert conflicts.listed(laptop.library) == ()
    assert laptop.line(RICE).conflicts == 0
    with pytest.raises(NotFound):
        disputes.one(laptop.library, RICE, (kind, X, "overview"))
