"""The library: its list and its search against the plain driver, and the window on very many.

`python -m benchmarks.library [--stories N] [--rounds N]`. A library of 100,000 stories is made once
and kept in `.cache/bench`. Each query is asked of our list and of the plain driver in turns, in
one process; the window opens, filters, searches and scrolls in a process of its own, and so does
the opening of a story with 60 rows in its groups and 20 photos.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.many import REAL, kept, real
from benchmarks.measure import Cost, Ratio, python, report, run

MOST_RATIO = 3.0
LONGEST_TURN = 50
"""Milliseconds of its thread that the window may be busy with one thing."""
MOST_CPU = 200
"""Milliseconds of CPU from the wish for a story to its first paint."""
MOST_MEMORY = 150
"""MB with 10,000 stories in the list."""
FEW = 10_000
AT_ONCE = 40
"""Queries in one measurement: the clock of a process is too coarse for one."""


def queries(library: Any, stories: int) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """For each query how we ask it, and how the plain driver is asked."""
    from ssc_desktop.services import listing
    from ssc_desktop.services.asking import TITLE, Conditions, Cursor, Query
    from ssc_desktop.store.summary import LIST_COLUMNS

    columns = ", ".join(f"listing.{name}" for name in LIST_COLUMNS)
    found = f"SELECT {columns} FROM search CROSS JOIN listing ON number = search.rowid"  # noqa: S608
    plain = f"SELECT {columns} FROM listing WHERE deleted = 0"  # noqa: S608 - our own names

    def ours(query: Query, after: Cursor | None = None) -> Callable[[], Any]:
        return lambda: listing.page(library, query, after)

    def theirs(statement: str, *values: Any) -> Callable[[], Any]:
        return lambda: library.raw.execute(statement, values).fetchall()

    middle = Cursor("", stories // 2, stories // 2)
    one_country = Query(conditions=Conditions(country=("KEN",)))
    return {
        "first page": (ours(Query()), theirs(f"{plain} ORDER BY number DESC LIMIT 200")),
        "keyset page": (
            ours(Query(), middle),
            theirs(f"{plain} AND number < ? ORDER BY number DESC LIMIT 200", stories // 2),
        ),
        "page by title": (
            ours(Query(sort=TITLE)),
            theirs(f"{plain} ORDER BY title_key, number LIMIT 200"),
        ),
        "page of a country": (
            ours(one_country),
            theirs(
                f"{plain} AND number IN (SELECT number FROM facet WHERE kind = 'country' "  # noqa: S608
                "AND code = 'KEN') ORDER BY number DESC LIMIT 200"
            ),
        ),
        "search": (
            ours(Query("water irri")),
            theirs(
                f"{found} WHERE search MATCH ? AND deleted = 0 ORDER BY search.rowid DESC "
                "LIMIT 200",
                '"water" AND "irri"*',
            ),
        ),
    }


def asked(stories: int, rounds: int) -> dict[str, tuple[list[Cost], list[Cost]]]:
    """What each query cost us and the plain driver, in turns."""
    from ssc_desktop.services import libraries

    library = libraries.opened(kept(stories))
    pairs = queries(library, stories)
    costs: dict[str, tuple[list[Cost], list[Cost]]] = {name: ([], []) for name in pairs}
    for _round in range(rounds):
        for name, pair in pairs.items():
            for side, ask in enumerate(pair):
                costs[name][side].append(_cost(ask))
    library.close()
    return costs


def _cost(ask: Callable[[], Any]) -> Cost:
    ask()
    cpu, wall = time.process_time(), time.perf_counter()
    for _time in range(AT_ONCE):
        ask()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall, 0)


def with_photos(place: Path) -> tuple[str, str]:
    """A library with a story of 60 rows and 20 photos, and another; their ids."""
    from PIL import Image

    from ssc_desktop.services import cases, libraries

    records = real(REAL)
    for number in range(20):
        Image.effect_noise((1600, 1200), 60).convert("RGB").save(place / f"{number}.jpg")
    records[-1]["attachment"] = [{"file": f"{n}.jpg", "caption": f"{n}"} for n in range(20)]
    library = libraries.opened(place / "library")
    ids, _changes = cases.added_together(library, [(record, place) for record in records])
    library.close()
    return ids[-1], ids[0]


def window(stories: int) -> dict[str, Any]:
    """What the window does with so many stories."""
    told = run(python("-m", "benchmarks.window", kept(stories)))
    return {**json.loads(told.said.splitlines()[-1])}


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["SSC_CONFIG"] = str(Path(place) / "config")
        costs = asked(wanted.stories, wanted.rounds)
        ratios = [
            Ratio(name, _middle(ours), _middle(theirs), MOST_RATIO)
            for name, (ours, theirs) in costs.items()
        ]
        flat = {f"{name}, ours": ours for name, (ours, _theirs) in costs.items()}
        flat |= {f"{name}, plain": theirs for name, (_ours, theirs) in costs.items()}
        failed = report(f"A library of {wanted.stories} stories", flat, ratios)
        many, few = window(wanted.stories), window(FEW)
        (Path(place) / "photos").mkdir()
        case_id, other = with_photos(Path(place) / "photos")
        library = Path(place) / "photos" / "library"
        told = run(python("-m", "benchmarks.window", library, "story", case_id, other))
        opening = json.loads(told.said.splitlines()[-1])["cpu"]
    checks = [
        (f"longest turn, {doing}, ms", took, LONGEST_TURN)
        for doing, took in many["longest"].items()
    ]
    checks += [
        (f"memory with {FEW} stories, MB", few["resident"], MOST_MEMORY),
        ("CPU until a story is painted, ms", opening, MOST_CPU),
    ]
    print(f"\n{'':44}{'':>9}{'at most':>9}")
    for name, took, limit in checks:
        print(f"{name:44}{took:9.1f}{limit:9.0f}")
    broken = [name for name, took, limit in checks if took > limit]
    print(json.dumps({name: round(took, 1) for name, took, _limit in checks}))
    if broken:
        print(f"more than promised: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else failed


def _middle(costs: list[Cost]) -> float:
    return float(statistics.median(cost.cpu for cost in costs))


if __name__ == "__main__":
    sys.exit(main())
