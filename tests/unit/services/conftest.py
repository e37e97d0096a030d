"""Laptops to write on, closed after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop.services import backing_up, cases, libraries, start
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import key_slots
from ssc_desktop.store.key_slots import DataKey
from tests.laptops import Laptop

Bought = Callable[[str], Laptop]


@pytest.fixture
def laptop_of(tmp_path: Path) -> Iterator[Bought]:
    """A new laptop for a person."""
    bought: list[Laptop] = []

    def buy(name: str) -> Laptop:
        bought.append(Laptop(tmp_path / name))
        return bought[-1]

    yield buy
    for one in bought:
        one.close()


@pytest.fixture
def amina(laptop_of: Bought) -> Laptop:
    """Amina's laptop."""
    return laptop_of("amina")


@pytest.fixture
def bo(laptop_of: Bought) -> Laptop:
    """Bo's laptop."""
    return laptop_of("bo")


@pytest.fixture
def chen(laptop_of: Bought) -> Laptop:
    """Chen's laptop."""
    return laptop_of("chen")


@pytest.fixture
def laptop(amina: Laptop) -> Laptop:
    """A laptop with a story."""
    amina.add(title="Rice from China in Uganda")
    return amina


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def desk(laptop_of: Bought) -> Laptop:
    """The facilitator's laptop, where the station runs."""
    return laptop_of("desk")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Guessing is not made dear here, and nothing leaves the folder."""
    monkeypatch.setattr(key_slots, "_WORK", 4)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SSC_CONFIG", str(tmp_path / "config"))


def closed_library(
    folder: Path, title: str, picture: bytes = b"A field of rice" * 9000, *, backup: bool = False
) -> Path:
    """A closed library with a story and a picture in it, and perhaps a backup."""
    laptop = Laptop(folder)
    (folder / "field.bin").write_bytes(picture)
    story = {"title": title, "attachment": [{"file": "field.bin"}]}
    cases.added(laptop.library, story, beside=folder)
    if backup:
        backing_up.make(laptop.library, "asked")
    laptop.close()
    return folder / "library"


def opened(folder: Path, key: DataKey | None) -> Library:
    """A library, opened as the window opens it."""
    return libraries.opened(start.begin(folder, key))
