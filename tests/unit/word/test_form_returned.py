"""A form that comes back: what nobody touched is no answer, and what was filled in is one."""

import dataclasses
from pathlib import Path

import pytest

from ssc_desktop.record import Case
from ssc_desktop.record.found import MISSING, Origin
from ssc_desktop.word import DocumentCase, lint, reading
from ssc_desktop.word.form.making import FULL, OVERVIEW
from tests.unit.word import forms, stories


@pytest.mark.parametrize("depth", [OVERVIEW, FULL])
def test_an_empty_form_says_nothing(tmp_path: Path, depth: str) -> None:
    (found,) = reading.parse(forms.blank(tmp_path / "f.docx", depth))

    assert found.kind is Origin.FORM
    assert (found.answers, found.removed, found.unmatched, found.notices) == ((), (), (), ())


@pytest.mark.parametrize("ask", ["", "missing"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_form_about_a_story_that_nobody_touched_proposes_nothing(
    tmp_path: Path, language: str, ask: str
) -> None:
    told = [stories.sample(path) for path in stories.samples()[:: 3 if language == "ar" else 1]]
    told.append(stories.full("Ali & <Sons> أرز"))
    for number, story in enumerate(told):
        path = forms.about(tmp_path / f"{number}.docx", DocumentCase(story), ask, language)
        (found,) = reading.parse(path)
        assert found.case_uuid == story.case_uuid
        assert (found.answers, found.removed, found.unmatched) == ((), (), ()), story.title


def test_a_story_with_very_many_items_has_a_form_that_is_read_again(tmp_path: Path) -> None:
    many = stories.full("Rice", items=120)
    story = dataclasses.replace(stories.full("Milk"), partner=many.partner, location=many.location)
    path = forms.about(tmp_path / "f.docx", DocumentCase(story), "")

    (found,) = reading.parse(path)

    assert lint.remarks(path) == []
    assert (found.answers, found.removed) == ((), ())


def test_what_was_typed_is_found_and_nothing_else(tmp_path: Path) -> None:
    blank = forms.blank(tmp_path / "f.docx", FULL)
    typed = {
        "ssc_f_title": "Rice & <water> in مصر",
        "ssc_f_keywords": "rice\nmaïs",
        "ssc_f_start_date": "August 2011",
        "ssc_f_overview": "First line\nsecond & <line> العربية",
        "ssc_n_authors_2": "Amina <Diallo>",
        "ssc_c_partner_1_name_as_used": "ወንጌል & Co",
    }
    (found,) = reading.parse(forms.fill(blank, tmp_path / "filled.docx", typed))

    values = {(one.path[0], one.path[-1]): one.value for one in found.answers}
    assert values == {
        ("title", "title"): "Rice & <water> in مصر",
        ("keywords", "keywords"): ["rice", "maïs"],
        ("start_date", "start_date"): "2011-08",
        ("overview", "overview"): "First line\nsecond & <line> العربية",
        ("authors", "person"): "Amina <Diallo>",
        ("partner", "name_as_used"): "ወንጌል & Co",
    }
    assert found.case_uuid == ""


def test_a_box_that_is_ticked_is_a_code(tmp_path: Path) -> None:
    blank = forms.blank(tmp_path / "f.docx")
    ticked = forms.tick(blank, tmp_path / "t.docx", {"cooperation_type=triangular", "sdg_goal=2"})

    (found,) = reading.parse(ticked)

    values = {one.path: one.value for one in found.answers}
    assert values == {("cooperation_type",): "triangular", ("sdg_goal",): [2]}


def test_a_missing_answer_of_an_item_goes_to_that_item(tmp_path: Path) -> None:
    story = stories.sample(stories.samples()[3])
    partners = tuple(dataclasses.replace(one, gain_note=None) for one in story.partner)
    lacking: Case = dataclasses.replace(story, partner=partners)
    path = forms.about(tmp_path / "f.docx", DocumentCase(lacking))
    anchor = f"ssc_r_{partners[1].id.replace('-', '')}"
    (found,) = reading.parse(forms.fill(path, tmp_path / "g.docx", {anchor: "They learned much."}))

    assert [one.path for one in found.answers] == [("partner", partners[1].id, "contribution_note")]
    assert found.removed == ()


def test_the_words_that_the_letter_names_are_answers(tmp_path: Path) -> None:
    blank = forms.blank(tmp_path / "f.docx")
    assert "“unknown”, “not applicable” and “withheld”" in forms.words(forms.body(blank))
    typed = {
        "ssc_f_start_date": "unknown",
        "ssc_f_end_date": "not applicable",
        "ssc_f_overview": "withheld",
    }

    (found,) = reading.parse(forms.fill(blank, tmp_path / "filled.docx", typed))

    values = {one.path: one.value for one in found.answers}
    assert values == {
        ("start_date",): {"answer": "unknown"},
        ("end_date",): {"answer": "not_applicable"},
        ("overview",): {"answer": "withheld"},
    }


def test_words_beside_boxes_are_never_passed_over(tmp_path: Path) -> None:
    blank = forms.blank(tmp_path / "f.docx")
    typed = {"ssc_f_cooperation_type": " a club of fishers", "ssc_f_initiative_status": " unknown"}
    (found,) = reading.parse(forms.fill(blank, tmp_path / "filled.docx", typed, beside=True))

    answers = {one.path[0]: one for one in found.answers}
    assert answers["cooperation_type"].value is MISSING
    assert "a club of fishers" in answers["cooperation_type"].doubt
    assert answers["initiative_status"].value == {"answer": "unknown"}
