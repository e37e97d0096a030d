"""A proposal holds what every side did, adds nothing and takes nothing of its own."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record.merging import merged, merged_lines, sentences

_WORDS = "rice seeds water soil farmers women rains harvest training visits".split()


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(1, 4))
    return (f"{' '.join(words)} {chance.randint(1, 60)} of them").capitalize() + "."


def _text(chance: random.Random, most: int = 9) -> str:
    parts = [_sentence(chance) for _ in range(chance.randint(1, most))]
    return "".join(part + chance.choice([" ", " ", " ", "\n", "\n\n", "\n- "]) for part in parts)


def _edited(chance: random.Random, text: str, most: int = 2) -> str:
    """The text after a person changed, took out, added or moved some of its sentences."""
    for _ in range(chance.randint(0, most)):
        held = sentences(text)
        if not held:
            break
        one = chance.choice(held)
        bare = one.removeprefix("- ")
        new = chance.choice([bare.replace("of", "out of"), "", f"{bare} {_sentence(chance)}"])
        text = text.replace(bare, new, 1)
        if chance.random() < 0.2:
            text = f"{bare} {text}" if new == "" else text
    return text


def _counted(text: str) -> Counter[str]:
    return Counter(sentences(text))


@given(seed=st.integers(0, 2**32), sides=st.integers(2, 3))
def test_every_sentence_stands_as_often_as_those_say_who_changed_that(
    seed: int, sides: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    base = _text(chance)
    versions = [_edited(chance, base) for _ in range(sides)]

    proposal = merged(base, versions)

    if proposal is None:
        return
    held, now = _counted(base), _counted(proposal)
    for text in {*held, *now, *(one for version in versions for one in _counted(version))}:
        changes = {_counted(version)[text] - held[text] for version in versions} - {0}
        assert len(changes) <= 1
        assert now[text] == held[text] + sum(changes)


@given(seed=st.integers(0, 2**32))
def test_the_laws_of_identity(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    base = _text(chance)
    one, other = _edited(chance, base), _edited(chance, base)

    if base.strip():
        assert merged(base, [base, one]) == one
        assert merged(base, [one, one]) == one
        assert merged(base, []) == base
    assert merged(base, [one, other]) == merged(base, [other, one])
    assert merged(base, [one, other, base]) == merged(base, [one, other])


@given(seed=st.integers(0, 2**32))
def test_changes_far_apart_are_always_proposed(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    held = list(dict.fromkeys(_sentence(chance) for _ in range(12)))
    near, far = sorted(chance.sample(range(len(held)), 2))
    if far - near < 2:
        return
    base = " ".join(held)
    one, other = list(held), list(held)
    one[near], other[far] = "One wrote this anew.", "The other wrote that anew."
    both = list(one)
    both[far] = other[far]

    assert merged(base, [" ".join(one), " ".join(other)]) == " ".join(both)


@given(text=st.text(max_size=400), others=st.lists(st.text(max_size=400), max_size=3))
def test_any_text_is_taken_apart_without_loss_and_without_a_fault(
    text: str, others: list[str]
) -> None:
    whole = "".join("".join(sentences(text)).split())

    assert whole == "".join(text.split())
    merged(text, others)
    merged_lines(text.split(" "), [one.split(" ") for one in others])
