"""What is odd and kept all the same: flagged, without effect, or for a newer program.

The numbers are those of the list of hostile cases in the design of the format.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.bundle import header
from ssc_desktop.errors import TooNew
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.identifiers import digest
from ssc_desktop.services import bundles, conflicts, history, inbox
from ssc_desktop.services.answers import Taken
from ssc_desktop.store import blobs
from tests.hostile.forge import (
    CUTS,
    REVISIONS,
    Files,
    body,
    cut_over,
    sealed,
    with_file,
    with_header,
    with_lines,
    zipped,
)
from tests.hostile.scales import weighed
from tests.hostile.victim import everything, is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE, numbered_id
from tests.unit.bundle.samples import Laptop as Maker

NewLibrary = Callable[[], Laptop]


@pytest.fixture
def take(new_library: NewLibrary, tmp_path: Path) -> Callable[[Files], tuple[Taken, Laptop]]:
    """Take files in as a bundle, weighed."""

    def taking(files: Files) -> tuple[Taken, Laptop]:
        (tmp_path / "odd.sscz").write_bytes(zipped(files))
        found = weighed(partial(_taking, tmp_path / "odd.sscz"), new_library)
        assert is_tidy(found[1])
        return found

    return taking


def _taking(source: Path, laptop: Laptop) -> Taken:
    return bundles.take(laptop.library, source)[0]


Take = Callable[[Files], tuple[Taken, Laptop]]


def _ids(files: Files) -> set[str]:
    """The cuts and revisions in a bundle, as nothing of ours reads them."""
    cuts = [digest(line[92:-1]) for line in files[CUTS].splitlines()]
    return {*cuts, *map(digest, files[REVISIONS].splitlines())}


def _held(laptop: Laptop) -> set[str]:
    truth = laptop.truth()
    return {one for root in (RICE, FISH) for one in truth.get(root, ())}


def test_a_good_bundle_is_taken_whole(good: Files, take: Take) -> None:
    """1"""
    taken, laptop = take(good)

    assert ({line.id for line in taken.new}, taken.quarantined) == ({RICE, FISH}, ())
    assert taken.warnings == ()
    assert _held(laptop) == _ids(good)


# ------------------------------------------------------------ semantics


def test_a_cut_that_misses_a_revision_is_kept(good: Files, take: Take) -> None:
    """40c: valid; the gap can be seen."""
    there, missing = body({"network": "The club"}), body({"network": "The union"})
    files = with_lines(good, cuts=[cut_over([there, missing])], bodies=[there])

    taken, laptop = take(files)

    assert taken.quarantined == ()
    assert digest(there) in _held(laptop)
    assert digest(missing) not in _held(laptop)
    assert _held(laptop) == _ids(files)
    assert laptop.case(RICE).network == "The club"


def test_the_same_revision_twice_is_one(good: Files, take: Take) -> None:
    """50"""
    files = sealed(good | {REVISIONS: good[REVISIONS] * 2, CUTS: good[CUTS] * 2})

    taken, laptop = take(files)

    assert (taken.quarantined, taken.warnings) == ((), ())
    assert _held(laptop) == _ids(good)


def test_two_histories_of_a_copied_laptop_are_both_kept(good: Files, take: Take) -> None:
    """51: the same device, incarnation and number, with other matter."""
    bodies = [body({"network": "The club"}), body({"network": "The union"})]
    files = with_lines(good, cuts=[cut_over([one]) for one in bodies], bodies=bodies)

    taken, laptop = take(files)

    assert _held(laptop) == _ids(files)
    assert any("was copied" in said for said in taken.warnings)
    versions = laptop.screen(RICE).conflicts["network"]
    assert {one.value for one in versions} == {"The club", "The union"}


def test_newer_revisions_and_cuts_are_relayed(
    good: Files, take: Take, new_library: NewLibrary
) -> None:
    """52: byte for byte, from one library to the next, and without effect."""
    newer = canonical({"v": 7, "root": RICE, "dev": Maker().key.id, "anything": {"new": True}})
    files = with_lines(good, cuts=[cut_over([newer], v=3, mood="new")], bodies=[newer])

    taken, laptop = take(files)
    third = new_library()
    third.take(laptop.send(RICE, FISH))

    assert taken.quarantined == ()
    assert _held(laptop) == _held(third) == _ids(files)
    assert newer in third.words()
    assert third.case(RICE) == laptop.case(RICE)


def test_naming_another_field_as_replaced_has_no_effect(good: Files, take: Take) -> None:
    """59"""
    before = take(good)[1].case(RICE)
    title = next(line for line in good[REVISIONS].splitlines() if b"in Uganda" in line)
    sly = body(set={"network": ["The club", [digest(title)]]})

    taken, laptop = take(with_lines(good, cuts=[cut_over([sly])], bodies=[sly]))

    assert taken.quarantined == ()
    assert laptop.case(RICE).title == before.title == "Hybrid rice in Uganda"
    assert laptop.case(RICE).network == "The club"


def test_replacing_words_one_never_saw_leaves_them_in_the_history(good: Files, take: Take) -> None:
    titles = [line for line in good[REVISIONS].splitlines() if b'"title":["Hybrid' in line]
    sly = body(set={"title": ["Mine", sorted(map(digest, titles))]})

    _taken, laptop = take(with_lines(good, cuts=[cut_over([sly])], bodies=[sly]))

    assert laptop.case(RICE).title == "Mine"
    assert "title" not in laptop.screen(RICE).conflicts
    said = laptop.words()
    assert all(title in said for title in titles)
    assert len(history.saves(laptop.library, RICE).saves) == 3


def test_a_clock_in_2099_is_flagged_and_moves_nothing(good: Files, take: Take) -> None:
    late = body({"network": "The club"})
    cut = cut_over([late], at="2099-01-01T00:00:00.000Z-0000")

    taken, laptop = take(with_lines(good, cuts=[cut], bodies=[late]))
    laptop.type(RICE, "network", "The union")

    assert any("clock" in said for said in taken.warnings)
    assert laptop.library.clock.last < "2099"
    saves = history.saves(laptop.library, RICE).saves
    assert [one.wrong_clock for one in saves if one.at.startswith("2099")] == [True]
    assert laptop.case(RICE).network == "The union"


def test_unknown_members_kinds_and_files_are_ignored(good: Files, take: Take) -> None:
    odd = body(mood="hopeful")
    strange = body(kind="dream", rec=numbered_id(0x77))
    files = with_lines(good, cuts=[cut_over([odd, strange], weather="rain")], bodies=[odd, strange])
    files = with_file(files, "data/extra/notes.txt", b"hello")

    taken, laptop = take(with_header(files, kind="letter", smell="sweet"))

    assert (taken.quarantined, taken.kind) == ((), "letter")
    assert _held(laptop) == _ids(files)
    assert len(taken.new) == 2


def test_the_last_of_9999_parts_is_a_bundle_like_others(good: Files, take: Take) -> None:
    files = with_header(good, part={"set": numbered_id(3), "n": 9999, "of": 9999})

    taken, laptop = take(files)

    assert len(taken.new) == 2
    assert _held(laptop) == _ids(files)


def test_250_000_revisions_that_are_not_there_are_kept_in_mind(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Cuts may list what did not come; how many may do so is limited."""
    some = [[f"{cut * 10_000 + n:064x}" for n in range(10_000)] for cut in range(3)]
    cuts = [cut_over([], revs=revs, seq=9 + n) for n, revs in enumerate(some)]
    (tmp_path / "odd.sscz").write_bytes(zipped(with_lines(good, cuts=cuts)))

    taken, laptop = weighed(partial(_taking, tmp_path / "odd.sscz"), new_library)

    assert taken.quarantined == ()
    assert _held(laptop) > _ids(good)


