"""Every promise has a row in docs/promises.md and a test of its name; every row is true."""

import re

import pytest

from tests.house.sources import ROOT
from tools.tell_promises import PAGE, rows

NUMBERS = [f"P{number}" for number in range(1, 16)]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_promise_has_its_row() -> None:
    assert [row.number for row in rows()] == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_every_promise_has_a_test_of_its_name_that_tells_figures(number: str) -> None:
    (row,) = (one for one in rows() if one.number == number)

    assert row.test.startswith(f"tests/promises/test_p{int(number[1:]):02}_")
    text = (ROOT / row.test).read_text("utf-8")
    assert text.startswith(f'"""{number}: ')
    assert "figures: dict[str, Any]" in text


def test_every_test_of_a_promise_has_a_row() -> None:
    tests = {str(one.relative_to(ROOT)) for one in (ROOT / "tests/promises").glob("test_*.py")}

    assert tests == {row.test for row in rows()}


def test_what_was_found_is_found_by_a_test_that_is_there() -> None:
    named = _NAMED.findall(PAGE.read_text("utf-8"))

    assert len(named) >= 7
    for path, test in named:
        assert f"def {test}(" in (ROOT / path).read_text("utf-8")


def test_a_figure_has_its_day() -> None:
    for row in rows():
        assert bool(row.figure) == bool(re.fullmatch(r"\d{4}-\d\d-\d\d", row.on)), row.number
