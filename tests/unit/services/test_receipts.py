"""Receipts, deltas and requests: nothing is left out that somebody lacks."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssc_desktop.bundle import messages, reading, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.header import Header, Held
from ssc_desktop.bundle.messages import Receipt
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item, with_item
from ssc_desktop.services import attachments, bundles, leaving, receipts, undoing
from ssc_desktop.services.packing import own_device
from ssc_desktop.store import stubs, truth
from tests.laptops import Laptop

PHOTO = b"A photo of a rice field"


def header(bundle: Path) -> Header:
    return reading.head(bundle).header


def carried(bundle: Path) -> set[str]:
    """The roots whose text is in a bundle."""
    return set(header(bundle).roots)


def with_photo(laptop: Laptop, case_id: str, data: bytes = PHOTO) -> str:
    source = laptop.folder / "field.txt"
    source.write_bytes(data)
    item = attachments.attach(laptop.library, source)
    laptop.put(case_id, with_item(laptop.case(case_id), ("attachment",), item))
    return laptop.case(case_id).attachment[-1].sha256 or ""


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


# ------------------------------------------------------------ deltas


def test_only_what_the_receiver_lacks_is_sent(amina: Laptop, bo: Laptop) -> None:
    known, changed, new = amina.add(), amina.add(), amina.add()
    bo.take(amina.send(known, changed))
    amina.take(bo.receipt())
    amina.type(changed, "network", "Later")

    delta = amina.send(receiver=bo.id)
    bo.take(delta)

    assert carried(delta) == {changed, new}
    assert header(delta).kind == "delta"
    assert bo.truth() == amina.truth()


def test_without_a_receipt_everything_is_sent(amina: Laptop, bo: Laptop) -> None:
    ids = {amina.add(), amina.add()}

    delta = amina.send(receiver=bo.id)

    assert carried(delta) == ids
    assert header(delta).since is None


def test_a_stale_receipt_makes_too_much_and_never_too_little(amina: Laptop, bo: Laptop) -> None:
    first = amina.add()
    bo.take_all_of(amina)
    stale = bo.receipt()
    second = amina.add()
    bo.take_all_of(amina)
    amina.take(stale)

    delta = amina.send(receiver=bo.id)

    assert carried(delta) == {second}
    assert first not in carried(delta)
    assert bo.take(delta).unchanged == 1


def test_of_two_receipts_the_later_one_counts_whatever_comes_first(
    amina: Laptop, bo: Laptop
) -> None:
    amina.add()
    early = bo.receipt()
    bo.take_all_of(amina)
    late = bo.receipt()

    amina.take(late)
    amina.take(early)

    with pytest.raises(InvalidInput, match="holds all of it already"):
        amina.send(receiver=bo.id)


def test_a_bundle_that_comes_late_takes_no_word_back(amina: Laptop, bo: Laptop) -> None:
    case_id = bo.add()
    early = bo.send()
    bo.type(case_id, "network", "Later")
    late = bo.send()

    amina.take(late)
    amina.take(early)

    with pytest.raises(InvalidInput, match="holds all of it already"):
        amina.send(receiver=bo.id)


def test_every_bundle_is_a_receipt_for_the_other_direction(amina: Laptop, bo: Laptop) -> None:
    from_bo = bo.add()
    photo = with_photo(bo, from_bo)
    amina.take_all_of(bo)
    own = amina.add()

    delta = amina.send(receiver=bo.id)
    assert carried(delta) == {own}

    amina.type(from_bo, "network", "More")
    again = amina.send(from_bo, receiver=bo.id)
    assert header(again).counts.blobs == 0
    assert header(again).absent == (photo,)
    assert bo.take(again).missing == ()


def test_pictures_go_where_they_are_lacking_and_nowhere_else(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    photo = with_photo(amina, case_id)
    light = amina.send(light=True)
    assert header(light).kind == "light"
    assert bo.take(light).missing == (photo,)
    amina.take(bo.receipt())

    delta = amina.send(receiver=bo.id)

    assert carried(delta) == set()
    assert bo.take(delta).pictures == 1
    amina.take(bo.receipt())
    with pytest.raises(InvalidInput, match="holds all of it already"):
        amina.send(receiver=bo.id)


def test_what_three_laptops_relay_reaches_all_of_them(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    one, two = amina.add(), chen.add()
    bo.take_all_of(amina)
    chen.take(bo.send())
    bo.take(chen.send(receiver=bo.id))
    amina.take(bo.send(receiver=amina.id))
    chen.type(one, "network", "From Chen")
    bo.take(chen.send(receiver=bo.id))
    bo.take(amina.receipt())
    delta = bo.send(receiver=amina.id)

    assert carried(delta) == {one}
    amina.take(delta)
    assert amina.truth() == bo.truth() == chen.truth()
    assert two in amina.truth()
    bo.take(amina.receipt())
    for laptop, other in ((amina, bo), (bo, amina), (bo, chen)):
        with pytest.raises(InvalidInput, match="holds all of it already"):
            laptop.send(receiver=other.id)


def test_what_stays_does_not_make_the_receiver_look_incomplete_for_ever(
    amina: Laptop, bo: Laptop
) -> None:
    limit = [{"circle": "workshop", "parts": ["money"]}]
    money = [{"covers": "Money-4711", "amount": "4711"}]
    case_id = amina.add(field_limit=limit, financial_input=money)
    taken = bo.take_all_of(amina)
    assert taken.incomplete == ()
    assert b"Money-4711" not in bo.words()
    amina.take(bo.receipt())

    with pytest.raises(InvalidInput, match="holds all of it already"):
        amina.send(receiver=bo.id)
    assert not receipts.lacking(amina.library)
    assert not receipts.lacking(bo.library)

    # a wider limit: what stayed goes, and nothing else is asked for
    amina.put(case_id, replace(amina.case(case_id), field_limit=()))
    bo.take(amina.send(receiver=bo.id))
    assert b"Money-4711" in bo.words()
    assert bo.truth() == amina.truth()


def test_who_wrote_a_story_need_not_get_it_back_without_what_stays(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add(financial_input=[{"covers": "Money-4711", "amount": "4711"}])
    bo.take_all_of(amina)
    limit = new_item(CASE.groups()["field_limit"], circle="workshop", parts=("money",))
    bo.add_item(case_id, ("field_limit",), limit)
    amina.take(bo.send())
    assert b"Money-4711" in amina.words()

    amina_holds = amina.receipt()
    bo.take(amina_holds)

    with pytest.raises(InvalidInput, match="holds all of it already"):
        bo.send(receiver=amina.id)


@pytest.mark.parametrize("withdrawn_by", ["amina before", "amina after", "both"])
def test_what_was_withdrawn_for_good_is_lacking_nowhere(
    amina: Laptop, bo: Laptop, withdrawn_by: str
) -> None:
    case_id = amina.add()
    amina.type(case_id, "network", "Secret-4711")
    amina.type(case_id, "network", "")
    photo = with_photo(amina, case_id)
    if withdrawn_by == "amina before":
        withdraw(amina, case_id, photo)
    bo.take_all_of(amina)
    if withdrawn_by != "amina before":
        withdraw(amina, case_id, photo)
    if withdrawn_by == "both":
        withdraw(bo, case_id, photo)
    amina.take(bo.receipt())

    with pytest.raises(InvalidInput, match="holds all of it already"):
        amina.send(receiver=bo.id)
    assert not receipts.lacking(amina.library)
    assert bool(receipts.lacking(bo.library)) == (withdrawn_by == "amina before")


def withdraw(laptop: Laptop, case_id: str, photo: str) -> None:
    """Destroy what was said of the network first, and the photo."""
    with laptop.library.writing() as connection:
        bodies = truth.bodies_of(connection, case_id)
        gone = [identity for identity, body in bodies if b"Secret-4711" in body]
        assert stubs.destroy(connection, case_id, gone, [photo]) == 1
    attachments.picture(laptop.library, photo).unlink()


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
    assert receipts.lacking(bo.library).lost
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


# ------------------------------------------------------------ parts


def test_parts_come_in_any_order_and_make_the_whole(amina: Laptop, bo: Laptop) -> None:
    ids = [amina.add(title=f"Story {n}", network="rice " * 200) for n in range(4)]
    for n, case_id in enumerate(ids):
        with_photo(amina, case_id, bytes([n]) * 40_000)
    target = amina.folder / "large.sscz"

    made = bundles.make(amina.library, None, target, bundles.Wish(most=70_000))
    assert len(made.files) > 2
    assert all(path.stat().st_size <= 70_000 for path in made.files)
    for path in reversed(made.files):
        bo.take(path)

    assert bo.truth() == amina.truth()
    assert not receipts.lacking(bo.library)
    assert made.stories == made.pictures == 4


def test_a_story_in_several_parts_is_incomplete_until_the_last_one(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add()
    for n in range(12):
        amina.type(case_id, "network", "".join(f"{n}{at:x} " for at in range(3000)))
    wish = bundles.Wish(most=40_000)

    made = bundles.make(amina.library, None, amina.folder / "long.sscz", wish)
    assert len(made.files) > 1
    *rest, last = made.files
    for path in rest:
        bo.take(path)

    assert receipts.lacking(bo.library).stories == (case_id,)
    assert bo.take(last).incomplete == ()
    assert not receipts.lacking(bo.library)
    assert bo.truth() == amina.truth()


# ------------------------------------------------------------ told before


def test_the_preview_knows_what_the_receiver_holds(amina: Laptop, bo: Laptop) -> None:
    known, new = amina.add(), amina.add()
    with_photo(amina, new)
    bo.take(amina.send(known))
    amina.take(bo.receipt())
    wish = bundles.Wish(receiver=bo.id)

    told = {one.id: one for one in leaving.preview(amina.library, None, "bundle", wish).stories}
    light = leaving.preview(amina.library, None, "bundle", bundles.Wish(light=True))

    assert (told[known].goes, told[known].there) == (False, True)
    assert (told[new].goes, told[new].there) == (True, False)
    assert (light.files, light.size, light.light) == (0, 0, True)
