"""Writing a story: drafts, saves, and only what differs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record import CASE, Answer, Noted, editing, record_json
from ssc_desktop.record.editing import moved_item, new_item, with_value, without_item
from ssc_desktop.services import bundles, cases, libraries, listing
from ssc_desktop.services.asking import Conditions, Query
from tests.laptops import Laptop, config, empty_library
from tests.strategies import numbered_id
from tests.unit.record.stories import whole

A, B, C = (numbered_id(number) for number in (1, 2, 3))


def test_a_new_story_is_a_draft_for_the_workshop(amina: Laptop) -> None:
    case_id, changes = cases.created(amina.library, "fr")

    shown = amina.screen(case_id)
    assert changes.cases == {case_id}
    assert (shown.case.status, shown.case.visibility) == ("draft", "workshop")
    assert (shown.case.record_depth, shown.case.narrative_language) == ("overview", "fr")
    assert not shown.conflicts and not shown.contested and not shown.deleted
    assert [one.id for one in amina.listed()] == [case_id]


def test_what_was_saved_is_there_after_a_restart(amina: Laptop) -> None:
    case_id = amina.add()

    amina.put(case_id, with_value(whole(), ("case_uuid",), case_id))
    amina.reopen()

    assert amina.case(case_id) == with_value(whole(), ("case_uuid",), case_id)
    assert libraries.check(amina.library).revisions > 30


def test_a_draft_is_shown_and_listed_but_is_no_revision(amina: Laptop) -> None:
    case_id = amina.add()
    before = amina.revisions()

    amina.draft(case_id, ("title",), "Fish from Viet Nam in Benin")

    assert amina.case(case_id).title == "Fish from Viet Nam in Benin"
    assert amina.line(case_id).title == "Fish from Viet Nam in Benin"
    assert amina.revisions() == before


def test_search_finds_what_was_just_typed(amina: Laptop) -> None:
    case_id = amina.add()

    amina.draft(case_id, ("network",), "The tilapia club still meets.")

    assert [one.id for one in amina.listed(text="tilapia")] == [case_id]
    assert libraries.check(amina.library).problems == ()


def test_a_draft_keeps_what_its_author_saw_through_several_pauses(amina: Laptop) -> None:
    case_id = amina.add()
    first = amina.screen(case_id).base

    amina.draft(case_id, ("title",), "One")
    amina.draft(case_id, ("title",), "Two")

    assert amina.screen(case_id).base == first


def test_a_save_of_nothing_is_no_save(amina: Laptop) -> None:
    case_id = amina.add()
    before = amina.truth()

    cases.save(amina.library, case_id)
    shown = amina.screen(case_id)
    cases.draft(amina.library, shown.case, shown.base)
    cases.save(amina.library, case_id)

    assert amina.truth() == before


def test_only_the_record_that_differs_is_saved(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": A, "country": "CHN"}, {"id": B, "country": "UGA"}])
    before = amina.revisions()

    amina.type(case_id, ("partner", A, "name_as_used"), "China")

    assert amina.revisions() == before + 1
    assert b'"set":{"name_as_used":["China",[]]}' in amina.words()


def test_a_save_names_what_it_replaces(amina: Laptop) -> None:
    case_id = amina.add()

    amina.type(case_id, "title", "Two")
    amina.type(case_id, "title", "Three")

    assert amina.screen(case_id).conflicts == {}
    assert amina.case(case_id).title == "Three"
    assert amina.words().count(b'"title":["Three",["') == 1


def test_an_answer_taken_away_is_gone_and_its_words_are_kept(amina: Laptop) -> None:
    case_id = amina.add(network="The club", women=4, offer=[{"id": A, "contact": "Amina"}])

    amina.type(case_id, "network", None)
    amina.type(case_id, "women", Answer.WITHHELD)
    amina.type(case_id, ("offer", A, "contact"), None)

    case = amina.case(case_id)
    assert (case.network, case.women) == (None, Answer.WITHHELD)
    assert editing.value_at(case, ("offer", A, "contact")) is None
    assert b"The club" in amina.words()


def test_an_item_is_removed_with_what_is_in_it(amina: Laptop) -> None:
    case_id = amina.add(
        result=[{"id": A, "statement": "x", "other_figure": [{"id": B, "value": "3"}]}, {"id": C}]
    )

    amina.remove_item(case_id, ("result",), A)

    shown = amina.screen(case_id)
    assert [one.id for one in editing.value_at(shown.case, ("result",))] == [C]
    assert not shown.contested and not shown.conflicts
    assert amina.revisions()


def test_an_item_that_comes_back_by_undo_shows_what_was_typed(amina: Laptop) -> None:
    case_id = amina.add(
        result=[
            {"id": A, "statement": "Old", "unit": "t", "other_figure": [{"id": B, "value": "3"}]},
            {"id": C},
        ]
    )
    before = amina.case(case_id)
    amina.remove_item(case_id, ("result",), A)

    amina.put(case_id, with_value(before, ("result", A, "unit"), None))

    back = amina.case(case_id)
    assert back == with_value(before, ("result", A, "unit"), None)
    assert amina.revisions()


def test_putting_items_in_another_order_costs_one_revision(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": numbered_id(n)} for n in range(1, 7)])
    before = amina.revisions()

    amina.put(case_id, moved_item(amina.case(case_id), ("partner",), numbered_id(6), 1))

    order = [one.id for one in amina.case(case_id).partner]
    assert order == [numbered_id(n) for n in (1, 6, 2, 3, 4, 5)]
    assert amina.revisions() == before + 1


def test_an_item_goes_between_two_others(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": A}, {"id": B}])

    amina.add_item(case_id, ("partner",), new_item(CASE.groups()["partner"], country="KEN"), 1)

    assert [one.country for one in amina.case(case_id).partner] == [None, "KEN", None]


def test_marks_are_kept_element_by_element(amina: Laptop) -> None:
    case_id = amina.add(field_limit=[{"id": A, "circle": "public", "parts": ["contacts", "money"]}])

    amina.type(case_id, ("field_limit", A, "parts"), ("money", "people"))

    assert editing.value_at(amina.case(case_id), ("field_limit", A, "parts")) == ("money", "people")


def test_marks_may_be_answered_without_a_value_and_back(amina: Laptop) -> None:
    case_id = amina.add(consent_record=[{"id": A, "scope": ["named"]}])
    path = ("consent_record", A, "scope")

    amina.type(case_id, path, Answer.UNKNOWN)
    unknown = editing.value_at(amina.case(case_id), path)
    amina.type(case_id, path, ("quoted",))

    assert unknown is Answer.UNKNOWN
    assert editing.value_at(amina.case(case_id), path) == ("quoted",)


def test_a_group_may_be_answered_as_a_whole_and_back(amina: Laptop) -> None:
    case_id = amina.add(result=[{"id": A, "statement": "Trained"}])

    amina.type(case_id, "result", Answer.UNKNOWN)
    unknown = amina.case(case_id).result
    amina.add_item(case_id, ("result",), new_item(CASE.groups()["result"], statement="More"))

    assert unknown is Answer.UNKNOWN
    assert [one.statement for one in editing.value_at(amina.case(case_id), ("result",))] == ["More"]
    amina.revisions()


def test_what_is_typed_is_cleaned_when_it_is_saved(amina: Laptop) -> None:
    case_id = amina.add()

    amina.type(case_id, "network", "one\r\ntwo\x00\ud83d e\u0301")

    assert amina.case(case_id).network == "one\ntwo\ufffd é"


def test_a_code_of_a_newer_list_does_not_keep_a_draft_from_being_saved(amina: Laptop) -> None:
    case_id = amina.add(sector=["311"])
    shown = amina.screen(case_id)
    newer = with_value(shown.case, ("sector",), ("311", "999x"))
    newer = with_value(newer, ("request_origin",), Noted("by_dream", "He dreamt of it."))

    cases.draft(amina.library, with_value(newer, ("title",), "New title"), shown.base)
    amina.reopen()

    case = amina.case(case_id)
    assert (case.title, case.sector) == ("New title", ("311", "999x"))
    assert case.request_origin == Noted("by_dream", "He dreamt of it.")


_TYPES_AND_DIES = """
import os, sys
from pathlib import Path
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import bundles, cases, libraries
library = libraries.opened(Path(sys.argv[1]))
case_id, _ = cases.created(library)
shown = cases.opened(library, case_id)
cases.draft(library, with_value(shown.case, ("overview",), "Typed before the crash"), shown.base)
print(case_id, flush=True)
os._exit(9)
"""


def test_what_was_typed_before_a_crash_is_there_and_is_a_save(tmp_path: Path) -> None:
    folder = tmp_path / "amina" / "library"
    empty_library(folder)
    environment = {**os.environ, "SSC_CONFIG": str(tmp_path / "amina" / "config"),
                   "PYTHONPATH": "."}  # fmt: skip

    died = subprocess.run(
        [sys.executable, "-c", _TYPES_AND_DIES, folder],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert died.returncode == 9, died.stderr
    amina = Laptop(tmp_path / "amina")
    assert amina.case(died.stdout.strip()).overview == "Typed before the crash"
    assert b"Typed before the crash" in amina.words()
    amina.revisions()
    amina.close()


def test_a_library_that_was_copied_writes_under_a_new_life(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add()
    amina.reopen()
    (tmp_path / "clone").mkdir()
    (tmp_path / "clone" / "library.sqlite").write_bytes(amina.library.path.read_bytes())

    with config(tmp_path / "other key"):
        clone = libraries.opened(tmp_path / "clone")
    same = clone.incarnation == amina.library.incarnation
    problems = libraries.check(clone).problems
    bundles.make(clone, None, tmp_path / "clone.sscz")
    clone.close()

    assert not same
    assert problems == ()
    assert amina.take(tmp_path / "clone.sscz").unchanged == 1
    assert amina.case(case_id).title


def test_one_field_is_set_with_a_status_gate(amina: Laptop) -> None:
    case_id = amina.add(record_depth="overview")

    cases.set_value(amina.library, case_id, ("short_name",), "Rice")
    with pytest.raises(InvalidInput, match="Overview") as refused:
        cases.change_status(amina.library, case_id, "complete")

    assert "overview" in refused.value.fields
    assert (amina.case(case_id).short_name, amina.case(case_id).status) == ("Rice", "draft")


def test_a_told_story_passes_the_gate(amina: Laptop) -> None:
    case_id = amina.add(**{k: v for k, v in record_json.written(whole()).items() if k != "status"})

    for status in ("complete", "in_review", "published", "draft"):
        cases.change_status(amina.library, case_id, status)
        assert [one.id for one in amina.listed(conditions=Conditions(status=(status,)))] == [
            case_id
        ]
        assert cases.listing(amina.library, Query()).counts == {status: 1}


def test_setting_a_field_saves_the_draft_first(amina: Laptop) -> None:
    case_id = amina.add()
    amina.draft(case_id, ("network",), "Typed")

    cases.set_value(amina.library, case_id, ("short_name",), "Rice")

    assert (amina.case(case_id).network, amina.case(case_id).short_name) == ("Typed", "Rice")


@pytest.mark.parametrize(
    "path", [("partner", A, "country"), ("result", A, "other_figure", B, "value")]
)
def test_an_item_that_is_gone_cannot_be_set(amina: Laptop, path: tuple[str, ...]) -> None:
    case_id = amina.add(partner=[{"id": B}])

    with pytest.raises(NotFound):
        cases.set_value(amina.library, case_id, path, "CHN")


def test_a_story_that_is_not_there_is_said(amina: Laptop) -> None:
    for ask in (
        lambda: cases.opened(amina.library, A),
        lambda: cases.one(amina.library, A),
        lambda: cases.found(amina.library, A),
        lambda: cases.set_value(amina.library, A, ("title",), "x"),
        lambda: cases.trash(amina.library, [A]),
    ):
        with pytest.raises(NotFound, match=A):
            ask()


def test_a_story_is_added_once(amina: Laptop) -> None:
    case_id = amina.add(case_uuid=A)
    before = amina.truth()

    with pytest.raises(InvalidInput, match="already"):
        amina.add(case_uuid=A, network="Other words")

    assert case_id == A
    assert amina.truth() == before


def test_the_story_changed_last_comes_first(amina: Laptop) -> None:
    first, second, third = (amina.add(short_name=name) for name in ("1", "2", "3"))

    amina.type(first, "network", "Changed")

    assert [one.id for one in amina.listed()] == [first, third, second]
    page = listing.page(amina.library, Query(limit=1))
    assert [one.id for one in page.summaries] == [first]
    following = listing.page(amina.library, Query(limit=1), page.next)
    assert [one.id for one in following.summaries] == [third]


def test_the_list_tells_who_gave_who_took_and_how_far_it_is(amina: Laptop) -> None:
    case_id = amina.add(
        sector=["311", "313"],
        partner=[
            {"country": "CHN", "roles": ["knowledge_provider", "funder"]},
            {"name_as_used": "Farmers’ union", "roles": ["knowledge_recipient"]},
        ],
    )

    line = amina.line(case_id)

    assert (line.givers, line.takers, line.sector) == (("CHN",), ("Farmers’ union",), "311")
    assert 0 < line.completeness < 100
    assert line.changed.endswith(tuple("0123456789abcdef"))


def test_removing_and_adding_many_items_at_once_keeps_their_order(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": numbered_id(n)} for n in range(1, 6)])
    case = amina.case(case_id)
    for gone in (numbered_id(1), numbered_id(4)):
        case = without_item(case, ("partner",), gone)
    case = moved_item(case, ("partner",), numbered_id(5), 0)

    amina.put(case_id, case)

    assert amina.case(case_id).partner == case.partner
    amina.revisions()


@pytest.mark.parametrize("texts", [["ع" * 1_000_000], ["x" * 900_000] * 3, ["x" * 1_000_001]])
def test_texts_too_long_to_be_kept_stay_on_the_screen(amina: Laptop, texts: list[str]) -> None:
    case_id = amina.add()
    shown = amina.screen(case_id)
    case = shown.case
    for name, text in zip(("network", "method", "msc"), texts, strict=False):
        case = with_value(case, (name,), text)

    with pytest.raises(InvalidInput, match="longer"):
        cases.draft(amina.library, case, shown.base)

    amina.reopen()
    assert amina.case(case_id) == shown.case


def test_a_very_long_text_is_kept(amina: Laptop) -> None:
    case_id = amina.add()

    amina.type(case_id, "network", "word " * 190_000)

    assert amina.case(case_id).network == "word " * 190_000
