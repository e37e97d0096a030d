"""Acts that keep a library safe: backups, restoring them, archives. `passwords.py` has the rest."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ssc_desktop.services import (
    archiving,
    backing_up,
    cases,
    protecting,
    restoring,
    salvaging,
    siting,
)
from ssc_desktop.store import backups, key_slots
from tests.faults.acts import MakeAct, computer, number_of, ready, shown, taking, writing
from tests.faults.stage import PASSWORD, Act, Scene
from tests.laptops import Laptop
from tests.unit.bundle.samples import JPEG, RICE

_REASON = "asked"
_LEAST_WORK = 4
_ARCHIVE = "kept.ssclibrary"


def _with_picture(folder: Path) -> Laptop:
    laptop = computer(folder)
    (folder / "field.jpg").write_bytes(JPEG * 100)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    cases.added(laptop.library, story, beside=folder)
    return laptop


def _sound(scene: Scene) -> None:
    """Every backup that is told of opens, and one that was looked through is there."""
    for path in (scene.place / "backups").glob("*.sqlite"):
        number_of(path)
    for path in (scene.place / "backups").glob("*.json"):
        json.loads(path.read_bytes())
    assert any(one.verified_at for one in backups.every(scene.place)), "no good backup"


def backing_it_up(folder: Path) -> Act:
    """A second backup is made, of a library that has changed since the first."""
    laptop = _with_picture(folder)
    backing_up.make(laptop.library, _REASON)
    laptop.type(RICE, "title", "Rice in two villages")

    def back_up(scene: Scene) -> None:
        backing_up.make(scene.library, _REASON)

    return Act("back up", ready(laptop), (back_up,), seen=shown, first=_sound)


def restoring_it(folder: Path) -> Act:
    """The library is as it was yesterday; the program was killed, and left a journal."""
    laptop = _with_picture(folder)
    kept = backing_up.make(laptop.library, _REASON).path.name
    laptop.type(RICE, "title", "Rice in two villages")
    killed = folder / "killed"
    shutil.copytree(laptop.folder, killed)
    laptop.close()

    def restore(scene: Scene) -> None:
        (yesterday,) = (one for one in backups.every(scene.place) if one.path.name == kept)
        restoring.restore(scene.place, yesterday)

    return Act("restore", killed, (restore,), open=False, seen=shown, first=_sound, comes_back=True)


def bringing_back_of_it(folder: Path) -> Act:
    """A story that is not here comes out of a backup, with its picture."""
    earlier = _with_picture(folder / "earlier")
    made = backing_up.make(earlier.library, _REASON).path
    earlier.close()
    laptop = computer(folder)
    shutil.copytree(made.parent, laptop.library.backups)

    def bring_back(scene: Scene) -> None:
        (backup,) = (one for one in backups.every(scene.place) if one.path.name == made.name)
        fish = [one.id for one in restoring.stories_in(backup) if one.title == "Fish"]
        restoring.restore_stories(scene.library, backup, fish)

    return Act("bring back", ready(laptop), (bring_back,), seen=shown)


def archiving_it(folder: Path) -> Act:
    """The library is written into one file, over that of yesterday."""
    laptop = _with_picture(folder)
    out = laptop.folder / "out"
    out.mkdir()
    (out / _ARCHIVE).write_bytes(b"the file of yesterday")

    def archive(scene: Scene) -> None:
        archiving.write(backing_up.make(scene.library, _REASON), scene.out / _ARCHIVE)

    return Act("archive", ready(laptop), (archive,), seen=shown)


def unpacking_it(folder: Path) -> Act:
    """And taken out of it, into a new folder."""
    laptop = _with_picture(folder)
    (laptop.folder / "out").mkdir()
    made = laptop.folder / "out" / _ARCHIVE
    archiving.write(backing_up.make(laptop.library, _REASON), made)

    def unpack(scene: Scene) -> None:
        archiving.unpack(scene.out / _ARCHIVE, _other(scene))

    return _made_elsewhere("unpack", laptop, unpack)


def bringing_it_home(folder: Path) -> Act:
    """It lay on a stick, and is copied to this computer."""

    def bring_home(scene: Scene) -> None:
        siting.bring_home(scene.place, _other(scene))

    return _made_elsewhere("bring home", _with_picture(folder), bring_home)


def salvaging_it(folder: Path) -> Act:
    """A new one is built of what can be read in it."""

    def salvage(scene: Scene) -> None:
        salvaging.salvage(scene.place, _other(scene))

    # the new one signs on as the same computer: the old one is then behind, and takes a new name
    return replace(_made_elsewhere("salvage", _with_picture(folder), salvage), comes_back=True)


def _other(scene: Scene) -> Path:
    return scene.folder / "other"


def _made_elsewhere(name: str, laptop: Laptop, make: Callable[[Scene], None]) -> Act:
    """A second library is made of the closed first, or none is there."""

    def step(scene: Scene) -> None:
        if not _other(scene).exists():
            make(scene)

    def seen(scene: Scene) -> object:
        other = Scene(scene.folder / "elsewhere")
        other.place = _other(scene)
        if not other.place.exists():
            return None
        other.open()
        try:
            return shown(other)
        finally:
            other.close()

    return Act(name, ready(laptop), (step,), open=False, seen=seen)


def protected(make: MakeAct) -> MakeAct:
    """The same in a library with a password."""

    def made(folder: Path) -> Act:
        act = make(folder)
        # what makes guessing dear is not tried here, and is paid at every start
        setattr(key_slots, "_WORK", _LEAST_WORK)  # noqa: B010
        protecting.protect(act.ready / "library", PASSWORD)
        return replace(act, name=f"{act.name}, protected")

    return made


PROTECTED = (protected(writing), protected(taking))
SAFEKEEPING = (
    backing_it_up,
    restoring_it,
    bringing_back_of_it,
    archiving_it,
    unpacking_it,
    bringing_it_home,
    salvaging_it,
)
