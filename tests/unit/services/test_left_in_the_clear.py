"""Where work on a protected library fails half-way: nothing plain stays, and no words are lost."""

import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.errors import DiskFull, SscError
from ssc_desktop.services import (
    backing_up,
    libraries,
    protecting,
    rescue,
    restoring,
    salvaging,
)
from ssc_desktop.store import backup_making, backups, derived
from ssc_desktop.store.protection import DATABASE, KEY_FILE, PART
from tests.unit.services.conftest import closed_library, opened

pytestmark = pytest.mark.usefixtures("quick")

PASSWORD = "three brown hens"
SECRET = "Quagmirefinch"
PICTURE = SECRET.encode() * 9000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library with a story, a picture and a backup."""
    return closed_library(tmp_path, SECRET, PICTURE, backup=True)


def holding(folder: Path) -> list[str]:
    """The files that anybody can read the secret in."""
    return [path.name for path in sorted(folder.rglob("*"))
            if path.is_file() and SECRET.encode() in path.read_bytes()]  # fmt: skip


def test_where_the_way_back_fails_no_plain_database_stays(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    (sealed,) = backups.files_in(folder / "attachments")
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"?")

    with pytest.raises(SscError):
        protecting.unprotect(folder, key)

    assert not (folder / PART).exists()
    assert holding(folder) == []


def test_what_is_half_written_goes_when_the_password_comes(folder: Path) -> None:
    library = opened(folder, None)
    (case_id,) = [row[0] for row in library.raw.execute("SELECT case_uuid FROM listing")]
    with library.reading() as connection:
        whole = rescue.write(derived.loaded(connection, case_id).case, {})
    library.close()
    half = whole.with_name(f"{whole.name}.part")
    half.write_bytes(whole.read_bytes()[:-9])
    another = half.with_name("Story 00000000-0000.json.part")
    another.write_bytes(b"of a library that is open now")
    staged = folder / "attachments" / "staging" / "1.part"
    staged.parent.mkdir(exist_ok=True)
    staged.write_bytes(PICTURE)

    protecting.protect(folder, PASSWORD)

    assert holding(folder) == [] and holding(whole.parent) == []
    assert another.exists()


def test_two_rescue_files_of_one_story_stay_two(folder: Path) -> None:
    library = opened(folder, None)
    (case_id,) = [row[0] for row in library.raw.execute("SELECT case_uuid FROM listing")]
    with library.reading() as connection:
        case = derived.loaded(connection, case_id).case
    rescue.write(case, {"title": "Words of the morning"})
    case = dataclasses.replace(case, title="Another title")
    rescue.write(case, {"title": "Words of the evening"})
    library.close()

    protecting.protect(folder, PASSWORD)

    assert len(list(rescue.files())) == 2
    protecting.unprotect(folder, protecting.unlocked(folder, PASSWORD))
    said = b"".join(path.read_bytes() for path, _own in rescue.files())
    assert b"Words of the morning" in said
    assert b"Words of the evening" in said


def test_a_plain_backup_restored_brings_no_plain_file(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "backups", tmp_path / "elsewhere")
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    (plain,) = [one for path in (tmp_path / "elsewhere").iterdir() if (one := backups.read(path))]

    done = restoring.restore(folder, plain, key)

    assert done.missing == ()
    assert holding(folder) == []
    shutil.rmtree(folder / "attachments")
    assert restoring.restore(folder, plain, key).attachments == 1
    assert holding(folder) == []
    library = opened(folder, key)
    assert libraries.check(library).problems == ()
    library.close()


def test_what_a_killed_restoring_staged_goes_at_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The computer stops."""

    def stops(*_given: object) -> None:
        raise Killed

    (backup,) = backing_up.every(folder)
    with monkeypatch.context() as here:
        here.setattr(restoring, "_bring_files", stops)
        here.setattr(restoring, "_drop", lambda _staged: None)
        with pytest.raises(Killed):
            restoring.restore(folder, backup)

    opened(folder, None).close()

    assert {one.name for one in folder.iterdir() if one.is_file()} <= {DATABASE, "library.lock"}


