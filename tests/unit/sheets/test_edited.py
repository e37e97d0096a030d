"""Only what somebody changed in a workbook is proposed."""

from pathlib import Path

import pytest

from ssc_desktop import sheets
from ssc_desktop.identifiers import is_id
from ssc_desktop.record import Case, record_json
from ssc_desktop.record.found import MISSING, FoundAnswer, FoundStory, Trust
from ssc_desktop.sheets.tables import SheetStory
from tests.strategies import numbered_id
from tests.unit.sheets.editing import HEADS, Rows, edited, put

STORY, BRAZIL, UGANDA, YIELD, FIGURE = (numbered_id(number) for number in range(5))


def _case() -> Case:
    return record_json.read(
        {
            "case_uuid": STORY,
            "title": "Rice",
            "overview": "Long ago.",
            "cooperation_type": "triangular",
            "keywords": ["rice", "water; clean"],
            "request_origin": {"code": "adapting_side_asked", "note": "Both."},
            "start_date": "2008-08",
            "women": 12,
            "partner": [
                {"id": BRAZIL, "name_as_used": "Embrapa", "country": "BRA"},
                {"id": UGANDA, "name_as_used": "NARO", "country": "UGA"},
            ],
            "result": [
                {"id": YIELD, "statement": "More", "other_figure": [{"id": FIGURE, "value": "4"}]}
            ],
        }
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of one story."""
    path = tmp_path / "book.xlsx"
    sheets.write_workbook([SheetStory(_case(), ("c1", "c2"))], path, language="en")
    return path


def _only(path: Path) -> FoundStory:
    (story,) = sheets.parse(path)
    return story


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("title", "More rice", "More rice"),
        ("cooperation_type", "Trilateral", MISSING),
        ("cooperation_type", "[unknown]", {"answer": "unknown"}),
        ("start_date", "15 August 2008", "2008-08-15"),
        ("start_date", "soon", MISSING),
        ("women", "1 250", 1250),
        ("women", "", None),
        ("keywords", "rice; maize", ["rice", "maize"]),
        ("request_origin", "", {"note": "Both."}),
        ("request_origin.note", "Only we.", {"code": "adapting_side_asked", "note": "Only we."}),
        ("sector", "Basic education; Basic health", ["112", "122"]),
        ("sdg_goal", "2; 1", [2, 1]),
        ("overview", "=1+1", "=1+1"),
    ],
)
def test_one_cell_changed_is_one_answer(column: str, typed: str, value: object, book: Path) -> None:
    path = edited(book, lambda rows: put(rows["case"], 0, column, typed))

    story = _only(path)

    (answer,) = story.answers
    assert (answer.path, answer.value) == ((column.removesuffix(".note"),), value)
    assert (answer.trust, bool(answer.doubt)) == (Trust.COLUMN, value is MISSING)
    assert (story.case_uuid, story.base_cuts, story.removed) == (STORY, ("c1", "c2"), ())


def test_rows_in_another_order_propose_nothing(book: Path) -> None:
    def turn(rows: dict[str, Rows]) -> None:
        rows["partner"][HEADS:] = reversed(rows["partner"][HEADS:])

    assert _only(edited(book, turn)).answers == ()


def test_a_row_taken_away_is_an_item_removed(book: Path) -> None:
    def remove(rows: dict[str, Rows]) -> None:
        rows["partner"].pop()

    story = _only(edited(book, remove))

    assert (story.answers, story.removed) == ((), (UGANDA,))


def test_a_result_taken_away_takes_its_figures_along(book: Path) -> None:
    def remove(rows: dict[str, Rows]) -> None:
        del rows["result"][HEADS:], rows["other_figure"][HEADS:]

    assert _only(edited(book, remove)).removed == (YIELD,)


def test_a_sheet_or_column_taken_away_is_no_answer(book: Path) -> None:
    def remove(rows: dict[str, Rows]) -> None:
        del rows["partner"]
        at = rows["case"][0].index("title")
        for row in rows["case"]:
            if len(row) > at:
                del row[at]

    story = _only(edited(book, remove))

    assert (story.answers, story.removed) == ((), ())


def test_a_new_row_is_a_new_item_that_others_can_name(book: Path) -> None:
    def add(rows: dict[str, Rows]) -> None:
        names = rows["partner"][0]
        said = {"case_uuid": STORY, "id": "kenya", "name_as_used": "KALRO", "country": "Kenya"}
        rows["partner"].append([said.get(name, "") for name in names])
        names = rows["financial_input"][0]
        said = {"case_uuid": STORY, "payer": "kenya", "amount": "1,000.50"}
        rows["financial_input"].append([said.get(name, "") for name in names])

    story = _only(edited(book, add))

    said = {answer.path[2]: answer for answer in story.answers}
    assert said["name_as_used"].value == "KALRO"
    assert said["country"].value == "KEN"
    assert said["amount"].value == "1000.50"
    identity = said["name_as_used"].path[1]
    assert is_id(identity) and said["payer"].value == identity


def test_a_row_copied_with_its_id_is_a_new_item(book: Path) -> None:
    def copy(rows: dict[str, Rows]) -> None:
        rows["partner"].append(list(rows["partner"][-1]))

    story = _only(edited(book, copy))

    assert {answer.value for answer in story.answers} == {"NARO", "UGA"}
    assert UGANDA in " ".join(story.notices)


def test_a_new_row_among_the_stories_is_a_new_story(book: Path) -> None:
    def add(rows: dict[str, Rows]) -> None:
        names = rows["case"][0]
        rows["case"].append(["" if name != "title" else "Goats" for name in names])

    rice, goats = sheets.parse(edited(book, add))

    assert (rice.answers, goats.case_uuid, goats.base_record) == ((), "", None)
    assert goats.answers == (FoundAnswer(("title",), "Goats", "Goats", Trust.COLUMN),)


def test_a_changed_origin_is_not_believed(book: Path) -> None:
    def forge(rows: dict[str, Rows]) -> None:
        rows["_base"][1][2] = "0" * 64

    story = _only(edited(book, forge))

    assert (story.base_record, story.base_cuts) == (None, ())
    assert "not believed" in " ".join(story.notices)


def test_labels_follow_the_language_and_names_do_not(tmp_path: Path) -> None:
    path = tmp_path / "ar.xlsx"
    sheets.write_workbook([SheetStory(_case())], path, language="ar")

    def look(rows: dict[str, Rows]) -> None:
        assert rows["case"][0][1] == "title"
        assert rows["case"][1][1] == "العنوان"

    assert _only(edited(path, look)).language == "ar"


def test_the_same_stories_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    sheets.write_workbook([SheetStory(_case(), ("c1", "c2"))], again, language="en")

    assert again.read_bytes() == book.read_bytes()


def test_what_stands_outside_the_columns_is_told(book: Path) -> None:
    def beside(rows: dict[str, Rows]) -> None:
        rows["case"][HEADS] += ["", "A note at the edge"]
        rows["Mine"] = [["Thanks to all"]]

    notices = " ".join(_only(edited(book, beside)).notices)

    assert "1 cell of “case” stands under no heading" in notices
    assert "“Mine” is none of ours" in notices
    assert "case" not in " ".join(_only(book).notices)
