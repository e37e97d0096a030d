"""The program's own files, as a bad disk leaves them: it says so in words, or does without."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from ssc_desktop.errors import SscError, StorageError
from ssc_desktop.services import (
    backing_up,
    cases,
    damage,
    history,
    libraries,
    listing,
    protecting,
    restoring,
    salvaging,
    second_copies,
    start,
)
from ssc_desktop.services.answers import Query
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import key_slots
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.key_slots import DataKey
from tests.laptops import Laptop, config, quick_folder
from tests.unit.bundle.samples import JPEG

T = TypeVar("T")

PASSWORD = "three brown hens"
PAGE = 4096
NEEDED = {"library.key", "library.key.old", "device.key"}
HOW_MANY = int(os.environ.get("SSC_FUZZ", "0")) // 20
"""Accidents of chance; the nightly run has a thousand."""

_NO_JSON = b'{"format": [], "slots": {}, "stories": "x", "files": 3, "size": -1, "sha256": null}'
HURTS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "empty": lambda _data, _chance: b"",
    "cut short": lambda data, chance: data[: chance.randrange(len(data))],
    "a bit turned": lambda data, chance: _turned(data, chance, 1),
    "bits turned": lambda data, chance: _turned(data, chance, 30),
    "zeros": lambda data, _chance: bytes(len(data)),
    "noise": lambda data, chance: chance.randbytes(len(data)),
    "other words": lambda _data, _chance: _NO_JSON,
    "too deep": lambda _data, _chance: b"[" * 20_000,
}


def _turned(data: bytes, chance: random.Random, bits: int) -> bytes:
    turned = bytearray(data)
    for _ in range(bits):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


# ------------------------------------------------------------------ a computer


@pytest.fixture(scope="module")
def homes() -> Iterator[dict[bool, Path]]:
    """A computer with a library, backups, a picture and a draft; without and with a password."""
    with pytest.MonkeyPatch.context() as patch, quick_folder() as folder:
        patch.setattr(key_slots, "_WORK", 4)  # what makes guessing dear is not tried here
        made = {protected: folder / f"protected {protected}" for protected in (False, True)}
        for protected, home in made.items():
            _fill(home)
            if protected:
                with config(home / "config"):
                    protecting.protect(home / "library", PASSWORD)
        yield made


def _fill(home: Path) -> None:
    laptop = Laptop(home)
    case_id = laptop.add(title="Rice")
    (home / "field.jpg").write_bytes(JPEG * 50)
    fish = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    cases.added(laptop.library, fish, beside=home)
    backing_up.make(laptop.library, "asked")
    laptop.type(case_id, "title", "Rice anew")
    backing_up.make(laptop.library, "asked")
    laptop.draft(case_id, ("title",), "Rice once more")
    laptop.library.close()


@contextmanager
def copied(home: Path) -> Iterator[Path]:
    """The same computer, to be spoilt."""
    with quick_folder() as folder:
        shutil.copytree(home, folder / "home")
        with config(folder / "home" / "config"):
            yield folder / "home"


def own_files(home: Path) -> list[Path]:
    """All but the database and the pictures, which have tests of their own."""
    every = (path for path in sorted(home.rglob("*")) if path.is_file())
    return [path for path in every if path.suffix not in {".sqlite", ".lock", ".jpg"}
            and "attachments" not in path.parts and path.stat().st_size < 1 << 20]  # fmt: skip


# ------------------------------------------------------------------ what a person does


def use(home: Path, *, protected: bool) -> set[str]:
    """Everything that is done with a library; whatever is refused, it is in our own words.

    Returns the titles of the stories that are there in the end, of a library that opens.
    """
    folder = home / "library"
    key = _told(protecting.unlocked, folder, PASSWORD) if protected else None
    library = _told(_opened, folder, key)
    titles: set[str] = set()
    if library is not None:
        titles = _read(library)
        library.close()
    backups = _told(backing_up.every, folder) or ()
    for one in backups:
        _told(backing_up.verify, one, key)
        _told(restoring.stories_in, one, key)
    _told(second_copies.age, folder)
    _told(salvaging.salvage, folder, home / "saved", key)
    if backups:
        _told(restoring.restore, folder, backups[0], key)
    return titles


def _opened(folder: Path, key: DataKey | None) -> Library:
    return libraries.opened(start.begin(folder, key))


def _read(library: Library) -> set[str]:
    for look in (libraries.check, damage.look, backing_up.due, libraries.rebuild):
        _told(look, library)
    shown = _told(listing.listing, library, Query())
    for one in shown.summaries if shown else ():
        _told(cases.opened, library, one.id)
        _told(history.saves, library, one.id)
    _told(backing_up.make, library, "asked")
    return {one.title for one in shown.summaries} if shown else set()


def _told(do: Callable[..., T], *given: object) -> T | None:
    try:
        return do(*given)
    except SscError:
        return None


# ------------------------------------------------------------------ tests


@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
@pytest.mark.parametrize("hurt", HURTS.values(), ids=HURTS)
def test_beside_the_database_nothing_is_needed_but_the_keys(
    homes: dict[bool, Path], hurt: Callable[[bytes, random.Random], bytes], protected: bool
) -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable
    for number, path in enumerate(own_files(homes[protected])):
        name = path.relative_to(homes[protected])
        with copied(homes[protected]) as home:
            (home / name).write_bytes(hurt(path.read_bytes(), chance))

            titles = use(home, protected=protected)

            needed = name.name in NEEDED  # without it the library says what is to be done
            assert titles == {"Rice once more", "Fish"} or needed, (number, name)


def test_of_a_damaged_page_it_is_told_at_every_look(homes: dict[bool, Path]) -> None:
    content = (homes[False] / "library" / DATABASE).read_bytes()
    told = 0
    for at in range(0, len(content), 3 * PAGE):
        with copied(homes[False]) as home:
            spoilt = content[:at] + b"\xa5" * PAGE + content[at + PAGE :]
            (home / "library" / DATABASE).write_bytes(spoilt)
            try:
                library = libraries.opened(home / "library")
            except StorageError:
                told += 1
                continue
            for look in (backing_up.due, libraries.check, damage.look):
                _told(look, library)
            library.close()
    assert told


@pytest.mark.skipif(not HOW_MANY, reason="at night")
def test_accidents_of_chance(homes: dict[bool, Path]) -> None:
    chance = random.Random(int(os.environ.get("SSC_SEED", "7")))  # noqa: S311
    for _ in range(HOW_MANY):
        protected = chance.random() < 0.4
        with copied(homes[protected]) as home:
            files = [one for one in sorted(home.rglob("*")) if one.is_file() and one.stat().st_size]
            path = chance.choice(files)
            path.write_bytes(HURTS[chance.choice([*HURTS])](path.read_bytes(), chance))
            use(home, protected=protected)
