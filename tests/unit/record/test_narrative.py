import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record import narrative, words

# all that a mark is made of, so that marks meet, cross and stay open
MARKED = st.text(st.sampled_from("ab *[]()\n-1.•") | st.characters(), max_size=60) | st.lists(
    st.sampled_from(["**", "*", "a b", " ", "\n", "- ", "2. ", "[x](https://e.org/y)", "[", "]("]),
    max_size=12,
).map("".join)


def test_narrative_knows_paragraphs_and_lists() -> None:
    found = narrative.blocks("One\ntwo\n\n- a\n- b\n  more\n1. x\n2) y\nEnd")

    assert [(b.kind, b.text, b.first) for b in found] == [
        ("paragraph", "One\ntwo", True),
        ("bullet", "a", True),
        ("bullet", "b\nmore", False),
        ("number", "x", True),
        ("number", "y", False),
        ("paragraph", "End", True),
    ]


def test_narrative_knows_bold_italic_and_links() -> None:
    found = list(narrative.spans("a **b *c*** [d](https://example.org/x?y=1&z) e"))

    assert [(s.text, s.bold, s.italic, s.link) for s in found] == [
        ("a ", False, False, ""),
        ("b ", True, False, ""),
        ("c", True, True, ""),
        (" ", False, False, ""),
        ("d", False, False, "https://example.org/x?y=1&z"),
        (" e", False, False, ""),
    ]


@pytest.mark.parametrize("said", ["2 * 3 * 4", "**open", "[x](javascript:alert(1))", "*", "** **"])
def test_marks_that_close_nothing_stay_as_typed(said: str) -> None:
    assert "".join(span.text for span in narrative.spans(said)) == said


@pytest.mark.parametrize("said", ["*a " * 20_000, "**a " * 20_000, "[" * 50_000, "**" * 30_000])
def test_a_text_of_stray_marks_is_read_in_one_pass(said: str) -> None:
    assert re.sub(r"\*|\s", "", narrative.plain(said)) == re.sub(r"\*|\s", "", said)


@given(MARKED)
def test_stretches_are_the_whole_text_in_its_order(said: str) -> None:
    found = list(narrative.stretches(said))

    assert "".join(said[one.start : one.end] for one in found) == said
    assert all(one.start < one.end for one in found)


@given(MARKED)
def test_spans_are_the_stretches_that_are_no_marks(said: str) -> None:
    words_said = "".join(said[s.start : s.end] for s in narrative.stretches(said) if not s.mark)

    assert "".join(span.text for span in narrative.spans(said)) == words_said


@given(MARKED)
def test_marks_hold_no_words(said: str) -> None:
    for one in narrative.stretches(said):
        mark = said[one.start : one.end]
        if one.mark:
            assert mark in {"*", "**", "["} or mark == f"]({one.link})"


@given(MARKED)
def test_unmarked_text_keeps_its_lines_and_has_no_links(said: str) -> None:
    shown = narrative.unmarked(said)

    assert shown.count("\n") == said.count("\n")
    assert all(span.link == "" for span in narrative.spans(said) if span.text not in shown)


@given(MARKED)
def test_plain_lines_are_counted_as_they_are(said: str) -> None:
    shown = narrative.unmarked(said)

    assert words.count(said) == sum(words.count(line) for line in said.split("\n"))
    if shown == said:
        assert words.count(said) == words.count(shown)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("**Bold** and *slanted* words", 4),
        ("- one\n- two\n1. three", 3),
        ("See [the report](https://example.org/a/long-path?x=1) now", 4),
        ("In 2004. Then 2 * 3", 5),
    ],
)
def test_marks_are_no_words(said: str, number: int) -> None:
    assert words.count(said) == number
