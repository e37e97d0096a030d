"""Search: accent-blind, by beginnings, and never tripped by what people type."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laptops import Laptop

STORIES: dict[str, dict[str, Any]] = {
    "haiti": {"title": "Pro-Huerta in Haïti", "network": "Les jardins d'école"},
    "cuba": {"title": "Doctors from Cuba", "keywords": ["Señores", "naïve"]},
    "viet": {"title": "Lúa gạo Việt Nam", "partner": [{"name_as_used": "Viện Lúa"}]},
    "egypt": {"title": "الأرز في مصر", "do_no_harm": {"note": "harmless"}},
    "norway": {"title": "Fiskeri på Tromsø", "network": "Łódź, Đà Nẵng, straße, œuvre, Þórður"},
    "niger": {"title": "Ƙasa da ɓangare", "network": "ılık Ærø"},
    "sudan": {"title": "الأُرْزُ المُحَسَّن", "network": "إدارة آبار التعـــاون على المستوى"},
    "quote": {"title": 'The "well" project', "offer": [{"topic": "pumps AND pipes"}]},
}


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with stories in several languages; nobody changes them."""
    laptop = Laptop(tmp_path_factory.mktemp("amina"))
    for name, data in STORIES.items():
        laptop.add(short_name=name, **data)
    yield laptop
    laptop.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("haiti", {"haiti"}),
        ("HAÏTI", {"haiti"}),
        ("ecole", {"haiti"}),
        ("pro-huerta", {"haiti"}),
        ("hue", {"haiti"}),
        ("jardins hai", {"haiti"}),
        ("senor", {"cuba"}),
        ("lua gao", {"viet"}),
        ("vien", {"viet"}),
        ("الأرز", {"egypt", "sudan"}),
        ("harmless", {"egypt"}),
        ("tromso", {"norway"}),
        ("TROMSØ", {"norway"}),
        ("lodz", {"norway"}),
        ("łódź", {"norway"}),
        ("da nang", {"norway"}),
        ("strasse", {"norway"}),
        ("STRAßE", {"norway"}),
        ("oeuvre", {"norway"}),
        ("thordur", {"norway"}),
        ("Þór", {"norway"}),
        ("kasa bangare", {"niger"}),
        ("ilik aero", {"niger"}),
        ("الارز", {"egypt", "sudan"}),
        ("المحسن", {"sudan"}),
        ("ادارة ابار", {"sudan"}),
        ("التعاون", {"sudan"}),
        ("المستوي", {"sudan"}),
        ('"well"', {"quote"}),
        ("pumps AND", {"quote"}),
        ("pumps and pi", {"quote"}),
        ("pumps haiti", set()),
        ("no such words", set()),
        ("uerta", set()),
        ("", set(STORIES)),
        ("   ", set(STORIES)),
    ],
)
def test_stories_are_found_by_the_words_in_them(
    laptop: Laptop, typed: str, found: set[str]
) -> None:
    assert {one.short_name for one in laptop.listed(text=typed)} == found


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "*", "haiti*", "NEAR(", "a OR", "AND", "NOT haiti", "title:haiti", "^haiti",
     "-haiti", "(haiti", "haiti)", '"haiti', 'ha"iti', "haiti;--", "%", "_", "haiti\x00x", "\x00",
     "\udcff", "²", "፩", "ㅤ", "\u0378a", "{haiti}", "haiti + lua", "\\"],
)  # fmt: skip
def test_signs_of_query_languages_are_only_signs(laptop: Laptop, typed: str) -> None:
    for one in laptop.listed(text=typed):
        assert one.short_name in STORIES


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(), max_size=20))
def test_whatever_is_typed_is_answered(laptop: Laptop, typed: str) -> None:
    assert len(laptop.listed(text=typed)) <= len(STORIES)


def test_search_keeps_up_with_edits(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add(network="tractors")

    laptop.type(case_id, "network", "oxen")

    assert laptop.listed(text="tractors") == ()
    assert [one.id for one in laptop.listed(text="oxen")] == [case_id]
    laptop.close()
