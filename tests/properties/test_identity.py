"""Export and then import is identity, for stories with any of the fields there are."""

from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record import Case
from ssc_desktop.services import libraries
from tests.laptops import Laptop, quick_folder
from tests.properties.world import WORLDS, cruel
from tests.strategies import cases, numbered_id

_STORY = numbered_id(0)
_LIMITS = ("field_limit", "consent_record", "attachment")
"""Groups that hold something back, or name files that are not here."""


def _free(case: Case) -> Case:
    """The story without what keeps a part of it from leaving."""
    changes: dict[str, Any] = dict.fromkeys(_LIMITS, ())
    changes |= {"visibility": "workshop", "status": "draft", "do_no_harm": None}
    return replace(case, **changes)


@pytest.mark.slow
@pytest.mark.timeout(120 + 2 * WORLDS)
@cruel(WORLDS // 5)
@given(versions=st.lists(cases(most=12), min_size=1, max_size=3))
def test_any_story_arrives_as_it_was_written(versions: list[Case]) -> None:
    with ExitStack() as open_:
        folder = open_.enter_context(quick_folder())
        giver, taker, back = (Laptop(folder / name) for name in ("giver", "taker", "back"))
        for laptop in (giver, taker, back):
            open_.callback(laptop.close)
        giver.add(case_uuid=_STORY)
        for version in versions:
            giver.put(_STORY, _free(version))
            taker.take(giver.send(_STORY, with_private=True))
            back.take(taker.send(_STORY, with_private=True))

            assert taker.case(_STORY) == back.case(_STORY) == giver.case(_STORY)
            assert taker.truth() == back.truth() == giver.truth()
            assert taker.words() == back.words() == giver.words()
        assert libraries.check(back.library).problems == ()
