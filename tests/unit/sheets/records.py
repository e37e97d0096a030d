"""Records for tables, and records again from what was found in tables."""

import dataclasses
from pathlib import Path
from typing import Any

from ssc_desktop.record.found import MISSING, FoundStory
from ssc_desktop.sheets import own, reading


def without_base(path: Path) -> tuple[FoundStory, ...]:
    """The stories of our own tables as the cells alone tell them."""
    file = dataclasses.replace(reading.tables_in(path), base=())
    return own.read(file, lambda: False)


def record_of(story: FoundStory) -> dict[str, Any]:
    """The record that the answers make, items in the order in which they were found."""
    record: dict[str, Any] = {"case_uuid": story.case_uuid}
    for answer in story.answers:
        assert answer.value is not MISSING, answer
        at = record
        for group, identity in zip(answer.path[:-1:2], answer.path[1:-1:2], strict=True):
            items = at.setdefault(group, [])
            at = next((one for one in items if one["id"] == identity), {})
            if not at:
                at["id"] = identity
                items.append(at)
        at[answer.path[-1]] = answer.value
    return record


def answered(record: dict[str, Any]) -> dict[str, Any]:
    """The same record without items that say nothing."""
    return {
        name: [answered(one) for one in value if _says_something(one)]
        if _is_group(value)
        else value
        for name, value in record.items()
        if not _is_group(value) or any(map(_says_something, value))
    }


def _is_group(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _says_something(item: dict[str, Any]) -> bool:
    return any(
        any(map(_says_something, value)) if _is_group(value) else name != "id"
        for name, value in item.items()
    )
