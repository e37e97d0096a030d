"""What every test of a promise stands on: how large it is, and the figures it leaves.

    SSC_BAR=1 pytest tests/promises        (`make promises`: as large as docs/promises.md says)

Without it every test is small and ends within a minute. A test that takes `figures` writes into it
what it measured; that is printed, and kept for docs/promises.md where the test ran at the bar.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ssc_desktop import clock

KEPT = Path(__file__).parents[2] / "out" / "promises"
"""A file of figures for each promise that was measured at the bar."""


class Size(NamedTuple):
    """Whether a promise is measured at the bar, and so many of everything."""

    at_the_bar: bool

    def __call__(self, small: int, bar: int) -> int:
        """So many here."""
        return bar if self.at_the_bar else small


@pytest.fixture(scope="session")
def size() -> Size:
    """`size(25, 200)`: 25 in every run of the tests, 200 where the bar is measured."""
    return Size(bool(os.environ.get("SSC_BAR")))


@pytest.fixture
def figures(request: pytest.FixtureRequest, size: Size) -> Iterator[dict[str, Any]]:
    """What was measured, by a few words: `figures["kills"] = 200`."""
    found: dict[str, Any] = {}
    yield found
    promise = Path(request.node.path).stem.removeprefix("test_")[:3]
    sys.stdout.write(f"{promise.upper()}: {json.dumps(found, ensure_ascii=False)}\n")
    report = getattr(request.node, "passed", False)
    if not (size.at_the_bar and found and report):
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    target = KEPT / f"{promise}.json"
    held = json.loads(target.read_text("utf-8")) if target.exists() else {}
    held[request.node.name] = {"on": clock.stamp(clock.now())[:10], **found}
    target.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember whether a test passed: only then its figures count."""
    report: pytest.TestReport = yield
    if report.when == "call":
        item.passed = report.passed  # type: ignore[attr-defined]
    return report
