"""A story of somebody else's making: tables of questions and answers, and texts with headings."""

from collections.abc import Mapping
from typing import Any

from ssc_desktop.record.found import Origin
from ssc_desktop.word.reading.filled import Filled
from ssc_desktop.word.reading.pages import Pages


def story(pages: Pages, record: Mapping[str, Any], language: str) -> Filled:
    """What the pages say, by the questions beside and above; only what `record` does not say."""
    return Filled(Origin.FREE)