def test_a_key_file_that_no_switch_left_is_never_removed(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile(folder / DATABASE, tmp_path / "kept.sqlite")
    protecting.protect(folder, PASSWORD)
    shutil.copyfile(tmp_path / "kept.sqlite", folder / DATABASE)

    opened(folder, None).close()

    assert (folder / KEY_FILE).exists()  # the picture opens with it alone


def test_backups_that_are_protected_stay_when_a_switch_is_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_given: object, **_named: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as here:
        here.setattr(backup_making, "make", no_room)
        protecting.protect(folder, PASSWORD)
        key = protecting.unlocked(folder, PASSWORD)
        library = opened(folder, key)
    made = backing_up.make(library, "asked")
    library.close()

    opened(folder, key).close()

    assert made.path in {one.path for one in backing_up.every(folder)}
    assert backing_up.verify(made, key)
    assert holding(folder) == []


def test_a_protected_backup_restored_into_a_plain_library_leaves_no_plain_file(
    folder: Path, tmp_path: Path
) -> None:
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    shutil.copytree(folder / "backups", tmp_path / "elsewhere")
    protecting.unprotect(folder, key)
    shutil.rmtree(folder / "backups")
    (kept,) = [one for path in (tmp_path / "elsewhere").iterdir() if (one := backups.read(path))]

    restoring.restore(folder, kept)

    assert holding(folder / "attachments") == []
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    assert libraries.check(library).problems == ()
    library.close()


def test_a_damaged_library_without_its_key_file_is_saved_by_that_of_a_backup(
    folder: Path, tmp_path: Path
) -> None:
    protecting.protect(folder, PASSWORD)
    (folder / KEY_FILE).unlink()
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(os.urandom(4096) + whole[4096:])

    key = protecting.unlocked(folder, PASSWORD)
    saved = salvaging.salvage(folder, tmp_path / "saved", key)

    assert (saved.stories, saved.attachments) == (1, 1)
    assert not (folder / KEY_FILE).exists()  # nothing was written there
    opened(tmp_path / "saved", protecting.unlocked(tmp_path / "saved", PASSWORD)).close()


def test_whoever_protects_gets_the_code_whatever_is_strange_among_the_backups(folder: Path) -> None:
    strange = backups.pooled(folder / "backups" / "attachments", "ab" * 32)
    strange.mkdir(parents=True)

    recovery = protecting.protect(folder, PASSWORD)

    key = protecting.recovered(folder, recovery.code)
    strange.rmdir()
    opened(folder, key).close()
    assert holding(folder) == []
    strange.mkdir(parents=True)
    protecting.unprotect(folder, key)
    assert not protecting.is_protected(folder)


def test_no_part_of_a_backup_stays_in_the_clear_whatever_was_cut_short(folder: Path) -> None:
    place = folder / "backups"
    named = "library-20260101-101010-000000-before-restore.sqlite"
    (place / f"{named}-wal").write_bytes(PICTURE)  # the rest of it was removed
    torn = backups.pooled(place / "attachments", f"{'ab' * 32}.part")
    torn.parent.mkdir(parents=True)
    torn.write_bytes(PICTURE)

    protecting.protect(folder, PASSWORD)

    assert holding(folder) == []


_LOOKS = """
import os, sys
from pathlib import Path
from ssc_desktop.services import backing_up, restoring
from ssc_desktop.store import copying
copying.opened = lambda *_given: os._exit(9)
restoring.stories_in(backing_up.every(Path(sys.argv[1]))[0])
"""


def test_what_a_killed_look_into_a_backup_copied_goes(folder: Path) -> None:
    (backup,) = backing_up.every(folder)
    backup.path.with_name(f"{backup.path.name}-wal").write_bytes(b"\0")
    killed = subprocess.run([sys.executable, "-c", _LOOKS, str(folder)], check=False, timeout=60)
    assert killed.returncode == 9

    protecting.protect(folder, PASSWORD)

    assert holding(folder) == []
