"""Where the frozen program begins: what `python -m ssc_desktop` does, perhaps with newer code.

Of what was installed only `ssc_desktop.program` is loaded before it is known which code runs.
"""

import os
import sys


def choose() -> None:
    """Let the code of an update be imported in the place of what was installed."""
    from ssc_desktop import program

    folder = program.chosen(sys.argv[1:])
    os.environ[program.RUNS] = folder.name if folder else ""
    if folder is None:
        return
    program.starting(folder, sys.argv[1:])
    for name in [one for one in sys.modules if one.partition(".")[0] == "ssc_desktop"]:
        del sys.modules[name]
    sys.path.insert(0, str(folder))


if __name__ == "__main__":
    choose()

    from ssc_desktop.__main__ import main

    sys.exit(main())
