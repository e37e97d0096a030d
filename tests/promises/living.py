"""A person's day with a library, in a process that can be killed: words go wherever words can go.

    python -m tests.promises.living HOME ACT        SSC_PASSWORD for a protected library

Each act says "done" on standard output and waits for a line; then it closes, or is killed first.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ssc_desktop import cli, settings
from ssc_desktop.cli.protection import key_of
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.record import CASE, Case
from ssc_desktop.record.definition import Kind
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import (
    backing_up,
    bundles,
    cases,
    inbox,
    libraries,
    originals,
    rescue,
    start,
)
from ssc_desktop.services.libraries import Library
from tests.unit.word.stories import Filler

CANARY = "Quagmirefinch"
"""A word that nothing else in the program, or on the disk, says."""
FILM = b"not packed " + CANARY.encode() + os.urandom(300_000)


class _Filler(Filler):
    """Says the word in every text field."""

    def _by_kind(self, member: Any, number: int) -> Iterator[tuple[Kind, Any]]:
        for kind, value in super()._by_kind(member, number):
            said = f"{CANARY} {value}" if kind is Kind.TEXT else value
            yield kind, replace(value, note=CANARY) if kind is Kind.NOTED else said


def story() -> Case:
    """A story that says the word in every field that takes words."""
    case = _Filler(CASE, CANARY).case(items=2)
    return replace(case, case_uuid=new_id(), attachment=())


def write(library: Library, stick: Path) -> None:
    """Stories and drafts, attachments, originals, waiting bundles and pieces, backups, rescue."""
    case = story()
    film = stick / f"{CANARY}.bin"
    film.write_bytes(FILM + os.urandom(8))
    cases.added(library, {"title": CANARY, "attachment": [{"file": film.name}]}, beside=stick)
    case_id, _changes = cases.created(library, "en", {"title": CANARY})
    screen = cases.opened(library, case_id)
    filled = replace(case, case_uuid=screen.case.case_uuid)
    cases.draft(library, filled, screen.base)
    cases.save(library, case_id)
    screen = cases.opened(library, case_id)
    cases.draft(library, with_value(screen.case, ("title",), f"{CANARY} again"), screen.base)
    originals.keep(library, film)
    bundle = bundles.make(library, None, stick / f"{new_id()}.sscz", bundles.Wish()).path
    inbox.keep(library, bundle, "new_device")
    rescue.write(filled, {"title": CANARY}, library.file_key)
    backing_up.make(library, "asked")
    settings.save(replace(settings.load(), author_name="Amina"))
    cli._bug(ValueError(CANARY))  # noqa: SLF001 - what a crash leaves


def take(library: Library, stick: Path) -> None:
    """A bundle of somebody else, and one part of a large one."""
    for path in sorted(stick.glob("from-others*")):
        bundles.take(library, path)


def killed_while_taking(library: Library, stick: Path) -> None:
    """The power goes while a bundle is unpacked."""

    def progress(done: int, of: int) -> None:
        if done * 10 > of * 9:
            os.kill(os.getpid(), signal.SIGKILL)

    bundles.take(library, stick / "whole.sscz", progress=progress)


def nothing(_library: Library, _stick: Path) -> None:
    """Only open it."""


_ACTS: dict[str, Callable[[Library, Path], None]] = {
    "write": write,
    "take": take,
    "killed while taking": killed_while_taking,
    "open": nothing,
}


def main(home: Path, act: str) -> int:
    """Open the library, do the act, wait, close."""
    folder = home / "library"
    library = libraries.opened(start.begin(folder, key_of(folder)))
    _ACTS[act](library, home.parent / "stick")
    sys.stdout.write("done\n")
    sys.stdout.flush()
    sys.stdin.readline()
    library.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))