# ------------------------------------------------------------ attachments

PROGRAMS = {
    "a program": b"MZ\x90\0 not a photo",
    "a script": b"#!/bin/sh\nrm -rf ~\n",
    "a drawing": b"<?xml version='1.0'?><svg onload='alert(1)'/>",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a document with macros": b"PK\3\4\x14\0\6\0word/vbaProject.bin",
    "a shortcut": b"L\0\0\0\1\x14\2\0",
}


@pytest.mark.parametrize("what", PROGRAMS)
def test_a_program_called_photo_is_opaque(what: str, good: Files, take: Take) -> None:
    """55, and whatever else could be run: kept, as what it is, and never shown."""
    data = PROGRAMS[what]
    sha256 = digest(data)
    item = body(
        {"sha256": sha256, "file_name": "photo.jpg", "media_type": "image/jpeg"},
        kind="attachment",
        rec=numbered_id(0x77),
        **{"in": RICE},
    )
    files = with_lines(good, cuts=[cut_over([item])], bodies=[item])

    _taken, laptop = take(with_file(files, f"data/blobs/{sha256[:2]}/{sha256}.jpg", data))

    kept = blobs.file_of(laptop.library.attachments, sha256).path
    assert kept.read_bytes() == data
    assert kept.stat().st_mode & 0o111 == 0
    assert f"{sha256}.bin".encode() in laptop.send(RICE).read_bytes()
    assert laptop.case(RICE).attachment[0].file_name == "photo.jpg"


