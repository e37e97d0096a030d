"""Documents and forms come in: one preview, answer by answer, and a merge that loses nothing."""

import json
from pathlib import Path

import pytest
from PIL import Image

from ssc_desktop.errors import Cancelled, NotFound
from ssc_desktop.record import record_json
from ssc_desktop.record.found import Origin
from ssc_desktop.services import activity, cases, originals, proposals, undoing
from ssc_desktop.services.proposals import Proposals
from tests.laptops import Laptop
from tests.unit.services.papers import (
    edited,
    filled,
    form,
    line,
    planned,
    printed,
    states,
    take,
)

OVERVIEW = "Forty farmers learned to plant in rows."


@pytest.fixture
def rice(amina: Laptop) -> str:
    """A story."""
    return amina.add(
        overview=OVERVIEW,
        partner=[{"name_as_used": "FAO", "partner_kind": "organisation"}],
        result=[{"statement": "More rice", "actual": "40"}, {"statement": "Less hunger"}],
    )


def test_an_export_that_nobody_edited_proposes_nothing(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)

    (proposal,) = planned(amina, document).proposals

    assert (proposal.case_id, proposal.is_new, proposal.kind) == (rice, False, Origin.EXPORT)
    assert not proposal.brings and proposal.unmatched == ()
    assert proposal.sentence() == "Nothing new in it."


def test_just_what_was_edited_comes_in(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})

    made = planned(amina, document)
    done = take(amina, made)

    shown = line(made.proposals[0], "overview")
    assert (shown.label, shown.before, shown.now) == ("Overview", OVERVIEW, OVERVIEW)
    assert (shown.theirs, shown.state) == ("Fifty farmers learned it.", "changed")
    assert states(made.proposals[0]) == {"overview": "changed"}
    assert done.sentence() == "1 updated."
    assert amina.case(rice).overview == "Fifty farmers learned it."
    assert amina.screen(rice).conflicts == {}


