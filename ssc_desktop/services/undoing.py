"""Undoing an import: what a bundle or a file brought is taken back, and can be put back.

What came by a bundle is laid aside whole. What came by a file are saves of this computer: they
stay, and new ones say again what stood before (`taking_back`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from ssc_desktop.errors import NotFound
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services import activity, cases, reasons, taking_back
from ssc_desktop.services.answers import Changes, Summary
from ssc_desktop.services.bulk import bulk
from ssc_desktop.store import arrivals, derived, drafts, lists, originals, truth
from ssc_desktop.store import bundles as store
from ssc_desktop.store.arrivals import Going
from ssc_desktop.store.derived import Derived
from ssc_desktop.store.exchange_tables import ActivityRow, BroughtRow, BundleRow, DeviceRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.summary import LIST_COLUMNS

_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Left:
    """A story that stays as it is."""

    case_id: str
    title: str
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the stories that bundles brought."""

    bundles: tuple[str, ...]
    gone: tuple[Summary, ...] = ()
    """Stories that are not in the library any more; after putting back, those that are again."""
    changed: tuple[Summary, ...] = ()
    """Stories that are as before."""
    left: tuple[Left, ...] = ()
    """Stories left as they are: something was written over what came."""
    back: bool = False
    """They were put back, not undone."""

    def sentence(self) -> str:
        """What happened, in a sentence or two."""
        n = len(self.gone) + len(self.changed)
        if self.back:
            said = ngettext("{n} story is back.", "{n} stories are back.", n)
        else:
            said = ngettext(
                "Undone in {n} story. Nothing is lost: it can be put back.",
                "Undone in {n} stories. Nothing is lost: it can be put back.",
                n,
            )
        sentences = [said.format(n=n)] if n or self.back else []
        if self.left:
            n = len(self.left)
            sentences.append(
                ngettext(
                    "{n} story stays as it is: something was written over what came.",
                    "{n} stories stay as they are: something was written over what came.",
                    n,
                ).format(n=n)
            )
        return " ".join(sentences) or _("There was nothing left of it to take back.")


@dataclass(frozen=True, slots=True)
class Import:
    """A bundle that was taken in, as the list of imports shows it."""

    bundle: str
    file_name: str
    sender: str
    at: str
    stories: int
    """How many it brought something to."""
    undone: bool


def imports(library: Library, limit: int = 100) -> tuple[Import, ...]:
    """The bundles taken in that brought something, the latest first."""
    brought = func.count(BroughtRow.case_uuid)
    wanted = (
        select(
            BundleRow.id,
            BundleRow.file_name,
            DeviceRow.name,
            BundleRow.sender,
            BundleRow.at,
            brought,
            BundleRow.direction,
        )
        .join_from(
            BundleRow.table, BroughtRow.table, BroughtRow.bundle == BundleRow.id, isouter=True
        )
        .join(DeviceRow.table, DeviceRow.id == BundleRow.sender, isouter=True)
        .where(BundleRow.direction != "made")
        .group_by(BundleRow.id)
        .having((brought > 0) | (BundleRow.direction == "undone"))
        .order_by(BundleRow.at.desc(), BundleRow.id.desc())
        .limit(limit)
    )
    with library.reading() as connection:
        return tuple(
            Import(bundle, file_name, name or sender[:8], at, stories, direction == "undone")
            for bundle, file_name, name, sender, at, stories, direction in connection.execute(
                wanted
            )
        )


def together(library: Library, bundle: str) -> tuple[str, ...]:
    """The bundles and files that were taken in as one piece of work with this one, and itself."""
    table = ActivityRow.table
    group = table.c.detail["group"].as_string()
    taken = select(table.c.bundle).where(table.c.kind.in_(("taken", "document")))
    with library.reading() as connection:
        named = connection.scalar(select(group).where(table.c.bundle == bundle, group != ""))
        if not named:
            return (bundle,)
        rows = connection.scalars(taken.where(group == named).order_by(table.c.number))
        return tuple(dict.fromkeys(rows))


def undo(library: Library, bundles: Sequence[str]) -> tuple[Undone, Changes]:
    """Take back what bundles and files brought, in one transaction; attachments and files stay.

    Stories in which something was written over what a bundle brought are left as they are and
    named; of what a file brought, answers that were written over stay. Raises NotFound where a
    bundle was not taken in.
    """
    files = _save_drafts(library, bundles)
    with bulk(), library.writing() as connection:
        _refuse_unknown(connection, set(bundles) - files)
        work = _Work(library, connection)
        for file in sorted(files, reverse=True):
            _turn(work, file, back=False)
        for case_id, places in arrivals.brought(connection, bundles).items():
            going = arrivals.going(connection, case_id, places)
            why = _why_it_stays(connection, case_id, going)
            if why:
                work.leave(case_id, why)
            elif going.ids:
                arrivals.lay_aside(connection, going, case_id)
                work.renew(case_id, work.place_before(case_id, places), gone=going.emptied)
        work.flush()
        undone = Undone(tuple(bundles), tuple(work.whole), tuple(work.partly), tuple(work.left))
        for bundle in bundles:
            if arrivals.laid_aside(connection, bundle):
                store.turn(connection, bundle, "taken", "undone")
        _log(connection, "undone", undone)
    return undone, Changes(frozenset(work.touched))


def _refuse_unknown(connection: Connection, bundles: Iterable[str]) -> None:
    if any(store.direction(connection, one) not in {"taken", "undone"} for one in bundles):
        raise _unknown()


