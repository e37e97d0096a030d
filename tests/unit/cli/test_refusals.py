"""What cannot be done is refused in a plain sentence, with 1; wrong usage with 2."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import settings
from ssc_desktop.errors import StorageError
from ssc_desktop.services import libraries
from tests.strategies import numbered_id
from tests.unit.cli.conftest import Run, Said
from tests.unit.cli.test_commands import kept

A = numbered_id(1)


def refused(said: Said, *words: str) -> None:
    """It was refused in words, and nothing else was printed."""
    assert said.code == 1
    assert said.err.strip().endswith(".")
    for word in words:
        assert word in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["show"],
        ["set", "x", "title"],
        ["word", "x"],
        ["word", "x", "--layout", "novel", "-o", "x.docx"],
        ["pdf", "x"],
        ["lint"],
        ["list", "--colour"],
        ["bundle"],
        ["tour"],
        ["tour", ""],
        ["--library", "", "list"],
        ["list", "--library", " "],
        ["list", "--status", "bogus"],
        ["word", "x", "--lang", "zz", "-o", "x.docx"],
        ["word", "x", "--lang", "../..", "-o", "x.docx"],
    ],
)
def test_wrong_usage_is_told_with_2(ssc: Run, arguments: list[str]) -> None:
    said = ssc(*arguments)

    assert said.code == 2
    assert "usage:" in said.err
    assert said.out == ""


def test_what_may_be_given_is_named(ssc: Run) -> None:
    assert "changes_asked" in ssc("list", "--status", "bogus").err
    assert "'fr'" in ssc("word", "x", "--lang", "zz", "-o", "x.docx").err


@pytest.mark.parametrize("command", ["show", "trash", "restore", "set", "word", "bundle"])
@pytest.mark.parametrize("case_id", [A, "", "x", "%", "01a0c453", "../../etc"])
def test_a_story_that_is_not_there_is_said(ssc: Run, command: str, case_id: str) -> None:
    more = {"set": ["title", "x"], "word": ["-o", "x.docx"], "bundle": ["-o", "x.sscz"]}

    refused(ssc(command, case_id, *more.get(command, [])), "no story")

    assert not Path("x.docx").exists() and not Path("x.sscz").exists()


def test_a_story_is_not_complete_before_it_is(ssc: Run, story: str) -> None:
    said = ssc("set", story, "status", "complete")

    refused(said, "Missing: Short name, Overview, Facts as of", "“unknown” is an answer too")
    assert "Title" not in said.err
    assert ssc("show", story, "--json").json["status"] == "draft"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("titel", "x", "no field “titel”"),
        ("case_uuid", A, "no field"),
        ("", "x", "no field"),
        ("/", "x", ""),
        ("partner", "China", "list of objects"),
        ("partner", '[{"rolls": []}]', "partner[1].rolls"),
        (f"partner/{A}/country", "CHN", "no such item"),
        (f"partner/{A}", "x", "no field"),
        (f"partner/{A}/rolls", "x", "no field"),
        (f"other_figure/{A}/value", "x", ""),
        (f"result/{A}/other_figure/{A}/value", "x", "no such item"),
        (f"partner/{A}/other_figure/{A}/value", "x", ""),
        (f"title/{A}/value", "x", "no field"),
        ("sector", "farming", "not in the list"),
        ("sector", '["311", 7]', "not in the list"),
        ("participants_total", "forty", "whole number"),
        ("participants_total", "4.5", "whole number"),
        ("participants_total", "NaN", "whole number"),
        ("participants_about", "perhaps", "true or false"),
        ("as_of_date", "last summer", "date such as"),
        ("title", '{"answer": "maybe"}', "the answer is not one of"),
        ("status", "finished", "not in the list"),
        ("keywords", "[" * 5000, ""),
        ("partner", "[" * 5000, ""),
        ("key_challenge", "[{}, {}, {}, {}]", "3 at most"),
        ("result", f'[{{"id": "{A}"}}, {{"id": "{A}"}}]', A),
    ],
)
def test_what_cannot_be_set_is_said(
    ssc: Run, story: str, field: str, value: str, words: str
) -> None:
    before = ssc("show", story, "--json").out

    said = ssc("set", story, field, value)

    if field == "keywords" and said.code == 0:
        return  # brackets are words too
    refused(said, words)
    assert ssc("show", story, "--json").out == before


BAD_FILES: list[tuple[str, str | bytes, str]] = [
    ("broken", '{"title": "Rice"', "not JSON"),
    ("place", '{"title": "Rice",\n "x"}', "at line 2, column 5"),
    ("name twice", '{"title": "a", "title": "b"}', "“title” is there twice"),
    ("inner twice", '{"partner": [{"name_as_used": "a", "name_as_used": "b"}]}', "name_as_used"),
    ("digits", '{"participants_total": ' + "9" * 5000 + "}", "a number in it is too long"),
    ("empty", "", "not JSON"),
    ("binary", b"\x00\xff\xfe", "not text in UTF-8"),
    ("word", "Rice", "not JSON"),
    ("number", "4", "JSON object"),
    ("nested", "[" * 100_000 + "]" * 100_000, "too deeply nested"),
    ("deep", '{"title": ' + "[" * 900 + "]" * 900 + "}", "title"),
    ("deep", '{"partner": ' + '[{"x":' * 300 + "1" + "}]" * 300 + "}", "partner[1].x"),
    ("typing mistake", '{"titel": "Rice"}', "titel"),
    ("inner mistake", '{"partner": [{"rolls": []}]}', "partner[1].rolls"),
    ("second bad", '[{"title": "Rice"}, {"titel": "Rice"}]', "titel"),
    ("twice one id", json.dumps({"partner": [{"id": A}, {"id": A}]}), A),
    ("outside", '{"attachment": [{"file": "../secret.txt"}]}', "secret.txt"),
    ("absolute", '{"attachment": [{"file": "/etc/passwd"}]}', "/etc/passwd"),
    ("missing", '{"attachment": [{"file": "gone.jpg"}]}', "gone.jpg"),
    ("folder", '{"attachment": [{"file": "."}]}', ""),
    ("no name", '{"attachment": [{"file": ""}]}', ""),
    ("zero", '{"attachment": [{"file": "a\\u0000b"}]}', ""),
    ("half", '{"attachment": [{"file": "a\\ud800b"}]}', ""),
    ("long", json.dumps({"attachment": [{"file": "a" * 5000}]}), ""),
    ("list of files", '{"attachment": [{"file": ["a"]}]}', ""),
    ("too long", json.dumps({"overview": "ع" * 1_000_000}), "longer"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD_FILES)
def test_a_file_that_is_no_record_adds_nothing(
    ssc: Run, home: Path, name: str, content: str | bytes, words: str
) -> None:
    (home / "secret.txt").write_text("secret")
    (home / "in").mkdir()
    path = home / "in" / "record.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    good = kept(home / "in" / "good.json", {"title": "Good"})

    refused(ssc("add", path), words)
    if "attachment" not in str(content) and name != "too long":
        refused(ssc("add", good, path), words)

    assert ssc("list").out == ""


def test_a_link_out_of_the_folder_is_not_followed(ssc: Run, home: Path) -> None:
    (home / "secret.txt").write_text("secret")
    (home / "in").mkdir()
    (home / "in" / "a.jpg").symlink_to(home / "secret.txt")
    record = kept(home / "in" / "r.json", {"title": "x", "attachment": [{"file": "a.jpg"}]})

    refused(ssc("add", record), "a.jpg")


@pytest.mark.parametrize("path", ["gone.json", ".", "/dev/null", "/dev/zero"])
def test_a_file_that_cannot_be_read_is_said(ssc: Run, path: str) -> None:
    refused(ssc("add", path))


def test_a_folder_is_no_file_of_a_record(ssc: Run, home: Path) -> None:
    (home / "stories").mkdir()

    refused(ssc("add", home / "stories"), "“stories” is a folder, not a file.")


@pytest.mark.parametrize("folder", ["file", "file/below", "/proc/x", "/proc/x/y"])
def test_a_tour_into_what_is_no_folder_is_refused(ssc: Run, home: Path, folder: str) -> None:
    (home / "file").write_text("x")

    said = ssc("tour", folder)

    refused(said)
    assert said.out == ""


def test_a_file_in_place_of_the_preferences_is_said(
    ssc: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("x")
    monkeypatch.setenv("SSC_CONFIG", str(home / "file"))

    refused(ssc("list"), "The key of this computer cannot be kept", "Check that this is a folder")
    with pytest.raises(StorageError, match="preferences cannot be kept"):
        settings.save(settings.Settings(theme="dark"))


def test_a_library_in_use_names_the_hour_on_the_wall(ssc: Run, home: Path) -> None:
    library = libraries.opened(home / "library")

    said = ssc("list")
    library.close()

    refused(said, "already open")
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d\.", said.err)


def test_the_same_story_is_not_added_twice(ssc: Run, home: Path) -> None:
    record = kept(home / "r.json", {"case_uuid": A, "title": "Rice"})
    ssc("add", record)

    refused(ssc("add", record), "in the library already")


def test_an_item_cannot_take_the_id_of_another(ssc: Run, home: Path) -> None:
    record = kept(home / "r.json", {"title": "Rice", "partner": [{"id": A, "country": "CHN"}]})
    case_id = ssc("add", record).out.strip()

    refused(ssc("set", case_id, "result", f'[{{"id": "{A}", "statement": "x"}}]'), A)

    assert ssc("show", case_id, "--json").json["partner"][0]["country"] == "CHN"


@pytest.mark.parametrize(
    "content", [b"Dear aunt, this is no bundle.", b"", b"PK\x03\x04" + b"\x00" * 60]
)
def test_a_file_that_is_no_bundle_is_refused(ssc: Run, home: Path, content: bytes) -> None:
    (home / "b.sscz").write_bytes(content)

    assert ssc("verify", "b.sscz").code == 1
    refused(ssc("take", "b.sscz"))
    refused(ssc("take", "b.sscz", "--dry-run"))
    told = ssc("take", "b.sscz", "--json")
    assert told.code == 1
    assert told.json[0]["refused"]


@pytest.mark.parametrize("path", ["gone.sscz", ".", "/dev/null"])
def test_what_is_no_file_is_no_bundle(ssc: Run, path: str) -> None:
    for command in ("verify", "take"):
        said = ssc(command, path)
        assert said.code == 1
        assert said.err


def test_one_bad_bundle_does_not_hold_back_the_others(ssc: Run, home: Path, story: str) -> None:
    ssc("bundle", "-o", home / "good.sscz")
    (home / "bad.sscz").write_bytes(b"no bundle")
    other = ("--library", home / "other")

    verified = ssc("verify", home / "bad.sscz", home / "good.sscz")
    taken = ssc(*other, "take", home / "bad.sscz", home / "good.sscz")

    assert (verified.code, taken.code) == (1, 1)
    assert "refused (" in verified.out and "accepted" in verified.out
    assert "1 new." in taken.out
    assert story in ssc(*other, "list").out


@pytest.mark.parametrize("target", ["/dev/full/x", "/proc/x", "gone/x", "."])
def test_what_cannot_be_written_is_said(ssc: Run, home: Path, story: str, target: str) -> None:
    ssc("bundle", story, "-o", home / "first.sscz")  # the keys of this computer are made
    before = sorted(home.rglob("*"))

    refused(ssc("word", story, "-o", target))
    refused(ssc("bundle", story, "-o", target))

    assert [one for one in sorted(home.rglob("*")) if one not in before] == []


def test_nothing_to_send_is_said(ssc: Run, home: Path) -> None:
    refused(ssc("bundle", "-o", home / "b.sscz"), "nothing that may leave")


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 300, b"SQLite format 3\x00" + b"\xff" * 5000]
)
@pytest.mark.parametrize(
    "arguments",
    [["list"], ["new"], ["check"], ["show", A], ["take", "x.sscz"], ["bundle", "-o", "b.sscz"]],
)
def test_a_broken_library_is_said(
    ssc: Run, home: Path, content: bytes, arguments: list[str]
) -> None:
    (home / "library" / "library.sqlite").write_bytes(content)

    refused(ssc(*arguments), "amaged", "backup")


@pytest.mark.parametrize("folder", ["file", "file/below", "/proc/library", "\0"])
def test_a_folder_that_cannot_be_a_library_is_said(ssc: Run, home: Path, folder: str) -> None:
    (home / "file").write_text("x")

    refused(ssc("--library", folder, "list"))


def test_words_of_a_shell_in_another_encoding_are_no_bug(ssc: Run, story: str) -> None:
    odd = os.fsdecode(b"caf\xe9")

    assert ssc("list", "--query", odd).code == 0
    assert ssc("list", "--status", odd).code == 2
    assert ssc("set", story, "network", odd).code in {0, 1}
    assert ssc("new", "--title", odd).code in {0, 1}
    assert ssc("show", odd * 3).code == 1


def test_french_people_are_refused_in_french(
    ssc: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    said = ssc("show", A)

    assert said.code == 1
    assert "récit" in said.err


def test_records_of_any_shape_are_added_or_refused(ssc: Run, home: Path) -> None:
    odd: list[Any] = [
        None,
        True,
        "x",
        0,
        -1,
        1e9,
        [],
        {},
        [[]],
        [{}],
        {"answer": "unknown"},
        {"id": 1},
    ]
    for field in ("title", "partner", "attachment", "sector", "request_origin", "case_uuid"):
        for value in odd:
            said = ssc("add", kept(home / "r.json", {field: value}))
            assert said.code in {0, 1}


def test_records_of_which_one_does_not_fit_are_not_added_at_all(ssc: Run, home: Path) -> None:
    good = kept(home / "good.json", {"title": "Rice"})
    lost = kept(home / "lost.json", {"title": "Maize", "attachment": [{"file": "gone.jpg"}]})

    assert ssc("add", good, lost).code == 1

    assert ssc("list", "--json").json == []
