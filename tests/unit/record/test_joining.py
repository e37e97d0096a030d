"""Several values of one field as one, where that makes sense."""

import pytest

from ssc_desktop.record import CASE, Answer, FieldDefinition, Noted
from ssc_desktop.record.joining import both, together


def field(name: str) -> FieldDefinition:
    found = CASE.named(name)
    assert isinstance(found, FieldDefinition)
    return found


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("method", ["Amina’s.", "Bo’s.", "Amina’s."], "Amina’s.\n\nBo’s."),
        ("keywords", [("rice", "seeds"), ("seeds", "soil")], ("rice", "seeds", "soil")),
        ("adaptation", [Noted(None, "One"), Noted(None, "Two")], Noted(None, "One; Two")),
        ("title", ["Amina’s", "Bo’s"], None),
        ("method", ["Amina’s.", Answer.UNKNOWN], None),
        ("method", ["Amina’s.", None], None),
        ("start_date", ["2010", "2011"], None),
        ("keywords", [tuple("abcdefg"), tuple("hijklm")], None),
    ],
)
def test_one_after_the_other(name: str, values: list[object], expected: object) -> None:
    assert both(field(name), values) == expected


def test_two_codes_with_words_are_joined_where_the_field_holds_several() -> None:
    several = Noted(("children",), "Few."), Noted(("women",), "Many.")

    assert both(field("target_group"), several) == Noted(("children", "women"), "Few. Many.")
    assert both(field("adaptation"), [Noted("as_is"), Noted("redesigned")]) is None


def test_lists_are_put_together_by_what_each_side_changed() -> None:
    base = ("rice", "seeds", "water")

    made = together(field("keywords"), base, [("paddy", "seeds", "water"), (*base, "soil")])

    assert made == ("paddy", "seeds", "water", "soil")


def test_words_to_one_code_are_put_together_sentence_by_sentence() -> None:
    base = "It rained. It was hot. It was dry."
    sides = [Noted("as_is", base.replace("rained", "poured")),
             Noted("as_is", base.replace("dry", "very dry"))]  # fmt: skip

    made = together(field("adaptation"), Noted("as_is", base), sides)

    assert made == Noted("as_is", "It poured. It was hot. It was very dry.")
    assert together(field("adaptation"), Noted(None, base), sides) is None


def test_numbers_dates_and_answers_are_never_put_together() -> None:
    assert together(field("participants_total"), 40, [52, 38]) is None
    assert together(field("start_date"), "2010", ["2011", "2012"]) is None
    assert together(field("method"), "One.", [Answer.UNKNOWN, "Two."]) is None
    assert together(field("method"), None, ["One.", "Two."]) is None
