"""Files that people give, from a stick that fails while they are read."""

import errno
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop.errors import StorageError
from ssc_desktop.services import inbox, originals
from ssc_desktop.services.libraries import Library
from tests.laptops import Laptop

Keep = Callable[[Library, Path], object]


class Failing(io.BytesIO):
    """A stick that is pulled out after the first bytes."""

    def read(self, _size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "Input/output error")
        return super().read(100)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "laptop")
    yield made
    made.close()


@pytest.fixture(params=["refused", "failing"])
def stick(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file on a stick that gives nothing, or no more than its beginning."""
    path = tmp_path / "from the stick.bin"
    path.write_bytes(b"words" * 999)
    usual = Path.open

    def opened(asked: Path, *more: object, **named: object) -> object:
        if asked != path:
            return usual(asked, *more, **named)  # type: ignore[call-overload]
        if request.param == "refused":
            raise PermissionError(errno.EACCES, "Permission denied")
        return Failing(b"words" * 999)

    monkeypatch.setattr(Path, "open", opened)
    return path


@pytest.mark.parametrize(
    "keep", [originals.keep, lambda library, path: inbox.keep(library, path, "sealed")]
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_stays(
    laptop: Laptop, stick: Path, keep: Keep
) -> None:
    with pytest.raises(StorageError, match=r"“from the stick\.bin” could not be read"):
        keep(laptop.library, stick)

    left = [path for path in (laptop.folder / "library").rglob("*") if path.suffix == ".part"]
    assert left == []
    assert inbox.waiting(laptop.library) == ()
