"""The history of a story: who said what when, and the way back, without rewriting anything."""

import dataclasses
from typing import Any

import pytest

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record import Answer
from ssc_desktop.record.case import CASE
from ssc_desktop.record.editing import new_item
from ssc_desktop.record.word_changes import Fate
from ssc_desktop.services import cases, history
from ssc_desktop.services.answers import Difference, Save
from tests.laptops import Laptop
from tests.strategies import numbered_id

A, B, C = numbered_id(1), numbered_id(2), numbered_id(3)


def listed(laptop: Laptop, case_id: str, *path: str) -> tuple[Save, ...]:
    """All saves, the latest first."""
    return history.saves(laptop.library, case_id, path=path).saves


def last(laptop: Laptop, case_id: str) -> tuple[Difference, ...]:
    """What the latest save changed."""
    return history.differences(laptop.library, case_id, listed(laptop, case_id)[0].id)


def said(difference: Difference) -> tuple[str, str]:
    """The words before and after."""
    pieces = difference.pieces
    return (
        "".join(text for fate, text in pieces if fate is not Fate.INSERTED),
        "".join(text for fate, text in pieces if fate is not Fate.DELETED),
    )


def test_each_save_says_who_when_and_what(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": A, "name_as_used": "Ministry"}])
    amina.type(case_id, "overview", "Forty farmers learned.")

    second, first = listed(amina, case_id)

    assert first.first and first.own and not second.first
    assert first.at < second.at
    assert [(one.path, one.what) for one in first.touched] == [
        ((), "changed"), (("partner", A), "added"),
    ]  # fmt: skip
    assert second.touched[0].fields == ("overview",)
    assert (second.bundle, second.note, second.restored_from) == ("", "", "")


def test_differences_are_told_word_by_word(amina: Laptop) -> None:
    case_id = amina.add(overview="Forty farmers learned.")
    amina.type(case_id, "overview", "Fifty women farmers learned.")

    (difference,) = last(amina, case_id)

    assert (difference.path, difference.label) == (("overview",), "Overview")
    assert said(difference) == ("Forty farmers learned.", "Fifty women farmers learned.")
    assert difference.is_now and not difference.was_is_now


def test_a_save_that_came_by_a_bundle_names_it(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    bo.type(case_id, "overview", "From Bo.")
    bundle = bo.send(case_id)
    amina.take(bundle)

    latest = listed(amina, case_id)[0]

    assert (latest.own, latest.bundle) == (False, bundle.name)
    assert latest.device


def test_the_history_is_the_same_on_every_computer(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    amina.type(case_id, "overview", "One.")
    bo.take_all_of(amina)
    bo.type(case_id, "overview", "Two.")
    amina.take_all_of(bo)

    assert [one.id for one in listed(amina, case_id)] == [one.id for one in listed(bo, case_id)]


def test_an_answer_comes_back_as_a_new_save(amina: Laptop) -> None:
    case_id = amina.add(overview="The first words.")
    amina.type(case_id, "network", "The club")
    amina.type(case_id, "overview", "Worse words.")
    revisions = amina.revisions()
    first = listed(amina, case_id)[-1]

    history.restore(amina.library, case_id, first.id, ("overview",))

    case = amina.case(case_id)
    assert (case.overview, case.network) == ("The first words.", "The club")
    assert amina.revisions() == revisions + 1
    assert listed(amina, case_id)[0].restored_from == first.at


def test_what_stood_before_a_save_comes_back(amina: Laptop) -> None:
    case_id = amina.add(overview="The first words.")
    amina.type(case_id, "overview", "Worse words.")

    history.restore(
        amina.library, case_id, listed(amina, case_id)[0].id, ("overview",), before=True
    )

    assert amina.case(case_id).overview == "The first words."


def test_restoring_can_itself_be_taken_back(amina: Laptop) -> None:
    case_id = amina.add(overview="One.")
    amina.type(case_id, "overview", "Two.")
    first = listed(amina, case_id)[-1].id
    history.restore(amina.library, case_id, first, ("overview",))

    history.restore(
        amina.library, case_id, listed(amina, case_id)[0].id, ("overview",), before=True
    )

    assert amina.case(case_id).overview == "Two."
    assert len(listed(amina, case_id)) == 4


def test_restoring_what_is_said_already_makes_no_save(amina: Laptop) -> None:
    case_id = amina.add(overview="One.")

    changes = history.restore(amina.library, case_id, listed(amina, case_id)[0].id, ("overview",))

    assert not changes.cases
    assert len(listed(amina, case_id)) == 1


def test_the_whole_story_comes_back_without_permissions_and_private_words(amina: Laptop) -> None:
    case_id = amina.add(overview="One.", partner=[{"id": A, "name_as_used": "Ministry"}])
    first = listed(amina, case_id)[0].id
    amina.type(case_id, "overview", "Two.")
    amina.remove_item(case_id, ("partner",), A)
    amina.type(case_id, "visibility", "private")
    amina.add_item(case_id, ("consent_record",),
                   new_item(CASE.groups()["consent_record"], person="Awa"))  # fmt: skip

    history.restore(amina.library, case_id, first)

    case = amina.case(case_id)
    assert case.overview == "One."
    assert [one.name_as_used for one in case.partner] == ["Ministry"]
    assert case.visibility == "private"
    assert [one.person for one in case.consent_record] == ["Awa"]
    amina.revisions()


def test_a_published_story_that_is_no_longer_complete_is_a_draft_again(amina: Laptop) -> None:
    case_id = amina.add(overview="One.")
    first = listed(amina, case_id)[0].id
    shown = amina.case(case_id)
    amina.put(case_id, dataclasses.replace(shown, status="in_review", overview="Two."))

    history.restore(amina.library, case_id, first)

    assert amina.case(case_id).status == "draft"


def test_a_status_comes_back_through_its_gate(amina: Laptop) -> None:
    case_id = amina.add()
    amina.put(case_id, dataclasses.replace(amina.case(case_id), status="complete"))
    complete = listed(amina, case_id)[0].id
    amina.put(case_id, dataclasses.replace(amina.case(case_id), status="draft"))

    with pytest.raises(InvalidInput):
        history.restore(amina.library, case_id, complete, ("status",))

    assert amina.case(case_id).status == "draft"


def test_an_item_that_was_taken_away_comes_back_in_its_place(amina: Laptop) -> None:
    names = [(A, "One"), (B, "Two"), (C, "Three")]
    case_id = amina.add(partner=[{"id": id_, "name_as_used": name} for id_, name in names])
    amina.remove_item(case_id, ("partner",), B)
    gone, said_before = last(amina, case_id)
    assert (gone.what, gone.path, gone.heading) == ("removed", ("partner", B), "Partners: Two")
    assert said(said_before) == ("Two", "")

    history.restore(amina.library, case_id, listed(amina, case_id)[0].id, gone.path, before=True)

    assert [one.name_as_used for one in amina.case(case_id).partner] == ["One", "Two", "Three"]
    assert last(amina, case_id)[0].what == "returned"


def test_an_answer_of_an_item_that_is_gone_brings_the_item_back(amina: Laptop) -> None:
    case_id = amina.add(result=[{"id": A, "other_figure": [{"id": B, "value": "1"}]}])
    first = listed(amina, case_id)[0].id
    amina.remove_item(case_id, ("result",), A)

    path = ("result", A, "other_figure", B, "value")
    history.restore(amina.library, case_id, first, path)

    assert amina.case(case_id).result[0].other_figure[0].value == "1"  # type: ignore[union-attr]


def test_a_contested_answer_is_told_and_settled_by_restoring(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(overview="Seen by both.")
    bo.take_all_of(amina)
    amina.type(case_id, "overview", "Amina’s.")
    bo.type(case_id, "overview", "Bo’s.")
    amina.take_all_of(bo)
    latest = listed(amina, case_id)[0]
    (difference,) = history.differences(amina.library, case_id, latest.id)

    assert difference.contested
    assert said(difference)[0] == "Seen by both."
    history.restore(amina.library, case_id, listed(amina, case_id)[-1].id, ("overview",))

    assert amina.case(case_id).overview == "Seen by both."
    assert amina.screen(case_id).conflicts == {}


def test_the_history_of_one_answer_holds_only_its_saves(amina: Laptop) -> None:
    case_id = amina.add(overview="One.", partner=[{"id": A}])
    amina.type(case_id, "network", "The club")
    amina.type(case_id, "overview", "Two.")
    amina.type(case_id, ("partner", A, "name_as_used"), "Ministry")
    amina.type(case_id, "overview", Answer.UNKNOWN)

    assert [one.value for one in listed(amina, case_id, "overview")] == ["unknown", "Two.", "One."]
    assert [one.value for one in listed(amina, case_id, "partner", A, "name_as_used")] == [
        "Ministry"
    ]
    assert len(listed(amina, case_id, "partner", A)) == 2
    assert len(listed(amina, case_id, "partner")) == 2


def test_the_open_and_the_private_part_of_a_save_are_one(amina: Laptop) -> None:
    case_id = amina.add(overview="One.")
    shown = amina.case(case_id)
    contact: Any = new_item(CASE.groups()["primary_contact"], name="Awa")
    amina.put(case_id, dataclasses.replace(shown, overview="Two.", primary_contact=(contact,)))

    latest = listed(amina, case_id)[0]

    assert len(listed(amina, case_id)) == 2
    assert [one.path for one in latest.touched] == [(), ("primary_contact", contact.id)]


def test_the_trash_is_part_of_the_history(amina: Laptop) -> None:
    case_id = amina.add()
    cases.trash(amina.library, [case_id])
    cases.restore(amina.library, [case_id])

    whats = [one.touched[0].what for one in listed(amina, case_id)]

    assert whats == ["returned", "removed", "changed"]
    assert [one.what for one in last(amina, case_id)] == ["returned"]


def test_thousands_of_saves_come_page_by_page(amina: Laptop) -> None:
    case_id = amina.add(overview="0")
    for n in range(1, 12):
        amina.type(case_id, "overview", str(n))

    first = history.saves(amina.library, case_id, path=("overview",), limit=5)
    second = history.saves(amina.library, case_id, path=("overview",), start=first.more, limit=5)
    third = history.saves(amina.library, case_id, path=("overview",), start=second.more, limit=5)

    values = [one.value for page in (first, second, third) for one in page.saves]
    assert values == [str(n) for n in range(11, -1, -1)]
    assert third.more == ""


def test_the_story_as_it_stood_is_told_in_words(amina: Laptop) -> None:
    case_id = amina.add(overview="One.", partner=[{"id": A, "name_as_used": "Ministry"}])
    first = listed(amina, case_id)[0].id
    amina.type(case_id, "overview", "Two.")
    amina.type(case_id, "network", "The club")

    told = history.told(amina.library, case_id, first)

    lines = [line for _icon, _label, answers in told.sections for line in answers]
    assert ("Overview", "One.", True) in [(one.label, one.text, one.differs) for one in lines]
    assert any(one.label == "Ministry" and one.depth == 1 for one in lines)
    assert told.gone == ("Networks",)


def test_a_save_that_is_not_there_is_refused_in_words(amina: Laptop) -> None:
    case_id = amina.add()

    with pytest.raises(NotFound):
        history.differences(amina.library, case_id, "0" * 64)
    with pytest.raises(NotFound):
        history.restore(amina.library, case_id, listed(amina, case_id)[0].id, (), before=True)
    with pytest.raises(NotFound):
        history.saves(amina.library, numbered_id(99))


def test_nothing_is_brought_back_into_the_trash(amina: Laptop) -> None:
    case_id = amina.add()
    cases.trash(amina.library, [case_id])

    with pytest.raises(InvalidInput):
        history.restore(amina.library, case_id, listed(amina, case_id)[-1].id)
