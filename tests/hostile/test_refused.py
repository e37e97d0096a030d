"""Bundles that are refused as a whole: no file is left, and the rule is named."""

import tracemalloc
from pathlib import Path

import pytest

from ssc_desktop.bundle.limits import MIB, Limits
from ssc_desktop.bundle.reading import verify
from ssc_desktop.errors import BundleError, TooNew, Unsafe
from tests.hostile import bad_bags, bad_zips
from tests.hostile.forge import BUNDLE, Files, sealed, with_file, with_header, zipped
from tests.unit.bundle.samples import Laptop

REFUSED = bad_zips.REFUSED | bad_bags.REFUSED


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_and_leaves_nothing(case: str, good: Files, tmp_path: Path) -> None:
    bend, kind, rule = REFUSED[case]
    (tmp_path / "bad.sscz").write_bytes(bend(good))

    with pytest.raises(BundleError, match=r"bad\.sscz") as refused:
        verify(tmp_path / "bad.sscz", tmp_path / "spool")

    assert (type(refused.value), refused.value.rule) == (kind, rule)
    assert refused.value.advice
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize(
    "members", [{"requires": ["cut1", "age2"]}, {"version": "2.0"}, {"version": "0.9"}], ids=str
)
def test_a_newer_bundle_says_so(members: dict[str, object], good: Files, tmp_path: Path) -> None:
    """53, 54: kept for later, nothing changed."""
    newer = tmp_path / "newer.sscz"
    newer.write_bytes(zipped(with_header(good, **members)))

    with pytest.raises(TooNew, match="newer version") as refused:
        verify(newer, tmp_path / "spool")

    assert refused.value.rule == "version"
    assert (refused.value.bundle, refused.value.sender) == (BUNDLE, Laptop().key.id)
    assert newer.exists()


def test_a_bomb_costs_no_memory(good: Files, tmp_path: Path) -> None:
    """31, 32: 200 MB of one letter, rightly signed, as a file nobody knows."""
    bomb = tmp_path / "bomb.sscz"
    bomb.write_bytes(zipped(with_file(good, "data/bomb.bin", b"[" * 200 * MIB)))

    tracemalloc.start()
    verify(bomb, None).close()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * MIB


def test_limits_can_be_raised_and_lowered_for_one_reading(good: Files, tmp_path: Path) -> None:
    (tmp_path / "good.sscz").write_bytes(zipped(good))

    for limits in (Limits(entries=5), Limits(total=100), Limits(file=100), Limits(path=40)):
        with pytest.raises(Unsafe):
            verify(tmp_path / "good.sscz", tmp_path / "spool", limits=limits)
    verify(tmp_path / "good.sscz", tmp_path / "spool", limits=Limits()).close()


def test_the_forger_can_make_a_good_bundle(good: Files, tmp_path: Path) -> None:
    """1: without this, every refusal above might have another reason."""
    (tmp_path / "good.sscz").write_bytes(zipped(sealed(good)))

    with verify(tmp_path / "good.sscz", tmp_path / "spool") as opened:
        assert opened.counts.new_cuts == 3
        assert opened.counts.quarantined == 0
        assert opened.sender.key == Laptop().key.public
