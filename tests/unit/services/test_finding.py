"""Stories found by a few letters, stories that are alike, views that are kept, many at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.record import editing
from ssc_desktop.record.case import CASE
from ssc_desktop.record.fuzzy import fit
from ssc_desktop.services import cases, finding, libraries, listing, many, views
from ssc_desktop.services.asking import RELEVANCE, TITLE, Conditions, Query
from ssc_desktop.services.views import View
from ssc_desktop.store.library import remember
from tests.laptops import Laptop

MILK = {
    "title": "Milk banks that Brazil shared with Cabo Verde",
    "overview": "Nurses from Praia learned in Brasília how human milk is pasteurised and kept. "
    "A bank was opened at the hospital, and mothers bring milk twice a week.",
}
AGAIN = {
    "title": "Human milk in Praia",
    "overview": "Nurses from Praia learned in Brasília how human milk is pasteurised and kept. "
    "A bank was opened at the hospital, and mothers bring milk every Monday.",
}
COTTON = {
    "title": "Cotton in Benin",
    "overview": "Seed of new kinds was tried in fields of farmers in Benin and Mali.",
}
OTHERS = [
    {"title": f"Story number {n}", "overview": f"Something else, told in its own way, part {n}."}
    for n in range(12)
]


# ------------------------------------------------------------------ by name


def _found(laptop: Laptop, typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [hit.summary.title for hit in finding.quick(laptop.library, typed, recent)]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop with a few stories."""
    laptop = Laptop(tmp_path)
    for data in (*OTHERS, COTTON, MILK):
        laptop.add(record_depth="overview", **data)
    yield laptop
    laptop.close()


@pytest.mark.parametrize("typed", ["mil", "milk bra", "banks milk", "mlkbnk", "MILK BRAZ"])
def test_a_few_letters_of_the_title_are_enough(laptop: Laptop, typed: str) -> None:
    assert _found(laptop, typed)[0] == MILK["title"]


def test_short_names_and_codes_are_names_too(laptop: Laptop) -> None:
    laptop.add(title="Something", short_name="Pro-Huerta", case_code="AFR-24")

    assert _found(laptop, "prohu")[0] == "Something"
    assert _found(laptop, "afr-24")[0] == "Something"


def test_without_letters_what_was_opened_lately_comes_first(laptop: Laptop) -> None:
    cotton = next(one.id for one in laptop.listed() if one.title == COTTON["title"])

    assert _found(laptop, "", (cotton,))[:2] == [COTTON["title"], MILK["title"]]
    assert _found(laptop, "zqx") == []


def test_what_is_in_the_trash_is_not_found(laptop: Laptop) -> None:
    milk = next(one.id for one in laptop.listed() if one.title == MILK["title"])
    cases.trash(laptop.library, [milk])

    assert MILK["title"] not in _found(laptop, "milk")
    assert MILK["title"] not in _found(laptop, "", (milk,))


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("rice", "Rice in Benin", "Prices of cotton"),
        ("wd", "Word document", "Forward"),
        ("next gap", "Go to next gap", "Next section of the page with gaps"),
    ],
)
def test_beginnings_of_words_fit_best(typed: str, better: str, worse: str) -> None:
    first, second = fit(typed, better), fit(typed, worse)

    assert first is not None
    assert second is None or first.score > second.score


def test_the_letters_are_told_where_they_stand() -> None:
    found = fit("cor", "Ça, le Çorum")

    assert found is not None
    assert [("Ça, le Çorum")[a:b] for a, b in found.places] == ["Çor"]
    assert fit("xyz", "Ça") is None


# ------------------------------------------------------------------ alike


@pytest.mark.parametrize("typed", ["a", "?", '"', "-rice", "title:-x", "* "])
def test_what_holds_no_words_to_look_for_lists_everything(laptop: Laptop, typed: str) -> None:
    query = Query(typed, sort=RELEVANCE)

    extent = listing.extent(laptop.library, query)

    assert extent.total == len(laptop.listed())
    assert extent.ids == tuple(one.id for one in listing.page(laptop.library, query).summaries)
    assert not extent.cut


def test_a_story_told_twice_is_noticed_and_nothing_is_merged(laptop: Laptop) -> None:
    again = laptop.add(**AGAIN)
    before = laptop.truth()

    found = finding.similar(laptop.library, again)

    assert found[0].summary.title == MILK["title"]
    assert found[0].nearly_same and not found[0].linked
    assert not any(one.nearly_same for one in found[1:])
    assert laptop.truth() == before


