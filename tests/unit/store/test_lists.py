"""The list: every order, every condition, page after page, and the whole of it at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.services import bundles, cases, listing
from ssc_desktop.services.answers import Summary
from ssc_desktop.services.asking import (
    CHANGED,
    COUNTRY,
    NOTHING,
    RELEVANCE,
    SORTS,
    STATUS,
    TITLE,
    YEAR,
    Conditions,
    Query,
)
from ssc_desktop.store import lists
from tests.laptops import Laptop
from tests.unit.record.stories import whole


def _partners(*countries: str) -> list[dict[str, Any]]:
    roles = ["knowledge_provider"], ["knowledge_recipient"]
    return [
        {"partner_kind": "country", "country": code, "roles": role}
        for code, role in zip(countries, roles, strict=False)
    ]


STORIES: dict[str, dict[str, Any]] = {
    "rice": {
        "title": "Rice from Viet Nam", "partner": _partners("VNM", "SLE"), "sector": ["311"],
        "sdg_goal": [2], "start_date": "2008-03", "end_date": "2010", "narrative_language": "en",
        "cooperation_type": "bilateral_ssc", "overview": "Seed and water for the dry season.",
    },
    "milk": {
        "title": "éclair of milk banks", "partner": _partners("BRA", "CPV"),
        "sector": ["122", "121"], "sdg_goal": [3], "start_date": "2012", "end_date": "..",
        "narrative_language": "pt", "overview": "Milk for the newborn, and clean water.",
    },
    "nandu": {
        "title": "Ñandú 10", "partner": _partners("ARG", "BRA"), "sector": ["410"],
        "start_date": "2001~", "key_challenge": [{"challenge": "KC3"}],
    },
    "nz": {"title": "Nz 2", "partner": _partners("ZAF"), "start_date": "2011-11-02"},
    "egypt": {"title": "الأرز في مصر", "narrative_language": "ar"},
    "nothing": {"title": ""},
}  # fmt: skip


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with stories of every kind; nobody changes them."""
    laptop = Laptop(tmp_path_factory.mktemp("amina"))
    for name, data in STORIES.items():
        laptop.add(**{"short_name": name, **data})
    yield laptop
    laptop.close()


def _names(found: tuple[Summary, ...]) -> list[str]:
    return [one.short_name for one in found]


def _paged(laptop: Laptop, query: Query) -> list[str]:
    """The ids of the whole list, page after page."""
    found: list[str] = []
    page = listing.page(laptop.library, query)
    found += [one.id for one in page.summaries]
    while page.next is not None:
        page = listing.page(laptop.library, query, page.next)
        found += [one.id for one in page.summaries]
    return found


# ------------------------------------------------------------------ orders


