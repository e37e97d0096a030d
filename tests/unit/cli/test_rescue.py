"""A broken copy on the command line."""

from pathlib import Path

import pytest

from ssc_desktop.__main__ import main
from tests.laptops import Laptop
from tests.unit.cli.conftest import Run


def test_what_is_whole_of_a_broken_copy_is_taken_in(ssc: Run, home: Path) -> None:
    bo = Laptop(home / "bo")
    bo.add(title="Rice")
    bundle = bo.send()
    bundle.write_bytes(bundle.read_bytes()[:-200])
    bo.close()

    plain = ssc("take", "--accept", bundle)
    rescued = ssc("take", "--accept", "--rescue", bundle)

    assert plain.code == 1 and "damaged" in plain.err
    assert rescued.code == 0 and "1 new" in rescued.out
    assert "Rice" in ssc("list").out


def test_a_damaged_library_is_refused_with_a_way_out_and_rescued(
    ssc: Run, home: Path, story: str
) -> None:
    database = home / "library" / "library.sqlite"
    held = bytearray(database.read_bytes())
    held[:4096] = b"x" * 4096
    database.write_bytes(held)

    refused, saved = ssc("list"), ssc("rescue")

    assert refused.code == 1 and "save what can be read" in refused.err
    assert saved.code == 0 and "1 story was saved." in saved.err
    folder = saved.out.strip()
    assert folder == str(home / "library-saved")
    assert story in ssc("list", "--library", folder).out
    assert database.read_bytes() == bytes(held)


def test_a_damaged_library_is_rescued_from_within_its_folder(
    ssc: Run, home: Path, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = home / "library" / "library.sqlite"
    database.write_bytes(bytes(4096) + database.read_bytes()[4096:])
    monkeypatch.chdir(home / "library")

    saved = ssc("rescue", "--library", ".")

    assert saved.code == 0 and "1 story was saved." in saved.err
    assert story in ssc("list", "--library", home / "library-saved").out


def test_a_protected_library_is_rescued_with_the_password_of_a_script(
    ssc: Run, home: Path, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_PASSWORD", "nine green goats")
    ssc("protect")
    database = home / "library" / "library.sqlite"
    database.write_bytes(bytes(4096) + database.read_bytes()[4096:])

    saved = ssc("rescue")

    assert saved.code == 0, saved.err
    assert story in ssc("list", "--library", home / "library-saved").out


def test_of_a_damaged_protected_library_only_our_words_are_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What encrypts wrote lines of its own beside them."""
    monkeypatch.setenv("SSC_PASSWORD", "nine green goats")
    assert main(["protect"]) == 0
    database = home / "library" / "library.sqlite"
    database.write_bytes(bytes(4096) + database.read_bytes()[4096:])
    capfd.readouterr()

    assert main(["list"]) == 1

    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("The library's database is damaged.")


@pytest.mark.parametrize("protected", [False, True])
def test_of_an_empty_database_nobody_is_asked_for_a_password(
    ssc: Run, home: Path, story: str, monkeypatch: pytest.MonkeyPatch, protected: bool
) -> None:
    assert story
    monkeypatch.setenv("SSC_PASSWORD", "nine green goats")
    if protected:
        ssc("protect")
    monkeypatch.delenv("SSC_PASSWORD")
    (home / "library" / "library.sqlite").write_bytes(b"")

    saved = ssc("rescue")

    assert saved.code == 1
    assert "Nothing can be read" in saved.err and "Restore a backup" in saved.err
    assert "password" not in saved.err


def test_a_deep_check_looks_at_the_backups_too(ssc: Run, home: Path, story: str) -> None:
    assert story
    ssc("backup")
    good = ssc("check", "--deep")
    backup = next((home / "library" / "backups").glob("*.sqlite"))
    held = bytearray(backup.read_bytes())
    held[len(held) // 2] ^= 1
    backup.write_bytes(held)

    bad = ssc("check", "--deep")

    assert good.code == 0 and "All is well." in good.out
    assert bad.code == 1 and "The backup of" in bad.err


def test_a_deep_check_tells_of_a_library_that_can_hardly_be_read(
    ssc: Run, home: Path, story: str
) -> None:
    assert story
    database = home / "library" / "library.sqlite"
    held = bytearray(database.read_bytes())
    at = held.find(b"Rice from China") // 4096 * 4096
    held[at : at + 8] = bytes(8)
    database.write_bytes(held)

    found = ssc("check", "--deep")

    assert found.code == 1
    assert "damaged" in found.err or "Problems were found." in found.out
