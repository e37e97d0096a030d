"""Counting words, and cleaning what people type or paste."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record import words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("—  … !", 0),
        ("Rice", 1),
        ("Farmers grew 4.5 t/ha of well-known rice.", 8),
        ("Don’t count l'eau twice", 4),
        ("One\n\ntwo\tthree", 3),
        ("الأرز في أوغندا", 3),
        ("水稻种植", 2),
    ],
)
def test_words_are_counted_as_people_count(text: str, number: int) -> None:
    assert words.count(text) == number


@given(st.text(st.characters()))
def test_cleaned_text_can_be_kept_anywhere(text: str) -> None:
    clean = words.cleaned(text)

    assert clean.encode("utf-8").decode("utf-8") == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not [c for c in clean if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert words.cleaned(clean) == clean


def test_cleaning_keeps_what_scripts_need() -> None:
    persian = "می\u200cخواهم \u200fالف"

    assert words.cleaned(persian) == persian
    assert words.cleaned("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert words.cleaned("\ud83d") == "\ufffd"
