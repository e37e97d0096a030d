"""Revisions that keep every rule of form and make no sense, and everything that then reads them."""

import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ssc_desktop.history.identifiers import digest
from ssc_desktop.record import CASE
from ssc_desktop.record.definition import FieldDefinition
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.services import (
    activity,
    cases,
    conflicts,
    disputes,
    documents,
    duplicates,
    finding,
    history,
    leaving,
    ledger,
    libraries,
    listing,
    receipts,
    redacting,
    trash,
)
from ssc_desktop.services.answers import Query
from tests.hostile.forge import Files, body, cut_over, with_lines
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, JPEG, RICE, numbered_id
from tests.unit.bundle.samples import Laptop as Maker

_IDS = [RICE, FISH, *(numbered_id(number) for number in range(0x20, 0x2A))]
_ROOTS = [RICE, RICE, RICE, FISH, f"{RICE}/private", _IDS[4]]
_KINDS = ["case", *CASE.groups()]
_STRANGE_KINDS = ["redaction", "link", "device", "person", "sqlite_master", "dream"]
_STRANGE_FIELDS = ["~pos", "~deleted", "~dream", "x/y", ":", "@", "a" * 200, "id", "case_uuid"]
_MOMENTS = [
    "2026-11-21T13:00:00.000Z-0000",
    "0001-01-01T00:00:00.000Z-0000",
    "2099-01-01T00:00:00.000Z-ffff",
    "9999-12-31T23:59:59.999Z-ffff",
]
VALUES: list[Any] = [
    None, True, False, 0, -1, 2**53 - 1, "", "x", " ", "a\nb\t", "x" * 5000, "unknown",
    "../../../../etc/passwd", "<img src='file:////host/share'>", "\u202e\u2066", "=1+1", "%s {0}",
    "9" * 400, "1e400", "-0", "NaN", "1.5", "2026-13-99", "2020-01-01", "..", "2020~", "KE", "en",
    [], {}, [[]], [None], ["x", None], [1, 2], {"a": 1}, {"unknown": 1}, {"unknown": "x"},
    {"saw": []}, {"saw": 5}, {"saw": ["x"]}, {"saw": ["0" * 64]}, digest(JPEG), _IDS[3], [_IDS[3]],
    ["en", "en"], [["en"]], {"value": "x"}, ["KE", "xx"], "\u0301", "\ufeff", "\U0001f600" * 50,
]  # fmt: skip


class Writer:
    """Somebody who writes nonsense that is rightly signed; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - to be had again

    def files(self, good: Files) -> Files:
        """A bundle with his revisions beside those of a good one."""
        by_root: dict[str, list[bytes]] = {}
        for _number in range(self.chance.choice([1, 5, 30, 80])):
            one = self.revision()
            by_root.setdefault(json.loads(one)["root"], []).append(one)
        cuts = [
            cut_over(
                bodies,
                Maker(number),
                root=root,
                revs=sorted(
                    digest(one) for one in bodies if json.loads(one)["dev"] == Maker(number).key.id
                ),
                seq=self.chance.choice([9, 2**53 - 1]),
                at=self.chance.choice(_MOMENTS),
            )
            for root, bodies in by_root.items()
            for number in (1, 2)
            if any(json.loads(one)["dev"] == Maker(number).key.id for one in bodies)
        ]
        bodies = [one for some in by_root.values() for one in some]
        return with_lines(good, cuts=cuts, bodies=bodies)

    def revision(self) -> bytes:
        """One revision."""
        chance = self.chance
        kind = chance.choice([*_KINDS, *["case"] * 10, *_STRANGE_KINDS])
        root = chance.choice(_ROOTS)
        record = chance.choice([root.removesuffix("/private"), *_IDS])
        fields = _fields(kind)
        values = {
            name: [self.value(kind, name), self.replaced()]
            for name in chance.choices(fields, k=chance.choice([1, 1, 2, 8]))
        }
        parent = chance.choice(["", root.removesuffix("/private"), record, *_IDS])
        author = Maker(chance.choice([1, 1, 1, 2])).key.id
        return body(kind=kind, rec=record, root=root, set=values, dev=author).replace(
            b'"in":""', b'"in":"%s"' % parent.encode()
        )

    def value(self, kind: str, name: str) -> Any:
        """A value that fits the field, or any other."""
        member = _member(kind, name)
        if isinstance(member, FieldDefinition) and member.vocabulary and self.chance.random() < 0.5:
            return self.chance.choice(list(vocabulary(member.vocabulary).codes))
        return self.chance.choice(VALUES)

    def replaced(self) -> list[str]:
        """What it says it replaces."""
        return sorted({f"{self.chance.randrange(4):064x}"}) if self.chance.random() < 0.1 else []


def _fields(kind: str) -> list[str]:
    groups = CASE.groups()
    if kind != "case" and kind not in groups:
        return ["target", "reason", "name", *_STRANGE_FIELDS]
    members = CASE.fields if kind == "case" else groups[kind].fields
    own = [member.name for member in members]
    return [
        *own,
        *own,
        *(f"{name}/{code}" for name in own[:9] for code in ("x", "1")),
        *_STRANGE_FIELDS,
    ]


def _member(kind: str, name: str) -> object:
    holder = CASE if kind == "case" else CASE.groups().get(kind)
    return holder.by_name.get(name) if holder is not None else None


def readers(laptop: Laptop, folder: Path) -> Iterator[Callable[[], object]]:
    """Everything by which the window, the documents and the command line look at a library."""
    library = laptop.library
    yield lambda: cases.listing(library, Query())
    yield lambda: listing.facets(library, Query())
    yield lambda: listing.page(library, Query(text="rice"))
    yield lambda: conflicts.needs_you(library)
    yield lambda: conflicts.listed(library)
    yield lambda: conflicts.contested(library)
    yield lambda: duplicates.suspected(library)
    yield lambda: redacting.waiting(library)
    yield lambda: trash.listed(library)
    yield lambda: activity.entries(library)
    yield lambda: ledger.stories(library)
    yield lambda: ledger.laptops(library)
    yield lambda: receipts.lacking(library)
    yield lambda: finding.quick(library, "ri")
    yield lambda: libraries.check(library)
    yield laptop.receipt
    for line in laptop.listed():
        yield from _readers_of(laptop, line.id, folder)
    for one in conflicts.listed(library):
        path = tuple(one.field.split("/"))
        yield partial(disputes.one, library, one.case_id, path)
    yield lambda: libraries.rebuild(library)
    yield lambda: cases.listing(library, Query())


def _readers_of(laptop: Laptop, case_id: str, folder: Path) -> Iterator[Callable[[], object]]:
    library = laptop.library
    yield lambda: cases.opened(library, case_id)
    yield lambda: finding.similar(library, case_id)
    yield lambda: leaving.preview(library, [case_id], "bundle")
    yield lambda: leaving.preview(library, [case_id], "word")
    for save in history.saves(library, case_id).saves[:20]:
        yield partial(history.differences, library, case_id, save.id)
        yield partial(history.told, library, case_id, save.id)
    for layout in ("overview", "story"):
        yield partial(
            documents.word,
            library,
            [case_id],
            documents.DocumentWish(layout),
            folder / "story.docx",
            circle="workshop",
        )
