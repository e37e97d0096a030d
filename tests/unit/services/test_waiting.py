"""Bundles that wait, whatever happens to the library meanwhile: none is lost, none comes twice."""

from pathlib import Path

import pytest

from ssc_desktop.services import backing_up, inbox, libraries, protecting, restoring, start
from tests.laptops import Laptop

pytestmark = pytest.mark.usefixtures("quick")

PASSWORD = "three brown hens"


@pytest.fixture
def home(tmp_path: Path) -> Laptop:
    laptop = Laptop(tmp_path / "home")
    laptop.add(title="Rice")
    return laptop


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A bundle of somebody who was never met."""
    other = Laptop(tmp_path / "other")
    other.add(title="Fish")
    bundle = other.send()
    other.close()
    return bundle


def test_what_waits_waits_on_when_an_older_backup_is_restored(home: Laptop, sent: Path) -> None:
    backup = backing_up.make(home.library, "asked")
    inbox.keep(home.library, sent, "new_device")
    home.close()

    restoring.restore(home.folder / "library", backup)

    home.reopen()
    inbox.again(home.library)
    (waiting,) = inbox.waiting(home.library)
    assert (waiting.reason, waiting.size) == ("new_device", sent.stat().st_size)
    inbox.accept(home.library, waiting.id)
    assert len(home.listed()) == 2
    home.close()


def test_what_is_tried_again_in_a_protected_library_is_there_once(home: Laptop, sent: Path) -> None:
    folder = home.folder / "library"
    home.close()
    protecting.protect(folder, PASSWORD)
    library = libraries.opened(start.begin(folder, protecting.unlocked(folder, PASSWORD)))
    kept = inbox.keep(library, sent, "too_new")  # and then the program was brought up to date

    inbox.again(library)

    (waiting,) = inbox.waiting(library)
    assert (waiting.id, waiting.reason) == (kept.id, "new_device")
    inbox.accept(library, waiting.id)
    library.close()


def test_what_was_thrown_away_does_not_wait_again(home: Laptop, sent: Path) -> None:
    backup = backing_up.make(home.library, "asked")
    kept = inbox.keep(home.library, sent, "new_device")
    copy = home.folder / "library" / "inbox" / kept.id
    said = copy.read_bytes()
    inbox.remove(home.library, kept.id)
    copy.write_bytes(said)  # as where the disk did not let it go

    home.reopen()

    assert inbox.waiting(home.library) == () and not copy.exists()
    home.close()
    restoring.restore(home.folder / "library", backup)
    home.reopen()
    assert inbox.waiting(home.library) == ()
    home.close()
