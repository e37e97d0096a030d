"""What was done with others, kept when the program ends: made, taken in, taken back, settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from ssc_desktop import clock
from ssc_desktop.i18n import N_, _, listed, ngettext
from ssc_desktop.store.exchange_tables import ActivityRow, BundleRow, OriginalRow
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.library import Library

_NAMING = ("settled", "redacted", "linked", "unlinked", "apart")
"""What is told with the title of a story."""
MOST = 5_000
"""So many are kept; the oldest go first."""
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done."""

    number: int
    """Names it as `before`; the later, the higher."""
    at: str
    """When, `YYYY-MM-DDThh:mm:ssZ`."""
    kind: str
    """One of KINDS."""
    sentence: str
    """What was done, in the language of the program now."""
    stories: tuple[str, ...] = ()
    """The stories it concerned; the first of very many."""
    bundle: str = ""
    can_undo: bool = False
    """Whether it is an import that stands: see `undoing.undo`."""
    can_put_back: bool = False
    """Whether it is an import that was undone: see `undoing.put_back`."""
    group: str = ""
    """What imports that were agreed to together have in common."""


def note(connection: Connection, kind: str, bundle: str, detail: Mapping[str, Any]) -> None:
    """Write down what was done, in the transaction that does it.

    `detail` is JSON. Sentences know its members `name` (of the file), `computer` (the name of the
    one it came from, was for, or is about), `stories` (their ids), `new`, `updated`, `conflicts`,
    `pictures`, `parts` (numbers), `title`, `state`, `why` (texts) and `sort` (the bundle's kind).
    """
    table = ActivityRow.table
    told = {name: value for name, value in detail.items() if value not in ("", None)}
    if "stories" in told:
        named = list(told["stories"])
        told |= {"stories": named[:_MOST_NAMED], "count": len(named)}
    values = {"at": clock.stamp(clock.now()), "kind": kind, "bundle": bundle, "detail": told}
    connection.execute(insert(connection, ActivityRow).values(**values))
    last = connection.scalar(select(func.max(table.c.number))) or 0
    connection.execute(delete(table).where(table.c.number <= last - MOST))


def retell(connection: Connection, case_id: str, title: str) -> None:
    """Name a story otherwise in all that is told of it: what it was called was withdrawn."""
    table = ActivityRow.table
    named = select(table.c.number, table.c.detail).where(table.c.kind.in_(_NAMING))
    for number, told in connection.execute(named).all():
        if told.get("title") not in (None, title) and told.get("stories", [""])[0] == case_id:
            row = update(table).where(table.c.number == number)
            connection.execute(row.values(detail={**told, "title": title}))


def entries(library: Library, limit: int = 50, before: int | None = None) -> tuple[Entry, ...]:
    """What was done, the latest first; with `before`, what was done before that entry."""
    table, bundle, original = ActivityRow.table, BundleRow.table, OriginalRow.table
    of_file = select(original.c.undone).where(original.c.batch == table.c.bundle).limit(1)
    asked = (
        select(table, bundle.c.direction, of_file.scalar_subquery().label("file_undone"))
        .outerjoin(bundle, bundle.c.id == table.c.bundle)
        .order_by(table.c.number.desc())
        .limit(limit)
    )
    if before is not None:
        asked = asked.where(table.c.number < before)
    with library.reading() as connection:
        return tuple(map(_entry, connection.execute(asked)))


def _entry(row: Row[Any]) -> Entry:
    told: Mapping[str, Any] = row.detail
    stories = tuple(told.get("stories", ()))
    brought = told.get("new", 0) or told.get("updated", 0)
    is_import = row.kind == "taken" and bool(brought)
    stands, undone = (is_import and row.direction == one for one in ("taken", "undone"))
    if row.kind == "document" and brought and row.file_undone is not None:
        stands, undone = not row.file_undone, bool(row.file_undone)
    sentence = KINDS[row.kind](told) if row.kind in KINDS else _told_plainly(row.kind, told)
    group = told.get("group", "")
    return Entry(row.number, row.at, row.kind, sentence, stories, row.bundle, stands, undone, group)


# ------------------------------------------------------------ in words


def _made(told: Mapping[str, Any]) -> str:
    plain = {
        "receipt": N_("Made the receipt “{name}”."),
        "request": N_("Made the request “{name}”."),
        "invitation": N_("Made the invitation “{name}”."),
    }.get(told.get("sort", ""))
    name, n = told.get("name", ""), told.get("count", 0)
    if plain is not None:
        return _(plain).format(name=name)
    if told.get("computer"):
        return ngettext(
            "Made “{name}” for {computer}: {n} story.",
            "Made “{name}” for {computer}: {n} stories.",
            n,
        ).format(name=name, n=n, computer=told["computer"])
    return ngettext("Made “{name}”: {n} story.", "Made “{name}”: {n} stories.", n).format(
        name=name, n=n
    )


