"""The command line deals with others: what a window does with bundles, it does too."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laptops import Laptop
from tests.unit.cli.conftest import Run


@pytest.fixture
def story(ssc: Run) -> str:
    """A story in the library."""
    return ssc("new", "--title", "Rice from China in Uganda").out.strip()


@pytest.fixture
def bo(home: Path) -> Iterator[Laptop]:
    """Somebody else's computer."""
    laptop = Laptop(home / "bo")
    yield laptop
    laptop.close()


@pytest.fixture
def dispute(ssc: Run, home: Path, story: str, bo: Laptop) -> str:
    """The story, of which two people changed the title."""
    ssc("bundle", "-o", home / "a.sscz")
    bo.take(home / "a.sscz")
    bo.type(story, "title", "Bo’s title")
    ssc("set", story, "title", "Our title")
    ssc("take", "--accept", bo.send())
    return story


def versions(ssc: Run) -> dict[str, str]:
    """The ids of the versions in dispute, by their value."""
    return {one["value"]: one["revision"] for found in ssc("conflicts", "--json").json
            for one in found["versions"]}  # fmt: skip


def test_a_new_computer_waits_until_it_is_accepted(ssc: Run, bo: Laptop) -> None:
    bo.add()
    bundle = bo.send()

    told = ssc("take", bundle)
    waiting = ssc("inbox", "--json").json

    assert told.code == 0 and "is new here" in told.out
    assert ssc("list").out == ""
    assert [one["reason"] for one in waiting] == ["new_device"]
    assert waiting[0]["fingerprint"] in ssc("inbox").out
    assert "1 new" in ssc("inbox", "--accept", waiting[0]["inbox"]).out
    assert len(ssc("list", "--json").json) == 1
    assert ssc("inbox").out == ""
    assert [one["state"] for one in ssc("devices", "--json").json] == ["own", "seen"]


def test_what_waits_can_be_left_out(ssc: Run, bo: Laptop) -> None:
    bo.add()
    bundle = bo.send()
    ssc("take", bundle)

    ssc("inbox", "--remove", ssc("inbox", "--json").json[0]["inbox"])

    assert ssc("inbox").out == "" and bundle.exists()


def test_a_folder_is_taken_in_whole_and_taken_back(ssc: Run, home: Path, bo: Laptop) -> None:
    first, second = bo.add(title="Rice"), bo.add(title="Fish")
    (home / "stick").mkdir()
    for name, story in (("one.sscz", first), ("two.sscz", second)):
        bo.send(story).rename(home / "stick" / name)

    taken = ssc("take", "--accept", "--json", home / "stick").json
    undone = ssc("undo", *(one["bundle"] for one in taken))

    assert [len(one["new"]) for one in taken] == [1, 1]
    assert undone.code == 0 and undone.out
    assert ssc("list").out == ""
    ssc("undo", "--put-back", taken[0]["bundle"])
    assert len(ssc("list", "--json").json) == 1
    assert taken[0]["bundle"] in ssc("log").out


def test_a_receipt_leaves_out_what_is_held(ssc: Run, home: Path, story: str, bo: Laptop) -> None:
    other = ssc("new", "--title", "Fish").out.strip()
    ssc("bundle", "-o", home / "all.sscz")
    bo.take(home / "all.sscz")
    from ssc_desktop.services import receipts

    receipts.make(bo.library, home / "receipt.sscz")
    ssc("set", other, "title", "Fish ponds")

    made = ssc("bundle", "-o", home / "delta.sscz", "--for", home / "receipt.sscz")

    assert made.code == 0, made.err
    assert "1 story" in made.out
    assert bo.take(home / "delta.sscz").updated[0].title == "Fish ponds"
    states = {one["id"]: one["state"] for one in ssc("ledger", "--json").json["stories"]}
    assert states == {story: "delivered", other: "packed"}
    assert "Delivered" in ssc("ledger").out


def test_a_bundle_is_encrypted_for_whoever_knows_the_passphrase(
    ssc: Run, home: Path, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))

    typed("nine green goats")
    made = ssc("bundle", story, "--passphrase", "-o", home / "closed.sscz.age")
    other = ("--library", home / "other")

    assert made.code == 0, made.err
    assert b"Rice" not in (home / "closed.sscz.age").read_bytes()
    typed("eight green goats")
    assert ssc(*other, "take", "--passphrase", home / "closed.sscz.age").code == 1
    typed("nine green goats")
    taken = ssc(*other, "take", "--passphrase", home / "closed.sscz.age")
    assert "1 new" in taken.out, taken.err


