"""What a file says meets what was written here meanwhile: item by item, mark by mark."""

import dataclasses
from pathlib import Path

import pytest

from ssc_desktop.identifiers import new_id
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import value_at
from ssc_desktop.record.found import MISSING, FoundStory, Origin
from ssc_desktop.services import (
    proposals,
)
from tests.laptops import Laptop
from tests.unit.services.papers import (
    FAO,
    HUNGER,
    LIMIT,
    NEW,
    RICE,
    UGANDA,
    found,
    line,
    plan_of,
    rice_of,
    says,
    states,
    take,
)

REACHED = f"result/{RICE}/actual"


@pytest.fixture
def rice(amina: Laptop) -> str:
    """A story."""
    return rice_of(amina)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Where the file lies."""
    return tmp_path / "rice.docx"


def test_an_answer_where_there_was_none_is_new(amina: Laptop, rice: str, paper: Path) -> None:
    made = plan_of(amina, found(amina, rice, says("short_name", "Rice")), paper)
    take(amina, made)

    assert states(made.proposals[0]) == {"short_name": "new"}
    assert amina.case(rice).short_name == "Rice"


def test_an_answer_that_both_gave_alike_is_no_difference(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says("overview", "Fifty  farmers. \n\nThey came."))
    amina.type(rice, "overview", "Fifty farmers.\nThey came.")

    (proposal,) = plan_of(amina, told, paper).proposals

    assert states(proposal) == {"overview": "same"} and not proposal.brings


def test_an_answer_that_was_emptied_in_the_file_is_emptied_here(
    amina: Laptop, rice: str, paper: Path
) -> None:
    made = plan_of(amina, found(amina, rice, says(REACHED, None)), paper)
    untouched = take(amina, made)  # somebody may have deleted a line too much
    take(amina, made, [REACHED])

    assert untouched.taken == () and states(made.proposals[0]) == {REACHED: "doubtful"}
    assert value_at(amina.case(rice), ("result", RICE, "actual")) is None


def test_an_answer_that_was_emptied_here_does_not_vanish_from_a_file(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says(REACHED, "50"))
    amina.type(rice, ("result", RICE, "actual"), None)

    made = plan_of(amina, told, paper)
    take(amina, made)

    assert states(made.proposals[0]) == {REACHED: "conflict"}
    assert {one.value for one in amina.screen(rice).conflicts[REACHED]} == {"50", None}


def test_of_two_files_the_second_stands_beside_the_first(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    one, other = (found(amina, rice, says("overview", text)) for text in ("Fifty.", "Sixty."))
    take(amina, plan_of(amina, one, tmp_path / "one.docx"))
    take(amina, plan_of(amina, other, tmp_path / "other.docx"))

    both = {one.value for one in amina.screen(rice).conflicts["overview"]}
    assert both == {"Fifty.", "Sixty."}


def test_files_that_were_planned_together_meet_as_they_come(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    plans = [
        plan_of(amina, found(amina, rice, says("overview", text)), tmp_path / text).proposals[0]
        for text in ("Fifty.", "Sixty.")
    ]
    told = proposals.Proposals(
        tuple(dataclasses.replace(one, key=str(n)) for n, one in enumerate(plans))
    )

    done = take(amina, told)

    assert [one.conflicts for one in done.taken] == [0, 1]
    assert len(amina.screen(rice).conflicts["overview"]) == 2


def test_items_come_go_and_change_places(amina: Laptop, rice: str, paper: Path) -> None:
    told = found(
        amina,
        rice,
        says(f"result/{NEW}/statement", "New fields"),
        removed=(HUNGER,),
        order=((("partner",), (UGANDA, FAO)),),
    )

    made = plan_of(amina, told, paper)
    (proposal,) = made.proposals
    take(amina, made, ["/".join(one.path) for one in proposal.lines])

    gone = line(proposal, f"result/{HUNGER}")
    assert (gone.item, gone.now, gone.theirs) == ("Results: Less hunger", "Less hunger", "")
    assert line(proposal, f"result/{NEW}/statement").item == "Results: New fields"
    assert line(proposal, "partner/~pos").theirs == "Uganda\nFAO"
    case = amina.case(rice)
    assert [one.id for one in items(case, "result")] == [RICE, NEW]
    assert [one.id for one in items(case, "partner")] == [UGANDA, FAO]


def test_what_is_gone_from_a_file_stays_unless_a_person_says_so(
    amina: Laptop, rice: str, paper: Path
) -> None:
    made = plan_of(amina, found(amina, rice, removed=(HUNGER,)), paper)

    assert not made.proposals[0].suggested
    assert take(amina, made).taken == ()
    assert len(value_at(amina.case(rice), ("result",))) == 2


def test_an_item_removed_there_and_changed_here_is_contested(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, removed=(HUNGER,))
    amina.type(rice, ("result", HUNGER, "actual"), "12")

    made = plan_of(amina, told, paper)
    take(amina, made, [f"result/{HUNGER}"])

    assert line(made.proposals[0], f"result/{HUNGER}").doubt == "It was changed here since."
    assert len(value_at(amina.case(rice), ("result",))) == 2 and amina.line(rice).conflicts == 1


def test_an_item_removed_here_and_changed_there_is_contested(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says(REACHED, "50"))
    amina.remove_item(rice, ("result",), RICE)

    made = plan_of(amina, told, paper)
    take(amina, made)

    assert line(made.proposals[0], REACHED).doubt == "The item was removed here since."
    assert value_at(amina.case(rice), ("result", RICE, "actual")) == "50"
    assert amina.line(rice).conflicts == 1


def test_marks_of_both_sides_come_together(amina: Laptop, rice: str, paper: Path) -> None:
    path = ("field_limit", LIMIT, "parts")
    told = found(amina, rice, says("/".join(path), ["contacts", "people"]))
    amina.type(rice, path, ("contacts", "money", "places"))

    made = plan_of(amina, told, paper)
    take(amina, made, ["/".join(path)])

    assert set(value_at(amina.case(rice), path)) == {"contacts", "people", "places"}
    assert amina.screen(rice).conflicts == {}


def test_unknown_does_not_wipe_away_marks_that_its_author_never_saw(
    amina: Laptop, rice: str, paper: Path
) -> None:
    path = f"field_limit/{LIMIT}/parts"
    told = found(amina, rice, says(path, {"answer": "unknown"}))
    unchanged = plan_of(amina, told, paper).proposals[0]
    amina.type(rice, ("field_limit", LIMIT, "parts"), ("contacts", "money", "places"))

    changed = plan_of(amina, told, paper).proposals[0]

    assert line(unchanged, path).can_be_taken and not line(changed, path).can_be_taken


def test_what_does_not_fit_is_shown_and_not_taken(amina: Laptop, rice: str, paper: Path) -> None:
    told = found(
        amina,
        rice,
        says("as_of_date", "next spring"),
        says("sector", ["no such sector"]),
        says("song", "la la"),
        says(REACHED, MISSING),
        says(f"partner/{RICE}/name_as_used", "An item of another group"),
    )

    (proposal,) = plan_of(amina, told, paper).proposals

    assert set(states(proposal).values()) == {"doubtful"} and len(proposal.lines) == 5
    assert not any(one.can_be_taken for one in proposal.lines)
    assert all(one.doubt for one in proposal.lines)
    assert line(proposal, "as_of_date").theirs == "next spring"


def test_an_id_that_stands_for_two_items_is_no_place(amina: Laptop, rice: str, paper: Path) -> None:
    told = found(
        amina,
        rice,
        says(f"partner/{NEW}/name_as_used", "FAO"),
        says(f"result/{NEW}/statement", "More rice"),
        says(f"result/{rice}/statement", "The story itself"),
    )

    made = plan_of(amina, told, paper)
    take(amina, made)

    assert list(states(made.proposals[0]).values()) == ["new", "doubtful", "doubtful"]
    assert amina.revisions()


def test_what_decides_about_others_is_looked_at_first(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says("visibility", "public"), says("status", "published"))

    made = plan_of(amina, told, paper)
    take(amina, made, ["status", "visibility"])

    assert states(made.proposals[0]) == {"visibility": "doubtful", "status": "left_out"}
    assert not made.proposals[0].suggested
    assert (amina.case(rice).status, amina.case(rice).visibility) == ("draft", "public")


def test_private_answers_stay_in_the_private_part(amina: Laptop, rice: str, paper: Path) -> None:
    told = found(amina, rice, says(f"primary_contact/{NEW}/name", "Amina Okello"))

    take(amina, plan_of(amina, told, paper))

    assert b"Okello" in amina.words()
    assert amina.truth()[f"{rice}/private"]


def test_a_file_made_from_a_newer_state_brings_that_too(
    amina: Laptop, bo: Laptop, rice: str, paper: Path
) -> None:
    bo.take_all_of(amina)
    amina.type(rice, "overview", "Fifty farmers.")
    told = found(amina, rice, says("short_name", "Rice"))

    made = plan_of(bo, told, paper)
    take(bo, made)
    bo.take_all_of(amina)

    assert states(made.proposals[0])["overview"] == "changed"
    assert "newer state" in made.proposals[0].notices[0]
    assert (bo.case(rice).overview, bo.case(rice).short_name) == ("Fifty farmers.", "Rice")
    assert bo.screen(rice).conflicts == {}


def test_what_was_hidden_from_its_author_is_not_overwritten(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says("overview", "All about it."))
    less = {name: value for name, value in (told.base_record or {}).items() if name != "overview"}

    made = plan_of(amina, dataclasses.replace(told, base_record=less), paper)

    assert states(made.proposals[0]) == {"overview": "conflict"}


def test_a_text_without_a_base_finds_items_by_their_names(
    amina: Laptop, rice: str, paper: Path
) -> None:
    free = FoundStory(
        Origin.FREE,
        answers=(
            says(f"partner/{NEW}/name_as_used", "FAO"),
            says(f"partner/{NEW}/country", "ITA"),
            says("overview", "Quite another text."),
        ),
    )

    made = plan_of(amina, free, paper, rice)
    take(amina, made)

    assert states(made.proposals[0]) == {
        "overview": "conflict",
        f"partner/{FAO}/name_as_used": "same",
        f"partner/{FAO}/country": "new",
    }
    assert value_at(amina.case(rice), ("partner", FAO, "country")) == "ITA"


def test_an_answer_to_a_whole_group_waits_while_it_has_items(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(
        amina, rice, *(says(group, {"answer": "unknown"}) for group in ("partner", "offer"))
    )

    made = plan_of(amina, told, paper)
    take(amina, made)

    assert states(made.proposals[0]) == {"partner": "doubtful", "offer": "new"}
    assert str(amina.case(rice).offer) == "unknown"
    assert len(value_at(amina.case(rice), ("partner",))) == 2


def test_what_is_said_once_more_counts_although_it_was_replaced(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    blank = found(amina, rice, says("short_name", "Rice"))
    take(amina, plan_of(amina, blank, tmp_path / "one.docx"))
    amina.type(rice, "short_name", "Fields")

    take(amina, plan_of(amina, blank, tmp_path / "other.docx"))

    both = {one.value for one in amina.screen(rice).conflicts["short_name"]}
    assert both == {"Fields", "Rice"}


def test_a_new_id_stands_for_each_new_story(amina: Laptop, tmp_path: Path) -> None:
    story = FoundStory(Origin.TABLE, case_uuid="not an id", answers=(says("title", "Wells"),))

    made = plan_of(amina, story, tmp_path / "table.docx")
    done = take(amina, made)

    assert done.taken[0].case_id != "not an id" and len(new_id()) == len(done.taken[0].case_id)
    assert amina.case(done.taken[0].case_id).title == "Wells"
