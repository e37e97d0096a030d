"""A good bundle, ready to be bent, and libraries that bent ones are given to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.forge import Files, taken_apart
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, JPEG, RICE, kept, sent
from tests.unit.bundle.samples import Laptop as Maker

NewLibrary = Callable[[], Laptop]


@pytest.fixture(scope="session")
def good_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories of one laptop, one edited by a second, and two photos."""
    folder = tmp_path_factory.mktemp("good")
    laptop, other = Maker(1), Maker(2)
    laptop.edit(RICE, title="Hybrid rice", overview="Écrit à Kampala", visibility="public")
    laptop.edit(FISH, title="Fish ponds", visibility="public")
    other.take(laptop)
    other.edit(RICE, title="Hybrid rice in Uganda")
    laptop.take(other)
    blobs = [kept(folder, JPEG), kept(folder, b"\x89PNG\r\n\x1a\n" + b"a chart" * 50)]
    return sent(laptop, folder / "good.sscz", blobs=blobs, others=[other]).path


@pytest.fixture
def good(good_bundle: Path) -> Files:
    """Its files by name."""
    return taken_apart(good_bundle)


@pytest.fixture
def new_library(tmp_path: Path) -> Iterator[Callable[[], Laptop]]:
    """Libraries of somebody with a story of his own, as many as are asked for."""
    made: list[Laptop] = []

    def new() -> Laptop:
        laptop = Laptop(tmp_path / f"library-{len(made)}")
        made.append(laptop)
        laptop.add(title="Maize from Peru")
        return laptop

    yield new
    for laptop in made:
        laptop.close()


@pytest.fixture(scope="session")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """One library for all files that change nothing."""
    laptop = Laptop(tmp_path_factory.mktemp("victim"))
    laptop.add(title="Maize from Peru")
    yield laptop
    laptop.close()
