"""A person settles what is in dispute; it travels, and has a reason."""

import pytest

from ssc_desktop.errors import InvalidInput
from ssc_desktop.record import Answer, Noted
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import activity, cases, conflicts, history, settling
from ssc_desktop.services.settling import Both, Keep, Later, Write
from tests.hostile.forge import taken_apart
from tests.laptops import Laptop
from tests.unit.services.conftest import Bought
from tests.unit.services.torn import METHOD, ONE, OTHER, A, B, C, by, told


@pytest.fixture
def story(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    return told(amina, bo)


@pytest.fixture
def torn(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, its method changed by both without knowing of each other."""
    amina.type(story, "method", ONE)
    bo.type(story, "method", OTHER)
    amina.take_all_of(bo)
    return story


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


def test_a_reason_for_private_answers_too_does_not_leave_with_the_open_ones(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    path = ("primary_contact", C, "city")
    amina.type(torn, path, "Kisumu")
    bo.type(torn, path, "Mayuge")
    amina.take(bo.send(torn, with_private=True))

    settling.settle_all(amina.library, torn, bo.id, "She moved to Mayuge.")
    chen = amina.send(torn)

    assert amina.screen(torn).conflicts == {}
    assert "She moved to Mayuge." in {
        save.note for save in history.saves(amina.library, torn).saves
    }
    assert b"She moved" not in b"".join(taken_apart(chen).values())


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