# ------------------------------------------------------------ too new

NEWER: dict[str, dict[str, Any]] = {
    "53 an unknown requires": {"requires": ["cut1", "age2"]},
    "54 major 2": {"version": "2.0"},
    "54 major 0": {"version": "0.9"},
    "53 and nothing else that is known": {"requires": ["cut2"], "kind": 5, "roots": "none"},
}


@pytest.mark.parametrize("case", NEWER)
def test_what_is_too_new_waits_and_changes_nothing(
    case: str, good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.sscz"
    newer.write_bytes(zipped(with_header(good, **NEWER[case])))

    before, laptop = weighed(partial(_kept, newer), new_library)

    (waiting,) = inbox.waiting(laptop.library)
    kept = f"library/inbox/{waiting.id}"
    after = everything(laptop)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"inbox", kept}
    assert (laptop.folder / kept).read_bytes() == newer.read_bytes()
    assert (waiting.reason, waiting.sender_id) == ("too_new", Maker().key.id)
    assert is_tidy(laptop)


def _kept(newer: Path, laptop: Laptop) -> dict[str, object]:
    before = everything(laptop)
    with pytest.raises(TooNew, match=r"newer version"):
        bundles.plan(laptop.library, newer)
    assert everything(laptop) == before
    with pytest.raises(TooNew, match=r"newer version"):
        bundles.take(laptop.library, newer)
    return before


def test_a_newer_program_takes_in_what_waited(
    good: Files, new_library: NewLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """53: without another click where its computer is known."""
    (tmp_path / "good.sscz").write_bytes(zipped(with_header(good, roots={}, absent=[])))
    more = body({"network": "The club"})
    files = with_lines(good, cuts=[cut_over([more])], bodies=[more])
    newer = tmp_path / "newer.sscz"
    newer.write_bytes(zipped(with_header(files, requires=["cut1", "age2"])))
    laptop = new_library()
    laptop.take(tmp_path / "good.sscz")
    _kept(newer, laptop)
    assert inbox.again(laptop.library)[0] == ()

    monkeypatch.setattr(header, "UNDERSTOOD", frozenset({"cut1", "age2"}))
    taken, changes = inbox.again(laptop.library)

    assert [line.id for one in taken for line in one.updated] == [RICE]
    assert changes.cases == {RICE}
    assert _held(laptop) == _ids(files)
    assert inbox.waiting(laptop.library) == ()
    assert not any((laptop.folder / "library" / "inbox").iterdir())


# ------------------------------------------------------------ again, and out of order


def test_an_old_bundle_after_a_newer_one_changes_nothing(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    again = body({"title": "Rice, again"})
    newer = with_header(
        with_lines(good, cuts=[cut_over([again])], bodies=[again]), created="2026-11-22T12:00:00Z"
    )
    (tmp_path / "old.sscz").write_bytes(zipped(good))
    (tmp_path / "new.sscz").write_bytes(zipped(newer))
    laptop = new_library()
    laptop.take(tmp_path / "new.sscz")
    shown, held = laptop.case(RICE), laptop.truth()

    for name in ("old.sscz", "new.sscz", "old.sscz"):
        taken, _laptop = weighed(partial(_taking, tmp_path / name), lambda: laptop)
        assert (taken.new, taken.updated, taken.unchanged) == ((), (), 2)

    assert (laptop.case(RICE), laptop.truth()) == (shown, held)
    assert len(conflicts.listed(laptop.library)) == 1  # the title, which that sender never saw
