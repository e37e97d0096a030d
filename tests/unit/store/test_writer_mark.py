"""The mark beside the key: an older database is found out, and nothing else depends on it."""

from pathlib import Path

from ssc_desktop.store import writer_mark
from ssc_desktop.store.writer_mark import FOLDER, Mark

NAME = "01a0c453-7940-7d72-9572-b20fe7a17c77"
NOON = Mark("0123456789abcdef", "2026-11-21T12:00:00.000Z-0000")


def test_a_mark_is_read_as_it_was_left(tmp_path: Path) -> None:
    assert writer_mark.read(tmp_path, NAME) is None

    writer_mark.write(tmp_path, NAME, NOON)

    assert writer_mark.read(tmp_path, NAME) == NOON
    assert writer_mark.read(tmp_path, "another") is None


def test_it_tells_an_older_database_and_another_copy() -> None:
    assert not NOON.outran(NOON.incarnation, NOON.clock)
    assert not NOON.outran(NOON.incarnation, "2026-11-21T12:00:00.001Z-0000")
    assert NOON.outran(NOON.incarnation, "2026-11-21T11:59:59.999Z-ffff")
    assert NOON.outran("fedcba9876543210", NOON.clock)


def test_what_cannot_be_read_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    torn = b"ssc-writer 1\n0123456789abcdef\n2026-11-21T12:"
    for bytes_ in (b"", b"\xff\xfe", b"ssc-writer 2\na\nb\n", b"ssc-writer 1\na\n", torn):
        (tmp_path / FOLDER / NAME).write_bytes(bytes_)
        assert writer_mark.read(tmp_path, NAME) is None


def test_where_it_cannot_be_left_nothing_stays_behind(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / NAME).mkdir()

    writer_mark.write(tmp_path, NAME, NOON)

    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [NAME]
    (tmp_path / "file").write_text("no folder")
    writer_mark.write(tmp_path / "file", NAME, NOON)
