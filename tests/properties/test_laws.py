"""The laws hold in every world; the worlds are cruel enough (see `test_faults.py`)."""

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.exchange_laws import EXCHANGE
from tests.properties.laws import MERGING
from tests.properties.world import STEP, Law, playing

WORLDS = int(os.environ.get("SSC_WORLDS", "400"))
"""`make nightly` asks for 10,000."""

# short scripts that shrink, and long ones that hypothesis would seldom draw
_SCRIPTS = st.binary(max_size=STEP * 12) | st.integers(0, 2**32).map(
    lambda seed: random.Random(seed).randbytes(STEP * 18)  # noqa: S311 - repeatable
)
_cruel = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_both = pytest.mark.parametrize("laws", [MERGING, EXCHANGE], ids=["merging", "exchange"])


def _all_hold(laws: tuple[Law, ...], script: bytes) -> None:
    with playing(script) as world:
        for law in laws:
            law(world)


@_both
@settings(_cruel, max_examples=15)
@given(script=_SCRIPTS)
def test_the_laws_hold_in_some_worlds(laws: tuple[Law, ...], script: bytes) -> None:
    _all_hold(laws, script)


@_both
@pytest.mark.slow
@pytest.mark.timeout(120 + 4 * WORLDS)
@settings(_cruel, max_examples=WORLDS)
@given(script=_SCRIPTS)
def test_the_laws_hold_in_very_many_worlds(laws: tuple[Law, ...], script: bytes) -> None:
    _all_hold(laws, script)
