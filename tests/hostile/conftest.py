"""A good bundle, ready to be bent."""

from pathlib import Path

import pytest

from tests.hostile.forge import Files, taken_apart
from tests.unit.bundle.samples import FISH, JPEG, RICE, Laptop, kept, sent


@pytest.fixture(scope="session")
def good_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories of one laptop, one edited by a second, and two photos."""
    folder = tmp_path_factory.mktemp("good")
    laptop, other = Laptop(1), Laptop(2)
    laptop.edit(RICE, title="Hybrid rice", overview="Écrit à Kampala")
    laptop.edit(FISH, title="Fish ponds")
    other.take(laptop)
    other.edit(RICE, title="Hybrid rice in Uganda")
    laptop.take(other)
    blobs = [kept(folder, JPEG), kept(folder, b"\x89PNG\r\n\x1a\n" + b"a chart" * 50)]
    return sent(laptop, folder / "good.sscz", blobs=blobs, others=[other]).path


@pytest.fixture
def good(good_bundle: Path) -> Files:
    """Its files by name."""
    return taken_apart(good_bundle)
