"""What surrounds the program goes wrong: clocks jump, folders vanish, texts are monstrous."""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ssc_desktop.errors import FileGone, SscError
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.services import cases, history, libraries
from ssc_desktop.store.library import Library
from tests.laptops import Laptop

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
_DAYS = (0, -400, 3_650, -1, 0, 20_000, -20_000, 5)


class _Jumping:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.days = 0

    def now(self) -> datetime:
        return NOON + timedelta(days=self.days)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop with nothing on it."""
    one = Laptop(tmp_path)
    yield one
    one.close()


def _titles_as_history_has_them(laptop: Laptop) -> list[str]:
    clock, case_id = _Jumping(), laptop.add(title="-")
    for number, days in enumerate(_DAYS):
        clock.days = days
        laptop.library.clock = HybridClock(laptop.library.clock.last, now=clock.now)
        laptop.type(case_id, "title", f"Title {number}")
        assert laptop.case(case_id).title == f"Title {number}"
        laptop.reopen()
        assert laptop.case(case_id).title == f"Title {number}"
    saves = history.saves(laptop.library, case_id).saves
    said = [history.told(laptop.library, case_id, save.id).title for save in reversed(saves)]
    assert libraries.check(laptop.library).problems == ()
    return said[1:]


_TITLES = [f"Title {number}" for number in range(len(_DAYS))]


def test_saves_stand_in_their_order_however_the_clock_jumps(laptop: Laptop) -> None:
    assert _titles_as_history_has_them(laptop) == _TITLES


def test_the_clock_on_the_wall_alone_would_mix_them_up(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    careful = HybridClock.tick
    monkeypatch.setattr(
        HybridClock,
        "tick",
        lambda self: careful(HybridClock(now=self._now)),
    )

    assert _titles_as_history_has_them(laptop) != _TITLES


def test_a_folder_that_vanished_is_told_and_its_return_is_enough(
    laptop: Laptop, tmp_path: Path
) -> None:
    case_id = laptop.add(title="Before")
    (tmp_path / "library").rename(tmp_path / "elsewhere")

    with pytest.raises(FileGone, match="moved or deleted"):
        laptop.type(case_id, "title", "While it was away")
    (tmp_path / "elsewhere").rename(tmp_path / "library")
    laptop.type(case_id, "title", "After")

    laptop.reopen()
    assert laptop.case(case_id).title == "After"


def test_without_looking_after_it_words_go_into_a_file_that_is_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "still_there", lambda _self: None)
    laptop = Laptop(tmp_path)
    case_id = laptop.add(title="Before")
    shutil.copytree(tmp_path / "library", tmp_path / "copy")
    shutil.rmtree(tmp_path / "library")

    laptop.type(case_id, "title", "Into nothing")  # and it is said to be saved

    laptop.close()
    shutil.copytree(tmp_path / "copy", tmp_path / "library", dirs_exist_ok=True)
    laptop = Laptop(tmp_path)
    assert laptop.case(case_id).title == "Before"
    laptop.close()


@pytest.mark.parametrize(
    "monster",
    [
        "x" * 10_000_000,
        "Rice\x00and fish",
        "Rice \ud800 and \udfff fish",
        "Rice \ufffe\uffff fish \x07\x1b[31m",
        "\u202e" * 10_000,
        "e" + "\u0301" * 50_000,
        "{'a': [" * 20_000,
        "\n" * 500_000,
    ],
    ids=["10 MB", "NUL", "surrogates", "no characters", "reversed", "accents", "JSON", "lines"],
)
def test_a_monstrous_text_is_kept_or_refused_in_words_and_harms_nothing(
    monster: str, laptop: Laptop
) -> None:
    case_id = laptop.add(title="Rice", overview="Before.")

    with contextlib.suppress(SscError):  # in words; anything else fails here
        laptop.type(case_id, "overview", monster)
    kept = laptop.case(case_id).overview
    assert kept == "Before." or len(str(kept)) > 10
    laptop.type(case_id, "title", "Rice and fish")

    laptop.reopen()
    assert laptop.case(case_id).title == "Rice and fish"
    assert libraries.check(laptop.library).problems == ()
    cases.trash(laptop.library, [case_id])