def _save_drafts(library: Library, bundles: Sequence[str]) -> set[str]:
    """Save what is typed in stories that files brought something to; returns which are files."""
    with library.reading() as connection:
        files = originals.batches(connection, bundles)
        touched = {one.case_id for file in files for one in originals.of_batch(connection, file)}
    for case_id in sorted(touched):
        cases.save(library, case_id)
    return files


def _turn(work: "_Work", file: str, *, back: bool) -> None:
    """Take back what a file brought to its stories, or put it back."""
    deed = reasons.TAKEN_IN if back else reasons.TAKEN_BACK
    for one in originals.of_batch(work.connection, file):
        cuts = one.undone if back else one.cuts
        if back is not bool(one.undone):
            continue
        note = reasons.note(deed, "")
        done = taking_back.take_back(work.library, work.connection, one.case_id, cuts, note)
        if done.cuts:
            undone = () if back else done.cuts
            originals.turn(work.connection, one.number, done.cuts if back else cuts, undone)
            work.renew(one.case_id, work.next_place(), gone=done.whole)
        if done.left:
            why = _some_stay(done.left) if done.cuts else _written_over()
            work.leave(one.case_id, why)
    work.flush()


def _written_over() -> str:
    return _("Something was written over what came.")


def _some_stay(n: int) -> str:
    return ngettext(
        "{n} answer stays: something was written over it.",
        "{n} answers stay: something was written over them.",
        n,
    ).format(n=n)


def _why_it_stays(connection: Connection, case_id: str, going: Going) -> str:
    if going.leans:
        return _written_over()
    draft = drafts.held(connection, case_id)
    if draft is not None and not going.ids.isdisjoint(json.loads(draft.base)):
        return _("Somebody is writing in it.")
    return ""


def put_back(library: Library, bundles: Sequence[str]) -> tuple[Undone, Changes]:
    """Bring back what was undone. Raises NotFound where nothing of it was."""
    files = _save_drafts(library, bundles)
    with bulk(), library.writing() as connection:
        work = _Work(library, connection)
        for bundle in bundles:
            if bundle in files:
                _turn(work, bundle, back=True)
                continue
            aside = arrivals.laid_aside(connection, bundle)
            if not aside:
                raise _unknown()
            places = {case_id: derived.place(connection, case_id) for case_id in aside}
            filled = {
                one: arrivals.filling(revisions, cuts) for one, (cuts, revisions) in aside.items()
            }
            arrivals.note(connection, bundle, places, filled)
            for case_id, (cuts, revisions) in aside.items():
                truth.add_revisions(connection, revisions)
                truth.add_cuts(connection, cuts, bundle)
                work.renew(case_id, work.next_place(), gone=not places[case_id])
            work.flush()
            arrivals.forget_undone(connection, bundle)
            store.turn(connection, bundle, "undone", "taken")
        undone = Undone(tuple(bundles), tuple(work.whole), tuple(work.partly), back=True)
        _log(connection, "put_back", undone)
    return undone, Changes(frozenset(work.touched))


@dataclass
class _Work:
    """Derives anew the stories that are touched, many in one turn."""

    library: Library
    connection: Connection
    whole: list[Summary] = field(default_factory=list)
    """Stories that went, or came back, as a whole."""
    partly: list[Summary] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    _waiting: Derived = field(default_factory=lambda: Derived(known=True))
    _given: set[int] = field(default_factory=set)
    _last: int = 0

    def leave(self, case_id: str, why: str) -> None:
        """Name a story that stays as it is."""
        line = lists.one(self.connection, case_id)
        self.left.append(Left(case_id, line.title if line is not None else "", why))

    def place_before(self, case_id: str, places: Mapping[str, int]) -> int:
        """Where a story stood in the list before the first of the bundles came."""
        before = min(places.values())
        if before and before not in self._given and derived.is_free(self.connection, before):
            self._given.add(before)
            return before
        return derived.place(self.connection, case_id)

    def next_place(self) -> int:
        """The next place in the list."""
        self._last = max(self._last + 1, derived.next_number(self.connection))
        return self._last

    def renew(self, case_id: str, place: int, *, gone: bool) -> None:
        """Derive a story at its place; `gone` says whether all of it went, or came back."""
        before = lists.one(self.connection, case_id)
        shown = derived.loaded(self.connection, case_id)
        row = self._waiting.add(shown, place, derived.drafted(self.connection, case_id))
        line = before if row is None else Summary(*(row[name] for name in LIST_COLUMNS))
        if line is not None:
            (self.whole if gone else self.partly).append(line)
        self.touched.add(case_id)
        if len(self._waiting.cases) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        derived.write(self.connection, self.library.raw, self._waiting)
        self._waiting = Derived(known=True)


def _log(connection: Connection, kind: str, undone: Undone) -> None:
    touched = [line.id for line in (*undone.gone, *undone.changed)]
    for bundle in undone.bundles:
        of_file = next(iter(originals.of_batch(connection, bundle)), None)
        asked = select(BundleRow.file_name).where(BundleRow.id == bundle)
        if of_file is not None and not touched:
            continue
        name = of_file.name if of_file is not None else connection.scalar(asked)
        activity.note(connection, kind, bundle, {"name": name, "stories": touched})


def _unknown() -> NotFound:
    return NotFound(
        _("This bundle was not taken in here."),
        advice=_("Choose one from the list of what came in."),
    )
