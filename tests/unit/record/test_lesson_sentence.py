"""A lesson in four parts, as a sentence and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record.lesson_sentence import LessonParts, composed, parted

_WORDS = st.text(st.sampled_from("abcdeéñ ع٣ ’-"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "a"
)
LANGUAGES = ("en", "fr", "es", "pt", "ar", "sw")


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_parts_make_a_sentence_and_come_back(language: str) -> None:
    parts = LessonParts("books were new", "two closings", "books that balanced", "one could ask")

    said = composed(parts, language)

    assert all(part in said for part in ("books were new", "one could ask"))
    assert parted(said, language) == parts


@given(st.builds(LessonParts, _WORDS, _WORDS, _WORDS, _WORDS), st.sampled_from(LANGUAGES))
def test_any_words_come_back(parts: LessonParts, language: str) -> None:
    assert parted(composed(parts, language), language) == parts


def test_a_part_that_is_missing_stays_open() -> None:
    said = composed(LessonParts(when="it rained", effect="mud"), "en")

    assert "…" in said
    assert parted(said, "en") == LessonParts(when="it rained", effect="mud")
    assert composed(LessonParts(), "en") == ""


@pytest.mark.parametrize("said", ["Commitment is key.", "When it rained.", "doing led because"])
def test_free_words_are_not_taken_apart(said: str) -> None:
    assert parted(said, "en") is None


def test_paragraphs_behind_a_sentence_are_free_words() -> None:
    sentence = composed(LessonParts("a", "b", "c", "d"), "en")

    assert parted(f"{sentence}\n\n- A list of one's own", "en") is None
    assert parted(f"{sentence}\n", "en") == LessonParts("a", "b", "c", "d")


def test_a_sentence_in_another_language_is_understood() -> None:
    parts = LessonParts("a", "b", "c", "d")

    assert parted(composed(parts, "fr"), "ar") == parts
