"""Broken copies that were made to keep the rescuer busy, or to smuggle something in."""

import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.limits import MIB
from ssc_desktop.services import bundles
from ssc_desktop.services.gathering import Gathered, Plans
from tests.hostile.forge import BUNDLE, REVISIONS, Archive, Files, Raw, entries, zipped
from tests.hostile.scales import weighed
from tests.hostile.victim import everything, is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE

_TOP = f"ssc-{BUNDLE}/".encode()
_SIGN = b"PK\3\4"


def _local(name: bytes, data: bytes, *, size: int | None = None, method: int = 0) -> bytes:
    """A local header that may lie, and its bytes."""
    told = len(data) if size is None else size
    return (
        struct.pack("<4s5H3L2H", _SIGN, 20, 0, method, 0, 0x21, 0, len(data), told, len(name), 0)
        + name
        + data
    )


def _without_end(files: Files) -> bytes:
    """A copy that was cut short: the directory is lost, every file is there."""
    whole = zipped(files)
    return whole[: whole.index(b"PK\1\2")]


def _in_front(files: Files, forged: bytes) -> bytes:
    """Forged headers before the true ones."""
    return forged + _without_end(files)


_REFUSED: dict[str, Callable[[Files], bytes]] = {
    "a megabyte of signs": lambda _files: _SIGN * (MIB // 4),
    "a file in no folder": lambda files: _in_front(files, _local(b"bagit.txt", b"")),
    "one sign": lambda _files: _SIGN,
    "a header of 130 KB and no more": lambda _files: _local(b"x" * 65_535, b""),
    "60,000 forged headers": lambda files: (
        zipped(files)[:40] + b"".join(_local(_TOP + b"data/%d" % one, b"") for one in range(60_000))
    ),
    "forged tag files": lambda files: _in_front(files, _local(_TOP + b"bagit.txt", b"other")),
    "a bomb in every file": lambda files: Archive(
        [*entries(files)[:7], *(Raw(_TOP + b"data/%d" % n, b"[" * 8 * MIB) for n in range(40))]
    ).bytes()[:-30],
    "nothing of the header": lambda files: zipped(
        {name: data for name, data in files.items() if name != bag.HEADER}
    )[:-1],
}

_TAKEN: dict[str, tuple[Callable[[Files], bytes], set[str]]] = {
    "4 cut before the directory": (_without_end, {RICE, FISH}),
    "60,000 forged headers behind": (
        lambda files: (
            _without_end(files)
            + b"".join(_local(_TOP + b"data/%d" % one, b"") for one in range(60_000))
        ),
        {RICE, FISH},
    ),
    "a megabyte of signs at the end": (
        lambda files: _without_end(files) + _SIGN * (MIB // 4),
        {RICE, FISH},
    ),
    "a header that says 500 MB": (
        lambda files: (
            _without_end(files) + _local(_TOP + b"data/x", b"x" * 90, size=500 * MIB, method=8)
        ),
        {RICE, FISH},
    ),
    "forged words first": (
        lambda files: _in_front(files, _local(_TOP + REVISIONS.encode(), b"{}\n")),
        set(),
    ),
    "a header over everything": (
        lambda files: (
            _without_end({n: d for n, d in files.items() if n != REVISIONS})
            + _local(_TOP + b"data/all", zipped(files))
        ),
        set(),
    ),
    "another bundle behind": (lambda files: _without_end(files) + zipped(files), {RICE, FISH}),
}


def _rescued(broken: Path, laptop: Laptop) -> tuple[Plans, Gathered]:
    plans = bundles.plan_all(laptop.library, [broken], broken=True)
    accepted = [plan.bundle for plan in plans.plans]
    return plans, bundles.take_all(laptop.library, plans, accept=accepted)[0]


@pytest.mark.parametrize("case", _REFUSED)
def test_what_holds_nothing_is_refused_at_once(
    case: str, good: Files, victim: Laptop, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sscz"
    broken.write_bytes(_REFUSED[case](good))
    before = everything(victim)

    (plans, done), _victim = weighed(partial(_rescued, broken), lambda: victim)

    assert (len(plans.refused), done.taken) == (1, ())
    assert everything(victim) == before
    assert is_tidy(victim)


@pytest.mark.parametrize("case", _TAKEN)
def test_nothing_but_what_was_signed_is_taken_out_of_it(
    case: str, good: Files, new_library: Callable[[], Laptop], tmp_path: Path
) -> None:
    bend, stories = _TAKEN[case]
    broken, whole = tmp_path / "broken.sscz", tmp_path / "whole.sscz"
    broken.write_bytes(bend(good))
    whole.write_bytes(zipped(good))
    honest = new_library()
    honest.take(whole)

    (_plans, done), laptop = weighed(partial(_rescued, broken), new_library)

    assert len(done.taken) == 1
    assert {line.id for line in done.taken[0].new} == stories
    for root in (RICE, FISH):
        assert laptop.truth().get(root, set()) <= honest.truth()[root]
    assert set(laptop.truth()) - {RICE, FISH} == {laptop.listed()[-1].id}
    assert is_tidy(laptop)
