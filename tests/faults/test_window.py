"""Typed into the window while the disk refuses: kept, and told at once."""

import os

import pytest

from tests.faults.conftest import Playing, on_linux

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800), on_linux]
_EVERY = {"small": 60, "full": 8, "nightly": 1}


def test_words_are_somewhere_and_that_is_told(playing: Playing) -> None:
    every = _EVERY[os.environ.get("SSC_FAULTS", "small")]

    assert playing("window", "--every", str(every)).wrong == []
