"""A person settles what is in dispute; it travels, has a reason, and can be opened again."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ssc_desktop import clock
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.record import Answer, Noted
from ssc_desktop.record.editing import with_value
from ssc_desktop.record.word_changes import Fate
from ssc_desktop.services import activity, cases, conflicts, history, settling
from ssc_desktop.services.disputes import Dispute
from ssc_desktop.services.settling import Both, Delete, Keep, Later, Stay, Write
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.services.conftest import Bought

A, B, C = (numbered_id(number) for number in (1, 2, 3))
BASE = "We trained 40 farmers. They came from Mali. The rains were late. They went home."
ONE = BASE.replace("40 farmers", "52 farmers")
OTHER = BASE.replace("They went home", "They went home in May")
METHOD = ("method",)


@pytest.fixture
def story(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    case_id = amina.add(
        method=BASE,
        keywords=["rice", "seeds"],
        partner=[{"id": A, "name_as_used": "Kisumu County"}, {"id": B, "country": "UGA"}],
        primary_contact=[{"id": C, "name": "Amina"}],
    )
    bo.take(amina.send(case_id, with_private=True))
    return case_id


@pytest.fixture
def torn(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, its method changed by both without knowing of each other."""
    amina.type(story, "method", ONE)
    bo.type(story, "method", OTHER)
    amina.take_all_of(bo)
    return story


def by(dispute: Dispute, laptop: Laptop) -> str:
    """The version of a laptop."""
    (found,) = [one.revision for one in dispute.sides if one.device_id == laptop.library.device.id]
    return found


# ------------------------------------------------------------------ looking at it


