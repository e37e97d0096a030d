"""Undoing an import, in any world: it is as if the bundle had never come, and it can come back."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.undo_law import imports_are_undone
from tests.properties.world import STEP, WORLDS, cruel, playing

RUNS = WORLDS // 4
_SCRIPTS = st.integers(0, 2**32).map(
    lambda seed: random.Random(seed).randbytes(STEP * 14)  # noqa: S311 - repeatable
)


@cruel(5)
@given(script=_SCRIPTS)
def test_imports_are_undone_in_some_worlds(script: bytes) -> None:
    with playing(script) as world:
        imports_are_undone(world)


@pytest.mark.slow
@pytest.mark.timeout(60 + 3 * RUNS)
@cruel(RUNS)
@given(script=_SCRIPTS)
def test_imports_are_undone_in_very_many_worlds(script: bytes) -> None:
    with playing(script) as world:
        imports_are_undone(world)
