"""What is proposed where several people changed one text, and what never is."""

import pytest

from ssc_desktop.record.merging import merged, merged_lines, sentences

BASE = "We trained 40 farmers. They came from Mali. The rains were late. They went home."


def test_changes_of_different_sentences_come_together() -> None:
    one = BASE.replace("40 farmers", "52 farmers")
    other = BASE.replace("went home", "went home in May")

    proposal = merged(BASE, [one, other])

    assert proposal == one.replace("went home", "went home in May")


def test_two_figures_in_one_sentence_are_never_mixed() -> None:
    one = BASE.replace("40 farmers", "52 farmers")
    other = BASE.replace("40 farmers", "38 women")

    assert merged(BASE, [one, other]) is None


def test_sentences_that_stand_side_by_side_are_too_near() -> None:
    one = BASE.replace("40 farmers", "52 farmers")
    other = BASE.replace("They came from Mali", "All came from Niger")

    assert merged(BASE, [one, other]) is None


def test_paragraphs_and_list_items_are_apart() -> None:
    base = "- Seeds came late\n- Water was short\n\nWe went on."
    one = base.replace("late", "in June")
    other = base.replace("short", "short in May").replace("went on", "stopped")

    assert merged(base, [one, other]) == (
        "- Seeds came in June\n- Water was short in May\n\nWe stopped."
    )


def test_what_one_adds_at_the_end_follows_after_a_blank() -> None:
    one = BASE + " Some came back."
    other = "In 2010 " + BASE

    assert merged(BASE, [one, other]) == "In 2010 " + BASE + " Some came back."


def test_two_additions_in_one_place_are_not_put_in_an_order() -> None:
    assert merged(BASE, [BASE + " One more.", BASE + " Another one."]) is None


def test_what_both_did_alike_is_done_once() -> None:
    both = BASE.replace("late", "very late")

    assert merged(BASE, [both, both.replace("40", "52")]) == both.replace("40", "52")


def test_a_sentence_that_both_moved_is_not_doubled() -> None:
    base = "One here. Two here. Three here. Four here. Five here."
    one = "Two here. Three here. Four here. Five here. One here."
    other = "Two here. Three here. One here. Four here. Five here."

    assert merged(base, [one, other]) is None


def test_a_sentence_that_one_moved_and_the_other_took_out_does_not_come_back() -> None:
    base = "One here. Two here. Three here. Four here."
    one = "Two here. Three here. Four here. One here."
    other = "Two here. Three here. Four here."

    assert merged(base, [one, other]) is None


@pytest.mark.parametrize("base", [None, "", "  \n"])
def test_without_common_words_nothing_is_proposed(base: str | None) -> None:
    assert merged(base, ["One here.", "Two here."]) is None


def test_three_people_may_change_three_places() -> None:
    sides = [BASE.replace("40", "52"), BASE.replace("late", "early"), BASE]

    assert merged(BASE, sides) == BASE.replace("40", "52").replace("late", "early")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Amina came. She left.", ["Dr. Amina came.", "She left."]),
        ("It was hot. See cf. Annex. Dry.", ["It was hot.", "See cf. Annex.", "Dry."]),
        ("La Sra. Rojas vino. Se fue.", ["La Sra. Rojas vino.", "Se fue."]),
        ("It cost 4.5 million. Then 3. They paid.", ["It cost 4.5 million.", "Then 3.",
                                                      "They paid."]),
        ("We asked approx. 40 people. All came.", ["We asked approx. 40 people.", "All came."]),
        ("He said “We go. Today.” They went.", ["He said “We go. Today.”", "They went."]),
        ("درّبنا المزارعين. من أين جاءوا؟ جاءوا، ثم ذهبوا.",
         ["درّبنا المزارعين.", "من أين جاءوا؟", "جاءوا، ثم ذهبوا."]),
        ("وہ آئے۔ وہ گئے۔", ["وہ آئے۔", "وہ گئے۔"]),
        ("他们来了。我们走了！好", ["他们来了。", "我们走了！", "好"]),
        ("किसान आए। वे गए।", ["किसान आए।", "वे गए।"]),
        ("1. First item\n2. Second. Third", ["1. First item", "2. Second.", "Third"]),
        ("**Bold. Still bold.** Plain.", ["**Bold. Still bold.**", "Plain."]),
        ("* An item. *Soft. Words.* End.", ["* An item.", "*Soft. Words.*", "End."]),
        ("See [the site. Here](https://a.example/x) today. Good.",
         ["See [the site. Here](https://a.example/x) today.", "Good."]),
    ],
)  # fmt: skip
def test_sentences_end_as_readers_of_their_script_expect(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_chinese_sentences_come_together_without_blanks() -> None:
    base = "他们来了。我们走了。天气很好。"

    assert merged(base, [base.replace("他们", "农民"), base + "谢谢。"]) == (
        "农民来了。我们走了。天气很好。谢谢。"
    )


def test_bold_words_stay_whole() -> None:
    base = "**We came. We saw.** We went. We slept. We rose."
    one, other = base.replace("saw", "looked"), base.replace("came", "arrived")

    assert merged(base, [one, other]) is None
    assert merged(base, [one, base.replace("rose", "got up")]) == one.replace("rose", "got up")


def test_lists_of_short_texts_come_together_line_by_line() -> None:
    base = ("rice", "seeds", "water")
    one, other = ("rice", "seeds", "water", "soil"), ("paddy", "seeds", "water")

    assert merged_lines(base, [one, other]) == ("paddy", "seeds", "water", "soil")
    assert merged_lines(base, [("rice", "seeds"), ("rice", "seeds", "soil")]) is None


def test_a_text_that_only_repeats_itself_is_given_up_quickly() -> None:
    base = "Yes.\n" * 5_000

    assert merged(base, [base + "No.", "No.\n" + base]) is None
