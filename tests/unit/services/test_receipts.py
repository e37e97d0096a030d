"""Receipts and requests: what is held is told, and what is lost comes back."""

from pathlib import Path

import pytest

from ssc_desktop.bundle import messages, reading, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.header import Held
from ssc_desktop.bundle.messages import Receipt
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.services import bundles, receipts, undoing
from ssc_desktop.services.packing import own_device
from tests.laptops import Laptop
from tests.unit.services.parcels import carried, with_photo


def forged(laptop: Laptop, receipt: Receipt) -> Path:
    """A receipt that says what somebody wants it to say, signed as it should be."""
    target = laptop.folder / "forged.sscz"
    contents = Contents((), [own_device(laptop.library)])
    head = messages.header_of(receipt)
    writing.write(target, contents, laptop.library.device, header=head)
    return target


# ------------------------------------------------------------ receipts


def test_a_receipt_tells_what_is_held_and_nothing_private(amina: Laptop) -> None:
    case_id = amina.add(primary_contact=[{"name": "Secret-4711"}])
    staying = amina.add(visibility="private")
    photo = with_photo(amina, case_id)
    amina.add(attachment=[{"sha256": "0" * 64}])

    told = reading.head(amina.receipt()).message

    assert isinstance(told, Receipt)
    assert case_id in told.roots
    assert staying not in told.roots
    assert not [root for root in told.roots if root.endswith("/private")]
    assert told.roots[case_id].number == len(amina.truth()[case_id])
    assert photo[:16] in messages.named(told.blobs)
    assert told.missing == ("0" * 64,)


def test_a_receipt_names_the_bundles_that_were_taken_in(amina: Laptop, bo: Laptop) -> None:
    one, two = amina.add(), amina.add()
    first, second = (bo.take(amina.send(case_id)).bundle for case_id in (one, two))
    undoing.undo(bo.library, [second])

    told = reading.head(bo.receipt()).message

    assert isinstance(told, Receipt)
    assert told.taken == (first,)


@pytest.mark.parametrize("kind", ["receipt", "request"])
def test_the_suggested_name_tells_what_it_is(amina: Laptop, kind: str) -> None:
    name = receipts.suggested_name(amina.library, kind)

    assert name.startswith(f"ssc-{kind}-")
    assert name.isascii()
    assert len(name) <= 60


# ------------------------------------------------------------ forged and lost


def test_a_forged_receipt_makes_a_gap_that_the_next_comparison_shows(
    amina: Laptop, bo: Laptop
) -> None:
    lacking, sent = amina.add(), amina.add()
    told = reading.head(amina.receipt()).message
    assert isinstance(told, Receipt)
    amina.take(forged(bo, Receipt({lacking: told.roots[lacking]}, told.everything)))

    taken = bo.take(amina.send(receiver=bo.id))

    assert set(bo.truth()) == {sent}
    assert taken.lost
    assert any("ask for it with a request" in said for said in taken.warnings)
    amina.take(bo.receipt())
    bo.take(amina.send(receiver=bo.id))
    assert bo.truth() == amina.truth()
    assert not receipts.lacking(bo.library)


def test_a_receipt_that_claims_too_little_makes_a_bundle_too_large(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    amina.take(forged(bo, Receipt({case_id: Held(1, "a" * 32)})))

    delta = amina.send(receiver=bo.id)

    assert carried(delta) == {case_id}
    assert bo.take(delta).unchanged == 1


def test_what_an_old_backup_lost_is_noticed_and_comes_back(amina: Laptop, bo: Laptop) -> None:
    kept, changed, lost = amina.add(), amina.add(), amina.add()
    bo.take(amina.send(kept, changed))
    backup = bo.copied()
    amina.type(changed, "network", "Lost with the backup")
    bo.take_all_of(amina)
    bo.type(kept, "network", "Typed by Bo, and sent")
    amina.take(bo.send())
    amina.take(bo.receipt())

    bo.set_back(backup)
    bo.type(kept, "challenge", "Typed after the backup came back")
    new = amina.add()
    taken = bo.take(amina.send(receiver=bo.id))

    assert [one.id for one in taken.new] == [new]
    assert lost not in bo.truth()
    assert taken.lost
    assert "An older copy of this library came back" in receipts.lacking(bo.library).sentence()
    plan = bundles.plan(amina.library, bo.ask())
    assert (plan.kind, plan.asks) == ("request", 0)
    amina.take(plan.path)
    answer = amina.answer(bo)
    assert carried(answer) == {kept, changed, lost}
    bo.take(answer)
    assert set(bo.truth()) == set(amina.truth())
    assert bo.case(changed).network == "Lost with the backup"
    assert bo.case(kept).network == "Typed by Bo, and sent"
    assert bo.case(kept).challenge == "Typed after the backup came back"
    assert not receipts.lacking(bo.library)


def test_who_lost_nothing_is_not_alarmed(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    amina.take(bo.receipt())
    bo.type(case_id, "network", "Bo goes on writing")
    amina.add()

    taken = bo.take(amina.send(receiver=bo.id))

    assert not taken.lost
    assert not receipts.lacking(bo.library)


def test_a_bundle_for_one_says_nothing_to_another_who_takes_it(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    amina.add()
    bo.take_all_of(amina)
    amina.take(bo.receipt())
    amina.add()

    taken = chen.take(amina.send(receiver=bo.id))

    assert len(taken.new) == 1
    assert not taken.lost


# ------------------------------------------------------------ requests


def test_what_somebody_holds_more_of_is_asked_for_and_answered(amina: Laptop, bo: Laptop) -> None:
    case_id, other = amina.add(), amina.add()
    bo.take_all_of(amina)
    amina.type(case_id, "network", "Not sent yet")
    bo.take(amina.receipt())
    lacks = receipts.lacking(bo.library)
    assert lacks.stories == (case_id,)
    assert lacks.sentence() == "To ask for: 1 incomplete story."

    amina.take(bo.ask())
    (asked,) = receipts.asking(amina.library)
    assert (asked.device, asked.stories) == (bo.id, (case_id,))
    amina.type(other, "network", "Nobody asked for this")
    answer = amina.answer(bo)

    assert carried(answer) == {case_id}
    assert receipts.asking(amina.library) == ()
    bo.take(answer)
    assert not receipts.lacking(bo.library)


def test_a_missing_picture_is_asked_for(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    photo = with_photo(amina, case_id)
    bo.take(amina.send(light=True))
    assert receipts.lacking(bo.library).pictures == (photo,)
    assert receipts.lacking(bo.library).sentence() == "To ask for: 1 missing picture."

    amina.take(bo.ask())
    bo.take(amina.answer(bo))

    assert not receipts.lacking(bo.library)


def test_nothing_is_asked_for_where_nothing_is_known_to_be_missing(amina: Laptop) -> None:
    amina.add()

    with pytest.raises(InvalidInput, match="Nothing is known to be missing"):
        amina.ask()
    with pytest.raises(NotFound, match="asks for nothing"):
        amina.answer(amina)


def test_a_story_nobody_here_has_is_asked_for_in_vain(amina: Laptop, bo: Laptop) -> None:
    case_id = bo.add()
    amina.take(bo.ask(case_id))
    amina.add()

    with pytest.raises(NotFound, match="None of the stories"):
        amina.answer(bo)
