"""The key of this computer."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ssc_desktop.errors import StorageError
from ssc_desktop.history.device import FILE_NAME, DeviceKey, new_incarnation, signed_by


def test_the_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = DeviceKey.load_or_create(tmp_path / "config")

    found = DeviceKey.load_or_create(tmp_path / "config")

    assert found.id == made.id
    assert found.public == made.public
    assert [path.name for path in (tmp_path / "config").iterdir()] == [FILE_NAME]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_nobody_else_can_read_the_key(tmp_path: Path) -> None:
    DeviceKey.load_or_create(tmp_path)

    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage", [b"", b"ssc-device-key 1\n", b"ssc-device-key 1\nAAAA\n", b"\xff"]
)
def test_a_damaged_key_is_never_replaced_silently(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)

    with pytest.raises(StorageError, match=r"device\.key"):
        DeviceKey.load_or_create(tmp_path)

    assert (tmp_path / FILE_NAME).read_bytes() == damage


def test_a_signature_holds_for_its_message_and_key_alone() -> None:
    key, other = DeviceKey.new(), DeviceKey.new()
    signature = key.sign(b"rice")

    assert signed_by(key.public, signature, b"rice")
    assert not signed_by(key.public, signature, b"fish")
    assert not signed_by(other.public, signature, b"rice")
    assert not signed_by(b"short", signature, b"rice")


def test_incarnations_differ() -> None:
    assert len({new_incarnation() for _number in range(50)}) == 50


def test_importing_history_does_not_import_cryptography() -> None:
    program = (
        "import sys, ssc_desktop.history.view, ssc_desktop.history.saving;"
        "sys.exit('cryptography' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_two_programs_that_start_at_once_keep_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _number: DeviceKey.load_or_create(tmp_path), range(8)))

    assert len({key.id for key in keys}) == 1
    assert str(keys[0].id[:8]) in repr(keys[0])
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
