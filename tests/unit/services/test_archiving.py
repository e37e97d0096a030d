"""A library in one file: packed, looked at, unpacked elsewhere; damaged or hostile ones refused."""

import dataclasses
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop import settings, unzipping
from ssc_desktop.errors import (
    Cancelled,
    Damaged,
    DiskFull,
    InvalidInput,
    LibraryDamaged,
    NotABundle,
    PassphraseNeeded,
    TooNew,
    WrongPassphrase,
)
from ssc_desktop.services import (
    archiving,
    backing_up,
    bundles,
    cases,
    inbox,
    libraries,
    moving,
    second_copies,
)
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.settings import Settings
from ssc_desktop.store import sqlite
from tests.laptops import Laptop, config
from tests.unit.bundle.samples import JPEG


class Packed:
    """A laptop with two stories and a picture, and a backup of it."""

    def __init__(self, folder: Path) -> None:
        self.laptop = Laptop(folder / "laptop")
        (folder / "field.jpg").write_bytes(JPEG)
        story = {"title": "Rice", "attachment": [{"file": "field.jpg", "caption": "A field"}]}
        self.rice = cases.added(self.laptop.library, story, beside=folder)[0]
        self.laptop.add(title="Fish")
        self.backup: Backup = backing_up.make(self.laptop.library, "asked")
        self.target = folder / "stories.ssclibrary"

    def unpacked(self, folder: Path, **given: str) -> set[str]:
        archiving.unpack(self.target, folder / "new", **given)  # type: ignore[arg-type]
        with config(folder / "config"):
            library = libraries.opened(folder / "new")
        found = library.raw.execute("SELECT title FROM listing WHERE deleted = 0").fetchall()
        assert libraries.check(library).problems == ()
        library.close()
        return {title for (title,) in found}


@pytest.fixture
def packed(tmp_path: Path) -> Iterator[Packed]:
    made = Packed(tmp_path)
    yield made
    made.laptop.library.close()


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than the library's."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk here")
    with tempfile.TemporaryDirectory(dir=memory) as place:
        yield Path(place)


def test_a_library_in_one_file_is_a_library_elsewhere(packed: Packed, tmp_path: Path) -> None:
    made = archiving.write(packed.backup, packed.target)

    assert archiving.look(packed.target) == made
    assert (made.stories, made.attachments, made.protected, made.moved) == (2, 1, False, False)
    assert packed.unpacked(tmp_path) == {"Rice", "Fish"}
    left = {path.name for path in (tmp_path / "new").iterdir()}
    assert left == {"library.sqlite", "library.lock", "attachments"}


