import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ssc_desktop import word
from ssc_desktop.errors import WordError
from ssc_desktop.record import Answer, Case, Noted
from ssc_desktop.record.consent import FieldLimit
from ssc_desktop.record.inputs import FinancialInput, NonfinancialInput
from ssc_desktop.record.lessons import Lesson
from ssc_desktop.record.results import Result
from ssc_desktop.word import DocumentWish, lint
from tests.unit.word import stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def identity(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012d}"


def plain(number: int = 1, **answers: Any) -> Case:
    answers.setdefault("short_name", f"Rice {number}")
    title = f"Rice grown with less water {number}"
    return Case(case_uuid=identity(number), title=title, **answers)


def compared(
    cases: list[Case], target: Path, language: str = "en", conflicts: frozenset[str] = frozenset()
) -> word.Written:
    told = [stories.document_case(case, conflicts) for case in cases]
    made = word.write(told, DocumentWish("comparison", language), target)
    assert lint.remarks(target) == []
    return made


def body_of(target: Path) -> "etree._Element":
    with zipfile.ZipFile(target) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def said(element: "etree._Element") -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def rows_of(target: Path) -> dict[str, list[str]]:
    """The cells of every row behind its name; the sign below a name stands behind it."""
    found: dict[str, list[str]] = {}
    for row in body_of(target).iter(f"{W}tr"):
        cells = ["\n".join(map(said, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
        found.setdefault(cells[0], cells[1:])
    return found


def bold_in(target: Path) -> list[str]:
    return [
        said(run) for run in body_of(target).iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_a_comparison_is_without_fault_in_every_language(
    count: int, language: str, tmp_path: Path
) -> None:
    cases = [stories.sample(path) for path in stories.samples()[: count - 1]]
    torture = stories.full("زراعة <&> \x07 12")

    compared([*cases, torture], tmp_path / "c.docx", language)


def test_empty_stories_can_be_compared(tmp_path: Path) -> None:
    compared([Case(case_uuid=identity(n)) for n in (1, 2)], tmp_path / "c.docx")


def test_what_is_the_same_or_not_is_said_and_what_is_single_is_bold(tmp_path: Path) -> None:
    cases = [
        plain(1, cooperation_type="triangular", sdg_goal=(1, 2)),
        plain(2, cooperation_type="triangular", sdg_goal=(2, 13)),
    ]

    compared(cases, tmp_path / "c.docx")

    rows = rows_of(tmp_path / "c.docx")
    assert rows["Kind of cooperation\n= the same"] == ["Triangular", "Triangular"]
    assert rows["SDGs\n≠ not the same"][0] == "1 No poverty, 2 Zero hunger"
    assert "1 No poverty" in bold_in(tmp_path / "c.docx")
    assert "2 Zero hunger" not in bold_in(tmp_path / "c.docx")


def test_unknown_is_not_the_same_as_no_answer(tmp_path: Path) -> None:
    cases = [plain(1, challenge="Drought."), plain(2, challenge=Answer.UNKNOWN), plain(3)]

    compared(cases, tmp_path / "c.docx")

    assert rows_of(tmp_path / "c.docx")["The problem"] == ["Drought.", "unknown", "no answer"]


def test_money_and_what_was_given_in_kind_are_never_added_up(tmp_path: Path) -> None:
    sums = tuple(
        FinancialInput(id=identity(50 + n), amount="1000", currency=code, covers=f"phase {n}")
        for n, code in enumerate(("USD", "USD"))
    )
    given = NonfinancialInput(
        id=identity(60), kind="experts_time", quantity="3", value="1000", currency="USD"
    )
    cases = [plain(1, financial_input=sums, nonfinancial_input=(given,)), plain(2)]

    compared(cases, tmp_path / "c.docx")

    rows = rows_of(tmp_path / "c.docx")
    assert rows["Money"][0].count("USD\u00a01,000") == 2
    every = said(body_of(tmp_path / "c.docx"))
    assert "2,000" not in every
    assert "3,000" not in every


def test_results_and_lessons_stand_by_kind_with_figures_dates_and_evidence(tmp_path: Path) -> None:
    result = Result(
        id=identity(70), level="outcome", statement="Yields rose", baseline="2.1",
        actual="3.4", actual_date="2019", evidence_level=2,
    )  # fmt: skip
    lesson = Lesson(id=identity(71), type="worked", text="Farmers taught farmers.")

    compared([plain(1, result=(result,), lesson=(lesson,)), plain(2)], tmp_path / "c.docx")

    rows = rows_of(tmp_path / "c.docx")
    cell = rows["Changed (outcome)"][0]
    assert cell.startswith("Yields rose\n")
    assert all(part in cell for part in ("2.1", "3.4\u00a0(2019)", "Monitored"))
    assert rows["Worked"] == ["Farmers taught farmers.", "no answer"]
    assert rows["Results, and how many with a figure"][0] == "1, 1 with a figure"
    assert rows["How well results are known"][0] == "2 Monitored: 1"


def test_how_far_a_story_can_be_compared_is_printed_for_each(tmp_path: Path) -> None:
    compared([stories.sample(path) for path in stories.samples()[:2]], tmp_path / "c.docx")

    shares = rows_of(tmp_path / "c.docx")["Comparable questions answered"]
    assert [share[-2:] for share in shares] == [" %", " %"]


@pytest.mark.parametrize(("count", "wide"), [(2, False), (3, True)])
def test_more_than_two_stories_take_the_long_side(count: int, wide: bool, tmp_path: Path) -> None:
    compared([plain(number) for number in range(1, count + 1)], tmp_path / "c.docx")

    (size,) = body_of(tmp_path / "c.docx").iter(f"{W}pgSz")
    assert (int(size.get(f"{W}w", "")) > int(size.get(f"{W}h", ""))) is wide


def test_long_texts_are_shortened_by_sentences_where_many_stories_stand(tmp_path: Path) -> None:
    text = " ".join(f"Sentence number {number} of the problem." for number in range(60))
    cases = [plain(1, challenge=text), *(plain(number) for number in (2, 3, 4))]

    compared(cases, tmp_path / "four.docx")
    compared(cases[:2], tmp_path / "two.docx")

    short = rows_of(tmp_path / "four.docx")["The problem"][0]
    assert short.endswith("of the problem. […]")
    assert rows_of(tmp_path / "two.docx")["The problem"][0] == text


def test_a_comparison_carries_no_records_and_nothing_its_readers_may_not_see(
    tmp_path: Path,
) -> None:
    money = FinancialInput(id=identity(50), amount="777", currency="USD")
    limit = FieldLimit(id=identity(51), circle="public", parts=("money",))
    hidden = plain(1, visibility="public", financial_input=(money,), field_limit=(limit,))

    made = compared([hidden, plain(2)], tmp_path / "c.docx")

    with zipfile.ZipFile(tmp_path / "c.docx") as archive:
        assert not [name for name in archive.namelist() if name.startswith("customXml")]
        assert b"777" not in archive.read("word/document.xml")
    assert any("Money" in text for text in made.left_out)


def test_what_is_not_settled_is_marked_in_its_cell(tmp_path: Path) -> None:
    cases = [
        plain(1, request_origin=Noted(None, "They asked.")),
        plain(2, cooperation_type="triangular"),
    ]

    compared(cases, tmp_path / "c.docx", conflicts=frozenset({"request_origin"}))

    rows = rows_of(tmp_path / "c.docx")
    assert "(two versions, not settled)" in rows["Who asked"][0]
    assert rows["Not settled"] == ["1 answer has two versions"] * 2


@pytest.mark.parametrize("count", [1, 7])
def test_one_story_or_seven_cannot_be_compared(count: int, tmp_path: Path) -> None:
    cases = [stories.document_case(plain(number)) for number in range(count)]

    with pytest.raises(WordError, match="cannot be made of") as refused:
        word.write(cases, DocumentWish("comparison", "en"), tmp_path / "c.docx")

    assert refused.value.advice == "Choose 2 to 6 stories."
    assert not list(tmp_path.iterdir())


def test_the_stories_stand_in_the_order_in_which_they_were_chosen(tmp_path: Path) -> None:
    cases = [plain(number, sdg_goal=(1,)) for number in (2, 3, 1)]

    compared(cases, tmp_path / "c.docx")

    heads = rows_of(tmp_path / "c.docx")["Question"]
    assert heads == [case.title for case in cases]
    again = [dataclasses.replace(case) for case in cases]
    compared(again, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "c.docx").read_bytes()