@pytest.mark.parametrize(
    ("sort", "language", "names"),
    [
        (CHANGED, "en", ["nothing", "egypt", "nz", "nandu", "milk", "rice"]),
        # Ñ after N, accents and case make no difference, numbers by their size
        (TITLE, "es", ["nothing", "milk", "nz", "nandu", "rice", "egypt"]),
        (TITLE, "ar", ["egypt", "nothing", "milk", "nz", "nandu", "rice"]),
        (YEAR, "en", ["milk", "nz", "rice", "nandu", "egypt", "nothing"]),
        (COUNTRY, "en", ["nandu", "milk", "nz", "rice", "egypt", "nothing"]),
        # جنوب أفريقيا is before فييت نام, البرازيل before both
        (COUNTRY, "ar", ["nandu", "milk", "nz", "rice", "egypt", "nothing"]),
    ],
)
def test_stories_are_sorted_as_people_expect_it(
    laptop: Laptop, sort: str, language: str, names: list[str]
) -> None:
    page = listing.page(laptop.library, Query(sort=sort, language=language))
    found = _names(page.summaries)

    if sort in {YEAR, COUNTRY}:  # those without come last, in whichever order
        assert found[:4] == names[:4]
        assert set(found[4:]) == set(names[4:])
    else:
        assert found == names


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("falling", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_and_the_order_known_whole_are_the_same_list(
    laptop: Laptop, sort: str, falling: bool, language: str, limit: int
) -> None:
    query = Query(sort=sort, falling=falling, language=language, limit=limit)

    found = _paged(laptop, query)

    assert len(found) == len(set(found)) == len(STORIES)
    assert tuple(found) == listing.extent(laptop.library, query).ids


def test_turned_round_the_list_is_the_other_way_round(laptop: Laptop) -> None:
    for sort in SORTS:
        there = _paged(laptop, Query(sort=sort, falling=False))
        back = _paged(laptop, Query(sort=sort, falling=True))
        assert there == back[::-1], sort


def test_a_list_that_is_too_long_is_known_page_by_page(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LONGEST", len(STORIES) - 1)

    extent = listing.extent(laptop.library, Query())

    assert (extent.ids, extent.total) == (None, len(STORIES))


# ------------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        (Conditions(country=("BRA",)), {"milk", "nandu"}),  # whichever side it was on
        (Conditions(country=("BRA", "VNM")), {"milk", "nandu", "rice"}),
        (Conditions(country=("BRA",), sector=("121",)), {"milk"}),  # a second sector counts too
        (Conditions(sector=("311", "410")), {"rice", "nandu"}),
        (Conditions(goal=("2",)), {"rice"}),
        (Conditions(challenge=("KC3",)), {"nandu"}),
        (Conditions(cooperation=("bilateral_ssc",)), {"rice"}),
        (Conditions(language=("pt", "ar")), {"milk", "egypt"}),
        (Conditions(from_year=2010, to_year=2011), {"rice", "nz"}),
        (Conditions(from_year=2011), {"nz", "milk"}),  # what still goes on has no end
        (Conditions(to_year=2005), {"nandu"}),
        (Conditions(status=("published",)), set()),
        (Conditions(country=("BRA",), language=("en",)), set()),
        (Conditions(most=0), set()),
        (NOTHING, set(STORIES)),
    ],
)
def test_conditions_hold_all_at_once(
    laptop: Laptop, conditions: Conditions, names: set[str]
) -> None:
    for sort in SORTS:
        query = Query(conditions=conditions, sort=sort)
        assert set(_names(listing.page(laptop.library, query).summaries)) == names
        extent = listing.extent(laptop.library, query)
        assert extent.total == len(names) == len(extent.ids or ())


def test_words_and_conditions_together(laptop: Laptop) -> None:
    query = Query("water", Conditions(country=("BRA",)))

    assert _names(listing.page(laptop.library, query).summaries) == ["milk"]
    assert listing.extent(laptop.library, query).total == 1


def test_counts_say_what_choosing_another_code_would_leave(laptop: Laptop) -> None:
    free = listing.facets(laptop.library, Query())
    narrowed = listing.facets(laptop.library, Query(conditions=Conditions(country=("BRA",))))

    assert free["country"]["BRA"] == 2
    assert free["language"] == {"en": 1, "pt": 1, "ar": 1}
    assert narrowed["country"] == free["country"]  # a kind's own condition is left out
    assert narrowed["sector"] == {"122": 1, "121": 1, "410": 1}
    assert narrowed["status"] == {"draft": 2}