def _taken(told: Mapping[str, Any]) -> str:
    plain = {
        "receipt": N_("Took in a receipt of {computer}."),
        "request": N_("Took in a request of {computer}."),
        "invitation": N_("Took in an invitation of {computer}."),
    }.get(told.get("sort", ""), N_("Took in “{name}” of {computer}: {brought}."))
    name, computer = told.get("name", ""), told.get("computer", "")
    return _(plain).format(name=name, computer=computer, brought=_brought(told))


def _brought(told: Mapping[str, Any]) -> str:
    new, updated = told.get("new", 0), told.get("updated", 0)
    said = []
    if new:
        said.append(ngettext("{n} new", "{n} new", new).format(n=new))
    if updated:
        said.append(ngettext("{n} updated", "{n} updated", updated).format(n=updated))
    return listed(said) if said else _("nothing new")


def _document(told: Mapping[str, Any]) -> str:
    return _("Took in the file “{name}”: {brought}.").format(
        name=told.get("name", ""), brought=_brought(told)
    )


def _undone(told: Mapping[str, Any]) -> str:
    n = told.get("count", 0)
    return ngettext(
        "Took back what “{name}” brought: {n} story.",
        "Took back what “{name}” brought: {n} stories.",
        n,
    ).format(name=told.get("name", ""), n=n)


def _put_back(told: Mapping[str, Any]) -> str:
    n = told.get("count", 0)
    return ngettext(
        "Put back what “{name}” brought: {n} story.",
        "Put back what “{name}” brought: {n} stories.",
        n,
    ).format(name=told.get("name", ""), n=n)


def _waits(told: Mapping[str, Any]) -> str:
    return _("“{name}” of {computer} waits in the Inbox.").format(
        name=told.get("name", ""), computer=told.get("computer", "")
    )


def _settled(told: Mapping[str, Any]) -> str:
    texts = {
        "later": N_("Left a difference in “{title}” for later."),
        "reopened": N_("Opened a settled difference in “{title}” again."),
    }
    text = texts.get(told.get("state", ""), N_("Settled a difference in “{title}”."))
    return _with_why(_(text), told)


def _redacted(told: Mapping[str, Any]) -> str:
    return _with_why(_("Withdrew something from “{title}”."), told)


def _linked(told: Mapping[str, Any]) -> str:
    return _("Linked “{title}” with another telling of the same.").format(
        title=told.get("title", "")
    )


def _unlinked(told: Mapping[str, Any]) -> str:
    return _("Took the link back between “{title}” and another telling of the same.").format(
        title=told.get("title", "")
    )


def _apart(told: Mapping[str, Any]) -> str:
    return _("Found that “{title}” and a story like it are two.").format(
        title=told.get("title", "")
    )


def _with_why(sentence: str, told: Mapping[str, Any]) -> str:
    said = sentence.format(title=told.get("title", ""))
    why = told.get("why")
    return _("{sentence} Why: {why}").format(sentence=said, why=why) if why else said


def _trusted(told: Mapping[str, Any]) -> str:
    texts = {
        "checked": N_("Checked the fingerprint of {computer}."),
        "seen": N_("Accepted {computer}."),
        "new": N_("Took back what was said of {computer}."),
        "blocked": N_("Blocked {computer}."),
    }
    text = texts.get(told.get("state", ""), texts["new"])
    return _(text).format(computer=told.get("computer", ""))


def _came_back(_told: Mapping[str, Any]) -> str:
    return _("This library was copied or restored. Both its histories are kept.")


def _told_plainly(kind: str, told: Mapping[str, Any]) -> str:
    """What a newer version wrote down."""
    return " ".join([kind, *(str(one) for one in told.values() if isinstance(one, str))])


KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "made": _made,
    "taken": _taken,
    "document": _document,
    "waits": _waits,
    "undone": _undone,
    "put_back": _put_back,
    "settled": _settled,
    "redacted": _redacted,
    "linked": _linked,
    "unlinked": _unlinked,
    "apart": _apart,
    "trusted": _trusted,
    "came_back": _came_back,
}
"""What is written down, and how it is told; receipts, requests and invitations are `made` and
`taken` like stories."""
