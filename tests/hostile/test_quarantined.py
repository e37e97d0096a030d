"""Lines that are put aside while the rest of their bundle goes on, and oddities that are kept."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.bundle.reading import Opened, verify
from ssc_desktop.errors import BundleError
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.identifiers import digest
from tests.hostile.forge import (
    CUTS,
    REVISIONS,
    Files,
    body,
    cut_over,
    other_signature,
    sealed,
    spelt,
    with_file,
    with_lines,
    zipped,
)
from tests.unit.bundle.samples import JPEG, RICE, Laptop, numbered_id

_GOOD_CUTS = _GOOD_REVISIONS = 3


def _opened(files: Files, tmp_path: Path) -> tuple[Laptop, Opened]:
    """What a new laptop takes from these files."""
    (tmp_path / "x.sscz").write_bytes(zipped(files))
    fresh = Laptop(9)
    with verify(tmp_path / "x.sscz", tmp_path / "spool") as opened:
        for story in opened.stories():
            fresh.receive(story.cuts, story.revisions)
    return fresh, opened


def _bad(written: bytes) -> Callable[[Files], Files]:
    """A bad body that a rightly signed cut lists."""
    return lambda files: with_lines(files, cuts=[cut_over([written])], bodies=[written])


def _altered(files: Files) -> Files:
    changed = files[REVISIONS].replace("Écrit à Kampala".encode(), b"Written in Entebbe")
    return sealed(files | {REVISIONS: changed})


def _foreign_cut(files: Files) -> Files:
    return with_lines(files, cuts=[cut_over([body()], Laptop(7))], bodies=[body()])


def _without_cut(files: Files) -> Files:
    return with_lines(files, bodies=[body()])


def _claimed(files: Files) -> Files:
    """40b': a device claims another's revision; nothing else lists it."""
    return with_lines(files, cuts=[cut_over([body()], Laptop(2))], bodies=[body()])


def _cut_of_another_root(files: Files) -> Files:
    cut = cut_over([body()], root=numbered_id(3))
    return with_lines(files, cuts=[cut], bodies=[body()])


def _no_line_end(files: Files) -> Files:
    cuts = files[CUTS] + cut_over([body()])
    return sealed(files | {CUTS: cuts, REVISIONS: files[REVISIONS] + body()})


_PUT_ASIDE: dict[str, tuple[Callable[[Files], Files], list[str]]] = {
    "39 altered after signing": (_altered, ["no cut"]),
    "40 cut of an unknown device": (_foreign_cut, ["unknown device", "no cut"]),
    "40 cut signed by another": (
        lambda files: with_lines(
            files, cuts=[other_signature(cut_over([body()]))], bodies=[body()]
        ),
        ["signature", "no cut"],
    ),
    "40b revision without a cut": (_without_cut, ["no cut"]),
    "40b' cut over another device's revision": (_claimed, ["no cut"]),
    "40b' cut of another root": (_cut_of_another_root, ["no cut"]),
    "41 duplicate keys": (_bad(spelt(b"5").replace(b'"v":1', b'"v":1,"v":1')), ["duplicate key"]),
    "42 float": (_bad(spelt(b"1.5")), ["float 1.5"]),
    "42 NaN": (_bad(spelt(b"NaN")), ["float NaN"]),
    "43 5,000 digits": (_bad(spelt(b"9" * 5000)), ["integer"]),
    "43 beyond 2^53": (_bad(spelt(b"9007199254740992")), ["integer"]),
    "44 lone surrogate": (_bad(spelt(b'"\\udc00"')), ["surrogate"]),
    "44 not UTF-8": (_bad(spelt(b'"\xff"')), ["not UTF-8"]),
    "45 not NFC": (_bad(spelt(b'"e\xcc\x81"')), ["not NFC"]),
    "46 100,000 deep": (_bad(spelt(b"[" * 100_000 + b"]" * 100_000)), ["too many values"]),
    "46 20,000 deep": (_bad(spelt(b"[" * 20_000 + b"]" * 20_000)), ["depth"]),
    "46 nine deep": (_bad(spelt(b"[" * 6 + b"]" * 6)), ["depth"]),
    "47 1.5 million characters": (_bad(spelt(b'"' + b"x" * 1_500_000 + b'"')), ["long string"]),
    "47 3 million bytes": (_bad(spelt(b'"' + b"x" * 3_000_000 + b'"')), ["too long"]),
    "48 ANSI escape": (_bad(spelt(b'"\\u001b[31m"')), ["control character"]),
    "48 C1 control": (_bad(spelt(b'"\xc2\x9b31m"')), ["control character"]),
    "49 SQL in an id": (_bad(body(rec="x'; drop table revision; --")), ["rec"]),
    "58 1,500 replaced ids": (
        _bad(body(set={"n": [5, [f"{n:064x}" for n in range(1500)]]})),
        ["over: too many"],
    ),
    "white space": (_bad(spelt(b" 5")), ["not canonical"]),
    "not an object": (_bad(b"[]"), ["not an object"]),
    "an empty line": (_bad(b""), ["not JSON"]),
    "no line end": (_no_line_end, ["no line end"]),
    "rubbish among the cuts": (
        lambda files: with_file(files, CUTS, files[CUTS] + b"rubbish\n"),
        ["not a signed line"],
    ),
}


@pytest.mark.parametrize("case", _PUT_ASIDE)
def test_a_bad_line_is_put_aside_and_the_rest_goes_on(
    case: str, good: Files, tmp_path: Path
) -> None:
    bend, reasons = _PUT_ASIDE[case]

    fresh, opened = _opened(bend(good), tmp_path)

    assert [one.reason for one in opened.quarantined] == reasons
    assert opened.counts.quarantined == len(reasons)
    assert len(fresh.cuts) >= _GOOD_CUTS
    assert len(fresh.revisions) == _GOOD_REVISIONS - (case == "39 altered after signing")
    assert "title" in fresh.view(RICE)[RICE].fields


def test_a_cut_that_misses_a_revision_is_kept(good: Files, tmp_path: Path) -> None:
    """40c: valid; the gap can be seen."""
    missing = cut_over([body(), body({"n": 6})])

    fresh, opened = _opened(with_lines(good, cuts=[missing], bodies=[body()]), tmp_path)

    assert opened.quarantined == ()
    assert any(set(cut.revisions) - fresh.revisions.keys() for cut in fresh.cuts.values())
    assert fresh.view(RICE)[RICE].fields["n"].value == 5


def test_the_same_revision_twice_is_one(good: Files, tmp_path: Path) -> None:
    """50"""
    twice = sealed(good | {REVISIONS: good[REVISIONS] * 2, CUTS: good[CUTS] * 2})

    fresh, opened = _opened(twice, tmp_path)

    assert opened.quarantined == ()
    assert (opened.counts.new_cuts, opened.counts.new_revisions) == (3, 3)
    assert len(fresh.revisions) == 3


def test_two_histories_of_a_copied_laptop_are_both_kept(good: Files, tmp_path: Path) -> None:
    """51: the same device, incarnation and number, with other matter."""
    bodies = [body({"n": 5}), body({"n": 6})]
    cuts = [cut_over([one]) for one in bodies]

    fresh, opened = _opened(with_lines(good, cuts=cuts, bodies=bodies), tmp_path)

    assert opened.quarantined == ()
    assert {digest(one) for one in bodies} <= fresh.revisions.keys()
    assert fresh.view(RICE)[RICE].fields["n"].conflict


def test_newer_revisions_and_cuts_are_relayed(good: Files, tmp_path: Path) -> None:
    """52"""
    laptop = Laptop()
    newer = canonical({"v": 7, "root": RICE, "dev": laptop.key.id, "anything": {"new": True}})

    fresh, opened = _opened(
        with_lines(good, cuts=[cut_over([newer], v=3, mood="new")], bodies=[newer]), tmp_path
    )

    assert opened.quarantined == ()
    assert fresh.revisions[digest(newer)].body == newer
    assert fresh.view(RICE)[RICE].fields.keys() == {"title", "overview"}


def test_unknown_members_and_files_are_ignored(good: Files, tmp_path: Path) -> None:
    odd = body(mood="hopeful")
    files = with_lines(good, cuts=[cut_over([odd], weather="rain")], bodies=[odd])

    fresh, opened = _opened(with_file(files, "data/extra/notes.txt", b"hello"), tmp_path)

    assert opened.quarantined == ()
    assert fresh.revisions[digest(odd)].body == odd


def test_a_program_called_photo_is_opaque(good: Files, tmp_path: Path) -> None:
    """55"""
    program = b"MZ\x90\0 not a photo"
    name = f"data/blobs/{digest(program)[:2]}/{digest(program)}.jpg"

    _fresh, opened = _opened(with_file(good, name, program), tmp_path)

    assert not opened.types[digest(program)].shown
    assert opened.types[digest(JPEG)].shown


def test_naming_another_field_as_replaced_has_no_effect(good: Files, tmp_path: Path) -> None:
    """59"""
    before, _before = _opened(good, tmp_path)
    title = before.view(RICE)[RICE].live("title")
    sly = body(set={"town": ["Jinja", list(title)]})

    fresh, opened = _opened(with_lines(good, cuts=[cut_over([sly])], bodies=[sly]), tmp_path)

    assert opened.quarantined == ()
    assert fresh.view(RICE)[RICE].live("title") == title


def test_an_old_bundle_after_a_newer_one_changes_nothing(good: Files, tmp_path: Path) -> None:
    new_body = body({"title": "Rice, again"})
    newer = with_lines(good, cuts=[cut_over([new_body])], bodies=[new_body])
    fresh, _newer = _opened(newer, tmp_path)
    seen = fresh.view(RICE)

    old, _old = _opened(good, tmp_path)
    fresh.take(old)

    assert fresh.view(RICE) == seen


@pytest.mark.parametrize("seed", range(6))
def test_random_damage_is_refused_or_harmless(seed: int, good_bundle: Path, tmp_path: Path) -> None:
    """Bit flips, cuts, inserts and copied blocks: never other content, never another error."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    whole = good_bundle.read_bytes()
    with verify(good_bundle, None) as opened:
        identity = opened.identity
    refused = 0
    for _number in range(700):
        mutated = bytearray(whole)
        place, other = chance.randrange(len(whole)), chance.randrange(len(whole))
        size = chance.choice([1, 4, 60])
        match chance.randrange(4):
            case 0:
                mutated[place] ^= 1 << chance.randrange(8)
            case 1:
                del mutated[place : place + size]
            case 2:
                mutated[place:place] = chance.randbytes(size)
            case 3:
                mutated[place : place + size] = whole[other : other + size]
        (tmp_path / "mutated").write_bytes(mutated)
        try:
            with verify(tmp_path / "mutated", tmp_path / "spool") as opened:
                assert opened.identity == identity
                assert opened.counts.new_revisions == _GOOD_REVISIONS
                assert opened.quarantined == ()
        except BundleError:
            refused += 1

    assert refused > 600
    assert list((tmp_path / "spool").iterdir()) == []
