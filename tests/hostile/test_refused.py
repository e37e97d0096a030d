"""Bundles that are refused as a whole: nothing changed, no file is left, and the rule is named.

The numbers are those of the list of hostile cases in the design of the format.
"""

from functools import partial
from pathlib import Path

import pytest

from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.reading import verify
from ssc_desktop.errors import BundleError, Unsafe
from tests.hostile import bad_bags, bad_headers, bad_zips
from tests.hostile.forge import Files, sealed, zipped
from tests.hostile.scales import weighed
from tests.hostile.victim import DOORS, Door, Refusal, everything, is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import Laptop as Maker

REFUSED = bad_zips.REFUSED | bad_bags.REFUSED | bad_headers.REFUSED


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_and_changes_nothing(
    case: str, good: Files, victim: Laptop, tmp_path: Path
) -> None:
    bend, kind, rule = REFUSED[case]
    bad = tmp_path / "bad.sscz"
    bad.write_bytes(bend(good))
    before = everything(victim)

    for door in DOORS:
        refused, _victim = weighed(partial(_through, door, bad), lambda: victim)

        assert refused.rule == rule
        assert not isinstance(refused, BundleError) or type(refused) is kind
        assert "bad.sscz" in refused.message
        assert refused.advice
    assert everything(victim) == before
    assert is_tidy(victim)


def _through(door: Door, bad: Path, one: Laptop) -> Refusal:
    return door(one, bad)


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
        assert opened.sender.key == Maker().key.public
