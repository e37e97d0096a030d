"""Laptops for tests: a real library and a real device key each, that write, send and take in."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect

from ssc_desktop.record import Case
from ssc_desktop.record.editing import Path as FieldPath
from ssc_desktop.record.editing import with_item, with_value, without_item
from ssc_desktop.services import bundles, cases, libraries, receipts
from ssc_desktop.services.answers import OpenedCase, Query, Summary, Taken
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import truth
from ssc_desktop.store.begin import DATABASE

_empty: list[bytes] = []
_MEMORY = Path("/dev/shm")
_ENOUGH = 1 << 30
"""Bytes of memory that a world may take; many machines have 64 MB there."""
_dialects: list[Dialect] = []
_compiled: dict[Any, Any] = {}


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder for a moment, in memory where there is such a place: the disk is not waited for."""
    is_good = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH
    place = _MEMORY if is_good else None
    with tempfile.TemporaryDirectory(prefix="ssc-", dir=place) as folder:
        yield Path(folder)


def empty_library(folder: Path) -> None:
    """Put a new library into `folder`, copied from one made by the migrations: 50 ms saved."""
    if not _empty:
        with tempfile.TemporaryDirectory() as place, config(Path(place) / "config"):
            libraries.opened(Path(place) / "library").close()
            _empty.append((Path(place) / "library" / DATABASE).read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATABASE).write_bytes(_empty[0])


@contextmanager
def config(folder: Path) -> Iterator[None]:
    """The settings and the device key of another computer, for a moment."""
    before = os.environ.get("SSC_CONFIG")
    os.environ["SSC_CONFIG"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SSC_CONFIG"]
        else:
            os.environ["SSC_CONFIG"] = before


def compiled_once(library: Library) -> Library:
    """Let SQL that was compiled for one library serve all of a test run: a third of its time."""
    engine = library._engine  # noqa: SLF001 - the program itself opens one library
    if not _dialects:
        _dialects.append(engine.dialect)
    engine.dialect = _dialects[0]
    engine.update_execution_options(compiled_cache=_compiled)
    return library


class Laptop:
    """One person's computer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent = 0
        if not (folder / "library" / DATABASE).exists():
            empty_library(folder / "library")
        self.library = self._opened()

    def _opened(self) -> Library:
        with config(self.folder / "config"):
            return compiled_once(libraries.opened(self.folder / "library"))

    def reopen(self) -> None:
        """Close the program and start it again."""
        self.library.close()
        self.library = self._opened()

    def add(self, **data: Any) -> str:
        """Add a story from JSON."""
        return cases.added(self.library, {"title": "Rice from China in Uganda", **data})[0]

    def screen(self, case_id: str) -> OpenedCase:
        """What the editor shows."""
        return cases.opened(self.library, case_id)

    def case(self, case_id: str) -> Case:
        """The story as it is shown."""
        return self.screen(case_id).case

    def draft(self, case_id: str, path: FieldPath, value: Any) -> None:
        """Type into one field and stop."""
        shown = self.screen(case_id)
        cases.draft(self.library, with_value(shown.case, path, value), shown.base)

    def type(self, case_id: str, path: FieldPath | str, value: Any) -> None:
        """Type into one field and leave the story."""
        self.draft(case_id, (path,) if isinstance(path, str) else path, value)
        cases.save(self.library, case_id)

    def put(self, case_id: str, case: Case) -> None:
        """Leave the story as `case`, which was made from what is on the screen now."""
        cases.draft(self.library, case, self.screen(case_id).base)
        cases.save(self.library, case_id)

    def add_item(self, case_id: str, group: FieldPath, item: Any, at: int | None = None) -> None:
        """Add an item to a group."""
        self.put(case_id, with_item(self.case(case_id), group, item, at))

    def remove_item(self, case_id: str, group: FieldPath, item_id: str) -> None:
        """Take an item out of a group."""
        self.put(case_id, without_item(self.case(case_id), group, item_id))

    @property
    def id(self) -> str:
        """Its device's."""
        return self.library.device.id

    def _target(self, kind: str) -> Path:
        self.sent += 1
        return self.folder / f"{kind}-{self.sent}.sscz"

    def send(self, *ids: str, **wish: Any) -> Path:
        """Make a bundle of some stories, or of all; the first file where there are several."""
        target = self._target("bundle")
        return bundles.make(self.library, ids or None, target, bundles.Wish(**wish)).path

    def receipt(self) -> Path:
        """Make a receipt."""
        return receipts.make(self.library, self._target("receipt")).path

    def ask(self, *ids: str) -> Path:
        """Make a request, for some stories or for whatever is missing."""
        return receipts.request(self.library, self._target("request"), ids).path

    def answer(self, other: "Laptop", **wish: Any) -> Path:
        """Answer the request of another laptop."""
        target = self._target("answer")
        return receipts.answer(self.library, other.id, target, bundles.Wish(**wish)).path

    def copied(self) -> Path:
        """A copy of the library's folder, as a backup program makes it."""
        self.library.close()
        copy = self.folder / f"copy-{len(list(self.folder.glob('copy-*')))}"
        shutil.copytree(self.folder / "library", copy)
        self.library = self._opened()
        return copy

    def set_back(self, copy: Path) -> None:
        """Put a copy in the place of the library."""
        self.library.close()
        shutil.rmtree(self.folder / "library")
        shutil.copytree(copy, self.folder / "library")
        self.library = self._opened()

    def take(self, bundle: Path) -> Taken:
        """Take a bundle in."""
        return bundles.take(self.library, bundle)[0]

    def take_all_of(self, other: "Laptop") -> Taken:
        """Take in everything that another laptop sends."""
        return self.take(other.send())

    def listed(self, **wanted: Any) -> tuple[Summary, ...]:
        """The list."""
        return cases.listing(self.library, Query(**wanted)).summaries

    def line(self, case_id: str) -> Summary:
        """The list's line of one story."""
        return cases.one(self.library, case_id)

    def revisions(self) -> int:
        """How many revisions there are; everything is checked on the way."""
        health = libraries.check(self.library)
        assert not health.problems, health.problems
        return health.revisions

    def truth(self) -> dict[str, set[str]]:
        """The ids of all revisions and cuts, by root."""
        with self.library.reading() as connection:
            roots = truth.roots(connection)
            return {root: set(truth.ids_of(connection, root)) for root in roots}

    def words(self) -> bytes:
        """The bytes of every revision."""
        with self.library.reading() as connection:
            roots = truth.roots(connection)
            bodies = [body for root in roots for _id, body in truth.bodies_of(connection, root)]
        return b"\n".join(bodies)

    def close(self) -> None:
        """Close the program."""
        self.library.close()
