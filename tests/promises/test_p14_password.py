"""P14: if you turn on the lock, a thief reads nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.errors import PasswordNeeded
from ssc_desktop.services import bundles, cases, libraries, protecting, start
from ssc_desktop.services.answers import Query
from ssc_desktop.store import key_slots
from tests.faults.points import below_points
from tests.laptops import Laptop, config
from tests.promises.living import CANARY, FILM

PASSWORD = "three brown hens"
_FORMS = tuple(
    form
    for word in (CANARY, CANARY.lower(), CANARY.upper())
    for form in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
)


class Thief:
    """One computer, and whoever looks at every byte that lies on it.

    Below `home` is all that the program writes of its own accord; what people wrote for others,
    or brought, lies beside it on a stick.
    """

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.stick = folder / "stick"
        self.library = self.home / "library"
        for place in (self.home / "temp", self.stick):
            place.mkdir(parents=True)

    def hits(self) -> list[str]:
        """Where the word can be read: names, and bytes."""
        paths = [one for one in sorted(self.home.rglob("*")) if one.is_file()]
        return [
            str(one.relative_to(self.home))
            for one in paths
            if CANARY.lower() in one.name.lower() or any(f in one.read_bytes() for f in _FORMS)
        ]

    @contextmanager
    def at_work(self, act: str, password: str = "") -> Iterator[subprocess.Popen[str]]:
        """The program, when it has done `act` and is still open."""
        environment = {
            **os.environ,
            "SSC_CONFIG": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "HOME": str(self.home),
            "TMPDIR": str(self.home / "temp"),
            "SSC_PASSWORD": password,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.promises.living", str(self.home), act],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said == "done\n" or act == "killed while taking"
            yield process
            if process.poll() is None:
                process.communicate("\n", timeout=120)

    def protect(self) -> str:
        """Set the password; returns the recovery code."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(self.home / "data"))
            patch.setenv("TMPDIR", str(self.home / "temp"))
            return protecting.protect(self.library, PASSWORD).code


@pytest.mark.timeout(7200)
@pytest.mark.skipif(sys.platform != "linux", reason="the C library there is another")
def test_whatever_happens_on_the_way_the_library_opens(size: Any, figures: dict[str, Any]) -> None:
    run = below_points("tests.faults.passwords", "--every", str(size(151, 3)))

    reports = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0, run.stdout + run.stderr
    assert [one["act"] for one in reports] == ["protect", "unprotect", "change"]
    for one in reports:
        figures[f"{one['act']}: points"] = one["points"]
        figures[f"{one['act']}: runs"] = one["runs"]


@pytest.mark.skipif(sys.platform != "linux", reason="the C library there is another")
def test_a_key_file_that_comes_last_is_noticed(size: Any) -> None:
    """The control."""
    run = below_points(
        "tests.faults.passwords", "--act", "protect", "--every", str(size(197, 41)), "--fault"
    )

    assert run.returncode == 1, run.stdout + run.stderr


@pytest.fixture
def thief(tmp_path: Path) -> Thief:
    found = Thief(tmp_path)
    other = Laptop(tmp_path / "other")
    film = found.stick / "film.bin"
    film.write_bytes(FILM)
    other.add(title=CANARY, overview=CANARY)
    bundles.make(other.library, None, found.stick / "from-others.sscz")
    story = {"title": CANARY, "attachment": [{"file": film.name}]}
    cases.added(other.library, story, beside=found.stick)
    bundles.make(other.library, None, found.stick / "whole.sscz")
    cases.added(other.library, {**story, "title": f"{CANARY} 2"}, beside=found.stick)
    parts = bundles.make(other.library, None, found.stick / "cut.sscz", bundles.Wish(most=200_000))
    (parts.files or (parts.path,))[-1].rename(found.stick / "from-others-in-part.sscz")
    other.close()
    return found


def _day(thief: Thief, password: str) -> list[str]:
    """What can be read in the course of a day, of which the power is cut twice."""
    found: list[str] = []
    for act in ("write", "take"):
        with thief.at_work(act, password) as program:
            found += [f"{act}, open: {hit}" for hit in thief.hits()]
            program.kill()
        found += [f"{act}, killed: {hit}" for hit in thief.hits()]
    with thief.at_work("killed while taking", password):
        pass
    found += [f"taking, killed: {hit}" for hit in thief.hits()]
    with thief.at_work("open", password):
        pass
    return found + [f"closed: {hit}" for hit in thief.hits()]


def test_nothing_can_be_read_of_a_protected_library(thief: Thief, figures: dict[str, Any]) -> None:
    with thief.at_work("write"):
        pass
    plain = thief.hits()

    thief.protect()
    protected = thief.hits()
    day = _day(thief, PASSWORD)

    places = {one.partition("/")[0] for one in plain}
    assert {"library", "data"} <= places
    assert protected == []
    assert day == []
    figures |= {"files read of a plain library": len(plain), "of a protected one": len(day)}


def test_without_a_password_the_same_day_can_be_read(thief: Thief) -> None:
    """The control: a word that is not found would prove nothing."""
    day = _day(thief, "")

    found = {one.partition(": ")[2].partition("/")[0] for one in day}
    whole = " ".join(day)
    assert found >= {"library", "data"}
    for place in ("library.sqlite", "-wal", "attachments/", "inbox/", "backups/", "rescue/"):
        assert place in whole, place
    assert "pieces/" in whole or "attachments/pieces" in whole
    assert any("spool" in one for one in day if one.startswith("taking, killed"))


def test_everything_is_there_for_whoever_has_the_password(thief: Thief) -> None:
    with thief.at_work("write"):
        pass
    with config(thief.home / "config"):
        library = libraries.opened(thief.library)
        before = [one.title for one in cases.listing(library, Query()).summaries]
        library.close()

        code = thief.protect()
        with pytest.raises(PasswordNeeded):
            start.begin(thief.library)
        for key in (
            protecting.unlocked(thief.library, PASSWORD),
            protecting.recovered(thief.library, code),
        ):
            library = libraries.opened(start.begin(thief.library, key))
            assert [one.title for one in cases.listing(library, Query()).summaries] == before
            assert not libraries.check(library).problems
            library.close()


def test_the_recovery_sheet_opens_every_time(
    tmp_path: Path, size: Any, figures: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_slots, "_WORK", 4)  # the code itself is what is tried
    laptop = Laptop(tmp_path)
    laptop.add()
    laptop.close()
    folder = tmp_path / "library"
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    tried = size(20, 1000)
    for _again in range(tried):
        sheet = protecting.recovery_sheet(protecting.new_recovery(folder, key))
        assert protecting.recovered(folder, " ".join(sheet.groups).lower()) == key
    figures["recovery sheets tried"] = tried
