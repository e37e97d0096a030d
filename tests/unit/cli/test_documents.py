from pathlib import Path

import docx
import pytest

from ssc_desktop.cli import documents
from ssc_desktop.word import LAYOUTS
from tests.unit.cli.conftest import Run


def test_every_layout_of_stories_can_be_asked_for() -> None:
    """The form has a command of its own."""
    assert set(LAYOUTS) - {"form"} <= set(documents.LAYOUTS)


def title_of(target: Path) -> str:
    return str(docx.Document(str(target)).core_properties.title)


def test_all_stories_make_a_book_with_a_title(ssc: Run, home: Path) -> None:
    ids = ssc("samples").lines
    target = home / "book.docx"

    said = ssc(
        "word", "--all", "--layout", "book", "--title", "Bogotá 2010", "--full", ids[0], ids[1],
        "-o", target,
    )  # fmt: skip

    assert (said.code, said.lines) == (0, [str(target)])
    assert title_of(target) == "Bogotá 2010"
    texts = [one.text for one in docx.Document(str(target)).paragraphs]
    assert "2 stories of this book are told in full." in texts


def test_a_book_may_tell_all_in_full_and_come_in_volumes(ssc: Run, home: Path) -> None:
    ids = ssc("samples").lines
    target = home / "book.docx"

    said = ssc(
        "word", "--all", "--layout", "book", "--full", "all", "--volumes",
        "--page-numbers", "ask", "-o", target,
    )  # fmt: skip

    assert (said.code, said.lines) == (0, [str(target)])
    texts = [one.text for one in docx.Document(str(target)).paragraphs]
    assert f"{len(ids)} stories of this book are told in full." in texts


def test_three_stories_are_set_side_by_side(ssc: Run, home: Path) -> None:
    ids = ssc("samples").lines[:3]
    target = home / "three.docx"

    said = ssc("word", *ids, "--layout", "comparison", "--lang", "fr", "-o", target)

    assert (said.code, said.lines) == (0, [str(target)])
    assert len(docx.Document(str(target)).tables[0].columns) == 4


@pytest.mark.parametrize("chosen", [[], ["--all", "x"]])
def test_either_some_stories_or_all_must_be_chosen(ssc: Run, home: Path, chosen: list[str]) -> None:
    said = ssc("word", *chosen, "-o", home / "s.docx")

    assert said.code != 0
    assert "--all" in said.err
    assert not (home / "s.docx").exists()


def test_one_story_is_not_compared_and_the_right_number_is_said(
    ssc: Run, home: Path, story: str
) -> None:
    said = ssc("word", story, "--layout", "comparison", "-o", home / "s.docx")

    assert said.code != 0
    assert "Choose 2 to 6 stories." in said.err


def test_figures_may_stand_in_the_digits_of_the_language(ssc: Run, home: Path) -> None:
    story = ssc("samples").lines[0]
    written = {}
    for digits in ("western", "native"):
        target = home / f"{digits}.docx"
        ssc("word", story, "--lang", "ar", "--digits", digits, "-o", target)
        cells = [cell.text for table in docx.Document(str(target)).tables
                 for cell in table._cells]  # fmt: skip  # noqa: SLF001 - all at once
        written[digits] = "".join(cells)

    assert not set("٠١٢٣٤٥٦٧٨٩") & set(written["western"])
    assert len(set("٠١٢٣٤٥٦٧٨٩") & set(written["native"])) > 3
