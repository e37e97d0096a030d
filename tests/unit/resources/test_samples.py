"""The sample stories: well-formed records that hold what their sources tell."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.record import CASE, Definition, FieldDefinition, GroupDefinition, Kind, record_json
from ssc_desktop.record.vocabularies import vocabulary

FOLDER = Path(__file__).parents[3] / "resources" / "samples"
FILES = sorted(FOLDER.glob("*.json"))
REFERENCES = {Kind.REFERENCE, Kind.REFERENCES}

Answered = tuple[FieldDefinition, Any]


def read(name: str) -> dict[str, Any]:
    """One sample record."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def answers(record: dict[str, Any], members: tuple[Definition, ...]) -> Iterator[Answered]:
    """Every answered field of a record and of its items."""
    for member in members:
        value = record.get(member.name)
        if isinstance(member, GroupDefinition):
            for item in value if isinstance(value, list) else ():
                yield from answers(item, member.fields)
        elif value is not None:
            yield member, value


def items(value: object) -> Iterator[dict[str, Any]]:
    """Every item (an object with an id) in a record."""
    for inner in value.values() if isinstance(value, dict) else value:  # type: ignore[attr-defined]
        if isinstance(inner, dict | list):
            yield from items(inner)
    if isinstance(value, dict) and "id" in value:
        yield value


@pytest.fixture(params=[file.stem for file in FILES])
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each sample in turn."""
    return read(request.param)


def test_there_are_fourteen() -> None:
    assert len(FILES) == 14


def test_codes_are_those_of_the_vocabularies(record: dict[str, Any]) -> None:
    for field, value in answers(record, CASE.fields):
        if not field.vocabulary or value == {"answer": "unknown"}:
            continue
        said = value.get("code") if isinstance(value, dict) else value
        codes = said if isinstance(said, list) else [said]

        assert all(c is None or c in vocabulary(field.vocabulary).codes for c in codes), field.name


def test_every_key_is_a_field(record: dict[str, Any]) -> None:
    fields = {field.name for field in CASE.fields}
    known = {member.name for group in CASE.groups().values() for member in group.fields}

    assert set(record) <= fields
    assert {key for item in items(record) for key in item} <= known | {"id", "file"}


def test_a_story_is_written_as_the_program_writes_it(record: dict[str, Any]) -> None:
    for picture in record.get("attachment", []):
        picture.pop("file")  # stands for the checksum that `add` puts in

    assert record_json.text(record_json.read(record)) == (
        json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    )


def test_ids_are_version_seven_and_used_once(record: dict[str, Any]) -> None:
    ids = [record["case_uuid"], *(item["id"] for item in items(record))]

    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(each).version for each in ids} == {7}
    assert {uuid.UUID(each).variant for each in ids} == {uuid.RFC_4122}


def test_references_point_at_items_of_the_story(record: dict[str, Any]) -> None:
    ids = {item["id"] for item in items(record)}

    for field, value in answers(record, CASE.fields):
        if field.kind in REFERENCES:
            assert set(value if isinstance(value, list) else [value]) <= ids, field.name


def test_every_story_names_its_sources(record: dict[str, Any]) -> None:
    assert record["reference"]
    assert all(row["citation"] and row["url"] for row in record["reference"])


def test_no_two_stories_share_an_id() -> None:
    ids = [read(file.stem)["case_uuid"] for file in FILES]

    assert len(set(ids)) == 14


def test_pictures_are_there_small_and_free() -> None:
    pictures = [p for file in FILES for p in read(file.stem).get("attachment", [])]

    assert len(pictures) == 3
    for picture in pictures:
        assert (FOLDER / picture["file"]).stat().st_size <= 120_000
        assert picture["licence"] == "cc0_1"
        assert picture["people_shown"] is False
        assert picture["alt_text"]


def test_uganda_pays_most_of_the_third_phase() -> None:
    record = read("c07-fao-china-uganda")
    names = {partner["id"]: partner["name_as_used"] for partner in record["partner"]}

    paid = [(names[row["payer"]], row["amount"], row["amount_kind"])
            for row in record["financial_input"]]  # fmt: skip
    assert paid == [
        ("China", "1857380", "approved"),
        ("Uganda", "9623703", "pledged"),
        ("China", "2389138", "pledged"),
    ]
    assert record["end_date"] == {"answer": "unknown"}


def test_two_figures_for_one_thing_are_both_kept() -> None:
    banks = read("c12-human-milk-banks")["result"][0]

    assert banks["actual"] == "22"
    assert [other["value"] for other in banks["other_figure"]] == ["32", "more than 20"]
