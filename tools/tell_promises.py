"""Write what the promises' tests measured at the bar into docs/promises.md.

make promises
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "promises.md"
MEASURED = ROOT / "out" / "promises"
"""Where `tests/promises/conftest.py` leaves the figures."""


class Row(NamedTuple):
    """A promise."""

    number: str
    promise: str
    bar: str
    test: str
    figure: str
    on: str


def rows() -> list[Row]:
    """The promises of the page, in its order."""
    return [_row(line) for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| P")]


def _row(line: str) -> Row:
    cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    return Row(*cells)


def _told(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return f"{name}: " + ", ".join(_told(one, said) for one, said in value.items())
    shown = f"{value:,}" if isinstance(value, int | float) else str(value)
    return f"{name.replace('_', ' ')} {shown}"


def _measured(number: str) -> tuple[str, str]:
    """All figures of one promise in a line, and the day of the oldest."""
    path = MEASURED / f"p{int(number[1:]):02}.json"
    if not path.exists():
        return "", ""
    tests = [test for _name, test in sorted(json.loads(path.read_text("utf-8")).items())]
    days = sorted(test.pop("on") for test in tests)
    told = [_told(name, value) for test in tests for name, value in test.items()]
    return "; ".join(told).replace("|", "/"), days[0]


def main() -> None:
    """Fill in what was measured; what was not stays as it is."""
    lines = PAGE.read_text("utf-8").splitlines()
    for at, line in enumerate(lines):
        if not line.startswith("| P"):
            continue
        row = _row(line)
        figure, day = _measured(row.number)
        if figure:
            row = row._replace(figure=figure, on=day)
        cells = [*row[:3], f"`{row.test}`", row.figure, row.on]
        lines[at] = f"| {' | '.join(cells)} |"
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
