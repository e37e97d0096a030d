"""A library with a password: opened, mistyped, lost, changed, taken away."""

import json
import os
from pathlib import Path

import pytest

from ssc_desktop.errors import (
    Cancelled,
    InvalidInput,
    KeyFileLost,
    LibraryDamaged,
    LibraryLocked,
    NotFound,
    PasswordNeeded,
    WrongPassword,
)
from ssc_desktop.services import (
    attachments,
    backing_up,
    bundles,
    cases,
    inbox,
    known,
    libraries,
    protecting,
    rescue,
    rescued,
    start,
)
from ssc_desktop.services.answers import Query
from ssc_desktop.sheets import json_in
from ssc_desktop.store import key_slots, switching
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.protection import DATABASE, KEY_FILE
from tests.laptops import Laptop
from tests.unit.services.conftest import closed_library, opened

pytestmark = pytest.mark.usefixtures("quick")

PASSWORD = "three brown hens"
TITLE = "Rice from China in Uganda"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library with a story and a picture."""
    return closed_library(tmp_path, TITLE)


def _files(folder: Path) -> dict[str, bytes]:
    paths = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {str(one.relative_to(folder)): one.read_bytes() for one in paths
            if one.name != "library.lock"}  # fmt: skip


def test_a_protected_library_opens_with_its_password_alone(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)

    with pytest.raises(PasswordNeeded, match="protected with a password"):
        start.begin(folder)
    with pytest.raises(WrongPassword, match="not the password"):
        protecting.unlocked(folder, PASSWORD.title())
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    assert [one.title for one in cases.listing(library, Query()).summaries] == [TITLE]
    assert not libraries.check(library).problems
    library.close()


def test_letters_that_look_the_same_are_the_same(folder: Path) -> None:
    protecting.protect(folder, "caf\u00e9 au lait")

    assert protecting.unlocked(folder, "cafe\u0301 au lait")


@pytest.mark.parametrize("password", ["", "seven77", "        ", "e\u0301" * 5])
def test_a_password_that_is_too_short_is_refused_kindly(folder: Path, password: str) -> None:
    before = _files(folder)

    with pytest.raises(InvalidInput, match="at least 8 characters"):
        protecting.protect(folder, password)

    assert protecting.objection(password)
    assert not protecting.objection("eight888")
    assert _files(folder) == before


def test_an_open_library_is_not_protected(folder: Path) -> None:
    library = opened(folder, None)

    with pytest.raises(LibraryLocked):
        protecting.protect(folder, PASSWORD)

    library.close()
    assert not protecting.is_protected(folder)


def test_what_is_done_twice_or_without_need_is_refused(folder: Path, tmp_path: Path) -> None:
    key = DataKey.new()
    with pytest.raises(InvalidInput, match="not protected"):
        protecting.unprotect(folder, key)
    protecting.protect(folder, PASSWORD)
    with pytest.raises(InvalidInput, match="already"):
        protecting.protect(folder, PASSWORD)
    with pytest.raises(NotFound):
        protecting.protect(tmp_path / "nowhere", PASSWORD)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_stopping_leaves_everything_as_it_was(folder: Path, after: int) -> None:
    before = _files(folder)
    asked = iter([False] * after)

    with pytest.raises(Cancelled):
        protecting.protect(folder, PASSWORD, stop=lambda: next(asked, True))

    assert _files(folder) == before


def test_stopping_the_way_back_leaves_it_protected(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)

    with pytest.raises(Cancelled):
        protecting.unprotect(folder, key, stop=lambda: True)

    assert protecting.is_protected(folder)
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    assert not libraries.check(library).problems
    library.close()


def test_no_journal_is_in_the_clear(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switching, "_STEPS", 100)
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)

    protecting.unprotect(folder, key, stop=lambda: any(folder.glob("*journal")))

    assert not protecting.is_protected(folder)


def test_unprotecting_gives_the_very_same_back(folder: Path) -> None:
    attached = {name: data for name, data in _files(folder).items() if "attachments" in name}
    protecting.protect(folder, PASSWORD)
    sealed = _files(folder)

    protecting.unprotect(folder, protecting.unlocked(folder, PASSWORD))

    now = _files(folder)
    assert all(sealed[name] != data for name, data in attached.items())
    assert {name: now[name] for name in attached} == attached
    assert KEY_FILE not in now and not protecting.is_protected(folder)
    library = opened(folder, None)
    assert not libraries.check(library).problems
    assert [one.protected for one in backing_up.every(folder)] == [False]
    library.close()


# ------------------------------------------------------------------ the key file


def test_a_missing_key_file_is_not_a_wrong_password(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    for path in key_slots.paths(folder):
        path.unlink()

    assert protecting.is_protected(folder)
    with pytest.raises(KeyFileLost, match="missing") as lost:
        protecting.unlocked(folder, PASSWORD)
    assert "backup" in lost.value.advice


@pytest.mark.parametrize("damage", ["bit", "empty", "garbage", "cut"])
def test_a_damaged_key_file_is_made_whole_by_a_backup(folder: Path, damage: str) -> None:
    protecting.protect(folder, PASSWORD)
    path = folder / KEY_FILE
    whole = path.read_bytes()
    spoilt = {
        "bit": whole.replace(b'"salt": "', b'"salt": "A', 1),
        "empty": b"",
        "garbage": os.urandom(500),
        "cut": whole[: len(whole) // 2],
    }
    path.write_bytes(spoilt[damage])

    key = protecting.unlocked(folder, PASSWORD)

    assert key_slots.read(path).check == key.check
    opened(folder, key).close()


def test_a_damaged_key_file_alone_is_told_from_a_wrong_password(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    first, *others = key_slots.paths(folder)
    for path in others:
        path.unlink()
    first.write_bytes(first.read_bytes()[:-100])

    with pytest.raises(KeyFileLost, match="damaged"):
        protecting.unlocked(folder, PASSWORD)


def test_a_damaged_database_is_told_from_a_wrong_password(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    database = folder / DATABASE
    held = bytearray(database.read_bytes())
    held[:4096] = os.urandom(4096)
    database.write_bytes(held)

    assert protecting.unlocked(folder, PASSWORD) == key
    with pytest.raises(LibraryDamaged):
        start.begin(folder, key)


def test_a_key_file_of_later_times_is_left_alone(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    for path in key_slots.paths(folder):
        told = json.loads(path.read_text())
        told["format"] = "ssc-desktop library key 2"
        path.write_text(json.dumps(told))

    with pytest.raises(KeyFileLost, match="newer version"):
        protecting.unlocked(folder, PASSWORD)


def test_the_key_shows_itself_to_nobody(folder: Path) -> None:
    recovery = protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)

    assert key.raw.hex() not in repr(key) and recovery.code not in repr(recovery)
    written = (folder / KEY_FILE).read_text()
    assert key.raw.hex() not in written and PASSWORD not in written
    assert (folder / KEY_FILE).stat().st_mode & 0o077 == 0


# ------------------------------------------------------------------ other ways in


def test_the_recovery_code_opens_and_sets_a_new_password(folder: Path) -> None:
    code = protecting.protect(folder, PASSWORD).code

    key = protecting.recovered(folder, code.lower().replace("-", " "))
    protecting.change_password(folder, key, "another one")

    assert protecting.unlocked(folder, "another one") == key
    with pytest.raises(WrongPassword):
        protecting.unlocked(folder, PASSWORD)


def test_a_slip_in_the_code_is_named_by_its_group(folder: Path) -> None:
    code = protecting.protect(folder, PASSWORD).code
    groups = code.split("-")
    groups[3] = groups[3][:-1] + ("0" if groups[3][-1] != "0" else "1")

    with pytest.raises(InvalidInput, match="Group 4") as wrong:
        protecting.recovered(folder, "-".join(groups))

    assert wrong.value.fields == ("4",)


def test_an_earlier_code_opens_nothing_any_more(folder: Path) -> None:
    first = protecting.protect(folder, PASSWORD).code
    key = protecting.unlocked(folder, PASSWORD)

    second = protecting.new_recovery(folder, key)

    with pytest.raises(WrongPassword, match="another library, or an earlier code"):
        protecting.recovered(folder, first)
    assert protecting.recovered(folder, second.code) == key
    sheet = protecting.recovery_sheet(second)
    assert "-".join(sheet.groups) == second.code and sheet.library == "library"


def test_backups_open_with_the_new_password_too(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)

    protecting.change_password(folder, key, "another one")

    for path in key_slots.paths(folder):
        held = key_slots.read(path)
        assert key_slots.unwrapped(held, key_slots.PASSWORD, "another one") == key
        assert not held.switch


# ------------------------------------------------------------------ what lies beside


def test_attachments_come_and_go_in_the_clear(folder: Path, tmp_path: Path) -> None:
    protecting.protect(folder, PASSWORD)
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    (tmp_path / "pond.bin").write_bytes(b"A pond of fish" * 9000)
    item = attachments.attach(library, tmp_path / "pond.bin")
    sha256 = str(getattr(item, "sha256", ""))

    attachments.save_copy(library, sha256, tmp_path / "copy.bin")

    assert (tmp_path / "copy.bin").read_bytes() == (tmp_path / "pond.bin").read_bytes()
    assert attachments.sizes(library, [sha256]) == {sha256: 14 * 9000}
    assert b"pond" not in attachments.picture(library, sha256).path.read_bytes()
    library.close()


def test_a_bundle_waits_encrypted_and_is_taken_in(folder: Path, tmp_path: Path) -> None:
    bo = Laptop(tmp_path / "bo")
    bo.add(title="Fish")
    bundle = bo.send()
    protecting.protect(folder, PASSWORD)
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    waiting = inbox.keep(library, bundle, "new_device")

    assert not (folder / "inbox" / waiting.id).read_bytes().startswith(b"PK")
    assert inbox.keep(library, bundle, "new_device").id == waiting.id
    assert inbox.plan(library, waiting.id).new
    taken, _changes = inbox.accept(library, waiting.id)
    assert [line.title for line in taken.new] == ["Fish"]
    library.close()
    bo.close()


def test_a_protected_library_sends_what_everybody_can_read(folder: Path, tmp_path: Path) -> None:
    protecting.protect(folder, PASSWORD)
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    bundle = bundles.make(library, None, tmp_path / "rice.sscz").path
    library.close()
    bo = Laptop(tmp_path / "bo")

    bo.take(bundle)

    assert [one.title for one in bo.listed()] == [TITLE]
    assert libraries.check(bo.library).attachments == 1
    bo.close()


def test_rescued_words_are_read_by_their_own_library_alone(folder: Path, tmp_path: Path) -> None:
    protecting.protect(folder, PASSWORD)
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    (listed,) = cases.listing(library, Query()).summaries
    case = cases.opened(library, listed.id).case
    path = rescue.write(case, {"title": "Words of the rescue"}, library.file_key)

    (waiting,) = rescued.waiting(library)

    assert waiting.path == path
    assert b"Rice" not in path.read_bytes() and "Rice" not in path.name
    with pytest.raises(InvalidInput, match="in the window"):
        json_in.records_in(path)
    rescued.bring_back(library, path)
    assert not path.exists()
    library.close()
    bo = Laptop(tmp_path / "bo")
    rescue.write(case, {"title": "Words of the rescue"}, DataKey.new().files)
    assert rescued.waiting(bo.library) == ()
    bo.close()


def test_rescued_words_follow_their_library(folder: Path) -> None:
    library = opened(folder, None)
    (listed,) = cases.listing(library, Query()).summaries
    case = cases.opened(library, listed.id).case
    plain = rescue.write(case, {"title": "Words of the rescue"})
    library.close()

    protecting.protect(folder, PASSWORD)
    (sealed,) = [path for path, _own in rescue.files()]
    key = protecting.unlocked(folder, PASSWORD)
    protecting.unprotect(folder, key)
    (again,) = [path for path, _own in rescue.files()]

    assert "Rice" in plain.name and "Rice" not in sealed.name
    assert b"Words of the rescue" in again.read_bytes()


def test_a_protected_library_is_known_without_its_stories(folder: Path) -> None:
    (plain,) = known.looked_at([folder])
    protecting.protect(folder, PASSWORD)
    (protected,) = known.looked_at([folder])

    assert (plain.stories, plain.protected) == (1, False)
    assert (protected.stories, protected.protected) == (None, True)
