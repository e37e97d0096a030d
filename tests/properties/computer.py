"""A laptop of a world: a real library whose key is always the same, and whose clock is set."""

import base64
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import select

from ssc_desktop.history.device import FILE_NAME
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import RecordView
from ssc_desktop.services import saving
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import derived, truth
from ssc_desktop.store.tables import VIEW, conflict, listing
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE, SOLAR

ROOTS = (RICE, FISH, SOLAR)
_OF_THIS_COPY = {"number", "packed"}
"""Columns of the list that are this laptop's own affair."""
_TABLES = {
    table.name: str(select(*[one for one in table.columns if one.name not in _OF_THIS_COPY]))
    for table in (*VIEW.values(), conflict, listing)
}
"""What is asked to see all of the tables that are made of views."""

Views = dict[str, RecordView]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a library holds, as it holds it."""

    revisions: dict[str, Revision]
    cuts: dict[str, Cut]

    def of(self, root: str) -> set[str]:
        """The ids of everything of one root."""
        cuts = {one.id for one in self.cuts.values() if one.root == root}
        return cuts | {one.id for one in self.revisions.values() if one.root == root}


class Computer(Laptop):
    """A laptop with a key that is the same in every run, and a clock that somebody else sets."""

    def __init__(self, folder: Path, number: int, now: Callable[[], datetime]) -> None:
        self.number = number
        self._now = now
        self._whole: tuple[Library, int, Path] | None = None
        key = folder / "config" / FILE_NAME
        if not key.exists():
            key.parent.mkdir(parents=True)
            seed = hashlib.sha256(f"device {number}".encode()).digest()
            key.write_text(f"ssc-device-key 1\n{base64.b64encode(seed).decode()}\n", "ascii")
        super().__init__(folder)

    def _opened(self) -> Library:
        opened = super()._opened()
        opened.clock = HybridClock(opened.clock.last, now=self._now)
        return opened

    def whole(self) -> Path:
        """A bundle with everything; the last one again where nothing was written since."""
        made = self._whole
        if made is None or made[:2] != (self.library, self.library.raw.total_changes):
            bundle = self.send(with_private=True)
            self._whole = made = (self.library, self.library.raw.total_changes, bundle)
        return made[2]

    def view(self, root: str) -> Views:
        """What the open part of a story shows."""
        with self.library.reading() as connection:
            return derived.loaded(connection, root).open

    def holdings(self) -> Holdings:
        """Everything, from the tables of the truth."""
        with self.library.reading() as connection:
            return Holdings(
                {one.id: one for root in ROOTS for one in truth.revisions_of(connection, root)},
                {one.id: one for root in ROOTS for one in truth.cuts_of(connection, root)},
            )

    def shown(self) -> bytes:
        """All that its person sees, as bytes: the views, and the tables that are made of them."""
        views = {root: self.view(root) for root in ROOTS}
        return msgspec.json.encode([views, self.tables()], order="deterministic")

    def tables(self) -> dict[str, list[str]]:
        """The rows of all tables that are made of views, of every story."""
        with self.library.reading():
            rows = {name: self.library.raw.execute(asked) for name, asked in _TABLES.items()}
            return {name: sorted(map(repr, found)) for name, found in rows.items()}

    def save(self, root: str, change: Change) -> None:
        """Save as a person does who sees what the library holds; of any field, any value."""
        with self.library.writing() as connection:
            shown = derived.loaded(connection, root).open
            saving.cut(self.library, connection, root, [change], shown)
            derived.update(connection, self.library.raw, root)

    def become(self, folder: Path) -> None:
        """Put what another disk held, key and all, in the place of this one's."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(folder, self.folder)
        self.library = self._opened()


def visible(views: Views) -> Views:
    """The records that a person sees: not what is deleted, nor what lies in it."""
    gone = {id_ for id_, one in views.items() if one.deleted}
    return {id_: one for id_, one in views.items() if gone.isdisjoint({id_, one.parent})}
