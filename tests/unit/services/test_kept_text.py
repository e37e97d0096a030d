"""What is kept of what people type and paste: every word, and nothing that breaks a file."""

import json

import pytest

from ssc_desktop.errors import InvalidInput
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import cases, rescue
from tests.laptops import Laptop


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rice\0and mango", "riceand mango"),
        ("\x07bell\x1b[31m", "bell[31m"),
        ("tab\tand\r\nline", "tab\tand\nline"),
        ("half a sign \ud83c", "half a sign \ufffd"),
        ("\ufffe and \uffff", " and "),
        ("می‌خواهم 👩‍🌾", "می‌خواهم 👩‍🌾"),
        ("\u200fعربي\u200e", "\u200fعربي\u200e"),
    ],
)
def test_what_would_break_a_file_is_left_out_and_joiners_stay(
    amina: Laptop, typed: str, kept: str
) -> None:
    case_id = amina.add()

    amina.type(case_id, "overview", typed)
    amina.reopen()

    assert amina.case(case_id).overview == kept


@pytest.mark.parametrize("typed", ["x" * 1_000_001, "ب" * 950_000])
def test_more_than_one_field_can_hold_is_refused_before_the_store(
    amina: Laptop, typed: str
) -> None:
    case_id = amina.add(overview="before")
    shown = amina.screen(case_id)

    with pytest.raises(InvalidInput) as refused:
        amina.draft(case_id, ("overview",), typed)

    assert refused.value.fields == ("overview",)
    assert amina.screen(case_id) == shown


def test_what_one_field_can_hold_is_kept(amina: Laptop) -> None:
    case_id = amina.add()

    amina.type(case_id, "overview", "x" * 1_000_000)

    assert cases.opened(amina.library, case_id).case.overview == "x" * 1_000_000


def test_half_a_sign_in_a_box_that_cannot_be_read_is_kept_too(amina: Laptop) -> None:
    case_id = amina.add()
    shown = amina.screen(case_id)

    cases.draft(amina.library, shown.case, shown.base, {"start_date": "in spring \ud83c"})

    assert amina.screen(case_id).unread == {"start_date": "in spring \ufffd"}


def test_a_rescue_file_takes_whatever_stands_on_the_screen(amina: Laptop) -> None:
    case = with_value(amina.case(amina.add()), ("title",), "half a sign \ud83c \u2028 \0 \ud800")

    written = rescue.write(case, {"start_date": "\udc00"})

    told = json.loads(written.read_bytes())
    assert told["title"] == "half a sign \ufffd \u2028 \0 \ufffd"
    assert told["unread"] == {"start_date": "\ufffd"}