def test_a_bundle_comes_in_parts_and_without_pictures(ssc: Run, home: Path) -> None:
    (home / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\x11" * 400_000 + b"\xff\xd9")
    record = {"title": "Rice", "attachment": [{"file": "photo.jpg", "caption": "A field"}]}
    (home / "rice.json").write_text(json.dumps(record), encoding="utf-8")
    ssc("add", home / "rice.json")

    parts = ssc("bundle", "--max-part", "200kB", "-o", home / "rice.sscz")
    light = ssc("bundle", "--light", "-o", home / "light.sscz")

    files = [Path(line.partition(": ")[0]) for line in parts.lines]
    assert len(files) > 1, parts.err
    assert all(path.stat().st_size <= 200_000 for path in files)
    assert (home / "light.sscz").stat().st_size < 20_000, light.err
    taken = ssc("--library", home / "other", "take", *reversed(files))
    assert taken.code == 0, taken.err
    assert "1 attachments" in ssc("--library", home / "other", "check").out


@pytest.mark.parametrize("size", ["1", "10 stories", "1e9", ""])
def test_a_size_that_is_none_is_refused(ssc: Run, home: Path, size: str) -> None:
    assert ssc("bundle", "--max-part", size, "-o", home / "x.sscz").code == 2


def test_a_version_is_kept_with_a_reason(ssc: Run, dispute: str) -> None:
    revision = versions(ssc)["Bo’s title"]

    told = ssc("settle", dispute, "title", "--keep", revision[:12], "--why", "Bo was there")

    assert told.code == 0, told.err
    assert ssc("conflicts").out == ""
    assert ssc("show", dispute, "--json").json["title"] == "Bo’s title"
    assert "Bo was there" in ssc("log").out


def test_a_new_text_settles_too(ssc: Run, home: Path, dispute: str) -> None:
    (home / "title.txt").write_text("A third title\n", encoding="utf-8")

    ssc("settle", dispute, "title", "--text", home / "title.txt", "--why", "Both were short")

    assert ssc("show", dispute, "--json").json["title"] == "A third title"
    assert ssc("conflicts").out == ""


def test_a_version_that_is_none_changes_nothing(ssc: Run, home: Path, dispute: str) -> None:
    for choice in (("--keep", "abc"), ("--text", home / "nowhere.txt")):
        told = ssc("settle", dispute, "title", *choice)
        assert (told.code, told.out) == (1, "") and told.err
    assert len(versions(ssc)) == 2


def test_a_computer_is_checked_and_blocked_by_its_fingerprint(ssc: Run, bo: Laptop) -> None:
    bo.add()
    ssc("take", "--accept", bo.send())
    key = ssc("devices", "--json").json[1]["fingerprint"]

    assert "checked" in ssc("trust", key, "checked").out
    ssc("trust", key, "blocked")
    bo.add(title="More")
    told = ssc("take", "--accept", bo.send())

    assert len(ssc("list", "--json").json) == 1, told.out
    assert ssc("trust", "nobody", "checked").code == 1


def test_an_invitation_sets_up_another_computer(
    ssc: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ssc("invite", "Kampala 2026", "--laptops", "41", "-o", home / "invitation.sscz")
    fingerprint = ssc("devices", "--json").json[0]["fingerprint"]
    monkeypatch.setenv("SSC_CONFIG", str(home / "hers"))

    joined = ssc("--library", home / "hers-library", "join", home / "invitation.sscz")

    assert fingerprint in made.out
    assert "Kampala 2026" in joined.out and fingerprint in joined.out
    (_own, known) = ssc("--library", home / "hers-library", "devices", "--json").json
    assert (known["state"], known["role"]) == ("checked", "facilitator")
    assert known["recipient"].startswith("age1")


def test_a_station_takes_in_and_leaves_a_receipt(ssc: Run, home: Path, bo: Laptop) -> None:
    bo.add()
    (home / "stick").mkdir()
    bo.send().rename(home / "stick" / "bo.sscz")

    planned = ssc("station", "--accept", "--dry-run", home / "stick")
    looked = ssc("station", "--accept", home / "stick")

    assert planned.code == looked.code == 0
    assert "bo.sscz" in looked.out
    assert len(ssc("list", "--json").json) == 1
    assert len(list((home / "stick").iterdir())) == 2


def test_what_is_missing_is_asked_for(ssc: Run, home: Path, story: str) -> None:
    assert ssc("request", story, "-o", home / "please.sscz").code == 0
    assert (home / "please.sscz").exists()
    nothing = ssc("request", "-o", home / "nothing.sscz")
    assert nothing.code == 1 and not (home / "nothing.sscz").exists()


def test_nothing_is_written_open_where_a_passphrase_was_wanted(
    ssc: Run, home: Path, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    made = ssc("bundle", story, "--passphrase", "--with-private", "-o", home / "closed.sscz.age")

    assert made.code == 1 and "No passphrase" in made.err
    assert not (home / "closed.sscz.age").exists()


def test_only_what_waits_can_be_left_out(ssc: Run, home: Path) -> None:
    (home / "library" / "inbox").mkdir()
    (home / "diary.txt").write_text("mine")

    told = ssc("inbox", "--remove", "../../diary.txt")

    assert told.code == 1 and "does not wait" in told.err
    assert (home / "diary.txt").exists()


def test_for_whom_a_bundle_is_says_a_receipt_and_no_bundle_of_stories(
    ssc: Run, home: Path, story: str, bo: Laptop
) -> None:
    bo.add()

    made = ssc("bundle", story, "--for", bo.send(), "-o", home / "delta.sscz")

    assert made.code == 1 and "no receipt" in made.err
    assert len(ssc("list", "--json").json) == 1
    assert [one["state"] for one in ssc("devices", "--json").json] == ["own"]


def test_accepting_new_computers_makes_nobody_a_facilitator(
    ssc: Run, home: Path, bo: Laptop
) -> None:
    from ssc_desktop.services import workshop

    (home / "stick").mkdir()
    workshop.invite(bo.library, "Kampala 2026", home / "stick" / "invitation.sscz")

    ssc("take", "--accept", home / "stick")

    assert {one["role"] for one in ssc("devices", "--json").json} == {""}
    assert [one["reason"] for one in ssc("inbox", "--json").json] == ["invitation"]


def test_a_terminal_does_not_obey_the_name_of_a_file(
    ssc: Run, home: Path, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo.add()
    bo.send().rename(home / "\x1b]0;rice\x07.sscz")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    told = ssc("take", home)

    assert "\x1b" not in told.out and "rice" in told.out