def test_a_dispute_shows_each_version_against_the_last_common_words(
    amina: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    assert shown.common == BASE
    assert [one.text for one in shown.sides] == [OTHER, ONE]
    theirs, own = shown.sides
    assert (own.own, own.trust, theirs.own, theirs.trust) == (True, "own", False, "seen")
    assert [(one.fate, one.text.strip()) for one in own.pieces if one.fate is not Fate.SAME] == [
        (Fate.DELETED, "40"),
        (Fate.INSERTED, "52"),
    ]
    assert (shown.long, shown.private, shown.provisional) == (True, False, False)
    assert set(shown.seen) == {theirs.revision, own.revision}


def test_changes_far_apart_are_proposed_together(amina: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    assert shown.proposal == ONE.replace("They went home", "They went home in May")
    assert shown.both == f"{ONE}\n\n{OTHER}"


def test_two_figures_in_one_sentence_are_not_proposed_together(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    amina.type(story, "method", ONE)
    bo.type(story, "method", BASE.replace("40 farmers", "38 women"))

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, METHOD)
    assert (shown.proposal, shown.proposal_value) == ("", None)


def test_words_that_both_wrote_where_nothing_was_have_nothing_in_common(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    amina.type(story, "network", "The club of growers.")
    bo.type(story, "network", "The club of millers.")

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, ("network",))
    assert (shown.common, shown.proposal) == (None, "")


def test_a_dispute_in_an_item_names_the_item(amina: Laptop, bo: Laptop, story: str) -> None:
    path = ("partner", A, "gain_note")
    amina.type(story, path, "Seeds")
    bo.type(story, path, "Skills")

    amina.take_all_of(bo)

    shown = conflicts.one(amina.library, story, path)
    assert "Kisumu County" in shown.heading
    (one,) = conflicts.needs_you(amina.library).stories
    (matter,) = one.matters
    assert (matter.path, matter.heading, matter.label) == (path, shown.heading, shown.label)


def test_where_nothing_is_in_dispute_that_is_said(amina: Laptop, story: str) -> None:
    with pytest.raises(NotFound):
        conflicts.one(amina.library, story, METHOD)
    with pytest.raises(NotFound):
        settling.settle(amina.library, story, METHOD, Both())


# ------------------------------------------------------------------ settling


def test_one_version_stays_everywhere_and_the_reason_is_in_the_history(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    outcome = settling.settle(
        amina.library, torn, METHOD, Keep(by(shown, bo)), "Bo was there.", seen=shown.seen
    )
    bo.take_all_of(amina)

    assert (outcome.settled, outcome.arrived) == (1, 0)
    for laptop in (amina, bo):
        assert laptop.case(torn).method == OTHER
        assert laptop.screen(torn).conflicts == {}
        save = history.saves(laptop.library, torn).saves[0]
        assert (save.note, save.deed) == ("Bo was there.", "settled")
        assert ONE.encode() in laptop.words()


def test_all_versions_may_stay_one_after_the_other(amina: Laptop, torn: str) -> None:
    settling.settle(amina.library, torn, METHOD, Both())

    assert amina.case(torn).method == f"{ONE}\n\n{OTHER}"


def test_a_proposal_is_written_as_any_new_text(amina: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)

    settling.settle(amina.library, torn, METHOD, Write(shown.proposal_value), seen=shown.seen)

    assert amina.case(torn).method == shown.proposal
    assert amina.screen(torn).conflicts == {}


def test_lists_are_joined_with_each_line_once(amina: Laptop, bo: Laptop, story: str) -> None:
    amina.type(story, "keywords", ("rice", "seeds", "water"))
    bo.type(story, "keywords", ("rice", "soil", "seeds"))
    amina.take_all_of(bo)

    settling.settle(amina.library, story, ("keywords",), Both())

    assert amina.case(story).keywords == ("rice", "seeds", "water", "soil")


def test_two_codes_cannot_both_stay(amina: Laptop, bo: Laptop, story: str) -> None:
    path = ("partner", B, "country")
    amina.type(story, path, "KEN")
    bo.type(story, path, "TZA")
    amina.take_all_of(bo)

    assert conflicts.one(amina.library, story, path).both == ""
    with pytest.raises(InvalidInput):
        settling.settle(amina.library, story, path, Both())
    assert list(amina.screen(story).conflicts) == ["/".join(path)]


def test_later_changes_nothing_and_is_remembered(amina: Laptop, torn: str) -> None:
    before = amina.truth()

    outcome = settling.settle(amina.library, torn, METHOD, Later(), "Ask Bo.")

    assert (outcome.settled, amina.truth()) == (0, before)
    (entry, *_rest) = activity.entries(amina.library)
    assert "later" in entry.sentence and "Ask Bo." in entry.sentence


def test_what_came_since_the_screen_was_drawn_stays_alive(
    amina: Laptop, bo: Laptop, torn: str, laptop_of: Bought
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    chen = laptop_of("chen")
    chen.take(bo.send())
    chen.type(torn, "method", "Chen’s text.")
    amina.take_all_of(chen)

    outcome = settling.settle(amina.library, torn, METHOD, Keep(by(shown, amina)), seen=shown.seen)

    assert (outcome.settled, outcome.arrived) == (0, 1)
    values = {one.value for one in amina.screen(torn).conflicts["method"]}
    assert values == {ONE, "Chen’s text."}


def test_a_private_answer_is_settled_in_its_own_part(amina: Laptop, bo: Laptop, story: str) -> None:
    path = ("primary_contact", C, "city")
    amina.type(story, path, "Kisumu")
    bo.type(story, path, "Mayuge")
    amina.take(bo.send(story, with_private=True))
    shown = conflicts.one(amina.library, story, path)

    settling.settle(amina.library, story, path, Write("Kisumu and Mayuge"), "both happened")

    assert shown.private
    assert amina.screen(story).conflicts == {}
    roots = {root for root, body in _bodies(amina) if b"Kisumu and Mayuge" in body}
    assert roots == {f"{story}/private"}


def test_words_to_one_code_are_joined(amina: Laptop, bo: Laptop, story: str) -> None:
    amina.type(story, "adaptation", Noted(note="One flood."))
    bo.type(story, "adaptation", Noted(note="Two floods."))
    amina.take_all_of(bo)

    settling.settle(amina.library, story, ("adaptation",), Both())

    assert amina.case(story).adaptation == Noted(note="One flood. Two floods.")


def _bodies(laptop: Laptop) -> list[tuple[str, bytes]]:
    from ssc_desktop.store import truth

    with laptop.library.reading() as connection:
        return [
            (root, body)
            for root in truth.roots(connection)
            for _id, body in truth.bodies_of(connection, root)
        ]


def test_an_answer_for_a_whole_group_is_settled(amina: Laptop, bo: Laptop, story: str) -> None:
    amina.type(story, "result", Answer.UNKNOWN)
    bo.type(story, "result", Answer.NOT_APPLICABLE)
    amina.take_all_of(bo)
    shown = conflicts.one(amina.library, story, ("result",))

    settling.settle(amina.library, story, ("result",), Keep(by(shown, amina)))

    assert [one.text for one in shown.sides] == ["not applicable", "unknown"]
    assert amina.case(story).result is Answer.UNKNOWN
    assert amina.screen(story).conflicts == {}


def test_an_answer_for_a_whole_set_gives_way_to_codes(amina: Laptop, bo: Laptop) -> None:
    limit = [{"id": C, "parts": {"answer": "unknown"}}]
    case_id = amina.add(field_limit=limit)
    bo.take_all_of(amina)
    path = ("field_limit", C, "parts")
    amina.type(case_id, path, Answer.NOT_APPLICABLE)
    bo.type(case_id, path, Answer.WITHHELD)
    amina.take_all_of(bo)

    settling.settle(amina.library, case_id, path, Write(("money", "people")))

    assert amina.case(case_id).field_limit[0].parts == ("money", "people")
    assert amina.screen(case_id).conflicts == {}


def test_a_whole_story_is_settled_in_favour_of_one_computer(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    bo.type(torn, "network", "The club.")
    amina.type(torn, "network", "The union.")
    amina.type(torn, ("partner", A, "gain_note"), "Seeds")
    bo.type(torn, ("partner", A, "gain_note"), "Skills")
    amina.take_all_of(bo)
    saves = len(history.saves(amina.library, torn).saves)

    outcome = settling.settle_all(amina.library, torn, bo.library.device.id, "Bo knows best.")

    case = amina.case(torn)
    assert (outcome.settled, amina.screen(torn).conflicts) == (3, {})
    assert (case.method, case.network, case.partner[0].gain_note) == (OTHER, "The club.", "Skills")
    assert len(history.saves(amina.library, torn).saves) == saves + 1


# ------------------------------------------------------------------ an editor that is open


def test_a_draft_is_saved_before_and_not_lost(amina: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    amina.draft(torn, ("network",), "Typed just now.")

    settling.settle(amina.library, torn, METHOD, Both(), seen=shown.seen)

    assert amina.case(torn).network == "Typed just now."
    assert amina.screen(torn).conflicts == {}


def test_an_editor_that_does_not_know_of_it_does_not_undo_it(amina: Laptop, torn: str) -> None:
    opened = amina.screen(torn)
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(amina.library, torn, METHOD, Keep(by(shown, amina)), seen=shown.seen)

    cases.draft(amina.library, with_value(opened.case, ("network",), "The club."), opened.base)
    cases.save(amina.library, torn)

    assert (amina.case(torn).method, amina.case(torn).network) == (ONE, "The club.")
    assert amina.screen(torn).conflicts == {}


def test_what_such_an_editor_types_there_stands_beside_it(amina: Laptop, torn: str) -> None:
    opened = amina.screen(torn)
    settling.settle(amina.library, torn, METHOD, Write("Settled."))

    cases.draft(amina.library, with_value(opened.case, METHOD, "Typed on."), opened.base)
    cases.save(amina.library, torn)

    values = {one.value for one in amina.screen(torn).conflicts["method"]}
    assert values == {"Settled.", "Typed on."}


def test_an_editor_that_took_it_over_types_on_without_a_dispute(amina: Laptop, torn: str) -> None:
    opened = amina.screen(torn)
    outcome = settling.settle(amina.library, torn, METHOD, Write("Settled."))
    base = settling.seen_too(opened.base, outcome.cuts)

    cases.draft(amina.library, with_value(opened.case, METHOD, "Settled. And more."), base)
    cases.save(amina.library, torn)

    assert amina.case(torn).method == "Settled. And more."
    assert amina.screen(torn).conflicts == {}


# ------------------------------------------------------------------ deletions


@pytest.fixture
def contested(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, a partner of which Amina took out while Bo changed it."""
    amina.remove_item(story, ("partner",), A)
    bo.type(story, ("partner", A, "gain_note"), "Skills")
    amina.take_all_of(bo)
    return story


def test_a_contested_deletion_shows_who_deleted_and_what_was_changed(
    amina: Laptop, contested: str
) -> None:
    shown = conflicts.deletion(amina.library, contested, ("partner", A))

    assert "Kisumu County" in shown.heading
    (deleter,), (edit,) = shown.deleted, shown.edits
    assert (deleter.own, edit.own) == (True, False)
    assert [one.text for one in edit.pieces] == ["Skills"]
    needed = conflicts.needs_you(amina.library)
    assert (needed.conflicts, needed.deletions) == (0, 1)
    assert amina.line(contested).conflicts == 1


@pytest.mark.parametrize(("choice", "left"), [(Delete(), [B]), (Stay(), [A, B])])
def test_it_goes_or_stays_everywhere(
    amina: Laptop, bo: Laptop, contested: str, choice: Delete | Stay, left: list[str]
) -> None:
    path = ("partner", A)
    shown = conflicts.deletion(amina.library, contested, path)

    settling.settle(amina.library, contested, path, choice, "talked to Bo", seen=shown.seen)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert [one.id for one in laptop.case(contested).partner] == left
        assert conflicts.contested(laptop.library) == ()
        assert laptop.line(contested).conflicts == 0


def test_a_change_that_came_since_keeps_it_contested(
    amina: Laptop, bo: Laptop, contested: str
) -> None:
    shown = conflicts.deletion(amina.library, contested, ("partner", A))
    bo.type(contested, ("partner", A, "gain_note"), "More skills")
    amina.take_all_of(bo)

    outcome = settling.settle(amina.library, contested, ("partner", A), Delete(), seen=shown.seen)

    assert (outcome.settled, outcome.arrived) == (0, 1)
    assert [one.field for one in conflicts.contested(amina.library)] == [f"partner/{A}"]


def test_a_whole_story_is_settled_as_deleted(amina: Laptop, bo: Laptop, story: str) -> None:
    cases.trash(amina.library, [story])
    bo.type(story, "title", "Bo goes on")
    amina.take_all_of(bo)
    shown = conflicts.deletion(amina.library, story, ())

    settling.settle(amina.library, story, (), Delete(), "told elsewhere", seen=shown.seen)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert laptop.screen(story).deleted
        assert conflicts.needs_you(laptop.library).total == 0


# ------------------------------------------------------------------ opening it again


def test_settlements_are_listed_with_what_they_decided(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(
        amina.library, torn, METHOD, Keep(by(shown, bo)), "Bo was there.", seen=shown.seen
    )
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        for asked in (torn, None):
            (one,) = settling.settled(laptop.library, asked).settlements
            assert (one.path, one.why, one.text, one.stands) == (
                METHOD, "Bo was there.", OTHER, True,
            )  # fmt: skip
            assert [(each.text, each.chosen) for each in one.versions] == [
                (OTHER, True),
                (ONE, False),
            ]
            assert one.own is (laptop is amina)


def test_typing_over_a_dispute_is_a_settlement_too(amina: Laptop, torn: str) -> None:
    amina.type(torn, "method", "Both our texts.")

    (one,) = settling.settled(amina.library, torn).settlements

    assert (one.text, one.why, len(one.versions)) == ("Both our texts.", "", 2)


def test_an_older_version_comes_back_as_the_value(amina: Laptop, bo: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(amina.library, torn, METHOD, Keep(by(shown, bo)), seen=shown.seen)
    (one,) = settling.settled(amina.library, torn).settlements

    settling.reopen(amina.library, torn, one.id, revision=by(shown, amina), why="It was 52.")
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert laptop.case(torn).method == ONE
        assert laptop.screen(torn).conflicts == {}
        (again,) = settling.settled(laptop.library, None).settlements
        assert not again.stands


def test_a_settlement_is_opened_again_with_all_versions(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(amina.library, torn, METHOD, Keep(by(shown, bo)), seen=shown.seen)
    (one,) = settling.settled(amina.library, torn).settlements

    settling.reopen(amina.library, torn, one.id, why="Not so.")
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        again = conflicts.one(laptop.library, torn, METHOD)
        assert {side.text for side in again.sides} == {ONE, OTHER}
        writers = {side.text: side.device_id for side in again.sides}
        assert writers == {ONE: amina.library.device.id, OTHER: bo.library.device.id}
        assert all(side.brought_back for side in again.sides)
    shown = conflicts.one(bo.library, torn, METHOD)
    settling.settle(bo.library, torn, METHOD, Write("At last."), seen=shown.seen)
    amina.take_all_of(bo)
    assert amina.case(torn).method == "At last."
    assert amina.screen(torn).conflicts == {}


@pytest.mark.parametrize("choice", [Delete(), Stay()])
def test_a_settled_deletion_is_opened_again(
    amina: Laptop, contested: str, choice: Delete | Stay
) -> None:
    settling.settle(amina.library, contested, ("partner", A), choice, "why")
    (one,) = settling.settled(amina.library, None).settlements

    settling.reopen(amina.library, contested, one.id)

    assert [each.field for each in conflicts.contested(amina.library)] == [f"partner/{A}"]


def test_settlements_come_page_by_page(amina: Laptop, bo: Laptop, story: str) -> None:
    for number in range(5):
        amina.type(story, "method", f"Amina {number}.")
        bo.type(story, "method", f"Bo {number}.")
        amina.take_all_of(bo)
        settling.settle(amina.library, story, METHOD, Both(), f"round {number}")
        bo.take_all_of(amina)

    first = settling.settled(amina.library, limit=3)
    rest = settling.settled(amina.library, start=first.more, limit=3)

    whys = [one.why for one in (*first.settlements, *rest.settlements)]
    assert whys == [f"round {number}" for number in (4, 3, 2, 1, 0)]
    assert rest.more == ""


# ------------------------------------------------------------------ who wrote it


def test_a_version_tells_the_person_and_the_organisation_that_a_story_names(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    amina.add(authors=[{"person": "Bo Achieng", "organisation": "Mayuge District"}])
    with amina.library.writing() as connection:
        named = update(DeviceRow.table).where(DeviceRow.id == bo.library.device.id)
        connection.execute(named.values(name="Bo Achieng", trust="checked"))

    shown = conflicts.one(amina.library, torn, METHOD)

    theirs = next(side for side in shown.sides if not side.own)
    assert (theirs.device, theirs.person) == ("Bo Achieng", "Bo Achieng")
    assert (theirs.organisation, theirs.trust) == ("Mayuge District", "checked")


def test_a_wrong_clock_is_told_also_when_its_day_has_come(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    ahead = clock.now() + timedelta(days=400)
    bo.library.clock = HybridClock(bo.library.clock.last, now=lambda: ahead)
    bo.type(torn, "network", "Bo’s.")
    amina.type(torn, "network", "Amina’s.")
    amina.take_all_of(bo)
    with amina.library.writing() as connection:  # four hundred days ago
        long_ago = clock.stamp(clock.now() - timedelta(days=400))
        connection.execute(update(BundleRow.table).values(at=long_ago))

    shown = conflicts.one(amina.library, torn, ("network",))

    assert {side.own: side.clock_wrong for side in shown.sides} == {True: False, False: True}
