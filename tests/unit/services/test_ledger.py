"""The ledger: how far every story has got, and which laptops have delivered."""

import time

from sqlalchemy import insert

from ssc_desktop.services import cases, ledger, trust, undoing
from ssc_desktop.services.ledger import Laptop as Line
from ssc_desktop.store import devices
from ssc_desktop.store.exchange_tables import DeviceRow, HandedRow, HolderRow
from ssc_desktop.store.tables import listing
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.services.conftest import Bought
from tests.unit.services.parcels import with_photo


def state(laptop: Laptop, case_id: str) -> str:
    (told,) = ledger.stories(laptop.library, [case_id])
    with laptop.library.reading() as connection:
        assert ledger.states(laptop.library, connection, [case_id]) == {case_id: told.state}
        assert ledger.states(laptop.library, connection)[case_id] == told.state
    return told.state


def line(laptop: Laptop, other: Laptop) -> Line:
    return next(one for one in ledger.laptops(laptop.library).laptops if one.id == other.id)


def has_role(laptop: Laptop, other: Laptop, role: str) -> None:
    from sqlalchemy import update

    with laptop.library.writing() as connection:
        own = other.library.device
        devices.meet(connection, [(own.id, own.public, "The repository")])
        said = update(DeviceRow.table).where(DeviceRow.id == own.id)
        connection.execute(said.values(role=role))


def test_a_story_goes_through_a_whole_workshop(laptop_of: Bought) -> None:
    amina, facilitator, repository = map(laptop_of, ("amina", "facilitator", "repository"))
    case_id = amina.add(visibility="repository")
    assert state(amina, case_id) == "draft"

    bundle = amina.send()
    assert state(amina, case_id) == "packed"
    amina.type(case_id, "network", "One more thing")
    assert state(amina, case_id) == "changed"
    facilitator.take(bundle)
    amina.take(facilitator.receipt())
    assert state(amina, case_id) == "changed"

    facilitator.take(amina.send())
    assert state(amina, case_id) == "packed"
    assert state(facilitator, case_id) == "delivered"
    amina.take(facilitator.receipt())
    assert state(amina, case_id) == "delivered"

    facilitator.type(case_id, "status", "changes_asked")
    assert state(facilitator, case_id) == "changed"
    amina.take(facilitator.send())
    assert state(amina, case_id) == "returned"
    amina.type(case_id, "network", "What was asked for")
    assert state(amina, case_id) == "returned"
    amina.type(case_id, "status", "in_review")
    assert state(amina, case_id) == "changed"

    facilitator.take(amina.send())
    has_role(facilitator, repository, "repository")
    repository.take(facilitator.send())
    facilitator.take(repository.receipt())
    assert state(facilitator, case_id) == "integrated"
    amina.type(case_id, "network", "Amina writes on")
    facilitator.type(case_id, "network", "and so does the facilitator")
    facilitator.take(amina.send())
    assert state(facilitator, case_id) == "needs_you"


