"""What all commands have in common: the library, answers as JSON, remarks."""

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ssc_desktop import paths
from ssc_desktop.cli import protection
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.errors import NotFound
from ssc_desktop.i18n import _
from ssc_desktop.services import backing_up, libraries, moving, start


@contextmanager
def library_of(given: argparse.Namespace, *, new: bool = True) -> Iterator[libraries.Library]:
    """The library that is named, opened for this command; its password is asked for if need be.

    Where there is none, one is begun; unless `new`, that raises NotFound. One that moved to another
    computer says so beside the answer, as it does in the window.
    """
    folder = given.library or paths.default_library()
    if not (new or any(folder.glob("library.*")) or backing_up.every(folder)):
        raise NotFound(_("There is no library in “{folder}”.").format(folder=folder))
    library = libraries.opened(start.begin(folder, protection.key_of(folder)))
    try:
        left = moving.moved(library)
        if left:
            tell(moving.told(left[:10]))
        yield library
    finally:
        library.close()


def say_json(data: object) -> None:
    """Write an answer as JSON."""
    say(json.dumps(data, ensure_ascii=False, indent=1))


def remark(sentences: Iterable[str]) -> None:
    """Say beside the answer what a person should know."""
    for sentence in sentences:
        tell(sentence)
