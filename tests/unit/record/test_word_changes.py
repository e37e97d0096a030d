"""Word-level differences: exact, readable, bounded, in any script."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record.word_changes import Fate, Piece, spoken_parts, word_changes

_WORDS = st.lists(
    st.sampled_from(["rice", "the", "of", "نصف", "中国", "don’t", ".", "\n", "  ", "é", "👩‍🌾"]),
    max_size=30,
).map(" ".join)


def marked(before: str, after: str) -> str:
    """The changes as a person writes them by hand: [deleted] {inserted}."""
    marks = {Fate.SAME: "{0}", Fate.DELETED: "[{0}]", Fate.INSERTED: "{{{0}}}"}
    return "".join(marks[fate].format(text) for fate, text in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("40 farmers came", "52 farmers came", "[40 ]{52 }farmers came"),
        ("in June.", "in June and July.", "in June{ and July}."),
        ("one two three", "one three", "one [two ]three"),
        ("", "new", "{new}"),
        ("old", "", "[old]"),
        ("one\ntwo", "one\nthree", "one\n[two]{three}"),
        ("don’t stop", "don’t drop", "don’t [stop]{drop}"),
        ("درّب المشروع أربعين", "درّب المشروع خمسين", "درّب المشروع [أربعين]{خمسين}"),
        ("中国专家培训农民", "中国三位专家培训农民", "中国{三位}专家培训农民"),
        ("हिन्दी में", "हिन्दी की", "हिन्दी [में]{की}"),
        ("said: a good thing", "wrote - a bad one", "[said: a good thing]{wrote - a bad one}"),
    ],
)
def test_changes_are_told_in_words(before: str, after: str, said: str) -> None:
    assert marked(before, after) == said


def test_texts_that_are_the_same_have_one_piece() -> None:
    assert word_changes("same", "same") == (Piece(Fate.SAME, "same"),)
    assert word_changes("", "") == ()


@given(_WORDS, _WORDS)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = word_changes(before, after)

    assert "".join(text for fate, text in pieces if fate is not Fate.INSERTED) == before
    assert "".join(text for fate, text in pieces if fate is not Fate.DELETED) == after
    assert all(piece.text for piece in pieces)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_sign_is_lost_whatever_it_is(before: str, after: str) -> None:
    pieces = word_changes(before, after)

    assert "".join(text for fate, text in pieces if fate is not Fate.INSERTED) == before
    assert "".join(text for fate, text in pieces if fate is not Fate.DELETED) == after


@pytest.mark.parametrize("kind", ["edited", "replaced", "monotonous"])
def test_twenty_thousand_words_cost_little(kind: str) -> None:
    many = [f"word{n % 977}" + ("." if n % 13 == 0 else "") for n in range(20_000)]
    before, after = list(many), list(many)
    if kind == "edited":
        after[100::91] = ["new"] * len(after[100::91])
    elif kind == "replaced":
        after = [f"other{n % 991}" for n in range(20_000)]
    else:
        before, after = ["the"] * 20_000, ["the", "a"] * 10_000
    began = time.process_time()

    pieces = word_changes(" ".join(before), " ".join(after))

    assert time.process_time() - began < 1.0
    assert pieces


def test_what_is_spoken_has_no_blanks() -> None:
    pieces = word_changes("40 farmers", "52 farmers")

    assert spoken_parts(pieces, Fate.DELETED) == ("40",)
    assert spoken_parts(pieces, Fate.INSERTED) == ("52",)