def test_what_is_looked_at_lies_where_a_later_start_removes_it(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archiving.write(packed.backup, packed.target, passphrase="long enough words")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    seen: list[str] = []
    parts = unzipping.parts

    def looking(path: Path, caps: unzipping.Caps) -> list[zipfile.ZipInfo]:
        seen.extend(one.name for one in path.relative_to(tmp_path / "temporary").parents)
        return parts(path, caps)

    monkeypatch.setattr(unzipping, "parts", looking)
    assert archiving.look(packed.target, passphrase="long enough words").stories == 2

    assert any(name.startswith("ssc-run-") for name in seen)


def test_the_key_of_the_computer_and_its_places_are_not_in_it(
    packed: Packed, tmp_path: Path
) -> None:
    archiving.write(packed.backup, packed.target)

    with zipfile.ZipFile(packed.target) as archive:
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {
            "library.sqlite", "attachments", "archive.json",
        }  # fmt: skip
        everything = b"".join(map(archive.read, names))
    key = next((packed.laptop.folder / "config").glob("*key*"))
    assert key.read_bytes().strip().splitlines()[-1] not in everything
    assert str(tmp_path).encode() not in everything


def test_a_passphrase_hides_all_of_it(packed: Packed, tmp_path: Path) -> None:
    archiving.write(packed.backup, packed.target, passphrase="long enough words")

    assert archiving.needs_passphrase(packed.target)
    with pytest.raises(PassphraseNeeded):
        archiving.look(packed.target)
    with pytest.raises(WrongPassphrase):
        archiving.look(packed.target, passphrase="something else")
    assert not (tmp_path / "new").exists()
    assert packed.unpacked(tmp_path, passphrase="long enough words") == {"Rice", "Fish"}
    assert not list((packed.laptop.folder / "library" / "spool").iterdir())


def test_a_short_passphrase_is_refused_before_anything_is_written(packed: Packed) -> None:
    with pytest.raises(InvalidInput, match="at least 8"):
        archiving.write(packed.backup, packed.target, passphrase="short")

    assert not packed.target.exists()


def test_stopping_leaves_nothing(packed: Packed, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        archiving.write(packed.backup, packed.target, stop=lambda: True)
    assert not list(tmp_path.glob("*.part"))
    archiving.write(packed.backup, packed.target)

    with pytest.raises(Cancelled):
        archiving.unpack(packed.target, tmp_path / "new", stop=lambda: True)

    assert {path.name for path in tmp_path.iterdir()} == {
        "laptop", "field.jpg", "stories.ssclibrary",
    }  # fmt: skip


def test_a_backup_that_was_spoilt_is_not_packed(packed: Packed) -> None:
    data = bytearray(packed.backup.path.read_bytes())
    data[-1] ^= 1
    packed.backup.path.write_bytes(data)

    with pytest.raises(LibraryDamaged):
        archiving.write(packed.backup, packed.target)

    assert not packed.target.exists()


def test_nothing_is_unpacked_over_anything(packed: Packed, tmp_path: Path) -> None:
    archiving.write(packed.backup, packed.target)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "letter.txt").write_text("to my aunt")

    with pytest.raises(InvalidInput, match="already"):
        archiving.unpack(packed.target, tmp_path / "new")

    assert [path.name for path in (tmp_path / "new").iterdir()] == ["letter.txt"]


def test_every_bit_counts(packed: Packed, tmp_path: Path) -> None:
    archiving.write(packed.backup, packed.target)
    data = packed.target.read_bytes()

    for place in range(40, len(data), len(data) // 25):
        spoilt = bytearray(data)
        spoilt[place] ^= 4
        packed.target.write_bytes(spoilt)
        try:
            archiving.unpack(packed.target, tmp_path / "new")
        except (Damaged, NotABundle, TooNew):
            assert not (tmp_path / "new").exists()
        else:  # a date or a right of a file in the list, which is not looked at
            assert packed.unpacked(tmp_path / str(place)) == {"Rice", "Fish"}
            (tmp_path / "new").rename(tmp_path / f"whole {place}")
    for length in (0, 10, len(data) // 2, len(data) - 1):
        packed.target.write_bytes(data[:length])
        with pytest.raises((Damaged, NotABundle)):
            archiving.unpack(packed.target, tmp_path / "new")


def altered(
    source: Path, target: Path, change: Callable[[dict[str, bytes]], None], told: object = None
) -> None:
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if told is not None:
        files["archive.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "name", ["../library.sqlite", "/etc/passwd", "backups/x", "attachments/aa/x", "C:\\x", "CON"]
)
def test_other_files_are_not_taken_out(packed: Packed, tmp_path: Path, name: str) -> None:
    archiving.write(packed.backup, packed.target)
    with zipfile.ZipFile(packed.target) as archive:
        told = json.loads(archive.read("archive.json"))
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    told["files"].append({"name": name, "size": 3, "sha256": digest})
    bad = tmp_path / "bad.ssclibrary"
    altered(packed.target, bad, lambda files: files.update({name: b"foo"}), told)

    with pytest.raises(Damaged):
        archiving.unpack(bad, tmp_path / "new")

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "told", [[], {}, {"format": 1}, {"format": 2}, "x", {"format": 1, "files": 3}]
)
def test_a_description_may_be_anything(packed: Packed, tmp_path: Path, told: object) -> None:
    archiving.write(packed.backup, packed.target)
    bad = tmp_path / "bad.ssclibrary"
    altered(packed.target, bad, lambda _files: None, told)

    with pytest.raises((Damaged, TooNew)):
        archiving.look(bad)


def test_another_database_in_it_is_no_library(packed: Packed, tmp_path: Path) -> None:
    archiving.write(packed.backup, packed.target)
    other = b"SQLite format 3\0" + bytes(4080)
    bad = tmp_path / "bad.ssclibrary"
    with zipfile.ZipFile(packed.target) as archive:
        told = json.loads(archive.read("archive.json"))
    entry = next(one for one in told["files"] if one["name"] == "library.sqlite")
    entry |= {"size": len(other), "sha256": hashlib.sha256(other).hexdigest()}
    altered(packed.target, bad, lambda files: files.update({"library.sqlite": other}), told)

    with pytest.raises(Damaged):
        archiving.unpack(bad, tmp_path / "new")

    assert not (tmp_path / "new").exists()


# ------------------------------------------------------------------ a second place


def test_a_copy_on_the_same_disk_is_made_told_and_does_not_count(
    packed: Packed, tmp_path: Path
) -> None:
    """It was taken for a second copy, and nobody was reminded of one any more."""
    library = packed.laptop.library.folder
    (tmp_path / "documents").mkdir()

    first = second_copies.copy_to(packed.backup, tmp_path / "documents")
    second = second_copies.copy_to(packed.backup, tmp_path / "documents")

    assert first != second
    assert archiving.look(second).stories == 2
    assert second_copies.age(library) is None
    assert "on the same disk" in second_copies.objection(second, library)


def test_a_copy_on_another_disk_is_remembered(packed: Packed, other_disk: Path) -> None:
    library = packed.laptop.library.folder
    assert second_copies.age(library) is None

    copied = second_copies.copy_to(packed.backup, other_disk)

    assert second_copies.age(library) == 0
    assert second_copies.objection(copied, library) == ""


# ------------------------------------------------------------------ a new laptop


MINE = Settings(
    language="fr", author_name="Amina", silenced=("rule",), library="/old/library",
    last_folder="/old", watched=("/old/sticks",), libraries=("/old/library",),
)  # fmt: skip


def test_what_belongs_to_the_person_moves_along(packed: Packed, tmp_path: Path) -> None:
    made = moving.pack(packed.backup, packed.target, MINE)
    new = Settings(library="/new", language="en", last_folder="/home")

    came = moving.arrive(packed.target, tmp_path / "new", new)

    assert made.moved
    assert archiving.look(packed.target).moved
    assert came == dataclasses.replace(new, language="fr", author_name="Amina", silenced=("rule",))
    assert not (tmp_path / "new" / "preferences.toml").exists()
    settings.save(came, tmp_path / "config")
    assert settings.load(tmp_path / "config") == came
    library = libraries.opened(tmp_path / "new")
    assert moving.moved(library) == ""
    library.close()


def test_what_waits_and_what_came_in_part_moves_along(packed: Packed, tmp_path: Path) -> None:
    """It was said that everything is here, and the new laptop had the names of it alone."""
    bo = Laptop(tmp_path / "bo")
    theirs = bo.add(title="From Bo")
    library = packed.laptop.library
    bundles.take_all(library, bundles.plan_all(library, [bo.send()]))
    piece = Path(f"attachments/pieces/{'ab' * 32}/{'0' * 36}-{'c' * 32}/0001-of-0002")
    (library.folder / piece).parent.mkdir(parents=True)
    (library.folder / piece).write_bytes(b"half of a film")
    backup = backing_up.make(library, "asked")

    made = moving.pack(backup, packed.target, MINE)
    moving.arrive(packed.target, tmp_path / "new", MINE)

    assert made == archiving.look(packed.target) and made.attachments == 1
    assert (tmp_path / "new" / piece).read_bytes() == b"half of a film"
    new = libraries.opened(tmp_path / "new")
    (waiting,) = inbox.waiting(new)
    inbox.accept(new, waiting.id)
    assert cases.one(new, theirs).title == "From Bo"
    new.close()
    bo.close()


def test_the_old_library_says_that_it_moved_until_somebody_stays(packed: Packed) -> None:
    moving.leave(packed.laptop.library, "2026-06-10T12:00:00Z")
    packed.laptop.reopen()

    assert moving.moved(packed.laptop.library) == "2026-06-10T12:00:00Z"

    moving.stay(packed.laptop.library)
    assert moving.moved(packed.laptop.library) == ""


def test_both_laptops_may_go_on_and_are_told_apart(packed: Packed, tmp_path: Path) -> None:
    archiving.write(packed.backup, packed.target)
    archiving.unpack(packed.target, tmp_path / "other" / "library")
    other = Laptop(tmp_path / "other")

    other.type(packed.rice, "title", "Rice on the new laptop")
    packed.laptop.type(packed.rice, "title", "Rice on the old laptop")
    packed.laptop.take_all_of(other)

    assert other.library.incarnation != packed.laptop.library.incarnation
    assert libraries.check(packed.laptop.library).problems == ()
    (conflict,) = packed.laptop.library.raw.execute("SELECT field FROM conflict").fetchall()
    assert conflict == ("title",)
    other.library.close()


@pytest.mark.parametrize("passphrase", ["", "long enough words"])
def test_a_file_on_another_disk_is_a_second_copy(
    packed: Packed, other_disk: Path, passphrase: str
) -> None:
    library = packed.laptop.library.folder

    archiving.write(packed.backup, packed.target, passphrase=passphrase)
    assert second_copies.age(library) is None

    moving.pack(packed.backup, other_disk / "moving", Settings(), passphrase=passphrase)
    assert second_copies.age(library) == 0


def test_what_does_not_fit_is_refused_before_the_disk_is_filled(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archiving.write(packed.backup, packed.target)
    monkeypatch.setattr(sqlite, "free_space", lambda _folder: 1000)
    done: list[int] = []

    with pytest.raises(DiskFull):
        archiving.unpack(packed.target, tmp_path / "new", progress=lambda n, _of: done.append(n))

    assert done == []
    assert not (tmp_path / "new").exists()