def test_another_story_on_the_same_words_is_only_similar(laptop: Laptop) -> None:
    other = laptop.add(
        title="Nurses and mothers",
        overview="Mothers in Praia give human milk to the hospital; nurses keep it pasteurised.",
    )

    found = finding.similar(laptop.library, other)

    assert [one.summary.title for one in found] == [MILK["title"]]
    assert not found[0].nearly_same
    assert {"praia", "nurses", "mothers"} & set(found[0].words)


def test_stories_that_share_nothing_are_not_similar(laptop: Laptop) -> None:
    cotton = next(one.id for one in laptop.listed() if one.title == COTTON["title"])

    assert finding.similar(laptop.library, cotton) == ()


@pytest.mark.parametrize("from_here", [True, False])
def test_a_link_from_either_side_is_known(laptop: Laptop, from_here: bool) -> None:
    again = laptop.add(**AGAIN)
    milk = next(one.id for one in laptop.listed() if one.title == MILK["title"])
    source, target = (again, milk) if from_here else (milk, again)
    group = CASE.groups()["same_initiative_as"]
    item = editing.new_item(group, case=target, relation="other_view_of")
    laptop.add_item(source, ("same_initiative_as",), item)

    assert finding.similar(laptop.library, again)[0].linked


# ------------------------------------------------------------------ views


def test_views_stay_in_the_library(laptop: Laptop) -> None:
    rice = View("Rice in the west", "rice", Conditions(country=("BEN",), from_year=2008), TITLE)
    views.keep(laptop.library, [rice, View("All of it")])
    laptop.reopen()

    assert views.kept(laptop.library) == (rice, View("All of it"))
    assert views.counted(laptop.library, views.kept(laptop.library)) == (0, 14)


@pytest.mark.parametrize(
    "told",
    ["", "no json", "7", '{"name": 1}', '[{"name": ""}, 3]', '[{"conditions": {}}]'],
)
def test_views_that_cannot_be_read_are_left_out(laptop: Laptop, told: str) -> None:
    with laptop.library.writing() as connection:
        remember(connection, "views", told)

    assert views.kept(laptop.library) == ()


def test_what_a_newer_version_wrote_into_a_view_is_passed_over(laptop: Laptop) -> None:
    told = '[{"name": "New", "sort": "smell", "conditions": {"country": ["BEN", 7], "moon": 1}}]'
    with laptop.library.writing() as connection:
        remember(connection, "views", told)

    assert views.kept(laptop.library) == (View("New", conditions=Conditions(country=("BEN",))),)


# ------------------------------------------------------------------ many at once


def test_many_stories_pass_their_own_gates(laptop: Laptop) -> None:
    ids = [one.id for one in laptop.listed()][:3]

    done = many.change_status(laptop.library, ids, "published")

    assert done.before == {}
    assert {one.id for one in done.refused} == set(ids)
    assert "not ready" in done.refused[0].reason
    assert {one.status for one in laptop.listed()} == {"draft"}


def test_a_status_given_to_many_is_taken_back_as_one(laptop: Laptop) -> None:
    ids = [one.id for one in laptop.listed()][:3]

    done = many.change_status(laptop.library, ids, "archived")
    assert {laptop.line(one).status for one in ids} == {"archived"}
    back = many.put_back_status(laptop.library, done.before)

    assert len(back.before) == 3
    assert {one.status for one in laptop.listed()} == {"draft"}


def test_keywords_for_many_are_taken_back_as_they_were(laptop: Laptop) -> None:
    ids = [one.id for one in laptop.listed()][:2]
    laptop.type(ids[0], "keywords", ("Rice",))
    laptop.type(ids[1], "keywords", ("water",))

    done = many.add_keyword(laptop.library, ids, "rice")
    assert set(done.before) == {ids[1]}  # the other one has it already
    assert laptop.case(ids[1]).keywords == ("water", "rice")
    laptop.type(ids[1], "keywords", ("water", "rice", "written since"))
    many.put_back_keywords(laptop.library, done.before, "rice")

    assert laptop.case(ids[1]).keywords == ("water", "written since")


def test_many_go_into_the_trash_and_come_back(laptop: Laptop) -> None:
    ids = [one.id for one in laptop.listed()][:4]

    done = many.trash(laptop.library, ids)
    assert not {one.id for one in laptop.listed()} & set(ids)
    many.restore(laptop.library, done.before)

    assert {one.id for one in laptop.listed()} >= set(ids)
    assert not libraries.check(laptop.library).problems
