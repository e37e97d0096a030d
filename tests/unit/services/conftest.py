"""Laptops to write on, closed after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop.store import key_slots
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
