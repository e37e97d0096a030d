"""Backups, restoring and archives as commands."""

import io
from pathlib import Path

import pytest

from ssc_desktop.services import libraries, moving
from tests.unit.cli.conftest import Run


def test_a_backup_is_made_listed_and_restored(home: Path, ssc: Run, story: str) -> None:
    made = Path(ssc("backup").lines[0])
    assert made.parent == home / "library" / "backups"
    ssc("set", story, "title", "Told anew")

    listed = ssc("backup", "--list").lines

    assert len(listed) == 1
    assert "1 story  checked  You asked for it" in listed[0]
    done = ssc("restore", "--backup")
    assert (done.code, done.lines) == (0, [str(made)])
    assert "before-restore" in done.err
    assert "Told anew" not in ssc("list").out
    assert len(ssc("backup", "--list").lines) == 2


def test_one_story_comes_back_and_the_others_stay(ssc: Run, story: str) -> None:
    title = ssc("show", story, "--json").json["title"]
    name = Path(ssc("backup").lines[0]).name
    ssc("set", story, "title", "Told anew")
    ssc("new", "--title", "Bees")

    done = ssc("restore", "--backup", name, "--stories", story[:20])

    assert done.lines == [story]
    listed = ssc("list").out
    assert title in listed
    assert "Bees" in listed


def test_stories_still_come_out_of_the_trash(ssc: Run, story: str) -> None:
    ssc("trash", story)
    assert ssc("list").lines == []

    assert ssc("restore", story).code == 0

    assert len(ssc("list").lines) == 1
    assert ssc("restore").code == 2


def test_a_story_and_a_backup_in_one_breath_change_nothing(ssc: Run, story: str) -> None:
    """It was taken for the whole library: every other story went back with the one."""
    name = Path(ssc("backup").lines[0]).name
    ssc("set", story, "title", "Told anew")
    ssc("new", "--title", "Bees")
    before = ssc("list").out

    done = ssc("restore", story, "--backup"), ssc("restore", "--backup", name, story)

    assert [one.code for one in done] == [2, 2]
    assert "which stories" in done[0].err
    assert ssc("list").out == before


def test_what_lay_there_before_is_restored_with_the_password(
    ssc: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_PASSWORD", "nine green goats")
    ssc("protect")
    ssc("backup")
    ssc("set", story, "title", "Told anew")
    ssc("restore", "--backup")
    aside = next(one for one in ssc("backup", "--list").lines if "before-restore" in one).split()[0]

    done = ssc("restore", "--backup", aside)

    assert done.code == 0, done.err
    assert "Told anew" in ssc("list").out


def test_a_name_that_no_backup_has_is_refused(ssc: Run, story: str) -> None:
    ssc("backup")

    done = ssc("restore", "--backup", f"library-{story}")

    assert done.code == 1
    assert "no such backup" in done.err


def test_a_second_copy_and_an_archive_are_unpacked_elsewhere(
    home: Path, ssc: Run, story: str
) -> None:
    (home / "stick").mkdir()
    done = ssc("backup", "--to", home / "stick")
    assert "on the same disk as the library" in done.err
    copied = done.lines[0]
    ssc("archive", home / "all.ssclibrary")

    for number, source in enumerate((copied, home / "all.ssclibrary")):
        target = home / f"new {number}"
        assert ssc("unpack", source, "--to", target).lines == [str(target)]
        assert story in ssc("--library", target, "list").out


def test_an_archive_is_unpacked_where_one_stands(
    home: Path, ssc: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssc("archive", home / "all.ssclibrary")
    (home / "new").mkdir()
    monkeypatch.chdir(home / "new")

    done = ssc("unpack", home / "all.ssclibrary", "--to", ".")

    assert (done.code, done.lines) == (0, ["."])
    assert story in ssc("--library", home / "new", "list").out


def test_an_archive_with_a_passphrase_asks_for_it(
    home: Path, ssc: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))

    typed("nine green goats")
    ssc("archive", home / "all.ssclibrary", "--passphrase")
    typed("nine green coats")
    assert ssc("unpack", home / "all.ssclibrary", "--to", home / "new").code == 1
    typed("nine green goats")

    ssc("unpack", home / "all.ssclibrary", "--to", home / "new")

    assert story in ssc("--library", home / "new", "list").out


def test_a_file_that_is_no_archive_is_refused_in_words(home: Path, ssc: Run) -> None:
    (home / "letter.txt").write_text("To my aunt")

    done = ssc("unpack", home / "letter.txt", "--to", home / "new")

    assert done.code == 1
    assert "is not a library in one file" in done.err
    assert not (home / "new").exists()


@pytest.mark.parametrize("command", [("backup",), ("archive", "all.ssclibrary"), ("check",)])
def test_where_there_is_no_library_none_is_begun_and_called_well(
    home: Path, ssc: Run, command: tuple[str, ...]
) -> None:
    """A folder that was mistyped became a library, and that was safe."""
    (home / "photos").mkdir()
    (home / "photos" / "field.jpg").touch()

    for folder in (home / "libary", home / "photos"):
        done = ssc("--library", folder, *command)
        assert done.code == 1
        assert f"There is no library in “{folder}”." in done.err

    assert not (home / "libary").exists() and not list(home.glob("*.ssclibrary"))
    assert [one.name for one in (home / "photos").iterdir()] == ["field.jpg"]


def test_a_library_that_moved_away_says_so_beside_every_answer(
    home: Path, ssc: Run, story: str
) -> None:
    library = libraries.opened(home / "library")
    moving.leave(library, "2026-06-10T12:00:00Z")
    library.close()

    done = ssc("set", story, "title", "Told here")

    assert done.code == 0
    assert "moved to another laptop on 2026-06-10. Go on there" in done.err
    listed = ssc("list")
    assert "Told here" in listed.out and "moved" not in listed.out
    assert "moved" in listed.err
    library = libraries.opened(home / "library")
    moving.stay(library)
    library.close()
    assert ssc("list").err == ""
