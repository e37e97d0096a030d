"""A workshop's exchange: forty bundles, one edit in a large library, the summary of a large bundle.

`python -m benchmarks.exchange [--rounds N]`. Every step runs in a process of its own; its CPU is
counted from when everything is imported and the library open.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import stories
from benchmarks.bundles import Stage
from benchmarks.measure import Cost, Ratio, interleaved, median, python, report, run

LAPTOPS, EACH, PHOTOS, PHOTO = 40, 5, 2, 300_000
RECORDS = 26
"""Revisions of one full story with its photo."""
FEW, MANY = 1_000, 100_000
MOST_SECONDS = 10.0
MOST_SUMMARY = 1.0
MOST_BYTES = 6_000
MOST_GROWTH = 1.2


def workshop(place: Path) -> None:
    """The bundles of forty laptops, each with a key of its own."""
    from ssc_desktop.services import bundles, cases, libraries

    (place / "bundles").mkdir()
    number = 0
    for laptop in range(LAPTOPS):
        os.environ["SSC_CONFIG"] = str(place / f"config-{laptop}")
        folder = place / f"laptop-{laptop}"
        folder.mkdir()
        records = []
        for _story in range(EACH):
            names = [f"{number}-{one}.jpg" for one in range(PHOTOS)]
            for one, name in enumerate(names):
                (folder / name).write_bytes(stories.picture(number * PHOTOS + one, PHOTO))
            attached = [{"file": name, "caption": name} for name in names]
            records.append({**stories.story(number), "attachment": attached})
            number += 1
        library = libraries.opened(folder / "library")
        cases.added_together(library, [(record, folder) for record in records])
        bundles.make(library, None, place / "bundles" / f"{laptop}.sscz")
        library.close()
        shutil.rmtree(folder)


def edited(place: Path, revisions: int) -> int:
    """A library with so many revisions, and a bundle with one edit for it; the bundle's bytes."""
    from ssc_desktop.services import bundles, cases, libraries
    from ssc_desktop.services.sharing import Wish

    count = max(revisions // RECORDS, 1)
    here, there = place / f"here-{revisions}", place / f"there-{revisions}"
    os.environ["SSC_CONFIG"] = str(place / "config-here")
    library = libraries.opened(here)
    told = [(stories.story(number), place) for number in range(count)]
    ids, _changes = cases.added_together(library, told)
    bundles.make(library, None, place / "all.sscz")
    os.environ["SSC_CONFIG"] = str(place / "config-there")
    other = libraries.opened(there)
    bundles.take(other, place / "all.sscz")
    # from this the first computer knows what the other one holds
    bundles.make(other, [ids[0]], place / "back.sscz")
    receiver = other.device.id
    other.close()
    bundles.take(library, place / "back.sscz")
    case = cases.opened(library, ids[0]).case
    path, value = cases.read_value(case, "network", "The growers' club")
    cases.set_value(library, ids[0], path, value)
    edit = place / f"edit-{revisions}.sscz"
    bundles.make(library, [ids[0]], edit, Wish(receiver=receiver))
    library.close()
    shutil.rmtree(here)
    return edit.stat().st_size


def one_page(place: Path) -> int:
    """The bytes of a bundle with one edit of a story that is told on one page."""
    from ssc_desktop.services import bundles, cases, libraries

    os.environ["SSC_CONFIG"] = str(place / "config-page")
    library = libraries.opened(place / "page")
    words = stories.story(1)
    page = {name: words[name] for name in ("title", "overview")}
    (case_id,), _changes = cases.added_together(library, [(page, place)])
    path, value = cases.read_value(
        cases.opened(library, case_id).case, "network", "The growers' club"
    )
    cases.set_value(library, case_id, path, value)
    bundles.make(library, [case_id], place / "page.sscz")
    library.close()
    return (place / "page.sscz").stat().st_size


def prepare(place: Path) -> None:
    """Make everything that is measured; say how large an edit is."""
    workshop(place)
    sizes = {str(number): edited(place, number) for number in (FEW, MANY)}
    print(json.dumps({**sizes, "page": one_page(place)}))


class Hall:
    """The folder with everything, and the steps that are measured."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def step(self, name: str, *arguments: str) -> Cost:
        """What one step costs by itself, in a process of its own."""
        whole = run(
            python("-m", "benchmarks.step", name, self.place, *arguments),
            {"SSC_CONFIG": str(self.place / f"config-{name}")},
        )
        told = json.loads(whole.said)
        return Cost(told["cpu"], told["wall"], whole.peak)

    def forty(self) -> Cost:
        """Take forty bundles into an empty library."""
        shutil.rmtree(self.place / "collected", ignore_errors=True)
        return self.step("forty")

    def edit(self, revisions: int) -> Cost:
        """Take one edit into a copy of a library."""
        copy = self.place / "copy-library"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.place / f"there-{revisions}", copy)
        return self.step("edit", str(revisions))


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.prepare:
        prepare(wanted.prepare)
        return 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        # in a process of its own: a child's peak memory counts what its parent held when it began
        made = run(python("-m", "benchmarks.exchange", "--prepare", place))
        sizes = json.loads(made.said)
        (place / "large").mkdir()
        stage, hall = Stage(place / "large", 1000, PHOTO), Hall(place)
        jobs: dict[str, Callable[[], Cost]] = {
            "forty bundles": hall.forty,
            f"one edit, {FEW} revisions": lambda: hall.edit(FEW),
            f"one edit, {MANY} revisions": lambda: hall.edit(MANY),
            "summary of 305 MB": lambda: stage.step("summary", "empty.config"),
        }
        costs = interleaved(jobs, wanted.rounds)
    few, many = (median(costs[f"one edit, {number} revisions"]) for number in (FEW, MANY))
    ratios = [
        Ratio("forty bundles / second", median(costs["forty bundles"], "wall"), 1, MOST_SECONDS),
        Ratio("one edit, many / few", many, few, MOST_GROWTH),
        Ratio("bytes of one edit / 6000", sizes["page"], MOST_BYTES, 1),
        Ratio("summary / second", median(costs["summary of 305 MB"]), 1, MOST_SUMMARY),
    ]
    print(f"one edit of a full story: {sizes[str(MANY)]} bytes; it travels with its whole history")
    return report("The exchange of a workshop", costs, ratios)


if __name__ == "__main__":
    sys.exit(main())
