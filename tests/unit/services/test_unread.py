"""What was typed and cannot be read is kept; so is what cannot be saved."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.errors import FileGone, InvalidInput
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item, with_item, with_value, without_item
from ssc_desktop.services import cases, libraries, rescue
from tests.laptops import Laptop

SPRING = {"start_date": "spring of 08"}


def typed(laptop: Laptop, case_id: str, unread: dict[str, str]) -> None:
    """Leave boxes with words in them that cannot be read."""
    shown = laptop.screen(case_id)
    cases.draft(laptop.library, shown.case, shown.base, unread)


def test_what_cannot_be_read_is_kept_over_a_save_and_a_restart(amina: Laptop) -> None:
    case_id = amina.add()

    typed(amina, case_id, SPRING)
    cases.save(amina.library, case_id)
    assert amina.screen(case_id).unread == SPRING
    amina.reopen()

    assert amina.screen(case_id).unread == SPRING
    assert amina.case(case_id).start_date is None


def test_it_is_no_part_of_the_truth_and_survives_a_rebuild(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    before = amina.revisions()

    typed(amina, case_id, SPRING)
    cases.save(amina.library, case_id)
    libraries.rebuild(amina.library)
    bo.take_all_of(amina)

    assert amina.revisions() == before
    assert amina.screen(case_id).unread == SPRING
    assert bo.screen(case_id).unread == {}
    assert b"spring of 08" not in amina.words()


def test_a_later_draft_says_what_still_cannot_be_read(amina: Laptop) -> None:
    case_id = amina.add()
    typed(amina, case_id, {**SPRING, "end_date": "soon"})

    typed(amina, case_id, {"end_date": "soon"})
    amina.type(case_id, "title", "A draft that names none leaves them")

    assert amina.screen(case_id).unread == {"end_date": "soon"}


def test_an_answer_given_at_the_command_line_takes_its_place(amina: Laptop) -> None:
    case_id = amina.add()
    typed(amina, case_id, {**SPRING, "end_date": "soon"})

    cases.set_value(amina.library, case_id, ("start_date",), "2008")

    assert amina.screen(case_id).unread == {"end_date": "soon"}


def test_it_goes_with_its_item(amina: Laptop) -> None:
    case_id = amina.add()
    item = new_item(CASE.groups()["financial_input"])
    amina.add_item(case_id, ("financial_input",), item)
    typed(amina, case_id, {f"financial_input/{item.id}/amount": "4 or 5"})

    amina.put(case_id, without_item(amina.case(case_id), ("financial_input",), item.id))
    assert amina.screen(case_id).unread == {}
    amina.put(case_id, with_item(amina.case(case_id), ("financial_input",), item))

    assert list(amina.screen(case_id).unread.values()) == ["4 or 5"]


def test_a_killed_program_loses_none_of_it(amina: Laptop) -> None:
    case_id = amina.add()
    amina.library.close()
    script = (
        "import os, sys; from pathlib import Path; from ssc_desktop.services import cases, "
        "libraries; library = libraries.opened(Path(sys.argv[1])); "
        "shown = cases.opened(library, sys.argv[2]); "
        "cases.draft(library, shown.case, shown.base, {'start_date': 'spring of 08'}); os._exit(9)"
    )
    environment = {**os.environ, "SSC_CONFIG": str(amina.folder / "config")}
    command = [sys.executable, "-c", script, str(amina.folder / "library"), case_id]

    done = subprocess.run(command, env=environment, check=False)
    amina.library = amina._opened()  # noqa: SLF001

    assert done.returncode == 9
    assert amina.screen(case_id).unread == SPRING


def test_a_draft_in_a_vanished_library_is_refused_and_can_be_rescued(amina: Laptop) -> None:
    shown = amina.screen(amina.add())
    folder, away = amina.folder / "library", amina.folder / "away"
    folder.rename(away)

    with pytest.raises(FileGone):
        cases.draft(amina.library, with_value(shown.case, ("title",), "Fish"), shown.base, SPRING)
    path = rescue.write(with_value(shown.case, ("title",), "Fish"), SPRING)
    away.rename(folder)

    assert path.parent.name == "rescue"
    assert json.loads(path.read_text(encoding="utf-8"))["unread"] == SPRING
    rescue.remove(path)
    assert not path.exists()


def test_a_rescue_file_can_be_added(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(title="Fish from Viet Nam")
    path = rescue.write(amina.case(case_id), SPRING)

    cases.added(bo.library, json.loads(path.read_text(encoding="utf-8")))

    assert bo.case(case_id) == amina.case(case_id)
    assert bo.screen(case_id).unread == SPRING


def test_the_next_place_is_taken_where_the_first_refuses(
    amina: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = amina.case(amina.add())
    blocked = tmp_path / "a file, no folder"
    blocked.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(blocked))

    path = rescue.write(case, {})

    assert path.parent == Path.home()
    assert path == rescue.write(case, {})


def test_unread_words_that_are_no_words_are_refused(amina: Laptop) -> None:
    with pytest.raises(InvalidInput):
        amina.add(unread=["spring"])

    assert amina.listed() == ()
