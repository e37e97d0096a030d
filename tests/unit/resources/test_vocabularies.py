"""The lists of codes: complete in five languages, unique, and as long as they should be."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "resources" / "vocabularies"
FILES = sorted(FOLDER.glob("*.json"))
LANGUAGES = ("en", "fr", "es", "pt", "ar")

# how many codes the design names; a list may only change together with it
COUNTS = {
    "adaptation_degree": 5,
    "book_region": 6,
    "case_status": 7,
    "cooperation_type": 7,
    "evidence_level": 5,
    "key_challenge": 6,
    "modality": 29,
    "partner_role": 12,
    "principle": 8,
    "request_origin": 7,
    "sdg_goal": 17,
    "sdg_target": 169,
}


def read(name: str) -> list[dict[str, Any]]:
    """The entries of a list."""
    entries: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))[
        "entries"
    ]
    return entries


@pytest.fixture(params=[file.stem for file in FILES])
def name(request: pytest.FixtureRequest) -> str:
    """Each list in turn."""
    return str(request.param)


def test_there_are_lists() -> None:
    assert len(FILES) > 50


def test_a_list_says_where_it_comes_from(name: str) -> None:
    read_list = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))

    assert read_list["name"] == name
    assert read_list["source"]
    assert read_list["as_of"] >= "2011"


def test_no_code_occurs_twice(name: str) -> None:
    codes = Counter(str(entry["code"]) for entry in read(name))

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_code_is_named_in_five_languages(name: str) -> None:
    for entry in read(name):
        labels = entry["labels"]

        assert sorted(labels) == sorted(LANGUAGES), entry["code"]
        assert all(label == label.strip() != "" for label in labels.values()), entry["code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_of_a_list_are_called_the_same(name: str, language: str) -> None:
    labels = Counter(entry["labels"][language].casefold() for entry in read(name))

    assert [label for label, times in labels.items() if times > 1] == []


def test_a_label_in_arabic_is_in_arabic_letters(name: str) -> None:
    for entry in read(name):
        letters = [c for c in entry["labels"]["ar"] if c.isalpha()]

        assert sum("\u0600" <= c <= "\u06ff" for c in letters) * 2 >= len(letters), entry["code"]


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_translations_are_no_copies_of_english(name: str, language: str) -> None:
    entries = read(name)
    same = [e["code"] for e in entries if e["labels"][language] == e["labels"]["en"]]

    # a third of the countries is rightly written the same in Spanish
    limit = len(entries) // (2 if name == "country" else 3)
    assert len(same) <= max(2, limit), same


@pytest.mark.parametrize(("listed", "count"), COUNTS.items())
def test_a_list_is_as_long_as_the_design_says(listed: str, count: int) -> None:
    assert len(read(listed)) == count


def test_countries_are_those_of_iso_3166_and_some_of_our_own() -> None:
    entries = read("country")

    assert len([e for e in entries if not e.get("former") and not e.get("own")]) == 249
    assert {e["code"]: e["book_region"] for e in entries}["SSD"] == "AFR"
    assert "Southern Sudan" in next(e for e in entries if e["code"] == "SSD")["names"]


def test_every_country_has_a_chapter_of_the_book() -> None:
    chapters = {entry["code"] for entry in read("book_region")}

    assert {entry["book_region"] for entry in read("country")} <= chapters


def test_every_target_belongs_to_a_goal() -> None:
    per_goal = Counter(entry["code"].split(".")[0] for entry in read("sdg_target"))

    counts = [per_goal[str(goal["code"])] for goal in read("sdg_goal")]
    assert counts == [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


def test_levels_are_whole_numbers_from_zero() -> None:
    for name in ("evidence_level", "significance", "degree"):
        codes = [entry["code"] for entry in read(name)]

        assert codes == list(range(len(codes)))


def test_every_key_challenge_asks_its_question_in_five_languages() -> None:
    for entry in read("key_challenge"):
        assert sorted(entry["questions"]) == sorted(LANGUAGES)
        assert all(entry["questions"].values())


def test_currencies_know_their_decimals() -> None:
    decimals = {entry["code"]: entry["decimals"] for entry in read("currency")}

    assert decimals["USD"] == 2
    assert decimals["XOF"] == 0
    assert len(decimals) > 150
