"""Records for tables, and records again from what was found in tables."""

import dataclasses
from pathlib import Path
from typing import Any

from ssc_desktop.record import Case, record_json
from ssc_desktop.record.found import MISSING, FoundStory
from ssc_desktop.sheets import own, reading
from tests.strategies import numbered_id


def without_base(path: Path) -> tuple[FoundStory, ...]:
    """The stories of our own tables as the cells alone tell them."""
    file = dataclasses.replace(reading.tables_in(path), base=())
    return own.read(file, lambda: False)


def record_of(story: FoundStory) -> dict[str, Any]:
    """The record that the answers make."""
    record: dict[str, Any] = {"case_uuid": story.case_uuid}
    for group, ids in story.order:
        _holder(record, group)[group[-1]] = [{"id": one} for one in ids]
    for answer in story.answers:
        assert answer.value is not MISSING, answer
        _holder(record, answer.path)[answer.path[-1]] = answer.value
    return record


def _holder(record: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for group, identity in zip(path[:-1:2], path[1:-1:2], strict=True):
        record = next(one for one in record[group] if one["id"] == identity)
    return record


SAID = (
    "=1+1", "=cmd|'/c calc'!A1", "+254 712 345 678", "-4", "@sum", "\tindented", "'quoted'",
    "'=kept", "[unknown]", "'[unknown]", "[Withheld] ", "unknown", "007", "1.50", "2008-08", "1e5",
    "TRUE", "a; b\\c;d\\", "\\;", "_x0041_ _x000D_", "أهلا بالعالم 2008", "你好，世界", "नमस्ते",
    "ሰላም",
    "<b>&amp;\"]]>", "- one\n- two\n\n  three\n", "\nbegins", " blanks around ", "\u200fRTL\u200e",
    "😀👩‍🌾", "http://example.org/a b", "\u00a0hard\u00a0", "3/4", "12:30",
)  # fmt: skip


def torture() -> Case:
    """A story in which every text is hard on a table."""
    texts = list(SAID)
    return record_json.read(
        {
            "case_uuid": numbered_id(0),
            "title": '=HYPERLINK("http://example.org")',
            "overview": "\n".join(texts),
            "challenge": "é😀=" * 30_000,
            "activities": "  two blanks\n\n\nand lines  ",
            "case_authors": [one for one in map(str.strip, texts) if one],
            "participants_total": 2**53 - 1,
            "women": 0,
            "sdg_goal": [3, 1],
            "cooperation_type": {"answer": "unknown"},
            "request_origin": {"note": "[not_applicable]"},
            "lesson": {"answer": "not_applicable"},
            "event": [
                {"id": numbered_id(number), "what": text, "who": f"line\n{text}"}
                for number, text in enumerate(texts, start=1)
            ],
            "result": [
                {
                    "id": numbered_id(900),
                    "statement": "'",
                    "actual": "007",
                    "other_figure": [{"id": numbered_id(901), "value": "-1.50", "date": "2011~"}],
                }
            ],
            "location": [{"id": numbered_id(950), "lat": "-4.50", "lon": "0.100"}],
        }
    )
