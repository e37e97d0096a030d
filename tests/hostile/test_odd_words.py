"""Words that keep every rule of form and make no sense: the library goes on, and shows the rest."""

import contextlib
import os
from pathlib import Path

import pytest

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.identifiers import digest
from ssc_desktop.record import clearing
from ssc_desktop.services import bundles, cases, conflicts, disputes, leaving, settling
from tests.hostile.conftest import NewLibrary
from tests.hostile.forge import REVISIONS, Files, body, cut_over, with_lines, zipped
from tests.hostile.odd_words import Writer, readers
from tests.hostile.scales import Cost, weighed
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


def test_a_circle_that_is_not_known_lets_nobody_in(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """A newer program may know more of them; it used to count as wider than everybody."""
    limit = body({"parts": ["lessons"], "circle": "friends"}, kind="field_limit", rec=X)
    limit = limit.replace(b'"in":""', b'"in":"%s"' % RICE.encode())
    told = [body(set={"visibility": ["friends", _visibility(good)]}), limit]
    odd = tmp_path / "odd.sscz"
    odd.write_bytes(zipped(with_lines(good, cuts=[cut_over(told)], bodies=told)))
    laptop = new_library()
    laptop.take(odd)

    shown = leaving.preview(laptop.library, [RICE], "word")

    assert laptop.case(RICE).visibility == "friends"
    assert shown.circle == "workshop"
    assert leaving.stays_out(laptop.case(RICE), "repository") is not None
    assert clearing.hidden_parts(laptop.case(RICE), "workshop") == {"lessons"}
    with pytest.raises(InvalidInput):
        laptop.send(RICE)


def _visibility(files: Files) -> list[str]:
    return [digest(one) for one in files[REVISIONS].splitlines() if b'"visibility"' in one][:1]


# ------------------------------------------------------------ much of it


def _revision(number: int, parent: str, **fields: object) -> bytes:
    told = {name.replace("deleted", "~deleted"): [value, []] for name, value in fields.items()}
    record = RICE if number < 0 else numbered_id(0x100 + number)
    written = body(set=told, rec=record, kind="case" if number < 0 else "partner")
    return written.replace(b'"in":""', b'"in":"%s"' % parent.encode())


def _chain(length: int, **fields: object) -> list[bytes]:
    """Records of which each is part of the one before."""
    parents = [RICE, *(numbered_id(0x100 + number) for number in range(length))]
    return [_revision(number, parents[number], **fields) for number in range(length)]


MUCH = {
    "a chain of deletions": _chain(1500, deleted={"saw": []}, name_as_used="x"),
    "a chain of disputes": [
        *_chain(1000, name_as_used="one"),
        *_chain(1000, name_as_used="another"),
    ],
    "versions of one answer": [_revision(-1, "", title=f"Rice {n}") for n in range(1500)],
    "items": [_revision(number, RICE, name_as_used="x") for number in range(1500)],
}


@pytest.mark.parametrize("case", MUCH)
def test_much_of_it_costs_no_more_than_its_share(
    case: str, good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Twice as much, twice the time: a chain used to cost the square of its length."""
    bodies = MUCH[case]
    odd = tmp_path / "odd.sscz"
    odd.write_bytes(zipped(with_lines(good, cuts=[cut_over(bodies)], bodies=bodies)))

    weighed(lambda one: bundles.plan(one.library, odd), new_library)
    _taken, laptop = weighed(lambda one: one.take(odd), new_library, Cost(seconds=0.2))
    laptop.type(RICE, "title", "What is typed then is saved")

    assert laptop.case(RICE).title == "What is typed then is saved"
