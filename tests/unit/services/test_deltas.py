"""Deltas: what is made for one receiver leaves out nothing that this one lacks."""

from dataclasses import replace

import pytest

from ssc_desktop.errors import InvalidInput
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item
from ssc_desktop.services import attachments, bundles, leaving, receipts, trust
from ssc_desktop.store import stubs, truth
from tests.laptops import Laptop
from tests.unit.services.parcels import carried, header, with_photo


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


def test_attachments_are_left_out_on_the_word_of_a_receipt(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    with_photo(amina, case_id)
    bo.take_all_of(amina)
    receipt = bo.receipt()
    amina.take(receipt)
    amina.type(case_id, "network", "Later")

    since = header(amina.send(receiver=bo.id)).since

    assert since is not None
    assert (since.device, since.bundles) == (bo.id, (header(receipt).bundle,))


def test_a_picture_somebody_could_not_send_is_sent_to_them(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = amina.add()
    with_photo(amina, case_id)
    bo.take(amina.send(light=True))
    chen.take_all_of(amina)
    chen.take_all_of(bo)

    delta = chen.send(receiver=bo.id)

    assert carried(delta) == set()
    assert bo.take(delta).pictures == 1
    chen.take_all_of(bo)
    with pytest.raises(InvalidInput, match="holds all of it already"):
        chen.send(receiver=bo.id)


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


def test_work_of_a_blocked_computer_is_not_asked_for(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = chen.add()
    amina.take_all_of(chen)
    bo.take_all_of(chen)
    trust.set_state(bo.library, chen.id, "blocked")
    chen.type(case_id, "network", "Nobody wants this")
    amina.take_all_of(chen)

    taken = bo.take_all_of(amina)

    assert b"Nobody wants this" not in bo.words()
    assert taken.incomplete == ()
    assert not receipts.lacking(bo.library)


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
    attachments.picture(laptop.library, photo).path.unlink()


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
