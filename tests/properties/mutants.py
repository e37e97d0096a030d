"""Plant every deliberate fault in turn and see which laws notice it.

    python -m tests.properties.mutants [--worlds 60]

Ends with 1 where a fault goes unnoticed.
"""

import argparse
import sys

from tests.properties.faults import FAULTS, noticed


def main() -> int:
    """Plant, look, tell."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--worlds", type=int, default=60)
    worlds = asked.parse_args().worlds
    survivors = 0
    for fault in FAULTS:
        number, laws = noticed(fault, worlds)
        survivors += not laws
        said = ", ".join(law.replace("_", " ") for law in laws) or "NOBODY"
        name = fault.__name__.replace("_", " ")
        sys.stdout.write(f"{name:38} world {number:3}  caught by: {said}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(FAULTS) - survivors} of {len(FAULTS)} faults were caught.\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    raise SystemExit(main())
