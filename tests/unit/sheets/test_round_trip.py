"""What stands in a record comes back from a workbook and from tables of text, word for word."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from ssc_desktop import sheets
from ssc_desktop.record import CASE, Case, record_json
from ssc_desktop.sheets.tables import SheetStory
from tests.strategies import cases, numbered_id
from tests.unit.sheets.records import record_of, torture, without_base

Write = Callable[..., None]
both = pytest.mark.parametrize(
    ("write", "name"),
    [(sheets.write_workbook, "stories.xlsx"), (sheets.write_csv, "stories.zip")],
    ids=["workbook", "text"],
)
often = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def _written(write: Write, name: str, stories: Sequence[Case], folder: str) -> Path:
    path = Path(folder) / name
    write([SheetStory(one, ("cut-1",)) for one in stories], path, language="fr")
    return path


@both
@often
@given(one=cases(), two=cases(identity=1))
def test_what_nobody_touched_proposes_nothing(
    write: Write, name: str, one: Case, two: Case
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = sheets.parse(_written(write, name, (one, two), folder))

    assert [(story.answers, story.removed, story.notices) for story in found] == [((), (), ())] * 2
    assert [story.base_record for story in found] == [
        record_json.written(one, CASE.fields),
        record_json.written(two, CASE.fields),
    ]
    assert found[0].base_cuts == ("cut-1",)


@both
@often
@given(one=cases(), two=cases(identity=1))
@example(torture(), Case(case_uuid=numbered_id(1)))
def test_the_cells_alone_tell_the_whole_record(
    write: Write, name: str, one: Case, two: Case
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = without_base(_written(write, name, (one, two), folder))

    for story, case in zip(found, (one, two), strict=True):
        assert record_of(story) == record_json.written(case, CASE.fields)
