"""The folder of backups, where what lies in it is not as it was laid there."""

import shutil
from datetime import timedelta

import pytest

from ssc_desktop import clock
from ssc_desktop.services import backing_up, cases
from ssc_desktop.store import backups
from tests.laptops import Laptop
from tests.unit.bundle.samples import JPEG


@pytest.mark.parametrize("list_", [b"\xb1" * 64, None])
def test_where_a_list_of_attachments_cannot_be_read_none_of_them_goes(
    laptop: Laptop, list_: bytes | None
) -> None:
    (laptop.folder / "field.jpg").write_bytes(JPEG)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg"}]}
    cases.added(laptop.library, story, beside=laptop.folder)
    made = backing_up.make(laptop.library, "asked")
    (kept,) = backups.files_in(made.pool)
    beside = made.path.with_suffix(".files")
    beside.unlink()
    if list_ is None:
        beside.mkdir()  # as a disk that gives nothing back
    else:
        beside.write_bytes(list_)

    backing_up.make(laptop.library, "asked")
    backing_up.holding_words(laptop.folder / "library")
    backing_up.remove(laptop.folder / "library", backing_up.every(laptop.folder / "library")[0])

    assert kept.is_file()


def test_a_name_that_tells_no_moment_is_no_backup(laptop: Laptop) -> None:
    made = backing_up.make(laptop.library, "asked")
    shutil.copy(made.path, made.path.with_name("library-20260231-101010-000000-asked.sqlite"))

    assert [one.path for one in backing_up.every(laptop.folder / "library")] == [made.path]


def test_a_clock_that_is_set_back_meanwhile_does_not_take_the_new_backup(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was sorted behind all others, and the tenth of them pushed it out."""
    now = clock.now().replace(hour=12)
    for number in range(10):
        earlier = now - timedelta(hours=2, minutes=-number)
        monkeypatch.setattr(clock, "now", lambda at=earlier: at)
        backing_up.make(laptop.library, "asked")
    monkeypatch.setattr(clock, "now", lambda: now)

    def between() -> None:
        monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=1))

    made = backing_up.make(laptop.library, "before-take", between=between)

    assert made.path.exists()
