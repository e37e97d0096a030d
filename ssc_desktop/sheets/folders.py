"""A folder of files that is there as a whole, or not at all."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import refused
from ssc_desktop.i18n import _


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Fill a folder `NAME.part`, which becomes `target` when all is in it; else nothing is left.

    Raises InvalidInput where `target` is a file or holds something, and what `files.replacing`
    raises.
    """
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise InvalidInput(
            _("“{name}” is there already, and is not an empty folder.").format(name=target.name),
            advice=_("Choose a new name."),
        )
    part = target.with_name(target.name + ".part")
    try:
        part.mkdir(parents=True)
        yield part
        if target.is_dir():
            target.rmdir()
        part.rename(target)
    except FileExistsError as error:
        raise InvalidInput(
            _("“{name}” is there already, and is not an empty folder.").format(name=part.name),
            advice=_("Choose a new name."),
        ) from error
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise refused(error, target) from error
        raise
