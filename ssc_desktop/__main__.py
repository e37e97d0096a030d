"""The program's door: no arguments open the window, everything else works without one."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 refused, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    done = _apart(given[0], given[1:]) if given else None
    if done is not None:
        return done
    try:
        from ssc_desktop import cli

        return cli.run(given)
    except KeyboardInterrupt:  # also while the program is still being loaded
        return 1


def _apart(flag: str, arguments: Sequence[str]) -> int | None:
    """Do a piece of work in this process alone: the program begins it so, and never a person."""
    if flag == "--spelling-service":
        from ssc_desktop.spelling import service

        return service.run()
    if flag == "--decode-pictures":
        from ui import picture_service

        return picture_service.run()
    if flag == "--read-document":
        from ssc_desktop.word.reading.apart import run
    elif flag == "--read-workbook":
        from ssc_desktop.sheets.workbook_apart import run
    elif flag == "--count-faults":
        from ssc_desktop.word.counting import run
    elif flag == "--examine-template":
        from ssc_desktop.word.house_style import run
    else:
        return None
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
