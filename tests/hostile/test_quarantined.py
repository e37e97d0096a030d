"""Lines that are put aside while the rest of their bundle goes on.

The numbers are those of the list of hostile cases in the design of the format.
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from ssc_desktop.bundle.limits import MIB
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.revision import signed_line
from ssc_desktop.services import bundles
from ssc_desktop.services.answers import Plan, Taken
from ssc_desktop.store.exchange_tables import QuarantineRow
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
from tests.hostile.scales import weighed
from tests.hostile.victim import is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE, numbered_id
from tests.unit.bundle.samples import Laptop as Maker


def _bad(written: bytes) -> Callable[[Files], Files]:
    """A bad body that a rightly signed cut lists."""
    return lambda files: with_lines(files, cuts=[cut_over([written])], bodies=[written])


def _altered(files: Files) -> Files:
    changed = files[REVISIONS].replace("Écrit à Kampala".encode(), b"Written in Entebbe")
    return sealed(files | {REVISIONS: changed})


def _foreign_cut(files: Files) -> Files:
    return with_lines(files, cuts=[cut_over([body()], Maker(7))], bodies=[body()])


def _without_cut(files: Files) -> Files:
    return with_lines(files, bodies=[body()])


def _claimed(files: Files) -> Files:
    """40b': a device claims another's revision; nothing else lists it."""
    return with_lines(files, cuts=[cut_over([body()], Maker(2))], bodies=[body()])


def _cut_of_another_root(files: Files) -> Files:
    cut = cut_over([body()], root=numbered_id(3))
    return with_lines(files, cuts=[cut], bodies=[body()])


def _no_line_end(files: Files) -> Files:
    cuts = files[CUTS] + cut_over([body()])
    return sealed(files | {CUTS: cuts, REVISIONS: files[REVISIONS] + body()})


_CUT: dict[str, object] = json.loads(cut_over([body()])[92:-2])


def _cut(**members: object) -> Callable[[Files], Files]:
    """A rightly signed cut with these members."""
    return lambda files: with_lines(files, cuts=[_signed(canonical(_CUT | members))])


def _cut_as(old: bytes, new: bytes) -> Callable[[Files], Files]:
    """A rightly signed cut whose body is spelt just so."""
    return lambda files: with_lines(files, cuts=[_signed(canonical(_CUT).replace(old, new))])


def _signed(spelt_so: bytes) -> bytes:
    return signed_line(spelt_so, Maker().key.sign(b"ssc-cut1\0" + spelt_so))


def _respelt(files: Files) -> Files:
    """The last digit of base64 has bits that mean nothing."""
    written = bytearray(cut_over([body()]))
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    written[87] = digits[digits.index(written[87]) ^ 1]
    return with_lines(files, cuts=[bytes(written)])


PUT_ASIDE: dict[str, tuple[Callable[[Files], Files], list[str]]] = {
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
    "v of nothing": (_bad(body(v=0)), ["v"]),
    "v as true": (_bad(body(v=True)), ["v"]),
    "v as a text": (_bad(body(v="1")), ["v"]),
    "a key with a blank": (_bad(body().replace(b'"n"', b'"a b"')), ["key"]),
    "a very long key": (_bad(body().replace(b'"n"', b'"%s"' % (b"a" * 201))), ["key"]),
    "an object with a strange key": (_bad(spelt(b'{"A":5}')), ["key"]),
    "a field without what it replaces": (_bad(body(set={"n": [5]})), ["schema"]),
    "a field that replaces a word": (_bad(body(set={"n": [5, ["x"]]})), ["over"]),
    "a field that replaces one thing twice": (
        _bad(body(set={"n": [5, ["a" * 64, "a" * 64]]})),
        ["over"],
    ),
    "set as a list": (_bad(body(set=[])), ["schema"]),
    "a kind that is none": (_bad(body(kind="<b>")), ["kind"]),
    "a parent that is none": (_bad(body().replace(b'"in":""', b'"in":"../x"')), ["in"]),
    "a root that climbs": (_bad(body(root=f"{RICE}/../private")), ["root"]),
    "no device": (_bad(body(dev="")), ["dev"]),
    "a million empty lists": (_bad(spelt(b"[" + b"[]," * 690_000 + b"[]]")), ["too many values"]),
    "a million empty objects": (
        _bad(spelt(b"[" + b"{}," * 690_000 + b"{}]")),
        ["too many values"],
    ),
    "31 fifteen megabytes of [ in a line": (
        lambda files: with_file(files, REVISIONS, files[REVISIONS] + b"[" * 15 * MIB + b"\n"),
        ["too long"],
    ),
    "31 fifteen megabytes of [ among the cuts": (
        lambda files: with_file(files, CUTS, files[CUTS] + b"[" * 15 * MIB + b"\n"),
        ["too long"],
    ),
    "5,000 bad lines": (
        lambda files: with_file(files, CUTS, files[CUTS] + b"x\n" * 5000),
        ["not a signed line"] * 1000,
    ),
    "a cut of nothing": (_cut(revs=[]), ["revs"]),
    "a cut of 10,001 revisions": (_cut(revs=[f"{n:064x}" for n in range(10_001)]), ["revs"]),
    "a cut of words": (_cut(revs=["x"]), ["revs"]),
    "a cut out of order": (_cut(revs=["b" * 64, "a" * 64]), ["revs"]),
    "a cut at no time": (_cut(at="yesterday"), ["at"]),
    "a cut by a name": (_cut(by="Amina"), ["by"]),
    "a cut with number 0": (_cut(seq=0), ["seq"]),
    "a cut with number 2^53": (_cut_as(b'"seq":9', b'"seq":9007199254740992'), ["integer"]),
    "a cut with number 10^30": (
        _cut_as(b'"seq":9', b'"seq":1000000000000000000000000000000'),
        ["integer"],
    ),
    "a cut after no cut": (_cut(prev="x"), ["prev"]),
    "a cut of no incarnation": (_cut(inc="x"), ["inc"]),
    "a cut with a note of 2 MB": (
        _cut_as(b'"prev"', b'"note":"' + b"x" * 1_500_000 + b'","prev"'),
        ["long string"],
    ),
    "a cut with a note in red": (
        _cut_as(b'"prev"', b'"note":"\\u001b[31m","prev"'),
        ["control character"],
    ),
    "a cut of a million lists": (
        _cut_as(b'"v":1', b'"v":1,"x":[' + b"[]," * 600_000 + b"[]]"),
        ["too many values"],
    ),
    "a cut of v 0": (_cut(v=0), ["v"]),
    "a cut whose signature is spelt otherwise": (_respelt, ["signature form"]),
    "a cut without a signature": (
        lambda files: with_lines(files, cuts=[b'["' + b" " * 88 + cut_over([body()])[90:]]),
        ["signature form"],
    ),
}


def _planned(bundle: Path, laptop: Laptop) -> Plan:
    return bundles.plan(laptop.library, bundle)


def _taken(bundle: Path, laptop: Laptop) -> Taken:
    return bundles.take(laptop.library, bundle)[0]


def _reasons(laptop: Laptop) -> list[str]:
    """Of the lines in quarantine."""
    with laptop.library.reading() as connection:
        asked = select(QuarantineRow.reason).order_by(QuarantineRow.number)
        return list(connection.scalars(asked))


def _told(lines: Iterable[str], reasons: list[str]) -> bool:
    return [line.rpartition(": ")[2] for line in lines] == [
        reason.rpartition(": ")[2] for reason in reasons
    ]


@pytest.fixture
def honest(good: Files, new_library: Callable[[], Laptop], tmp_path: Path) -> Laptop:
    """Somebody who takes in the same stories as they were told."""
    (tmp_path / "good.sscz").write_bytes(zipped(good))
    laptop = new_library()
    laptop.take(tmp_path / "good.sscz")
    return laptop


@pytest.mark.parametrize("case", PUT_ASIDE)
def test_a_bad_line_is_put_aside_and_the_rest_goes_on(
    case: str, good: Files, honest: Laptop, new_library: Callable[[], Laptop], tmp_path: Path
) -> None:
    bend, reasons = PUT_ASIDE[case]
    (tmp_path / "bad.sscz").write_bytes(zipped(bend(good)))

    plan, _planner = weighed(partial(_planned, tmp_path / "bad.sscz"), new_library)
    taken, laptop = weighed(partial(_taken, tmp_path / "bad.sscz"), new_library)

    assert _reasons(laptop) == reasons
    assert _told(taken.quarantined, reasons)
    assert _told(plan.quarantined, reasons)
    altered = case == "39 altered after signing"
    for root in (RICE, FISH):
        lost = honest.truth()[root] - laptop.truth()[root]
        assert len(lost) == (altered and root == RICE)
    assert laptop.case(RICE).title == honest.case(RICE).title
    assert laptop.case(FISH) == honest.case(FISH)
    assert laptop.revisions() >= 2
    assert is_tidy(laptop)
