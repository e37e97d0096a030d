"""Backups of a protected library: protected themselves, and restored without laying it open."""

import shutil
from pathlib import Path

import pytest

from ssc_desktop.errors import LibraryDamaged, PasswordNeeded, WrongPassword
from ssc_desktop.services import (
    archiving,
    backing_up,
    cases,
    libraries,
    protecting,
    restoring,
    start,
)
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.store import backups
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.protection import KEY_FILE, is_encrypted
from tests.laptops import Laptop, config
from tests.unit.bundle.samples import JPEG

PASSWORD = "nine green goats"
SECRET = b"Quagmirefinch"


class Vault:
    """A library that was protected, and has a backup since then."""

    def __init__(self, folder: Path) -> None:
        laptop = Laptop(folder / "laptop")
        self.home, self.folder = laptop.folder, laptop.folder / "library"
        (folder / "field.jpg").write_bytes(JPEG + SECRET)
        story = {"title": SECRET.decode(), "attachment": [{"file": "field.jpg"}]}
        self.story = cases.added(laptop.library, story, beside=folder)[0]
        self.plain = self._aside(backing_up.make(laptop.library, "asked"), folder / "plain")
        laptop.close()
        protecting.protect(self.folder, PASSWORD)
        self.key = protecting.unlocked(self.folder, PASSWORD)
        library = self.opened(self.key)
        cases.created(library, "en", {"title": "Bees"})
        self.backup = backing_up.make(library, "regular")
        cases.created(library, "en", {"title": "After the backup"})
        library.close()

    def _aside(self, backup: Backup, place: Path) -> Path:
        """A backup as somebody keeps it elsewhere."""
        shutil.copytree(backup.path.parent, place)
        return place / backup.path.name

    def opened(self, key: DataKey | None = None) -> libraries.Library:
        with config(self.home / "config"):
            return libraries.opened(start.begin(self.folder, key))

    def titles(self, key: DataKey | None) -> set[str]:
        library = self.opened(key)
        found = library.raw.execute("SELECT title FROM listing").fetchall()
        assert libraries.check(library).problems == ()
        library.close()
        return {title for (title,) in found}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_of_a_protected_backup_can_be_read(vault: Vault) -> None:
    assert vault.backup.protected
    assert vault.backup.key_file.is_file()
    assert SECRET not in everything(vault.folder)
    with pytest.raises(PasswordNeeded):
        restoring.stories_in(vault.backup)
    with pytest.raises(PasswordNeeded):
        backing_up.verify(vault.backup)
    assert backing_up.verify(vault.backup, vault.key).stories == 2
    assert len(restoring.stories_in(vault.backup, vault.key)) == 2


def test_it_is_restored_with_nobody_asked_and_opens_with_the_password(vault: Vault) -> None:
    (vault.folder / DATABASE).write_bytes(b"garbage" * 999)
    (vault.folder / KEY_FILE).unlink()
    shutil.rmtree(vault.folder / "attachments")

    done = restoring.restore(vault.folder, vault.backup)

    assert (done.attachments, done.missing) == (1, ())
    with pytest.raises(WrongPassword):
        protecting.unlocked(vault.folder, "something else")
    key = protecting.unlocked(vault.folder, PASSWORD)
    assert vault.titles(key) == {SECRET.decode(), "Bees"}
    assert SECRET not in everything(vault.folder)


def test_a_newer_password_stays(vault: Vault) -> None:
    protecting.change_password(vault.folder, vault.key, "ten blue boats")

    restoring.restore(vault.folder, vault.backup)

    key = protecting.unlocked(vault.folder, "ten blue boats")
    assert vault.titles(key) == {SECRET.decode(), "Bees"}
    assert restoring.unlocked(vault.backup, "ten blue boats") == key


def test_one_turned_bit_is_refused(vault: Vault) -> None:
    data = bytearray(vault.backup.path.read_bytes())
    data[len(data) // 3] ^= 8
    vault.backup.path.write_bytes(data)

    with pytest.raises(LibraryDamaged):
        backing_up.verify(vault.backup, vault.key)
    with pytest.raises(LibraryDamaged):
        restoring.restore(vault.folder, vault.backup)


def test_a_plain_backup_restored_into_it_is_protected_too(vault: Vault) -> None:
    plain = backups.read(vault.plain)
    assert plain is not None
    with pytest.raises(PasswordNeeded):
        restoring.restore(vault.folder, plain)

    restoring.restore(vault.folder, plain, vault.key)

    assert is_encrypted(vault.folder / DATABASE)
    assert vault.titles(vault.key) == {SECRET.decode()}
    assert SECRET not in (vault.folder / DATABASE).read_bytes()


def test_a_story_comes_back_with_the_key(vault: Vault) -> None:
    library = vault.opened(vault.key)
    cases.set_value(library, vault.story, ("title",), "Told anew")

    changes = restoring.restore_stories(library, vault.backup, [vault.story], vault.key)

    assert changes.cases == {vault.story}
    assert cases.one(library, vault.story).title == SECRET.decode()
    library.close()


def test_an_archive_of_it_opens_with_the_same_password(vault: Vault, tmp_path: Path) -> None:
    made = archiving.write(vault.backup, tmp_path / "all.ssclibrary")

    archiving.unpack(tmp_path / "all.ssclibrary", tmp_path / "new")

    assert made.protected
    assert SECRET not in (tmp_path / "all.ssclibrary").read_bytes()
    key = protecting.unlocked(tmp_path / "new", PASSWORD)
    library = libraries.opened(start.begin(tmp_path / "new", key))
    assert libraries.check(library).problems == ()
    library.close()
