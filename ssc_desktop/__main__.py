"""The program's door: no arguments open the window, everything else works without one."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 refused, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--spelling-service"]:  # the window starts it: not for people
        from ssc_desktop.spelling import service

        return service.run()
    if given[:1] == ["--read-document"]:  # likewise
        from ssc_desktop.word.reading import apart

        return apart.run(given[1:])
    if given[:1] == ["--read-workbook"]:  # likewise
        from ssc_desktop.sheets import workbook_apart

        return workbook_apart.run(given[1:])
    if given == ["--decode-pictures"]:  # likewise
        from ui import picture_service

        return picture_service.run()
    try:
        from ssc_desktop import cli

        return cli.run(given)
    except KeyboardInterrupt:  # also while the program is still being loaded
        return 1


if __name__ == "__main__":
    sys.exit(main())
