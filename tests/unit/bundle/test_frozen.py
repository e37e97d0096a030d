"""Every release reads the sample bundles of every version, and finds in them what was found then.

They were made once by `tools/make_frozen_bundles.py`. A test here that fails after a change says
that people could no longer read what their colleagues sent: change the program, not the sample.
"""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.bundle import kinds
from ssc_desktop.bundle.header import VERSION
from ssc_desktop.bundle.reading import verify
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.store import blobs, pieces
from tests.laptops import Laptop
from tests.unit.bundle.telling import shown, told

FROZEN = Path(__file__).parents[2] / "frozen" / "bundles"
SAMPLES = sorted(path.with_suffix("") for path in FROZEN.glob("*/*.json"))
PARTS = sorted(FROZEN.glob("1.0/parts.*.sscz"))
FILM = "5351178a505f076ec70048ad4d098bfa279d183af8d88954fc342c7a4c5a0dbe"


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _agrees(then: Any, now: Any) -> bool:
    """Whether all that was told then is told now; later versions may tell more."""
    if isinstance(then, dict) and isinstance(now, dict):
        return all(key in now and _agrees(value, now[key]) for key, value in then.items())
    return bool(then == now)


@pytest.mark.parametrize("sample", SAMPLES, ids=_named)
def test_a_sample_says_what_it_always_said(sample: Path, tmp_path: Path) -> None:
    then = json.loads(sample.with_name(f"{sample.name}.json").read_text(encoding="utf-8"))
    now = json.loads(json.dumps(told(sample, tmp_path)))

    assert {key for key in then if not _agrees(then[key], now.get(key))} == set()
    assert now["quarantined"] == []
    assert list(tmp_path.iterdir()) == []


def test_there_is_a_sample_of_every_kind_of_this_version() -> None:
    names = {path.name for path in SAMPLES if path.parent.name == VERSION}

    assert names > {f"{kind}.sscz" for kind in kinds.KINDS}
    assert {"sealed.sscz.age", "passphrase.sscz.age", "parts.p03of03.sscz"} < names
    assert max(path.stat().st_size for path in SAMPLES) < 60_000


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_parts_together_tell_the_whole(order: tuple[int, ...], tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    for place in order:
        laptop.take(PARTS[place])

    assert {line.title for line in laptop.listed()} == {
        "Hybrid rice in Uganda",
        "Étangs à poissons",
    }
    film = blobs.file_of(laptop.library.attachments, FILM).read_bytes()
    assert digest(film) == FILM
    assert pieces.waiting(laptop.library.attachments) == []
    laptop.close()


def test_a_library_takes_all_samples_in_and_shows_the_same(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    cuts: dict[str, Cut] = {}
    revisions: dict[str, Revision] = {}
    for sample in (path for path in SAMPLES if path.suffix == ".sscz"):
        taken = laptop.take(sample)
        assert taken.quarantined == ()
        with verify(sample, None) as opened:
            cuts |= {cut.id: cut for cut in opened.cuts()}
            revisions |= {one.id: one for one in opened.revisions()}

    assert laptop.revisions() == len(revisions)
    views = shown(list(cuts.values()), list(revisions.values()))
    stories = {root: views[root][root] for root in views if "/" not in root}
    assert {line.id: (line.title, line.status, line.conflicts) for line in laptop.listed()} == {
        root: (one["fields"]["title"], one["fields"]["status"], len(one["in dispute"]))
        for root, one in stories.items()
        if not one["deleted"]
    }
    laptop.close()
