"""A field added to the definitions appears everywhere by itself."""

import json
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import MetaData

from ssc_desktop import sheets, word
from ssc_desktop.record import Case, Kind, definition_of, record_json
from ssc_desktop.record.completeness import comparability, standing, texts_of
from ssc_desktop.record.definition import defined, repeated
from ssc_desktop.record.records import assembled, flattened
from ssc_desktop.record.schema import json_schema
from ssc_desktop.record.values import Item, Text
from ssc_desktop.sheets import workbook_in
from ssc_desktop.sheets.tables import SheetStory
from ssc_desktop.store.tables import view_tables
from tests.strategies import numbered_id

CASE_ID = numbered_id(0)


@dataclass(frozen=True, kw_only=True)
class Song(Item):
    """A song about the work."""

    singer: Text = defined(Kind.LINE, "Singer")


@dataclass(frozen=True, kw_only=True)
class SungCase(Case):
    """A story of next year's version."""

    proverb: Text = defined(Kind.TEXT, "Proverb", "What do people say?", star=True, needs="oRR")
    song: tuple[Song, ...] = repeated(Song, "Songs", "a song")


SUNG = definition_of(SungCase)
DATA = {
    "case_uuid": CASE_ID,
    "title": "Rice from China in Uganda",
    "record_depth": "full_story",
    "proverb": "One hand cannot tie a bundle.",
    "song": [{"singer": "Amina", "id": numbered_id(1)}],
}


@pytest.fixture
def case() -> Case:
    return record_json.read(DATA, SUNG)


def test_it_is_read_and_written_as_json(case: Case) -> None:
    assert json.loads(record_json.text(case, SUNG)) == DATA
    assert isinstance(case, SungCase)


def test_it_is_in_the_schema() -> None:
    validator = Draft202012Validator(json_schema(SUNG))

    assert validator.is_valid(DATA)
    assert not validator.is_valid({**DATA, "proverb": 4})
    assert not validator.is_valid({**DATA, "song": [{"dancer": "Amina"}]})


def test_it_counts_for_completeness_and_comparability(case: Case) -> None:
    without = record_json.read({**DATA, "proverb": None}, SUNG)

    assert ("proverb",) in [gap.path for gap in standing(without, definition=SUNG).missing]
    assert ("proverb",) not in [gap.path for gap in standing(case, definition=SUNG).missing]
    assert comparability(case, SUNG) > comparability(without, SUNG)


def test_it_is_a_column_and_a_group_is_a_table() -> None:
    tables = view_tables(SUNG, MetaData())

    assert "proverb" in tables["case"].columns
    assert [column.name for column in tables["song"].columns] == [
        "case_uuid", "id", "part_of", "position", "singer", "answers",
    ]  # fmt: skip


def test_it_is_kept_as_records_and_put_together_again(case: Case) -> None:
    assert assembled(CASE_ID, flattened(case, SUNG).values(), SUNG) == case


def test_search_finds_its_words(case: Case) -> None:
    said = list(texts_of(case, SUNG.fields))

    assert "One hand cannot tie a bundle." in said
    assert "Amina" in said


def test_it_stands_in_the_word_document(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "story.docx"

    word.write([word.DocumentCase(case)], word.DocumentWish(), target)

    document = docx.Document(str(target))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "One hand cannot tie a bundle." in text + "\n".join(cells)
    assert "Amina" in text + "\n".join(cells)
    assert "Proverb" in text + "\n".join(cells)


def test_it_is_in_the_workbook(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "story.xlsx"

    sheets.write_workbook([SheetStory(case)], target)

    read = {table.name: table.rows for table in workbook_in.read(target).tables}
    told = dict(zip(read["case"][0], read["case"][2], strict=True))
    assert told["proverb"] == "One hand cannot tie a bundle."
    assert read["song"][2][-1] == "Amina"
