"""Foreseeing: what bundles would bring, alone and together, before anything is written."""

import heapq
import itertools
import operator
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.bundle.messages import Request
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.bundle.sieve import Story
from ssc_desktop.services import hearing, unpacking
from ssc_desktop.services.answers import Plan, Summary
from ssc_desktop.services.incoming import Fresh, News, by_case, foreseen
from ssc_desktop.services.noticing import Noticed
from ssc_desktop.store import blobs, stubs, truth
from ssc_desktop.store.library import Library


@dataclass
class Foreseen:
    """What several bundles would bring."""

    plans: list[Plan]
    """One for each, in their order."""
    new: list[Summary]
    """A story that several bring is told once, as it will be in the end."""
    updated: list[Summary]


def foresee(
    library: Library, connection: Connection, bundles: Sequence[tuple[Path, Opened]]
) -> Foreseen:
    """Look into bundles that were opened; nothing of those of blocked computers is looked at."""
    looks = [_Look.at(library, connection, source, opened) for source, opened in bundles]
    together = Foreseen([], [], [])
    streams = [look.cases() for look in looks]
    merged = heapq.merge(*streams, key=operator.itemgetter(0))
    for case_id, coming in itertools.groupby(merged, key=operator.itemgetter(0)):
        _foresee(connection, case_id, [(look, stories) for _id, look, stories in coming], together)
    together.plans = [look.told() for look in looks]
    return together


def _foresee(
    connection: Connection,
    case_id: str,
    coming: "list[tuple[_Look, list[Story]]]",
    together: Foreseen,
) -> None:
    """Work out one story from all that the bundles bring to it."""
    whole = News()
    bringing: list[_Look] = []
    held = False
    for look, stories in coming:
        news = look.fresh.news(stories)
        held = case_id in look.fresh.held
        if news:
            look.noticed.look(news.cuts, held)
            whole.add(news)
            bringing.append(look)
    if not bringing:
        return
    line = foreseen(connection, case_id, whole, held=held)
    for look in bringing:
        look.add(case_id, line, held=held)
    if line is not None:
        (together.updated if held else together.new).append(line)


@dataclass
class _Look:
    """One bundle, while it is looked at."""

    opened: Opened
    head: Plan
    fresh: Fresh
    noticed: Noticed
    new: list[Summary] = field(default_factory=list)
    updated: list[Summary] = field(default_factory=list)

    @classmethod
    def at(cls, library: Library, connection: Connection, source: Path, opened: Opened) -> "_Look":
        """Begin to look."""
        plan = Plan(**head(library, connection, source, opened))
        noticed = Noticed(library, connection)
        noticed.look_at_sender(opened.sender)
        noticed.names = {one.id: one.name for one in opened.devices.values()}
        noticed.lost = plan.lost
        # otherwise that is what it waits for
        noticed.for_others = plan.waits == "new_device" and not plan.for_you
        return cls(opened, plan, Fresh.of(connection, opened), noticed)

    def cases(self) -> "Iterator[tuple[str, _Look, list[Story]]]":
        """What the bundle brings, in the order of the cases."""
        if self.head.waits != "blocked":
            for case_id, stories in by_case(self.opened):
                yield case_id, self, stories

    def add(self, case_id: str, line: Summary | None, *, held: bool) -> None:
        """Note a story that the bundle brings something to."""
        if line is None:
            self.fresh.incomplete.add(case_id)
        else:
            (self.updated if held else self.new).append(line)

    def told(self) -> Plan:
        """The plan of this bundle."""
        self.noticed.incomplete = self.fresh.incomplete
        lines = (*self.new, *self.updated)
        return replace(
            self.head,
            new=tuple(self.new),
            updated=tuple(self.updated),
            unchanged=unchanged(self.opened, {line.id for line in lines}),
            conflicts=sum(line.conflicts for line in lines),
            warnings=(*self.noticed.sentences(), *unpacking.remarks(self.opened)),
            incomplete=tuple(sorted(self.fresh.incomplete)),
        )


def head(library: Library, connection: Connection, source: Path, opened: Opened) -> dict[str, Any]:
    """What can be told of a bundle before its stories are looked at: fields of `Taken`."""
    sender = opened.sender.id
    absent, message = opened.header.absent, opened.message
    gone = stubs.every(connection).files
    wanted = message.wanted if isinstance(message, Request) else None
    return {
        "path": source,
        "bundle": opened.header.bundle,
        "sender": unpacking.sender_name(opened),
        "sender_state": unpacking.sender_state(library, connection, sender),
        "pictures": opened.counts.new_blobs,
        "quarantined": unpacking.lines_aside(opened),
        "missing": tuple(
            one for one in absent if one not in gone and not blobs.held(library.attachments, one)
        ),
        "kind": opened.header.kind,
        "sender_id": sender,
        "for_you": unpacking.is_for_us(library, opened),
        "lost": hearing.counts_on_lost(library, connection, opened.header),
        "asks": None if wanted is None else len(set(map(truth.case_of, wanted))),
    }


def unchanged(opened: Opened, touched: Collection[str]) -> int:
    """How many of a bundle's stories are here as they are in it."""
    if opened.message is not None:
        return 0
    held = {truth.case_of(root) for root in opened.header.roots}
    return len(held.difference(touched))
