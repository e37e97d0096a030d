"""What an independent look at the whole found: each was once broken."""

from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import write
from ssc_desktop.errors import InvalidInput, LibraryDamaged
from ssc_desktop.record import Answer, record_json
from ssc_desktop.services import attachments, bundles, cases, libraries
from ssc_desktop.services.answers import Query
from ssc_desktop.store import blobs
from ssc_desktop.store.tables import RevisionRow
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.bundle.samples import RICE
from tests.unit.bundle.samples import Laptop as Maker

X = numbered_id(1)


def test_check_says_which_words_are_lost(amina: Laptop) -> None:
    amina.add(partner=[{"id": X, "name_as_used": "Peru"}])
    with amina.library.writing() as connection:
        connection.execute(delete(RevisionRow).where(RevisionRow.rec == X))

    problems = libraries.check(amina.library).problems

    assert any("1 revision of" in problem and "missing" in problem for problem in problems)


def test_check_says_which_attachment_is_lost(amina: Laptop, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A report")
    sha256 = attachments.attach(amina.library, source).sha256  # type: ignore[attr-defined]
    amina.add(attachment=[{"sha256": sha256}])
    blobs.file_of(amina.library.attachments, sha256).path.unlink()

    problems = libraries.check(amina.library).problems

    assert any(sha256 in problem for problem in problems)


def test_an_id_is_never_given_to_another_kind_of_item(amina: Laptop) -> None:
    case_id = amina.add(partner=[{"id": X, "name_as_used": "Peru"}])
    case = amina.case(case_id)
    cases.set_value(amina.library, case_id, ("partner",), ())
    stolen = record_json.read({"case_uuid": case_id, "result": [{"id": X, "statement": "Mine"}]})

    with pytest.raises(InvalidInput, match="another item"):
        cases.set_value(amina.library, case_id, ("result",), stolen.result)

    assert amina.case(case_id).result == case.result == ()


@pytest.mark.parametrize("visibility", [Answer.WITHHELD, None, "private"])
def test_only_a_story_that_was_cleared_leaves(
    amina: Laptop, tmp_path: Path, visibility: object
) -> None:
    case_id = amina.add(title="Rice")
    cases.set_value(amina.library, case_id, ("visibility",), visibility)

    with pytest.raises(InvalidInput, match="nothing that may leave"):
        bundles.make(amina.library, None, tmp_path / "a.sscz")


def test_a_story_of_which_nothing_came_is_not_in_the_list(amina: Laptop, tmp_path: Path) -> None:
    maker = Maker(7)
    maker.edit(title="Rice")
    (history,) = maker.histories()
    contents = Contents([History(history.root, history.cuts, [])], [Device(maker.key.public)], [])
    write(tmp_path / "empty.sscz", contents, maker.key, header=Header())
    write(
        tmp_path / "whole.sscz",
        Contents([history], [Device(maker.key.public)], []),
        maker.key,
        header=Header(),
    )

    first, _changes = bundles.take(amina.library, tmp_path / "empty.sscz")
    shown = cases.listing(amina.library, Query()).total
    second, _changes = bundles.take(amina.library, tmp_path / "whole.sscz")

    assert (first.new, shown) == ((), 0)
    assert any("incomplete" in warning for warning in first.warnings)
    assert amina.case(RICE).title == "Rice"
    assert second.warnings == ()


def test_a_status_given_with_a_new_story_passes_its_gate(amina: Laptop) -> None:
    with pytest.raises(InvalidInput, match="not ready"):
        amina.add(status="published")
    with pytest.raises(InvalidInput, match="status"):
        amina.add(status={"answer": "unknown"})

    assert cases.listing(amina.library, Query()).total == 0


def test_several_stories_are_added_together_or_not_at_all(amina: Laptop) -> None:
    held = amina.add(title="Rice")
    records = [({"title": "New"}, None), ({"title": "Again", "case_uuid": held}, None)]

    with pytest.raises(InvalidInput, match="already"):
        cases.added_together(amina.library, records)

    assert [one.title for one in cases.listing(amina.library, Query()).summaries] == ["Rice"]


def test_a_story_in_the_trash_is_not_changed_by_the_way(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    cases.trash(amina.library, [case_id])

    with pytest.raises(InvalidInput, match="trash"):
        cases.set_value(amina.library, case_id, ("title",), "Maize")

    assert cases.one(amina.library, case_id).deleted


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    other = driver.connect(path)
    other.execute("CREATE TABLE notes (words TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()

    with pytest.raises(LibraryDamaged):
        libraries.opened(tmp_path)

    assert path.read_bytes() == before
