"""Marks and makers for the tests of bundles."""

from pathlib import Path

import pytest

from tests.hostile.forge import Files, taken_apart
from tests.unit.bundle.samples import FISH, JPEG, RICE, Laptop, kept, sent


def pytest_configure(config: pytest.Config) -> None:
    """Programs that other people wrote must accept our bundles."""
    config.addinivalue_line("markers", "interop: runs a program that is not ours")


@pytest.fixture
def laptop() -> Laptop:
    """A laptop with two stories."""
    laptop = Laptop()
    laptop.edit(RICE, title="Hybrid rice", overview="Écrit à Kampala")
    laptop.edit(RICE, title="Hybrid rice in Uganda")
    laptop.edit(FISH, title="Fish ponds")
    return laptop


@pytest.fixture
def bundle(laptop: Laptop, tmp_path: Path) -> Path:
    """What it sends, with a photo and an attachment nobody can name."""
    blobs = [kept(tmp_path, JPEG), kept(tmp_path, b"MZ\x90 a program")]
    return sent(laptop, tmp_path / "rice.sscz", blobs=blobs).path


@pytest.fixture
def good(bundle: Path) -> Files:
    """Its files by name, ready to be bent."""
    return taken_apart(bundle)