def test_what_changed_on_both_sides_needs_a_person(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    amina.type(rice, "overview", "Sixty farmers learned it.")

    made = planned(amina, document)
    done = take(amina, made)

    assert states(made.proposals[0]) == {"overview": "conflict"}
    assert made.sentence() == "1 updated, 1 needs you."
    assert "changed here after" in made.proposals[0].notices[0]
    assert done.taken[0].conflicts == amina.line(rice).conflicts == 1
    both = {one.value for one in amina.screen(rice).conflicts["overview"]}
    assert both == {"Fifty farmers learned it.", "Sixty farmers learned it."}


def test_what_is_only_typed_yet_is_not_lost(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    amina.draft(rice, ("overview",), "Typed a moment ago.")

    (proposal,) = planned(amina, document).proposals
    shown = line(proposal, "overview")
    take(amina, Proposals((proposal,)))

    assert (shown.state, shown.now) == ("conflict", "Typed a moment ago.")
    both = {one.value for one in amina.screen(rice).conflicts["overview"]}
    assert both == {"Fifty farmers learned it.", "Typed a moment ago."}


def test_an_editor_that_stands_open_does_not_undo_what_came(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    screen = amina.screen(rice)
    take(amina, planned(amina, document))

    typed = record_json.restored({**record_json.written(screen.case), "short_name": "Rice"})
    cases.draft(amina.library, typed, screen.base)
    cases.save(amina.library, rice)

    assert amina.case(rice).overview == "Fifty farmers learned it."
    assert amina.case(rice).short_name == "Rice"


def test_a_person_can_choose_answer_by_answer(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    changes = {OVERVIEW: "Fifty farmers learned it.", "More rice": "Much more rice"}
    edited(document, document, **changes)

    made = planned(amina, document)
    take(amina, made, ["overview"])

    assert len(made.proposals[0].lines) == 2
    assert amina.case(rice).overview == "Fifty farmers learned it."
    assert "Much more rice" not in record_json.text(amina.case(rice))


def test_a_blank_form_becomes_a_new_story(amina: Laptop, tmp_path: Path) -> None:
    filled(form(tmp_path / "form.docx"), tmp_path / "back.docx", Title="Wells in Niger")

    made = planned(amina, tmp_path / "back.docx")
    done = take(amina, made)

    (proposal,) = made.proposals
    assert proposal.is_new and proposal.title == "Wells in Niger"
    case = amina.case(done.taken[0].case_id)
    assert (case.title, case.status, case.visibility) == ("Wells in Niger", "draft", "workshop")
    assert case.narrative_language == "en"


def test_a_form_that_comes_back_empty_is_told_so(amina: Laptop, tmp_path: Path) -> None:
    (proposal,) = planned(amina, form(tmp_path / "form.docx")).proposals

    assert proposal.warnings == ("It is a form that nobody filled in.",)
    assert not proposal.suggested and not take(amina, Proposals((proposal,))).taken
    assert amina.listed() == ()


def test_a_form_like_a_story_that_is_here_asks_whether_it_is_that_one(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    title = "Rice from China in Uganda"
    filled(form(tmp_path / "form.docx"), tmp_path / "back.docx", Title=title, Short_name="Rice")

    (proposal,) = planned(amina, tmp_path / "back.docx").proposals
    same = proposals.compared_with(amina.library, proposal, rice)
    take(amina, Proposals((same,)))

    assert [one.case_id for one in proposal.alike] == [rice] and proposal.is_new
    assert states(same)["title"] == "same" and states(same)["short_name"] == "new"
    assert not same.is_new and amina.case(rice).short_name == "Rice"
    assert len(amina.listed()) == 1


def test_a_form_made_for_another_story_says_so(amina: Laptop, rice: str, tmp_path: Path) -> None:
    other = amina.add(title="Fish ponds")
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    (proposal,) = planned(amina, document).proposals

    wrong = proposals.compared_with(amina.library, proposal, other)

    assert wrong.warnings == ("It was made for another story: “Rice from China in Uganda”.",)
    # nothing of this story was on its author's screen
    assert line(wrong, "title").state == "conflict"
    with pytest.raises(NotFound):
        proposals.compared_with(amina.library, proposal, "01a2029d-4b5e-7001-bc2c-d004feec4f4d")


def test_a_form_about_a_story_answers_what_it_lacks(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    asked = form(tmp_path / "please.docx", amina, rice)
    filled(asked, tmp_path / "back.docx", Short_name="Rice")

    (proposal,) = planned(amina, tmp_path / "back.docx").proposals
    take(amina, Proposals((proposal,)))

    assert (proposal.kind, proposal.case_id) == (Origin.FORM, rice)
    assert states(proposal) == {"short_name": "new"}
    assert amina.case(rice).short_name == "Rice"
    assert amina.case(rice).overview == OVERVIEW


def test_each_story_of_a_document_of_several_is_told_by_itself(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    fish = amina.add(title="Fish", overview="Ponds were dug.")
    document = printed(amina, tmp_path / "both.docx", rice, fish)
    edited(document, document, **{"Ponds were dug.": "Ponds and canals were dug."})

    made = planned(amina, document)
    done = take(amina, made)

    assert [one.case_id for one in made.proposals] == [rice, fish]
    assert [one.brings for one in made.proposals] == [False, True]
    assert amina.case(fish).overview == "Ponds and canals were dug."
    assert [one.case_id for one in done.taken] == [fish] and len(done.batches) == 1


def test_a_story_that_is_not_here_comes_whole(amina: Laptop, bo: Laptop, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "green").save(photo)
    added, _changes = cases.added(
        amina.library,
        {
            "title": "Rice",
            "overview": OVERVIEW,
            "attachment": [{"file": "photo.jpg", "caption": "A"}],
        },
        beside=tmp_path,
    )
    document = printed(amina, tmp_path / "rice.docx", added)

    done = take(bo, planned(bo, document))

    theirs, ours = bo.case(added), amina.case(added)
    assert done.taken[0].is_new and record_json.text(theirs) == record_json.text(ours)
    assert bo.revisions()  # with the picture, which the check looks for


def test_the_same_file_is_not_taken_twice(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    take(amina, planned(amina, document))
    amina.type(rice, "overview", "Sixty farmers learned it.")

    again = planned(amina, document)
    done = take(amina, again)

    assert "taken in on" in again.proposals[0].warnings[0]
    assert again.sentence() == "Nothing new in it." and done.taken == ()
    assert amina.case(rice).overview == "Sixty farmers learned it."


def test_a_blank_form_that_comes_twice_is_one_story(amina: Laptop, tmp_path: Path) -> None:
    filled(form(tmp_path / "form.docx"), tmp_path / "back.docx", Title="Wells in Niger")
    done = take(amina, planned(amina, tmp_path / "back.docx"))
    (tmp_path / "back.docx").rename(tmp_path / "sent again.docx")

    (proposal,) = planned(amina, tmp_path / "sent again.docx").proposals

    assert proposal.case_id == done.taken[0].case_id and proposal.taken_before
    assert states(proposal)["title"] == "same"


def test_the_file_is_kept_beside_the_story_and_never_leaves(
    amina: Laptop, bo: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    take(amina, planned(amina, document))

    (kept,) = originals.of(amina.library, rice)
    originals.save_copy(amina.library, kept.number, tmp_path / "copy.docx")
    bo.take_all_of(amina)

    assert (kept.name, kept.kind, kept.size) == ("rice.docx", "export", document.stat().st_size)
    assert (tmp_path / "copy.docx").read_bytes() == document.read_bytes()
    assert amina.revisions() and originals.of(bo.library, rice) == ()
    assert list((bo.folder / "library" / "attachments").rglob("*")) == []


def test_a_whole_import_is_undone_and_put_back(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers.", "More rice": "Much more rice"})
    before = record_json.text(amina.case(rice))
    filled(form(tmp_path / "form.docx"), tmp_path / "back.docx", Title="Wells in Niger")
    done = take(amina, planned(amina, document, tmp_path / "back.docx"))
    after = record_json.text(amina.case(rice))
    new = done.taken[1].case_id

    both = undoing.together(amina.library, done.batches[0])
    undone, _changes = undoing.undo(amina.library, both)
    without = record_json.text(amina.case(rice))
    trashed = amina.screen(new).deleted
    undoing.put_back(amina.library, both)

    assert set(both) == set(done.batches) and undone.sentence().startswith("Undone in 2 stories.")
    assert without == before and trashed
    assert record_json.text(amina.case(rice)) == after and not amina.screen(new).deleted
    assert amina.revisions()


def test_undoing_leaves_what_was_written_since(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers.", "More rice": "Much more rice"})
    done = take(amina, planned(amina, document))
    amina.type(rice, "overview", "Written after it came.")

    undone, _changes = undoing.undo(amina.library, done.batches)

    case = amina.case(rice)
    assert case.overview == "Written after it came."
    assert "Much more rice" not in record_json.text(case)
    assert [one.why for one in undone.left] == ["1 answer stays: something was written over it."]


def test_the_log_tells_of_it_and_offers_the_way_back(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    done = take(amina, planned(amina, document))
    (entry,) = activity.entries(amina.library)
    undoing.undo(amina.library, done.batches)
    _undo, after = activity.entries(amina.library)

    assert entry.sentence == "Took in the file “rice.docx”: 1 updated."
    assert entry.can_undo and entry.bundle == done.batches[0] and entry.stories == (rice,)
    assert after.can_put_back and not after.can_undo


def test_a_bad_file_is_refused_alone(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    (tmp_path / "torn.docx").write_bytes(document.read_bytes()[:2000])

    made = proposals.plan(amina.library, [tmp_path / "torn.docx", tmp_path / "gone.docx", document])

    assert [one.path.name for one in made.refused] == ["torn.docx", "gone.docx"]
    assert all(one.message for one in made.refused)
    assert [one.case_id for one in made.proposals] == [rice]


def test_a_file_that_changed_since_it_was_looked_at_changes_nothing(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    made = planned(amina, document)
    edited(document, document, **{"More rice": "Much more rice"})

    done, changes = proposals.take(amina.library, made)

    assert [one.path for one in done.refused] == [document] and not changes.cases
    assert amina.case(rice).overview == OVERVIEW


def test_a_stick_that_was_taken_out_is_told(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{OVERVIEW: "Fifty farmers learned it."})
    made = planned(amina, document)
    document.unlink()

    done, _changes = proposals.take(amina.library, made)

    assert [one.path for one in done.refused] == [document] and done.refused[0].advice
    assert amina.case(rice).overview == OVERVIEW


def test_looking_can_be_stopped(amina: Laptop, rice: str, tmp_path: Path) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)

    with pytest.raises(Cancelled):
        proposals.plan(amina.library, [document], stop=lambda: True)

    told = proposals.take(amina.library, planned(amina, document), stop=lambda: True)[0]
    assert told.left == 1 and told.taken == ()


def test_a_long_table_that_is_stopped_half_way_brings_nothing(
    amina: Laptop, tmp_path: Path
) -> None:
    rows = "".join(f"Story {number},Deep\n" for number in range(20))
    (tmp_path / "many.csv").write_text(f"Title,Overview\n{rows}", encoding="utf-8")
    made = planned(amina, tmp_path / "many.csv")
    asked = iter([False] * 10 + [True] * 20)

    done, changes = proposals.take(amina.library, made, stop=lambda: next(asked))

    assert len(made.proposals) == 20
    assert (done.left, done.taken, changes.cases) == (1, (), frozenset())
    assert amina.listed() == () and activity.entries(amina.library) == ()


def test_stories_in_tables_and_as_json_come_the_same_way(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    record = {**record_json.written(amina.case(rice)), "overview": "From a file of JSON."}
    (tmp_path / "rice.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "new.csv").write_text("Title,Overview\nWells,Deep ones\n", encoding="utf-8")

    made = planned(amina, tmp_path / "rice.json", tmp_path / "new.csv")

    assert [(one.title, one.is_new) for one in made.proposals] == [
        ("Rice from China in Uganda", False), ("Wells", True)]  # fmt: skip
    assert states(made.proposals[0])["overview"] == "conflict"  # it does not say what it had seen
    assert states(made.proposals[0])["title"] == "same"
