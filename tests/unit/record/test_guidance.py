"""Every comparable question says why it is asked, and shows a good and a weak answer."""

from collections.abc import Iterator

import pytest

from ssc_desktop.record import CASE
from ssc_desktop.record.definition import Definition, GroupDefinition

_LONGEST = 420
"""Signs of one text: what is read in a panel beside the form, at any text size."""


def _members(members: tuple[Definition, ...], at: str = "") -> Iterator[tuple[str, Definition]]:
    for member in members:
        yield f"{at}{member.name}", member
        if isinstance(member, GroupDefinition):
            yield from _members(member.fields, f"{at}{member.name}.")


_ALL = dict(_members(CASE.fields))
_GUIDED = {name: member for name, member in _ALL.items() if member.guidance}


def test_every_comparable_question_has_guidance() -> None:
    starred = {name for name, member in _ALL.items() if member.star}

    assert len(starred) == 34
    assert starred <= set(_GUIDED)


@pytest.mark.parametrize("name", _GUIDED)
def test_the_weak_example_says_what_the_matter_is(name: str) -> None:
    guidance = _GUIDED[name].guidance
    assert guidance is not None

    assert guidance.weak.endswith(")")
    assert " (" in guidance.weak
    assert not guidance.good.endswith(")")
    for text in (guidance.why, guidance.good, guidance.weak):
        assert 10 < len(text) < _LONGEST


def test_the_sharing_side_is_asked_what_it_learned() -> None:
    assert "learned" in _GUIDED["partner.gain_note"].guidance.good  # type: ignore[union-attr]