def test_in_a_bundle_is_not_delivered(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    amina.send()

    amina.take(bo.receipt())

    assert state(amina, case_id) == "packed"


def test_a_receipt_of_who_holds_more_acknowledges_the_bundle(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    bo.type(case_id, "network", "Bo goes on")

    amina.take(bo.receipt())

    assert state(amina, case_id) == "delivered"
    assert line(amina, bo).newer == 1


def test_a_story_in_parts_is_delivered_with_the_last_of_them(amina: Laptop, bo: Laptop) -> None:
    from ssc_desktop.services import bundles

    case_id = amina.add()
    for n in range(12):
        amina.type(case_id, "network", "".join(f"{n}{at:x} " for at in range(3000)))
    wish = bundles.Wish(most=40_000)
    made = bundles.make(amina.library, None, amina.folder / "long.sscz", wish)
    *rest, last = made.files
    for path in rest:
        bo.take(path)
    bo.type(case_id, "challenge", "Bo writes before all of it is there")
    amina.take(bo.receipt())
    assert state(amina, case_id) == "packed"

    bo.take(last)
    amina.take(bo.receipt())
    assert state(amina, case_id) == "delivered"


def test_what_stays_here_of_a_story_does_not_keep_it_from_being_delivered(
    amina: Laptop, bo: Laptop
) -> None:
    limit = [{"circle": "workshop", "parts": ["money"]}]
    money = [{"covers": "Rent", "amount": "4711"}]
    case_id = amina.add(field_limit=limit, financial_input=money, consent_record=[{"person": "A"}])
    bo.take_all_of(amina)

    amina.take(bo.receipt())

    assert state(amina, case_id) == "delivered"
    assert line(amina, bo).newer == 0


def test_changes_one_asks_for_oneself_are_no_return(amina: Laptop) -> None:
    case_id = amina.add()

    amina.type(case_id, "status", "changes_asked")

    assert state(amina, case_id) == "draft"


def test_the_trash_is_not_in_the_ledger(amina: Laptop) -> None:
    case_id = amina.add()
    cases.trash(amina.library, [case_id])

    assert ledger.stories(amina.library) == ()


def test_who_holds_a_story_is_named(amina: Laptop, bo: Laptop, chen: Laptop) -> None:
    case_id = amina.add()
    for laptop in (bo, chen):
        laptop.take_all_of(amina)
        amina.take(laptop.receipt())
    amina.take(bo.receipt())

    (told,) = ledger.stories(amina.library)

    assert told.id == case_id
    assert told.title == "Rice from China in Uganda"
    assert set(told.computers) == {bo.id[:8], chen.id[:8]}
    assert ledger.label(told.state) == "Delivered"


# ------------------------------------------------------------ laptops


def test_the_ledger_counts_the_laptops(laptop_of: Bought) -> None:
    facilitator, amina, bo, chen = map(laptop_of, ("facilitator", "amina", "bo", "chen"))
    mine = amina.add()
    bo.add()
    facilitator.take_all_of(amina)
    bo.take(amina.send(mine))
    facilitator.take_all_of(bo)
    facilitator.take(chen.receipt())
    amina.type(mine, "network", "Newer at home")
    facilitator.take(amina.receipt())

    told = ledger.laptops(facilitator.library)

    assert told.sentence() == "2 laptops delivered; 1 has newer drafts."
    assert (told.delivered, told.newer, len(told.laptops)) == (2, 1, 3)
    assert [line(facilitator, one).stories for one in (amina, bo, chen)] == [1, 1, 0]
    assert line(facilitator, amina).newer == 1
    assert line(facilitator, bo).last
    assert line(facilitator, chen).answered


def test_every_newer_draft_of_a_laptop_counts(amina: Laptop, bo: Laptop) -> None:
    stories = [amina.add(), amina.add()]
    bo.take_all_of(amina)
    for case_id in stories:
        amina.type(case_id, "network", "Newer")

    bo.take(amina.receipt())

    assert repr(line(bo, amina).newer) == "2"


def test_newer_drafts_that_another_laptop_brings_are_no_longer_newer(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    amina.type(case_id, "network", "Newer")
    bo.take(amina.receipt())
    assert line(bo, amina).newer == 1

    chen.take_all_of(amina)
    bo.take_all_of(chen)

    assert line(bo, amina).newer == 0
    assert state(bo, case_id) == "delivered"


def test_an_older_draft_elsewhere_is_not_newer(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    amina.type(case_id, "network", "Newer here")

    amina.take(bo.receipt())

    assert line(amina, bo).newer == 0
    assert state(amina, case_id) == "changed"


def test_the_invitation_says_how_many_are_expected(amina: Laptop, bo: Laptop) -> None:
    from ssc_desktop.store.exchange_tables import InvitationRow

    bo.add()
    amina.take_all_of(bo)
    body = {"name": "Kampala", "laptops": 41}
    with amina.library.writing() as connection:
        row = {"id": numbered_id(1), "device": amina.id, "body": body, "at": "2026-11-22T08:00:00Z"}
        connection.execute(insert(InvitationRow.table).values(**row))

    told = ledger.laptops(amina.library)

    assert told.sentence() == "1 of 41 laptops delivered."


def test_blocked_computers_and_the_repository_are_not_waited_for(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    for laptop in (bo, chen):
        laptop.add()
        amina.take_all_of(laptop)
    trust.set_state(amina.library, bo.id, "blocked")
    has_role(amina, chen, "repository")

    told = ledger.laptops(amina.library)

    assert (told.delivered, len(told.laptops)) == (0, 2)


def test_a_request_shows_in_the_ledger_until_it_is_answered(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    amina.take(bo.ask(case_id))
    assert line(amina, bo).asks == 1

    amina.answer(bo)

    assert line(amina, bo).asks is None


def test_ten_thousand_stories_are_told_at_once(amina: Laptop) -> None:
    case_id = amina.add()
    with amina.library.writing() as connection:
        row = connection.execute(listing.select()).mappings().one()
        ids = [numbered_id(n) for n in range(10_000)]
        many = [
            {**row, "case_uuid": one, "number": n, "packed": "" if n % 2 else "x"}
            for n, one in enumerate(ids, 10)
        ]
        connection.execute(listing.insert(), many)
        handed = {"bundle": numbered_id(1), "fingerprint": row["fingerprint"], "went": "", "at": ""}
        held = {"device": "d" * 64, "number": 1, "fingerprint": "", "bundle": "", "newer": False}
        connection.execute(HandedRow.table.insert(), [{**handed, "case_uuid": one} for one in ids])
        same = [row["fingerprint"] if n % 3 else "" for n in range(10_000)]
        holders = [{**held, "root": one, "same": fp} for one, fp in zip(ids, same, strict=True)]
        connection.execute(HolderRow.table.insert(), holders)
        devices.meet(connection, [("d" * 64, b"key", "D")])

    with amina.library.reading() as connection:
        begun = time.process_time()
        told = ledger.states(amina.library, connection)
        passed = time.process_time() - begun

    assert len(told) == 10_001
    assert told[case_id] == "draft"
    assert sum(one == "delivered" for one in told.values()) == 6_666
    assert passed < 0.5


def test_what_was_put_aside_is_not_delivered(amina: Laptop, bo: Laptop, chen: Laptop) -> None:
    story = bo.add()
    for laptop in (amina, chen):
        laptop.take_all_of(bo)
    chen.type(story, "method", "Words of somebody who is blocked.")
    amina.take_all_of(chen)
    undoing.undo(amina.library, [one.bundle for one in undoing.imports(amina.library)[:1]])
    trust.set_state(amina.library, chen.id[:12], "blocked")
    amina.type(story, "network", "Amina’s words, and more of them.")
    bo.take_all_of(chen)

    assert amina.take_all_of(bo).quarantined
    bo.take(amina.receipt())

    assert _holders(bo, story) == {chen.id[:8]}


def test_what_was_taken_back_is_not_delivered_by_whoever_sent_it_too(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    story = chen.add()
    for laptop in (amina, bo):
        laptop.take_all_of(chen)
    chen.type(story, "method", "Second.")
    first = amina.take_all_of(chen)
    bo.take_all_of(chen)
    amina.take_all_of(bo)
    undoing.undo(amina.library, [first.bundle])

    bo.take(amina.receipt())

    assert amina.case(story).method is None
    assert _holders(bo, story) == {chen.id[:8]}


def _holders(laptop: Laptop, story: str) -> set[str]:
    (line,) = ledger.stories(laptop.library, [story])
    return set(line.computers)


def test_a_story_without_its_pictures_is_not_delivered(amina: Laptop, bo: Laptop) -> None:
    story, other = amina.add(), amina.add()
    with_photo(amina, story)
    bo.take(amina.send(light=True))

    amina.take(bo.receipt())

    states = {one.id: (one.state, one.computers) for one in ledger.stories(amina.library)}
    assert states[story] == ("packed", ())
    assert states[other] == ("delivered", (bo.id[:8],))
    bo.take(amina.send(receiver=bo.id))
    amina.take(bo.receipt())
    assert ledger.stories(amina.library, [story])[0].state == "delivered"
