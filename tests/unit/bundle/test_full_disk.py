"""A disk that takes no more: every point at which it can happen."""

import sys
from pathlib import Path

import pytest

from ssc_desktop.bundle.reading import verify
from ssc_desktop.errors import SscError
from tests.unit.bundle.full_disk import room_for
from tests.unit.bundle.samples import JPEG, Laptop, kept, sent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")


def test_a_bundle_is_whole_or_not_there(laptop: Laptop, tmp_path: Path) -> None:
    blob = kept(tmp_path, JPEG)
    target = tmp_path / "out" / "rice.sscz"
    target.parent.mkdir()
    whole = sent(laptop, target, blobs=[blob]).size
    target.write_bytes(b"the bundle of yesterday")

    for room in range(0, whole, 211):
        with room_for(room), pytest.raises(SscError):
            sent(laptop, target, blobs=[blob])

        assert target.read_bytes() == b"the bundle of yesterday"
        assert list(target.parent.iterdir()) == [target]
    assert sent(laptop, target, blobs=[blob]).size == whole


def test_nothing_is_left_where_a_bundle_finds_no_room(bundle: Path, tmp_path: Path) -> None:
    for room in range(0, len(JPEG), 97):
        with room_for(room), pytest.raises(SscError):
            verify(bundle, tmp_path / "spool")

        assert list((tmp_path / "spool").iterdir()) == []
    verify(bundle, tmp_path / "spool").close()
