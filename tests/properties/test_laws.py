"""The laws hold in every world; the worlds are cruel enough (see `test_faults.py`)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.exchange_laws import EXCHANGE
from tests.properties.laws import MERGING
from tests.properties.world import STEP, WORLDS, Law, cruel, playing

# short scripts that shrink, and long ones that hypothesis would seldom draw
_SCRIPTS = st.binary(max_size=STEP * 12) | st.integers(0, 2**32).map(
    lambda seed: random.Random(seed).randbytes(STEP * 18)  # noqa: S311 - repeatable
)
_both = pytest.mark.parametrize("laws", [MERGING, EXCHANGE], ids=["merging", "exchange"])


def _all_hold(laws: tuple[Law, ...], script: bytes) -> None:
    with playing(script) as world:
        for law in laws:
            law(world)


@_both
@cruel(8)
@given(script=_SCRIPTS)
def test_the_laws_hold_in_some_worlds(laws: tuple[Law, ...], script: bytes) -> None:
    _all_hold(laws, script)


@_both
@pytest.mark.slow
@pytest.mark.timeout(120 + 4 * WORLDS)
@cruel(WORLDS)
@given(script=_SCRIPTS)
def test_the_laws_hold_in_very_many_worlds(laws: tuple[Law, ...], script: bytes) -> None:
    _all_hold(laws, script)
