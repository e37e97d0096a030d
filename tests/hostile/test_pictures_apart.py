"""Pictures of others are decoded by a process that can be killed, fooled or filled, and no more."""

import os
import resource
import signal
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from ssc_desktop import apart
from tests.hostile.test_pictures import BOMBS, SVG, chunk, jpeg, png
from ui import pictures
from ui.pictures import KINDS, SECONDS, SERVICE, Fit, Why, decoded

ROOM = QSize(420, 300)


def service() -> int:
    """The process that decodes, by its id."""
    process = pictures._door()._process  # noqa: SLF001 - a test looks at it from outside
    assert process is not None
    return process.pid


@pytest.fixture
def photo() -> bytes:
    return jpeg()


def picture(folder: Path, kind: str) -> bytes:
    path = folder / f"picture.{kind}"
    Image.new("RGB", (80, 60), "green").save(path)
    return path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown(tmp_path: Path, kind: str) -> None:
    found = decoded(picture(tmp_path, kind), ROOM)

    assert (found.image.width(), found.image.height()) == (80, 60)
    seen = found.image.pixelColor(40, 30)
    assert abs(seen.green() - 128) < 4 and seen.red() + seen.blue() < 8


def test_the_type_is_told_by_the_content_and_drawings_are_no_pictures() -> None:
    assert decoded(SVG, ROOM).why == Why.DAMAGED
    assert decoded(b"/* XPM */\nstatic char *a[]={};", ROOM).why == Why.DAMAGED


def test_a_photo_stands_upright_and_fills_its_room(photo: bytes) -> None:
    found = decoded(photo, ROOM, Fit.FILL)

    assert found.was == QSize(400, 300)
    assert found.image.width() < found.image.height()


def test_the_second_picture_is_quick(photo: bytes) -> None:
    decoded(photo, ROOM)
    first, before = service(), _work_of(service())
    for _turn in range(20):
        assert not decoded(photo, ROOM).image.isNull()

    assert service() == first
    assert _work_of(first) - before < 2


def test_what_ends_the_process_is_not_shown_and_the_next_picture_is(photo: bytes) -> None:
    decoded(photo, ROOM)
    first = service()
    os.kill(first, signal.SIGKILL)

    assert decoded(photo, ROOM).image.isNull()
    assert not decoded(photo, ROOM).image.isNull()
    assert service() != first


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(case: str, photo: bytes) -> None:
    decoded(photo, ROOM)
    first, before = service(), _work_of(service())

    assert decoded(BOMBS[case], ROOM).image.isNull()
    assert service() == first
    assert _work_of(first) - before < 1


def test_a_picture_of_just_forty_million_dots_is_shown_in_the_memory_there_is() -> None:
    rows = zlib.compressobj(1)
    line = b"\0" + bytes(8_000)
    packed = b"".join(rows.compress(line) for _row in range(5_000)) + rows.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8_000, 5_000, 8, 0, 0, 0, 0))
    large = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")

    assert decoded(large, ROOM).image.width() == 420
    assert _most_memory(service()) <= 300 << 20
    assert decoded(png(8_000, 5_001, pixels=b""), ROOM).why == Why.TOO_LARGE


def test_a_picture_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    slow = _many_scans(tmp_path)
    pictures._door().close()  # noqa: SLF001 - so that one process does this alone
    before = _work_of_others()

    assert decoded(slow, QSize(6_000, 6_000)).image.isNull()

    assert _work_of_others() - before <= SECONDS + 1.5  # it begins in some of it


def test_the_process_can_open_neither_files_nor_the_network(photo: bytes) -> None:
    decoded(photo, ROOM)

    limits = Path(f"/proc/{service()}/limits").read_text(encoding="ascii")
    assert [line.split()[3:5] for line in limits.splitlines() if "open files" in line] == [
        ["3", "3"]
    ]
    held = {Path(f"/proc/{service()}/fd/{n}").readlink().as_posix() for n in range(3)}
    assert all(one.startswith(("pipe:", "/dev/null")) for one in held)


def test_it_ends_when_the_program_ends() -> None:
    process = apart.begun(SERVICE)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()

    assert process.wait(20) == 0
    process.stdout.close()


def _work_of_others() -> float:
    """Seconds of the processor that processes took which were begun here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _work_of(process: int) -> float:
    """Seconds of the processor that a process took so far."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _most_memory(process: int) -> int:
    """The most memory that a process had at a time, in bytes."""
    said = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in said.splitlines() if "VmHWM" in line) << 10


def _many_scans(folder: Path) -> bytes:
    """A progressive JPEG of 36 million dots, whose last scan comes again 400 times."""
    path = folder / "slow.jpg"
    Image.new("L", (6_000, 6_000), 128).save(path, "JPEG", progressive=True)
    data = path.read_bytes()
    at = data.rindex(b"\xff\xda")
    return data[:-2] + data[at:-2] * 400 + data[-2:]


@pytest.fixture(autouse=True, scope="module")
def _no_process_left() -> Iterator[None]:
    yield
    pictures._door().close()  # noqa: SLF001 - begun by these tests