def test_conditions_follow_what_is_typed_before_it_is_saved(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add(sector=["311"])
    laptop.draft(case_id, ("sector",), ("410",))

    assert laptop.listed(conditions=Conditions(sector=("311",))) == ()
    assert [one.id for one in laptop.listed(conditions=Conditions(sector=("410",)))] == [case_id]
    laptop.type(case_id, "sector", ("430",))
    assert laptop.listed(conditions=Conditions(sector=("410",))) == ()
    assert laptop.revisions()  # and a rebuilt view agrees
    laptop.close()


def test_what_changed_since_the_last_bundle(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    first, second = laptop.add(), laptop.add()
    laptop.send()
    wanted = Conditions(unpacked=True)
    assert laptop.listed(conditions=wanted) == ()

    laptop.type(first, "network", "More")

    assert [one.id for one in laptop.listed(conditions=wanted)] == [first]
    extent = listing.extent(laptop.library, Query())
    assert (extent.unpacked, extent.needs_you, extent.total) == (1, 0, 2)
    cases.trash(laptop.library, [first])
    extent = listing.extent(laptop.library, Query())
    assert (extent.unpacked, extent.ids) == (0, (second,))
    laptop.close()


def test_what_needs_somebody(tmp_path: Path) -> None:
    amina, bo = Laptop(tmp_path / "amina"), Laptop(tmp_path / "bo")
    shared = amina.add()
    amina.add()
    bundles.take(bo.library, amina.send())
    for laptop, words in ((amina, "Here"), (bo, "There")):
        laptop.type(shared, "network", words)
    amina.take_all_of(bo)

    assert [one.id for one in amina.listed(conditions=Conditions(needs_you=True))] == [shared]
    assert listing.extent(amina.library, Query()).needs_you == 1
    amina.close()
    bo.close()


def test_statuses_are_counted(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    told = laptop.add(**{k: v for k, v in _written().items() if k != "status"})
    laptop.add()
    cases.change_status(laptop.library, told, "complete")

    assert listing.extent(laptop.library, Query()).counts == {"complete": 1, "draft": 1}
    page = listing.page(laptop.library, Query(sort=STATUS))
    assert [one.status for one in page.summaries] == ["draft", "complete"]
    laptop.close()


def _written() -> dict[str, Any]:
    from ssc_desktop.record import record_json

    return record_json.written(whole())


# ------------------------------------------------------------------ search


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ('"dry season"', {"rice"}),
        ('"season dry"', set()),
        ("water -milk", {"rice"}),
        ("title:water", set()),
        ("title:milk", {"milk"}),
        ("water title:rice", {"rice"}),
        ("-water", set(STORIES)),  # nothing to look for
        ("r", set(STORIES)),  # one letter would find nearly all
        ("ri", {"rice"}),
    ],
)
def test_what_is_typed_says_more_than_words(laptop: Laptop, typed: str, names: set[str]) -> None:
    assert set(_names(listing.page(laptop.library, Query(typed)).summaries)) == names


def test_the_best_matches_come_first(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    titled = laptop.add(title="Water for Benin", overview="Wells.")
    told = laptop.add(title="Wells", overview="Much is told of rice, and once of water." * 3)
    query = Query("water", sort=RELEVANCE)

    assert [one.id for one in listing.page(laptop.library, query).summaries] == [told, titled]
    assert listing.extent(laptop.library, query).ids == (titled, told)
    laptop.close()


def test_only_the_newest_matches_are_looked_at(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = lists._NEWEST.replace(str(lists.MOST_MATCHES), "1")  # noqa: SLF001
    monkeypatch.setattr(lists, "_NEWEST", newest)
    monkeypatch.setattr(lists, "MOST_MATCHES", 1)

    extent = listing.extent(laptop.library, Query("water", sort=TITLE))

    assert extent.cut
    assert extent.ids == (next(one.id for one in laptop.listed() if one.short_name == "milk"),)


def test_excerpts_show_the_words_where_they_stand(laptop: Laptop) -> None:
    ids = [one.id for one in laptop.listed()]
    found = listing.excerpts_of(laptop.library, ids, "dry wat")
    by_name = {one.short_name: found.get(one.id) for one in laptop.listed()}

    rice = by_name["rice"]
    assert rice is not None
    assert rice.label == "Overview"
    assert [rice.text[start:end] for start, end in rice.places] == ["wat", "dry"]
    assert by_name["nz"] is None


def test_excerpts_are_cut_between_words_and_find_every_spelling(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    long = "mot " * 60 + "l’ÉCOLE de Tromsø " + "mot " * 60
    case_id = laptop.add(overview=long, keywords=["école d’été", "riz"])

    excerpt = listing.excerpts_of(laptop.library, [case_id], "ecole tromso")[case_id]

    assert excerpt.text.startswith("…mot") and excerpt.text.endswith("mot…")
    assert [excerpt.text[a:b] for a, b in excerpt.places] == ["ÉCOLE", "Tromsø"]
    words = listing.excerpts_of(laptop.library, [case_id], "riz")[case_id]
    assert words.text == "école d’été · riz"
    laptop.close()
