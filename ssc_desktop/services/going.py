"""Going: which stories may leave this computer, and in sentences what stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import clearing
from ssc_desktop.record.clearing import Reason
from ssc_desktop.services import holding
from ssc_desktop.services.holding import Holding
from ssc_desktop.store import truth
from ssc_desktop.store.tables import VIEW, conflict

CIRCLES = ("workshop", "repository", "public")
"""For whom a bundle may be made, the closest first."""

_SHOWN = select(VIEW["case"].c.case_uuid)


def listed(connection: Connection, ids: Sequence[str] | None) -> list[str]:
    """The stories that are meant: those chosen, or all, sorted."""
    every = list(dict.fromkeys(map(truth.case_of, truth.roots(connection))))
    return every if ids is None else [one for one in every if one in set(ids)]


@dataclass(frozen=True)
class Going:
    """What may leave, and in sentences what stays."""

    roots: list[str]
    """Sorted."""
    holdings: dict[str, Holding]
    left_out: tuple[str, ...]

    @classmethod
    def of(
        cls,
        connection: Connection,
        ids: Sequence[str] | None,
        circle: str,
        found: dict[str, Holding],
        *,
        with_private: bool,
    ) -> "Going":
        """The roots that may go."""
        away = kept_here(connection, circle)
        named = {case_id for case_id, one in found.items() if one.stays}
        chosen = None if ids is None else set(ids)
        roots: list[str] = []
        apart = private = narrow = 0
        for root in truth.roots(connection):
            case_id = truth.case_of(root)
            if chosen is not None and case_id not in chosen:
                continue
            is_private = root.endswith(truth.PRIVATE)
            if case_id in away:
                private += not is_private and away[case_id] == ""
                narrow += not is_private and away[case_id] != ""
            elif case_id in named:
                continue
            elif is_private and not with_private:
                apart += 1
            else:
                roots.append(root)
        said = (*_stays(private, narrow, apart), *_parts_that_stay(connection, found))
        return cls(roots, found, said)

    @property
    def stories(self) -> set[str]:
        """The stories of which something goes."""
        return {truth.case_of(root) for root in self.roots}

    def goes_whole(self, root: str) -> bool:
        """Whether nothing of a root stays."""
        return not root.endswith(truth.PRIVATE) and truth.case_of(root) not in self.holdings

    def holding(self, case_id: str) -> Holding:
        """What stays of one story."""
        return self.holdings.get(case_id, holding.EVERYTHING_GOES)


def kept_here(connection: Connection, circle: str) -> dict[str, str]:
    """The stories that do not go as far as `circle`, each with how far it goes; "" for nowhere.

    A story whose visibility is in dispute goes as far as the closest of the answers; one of which
    the beginning is missing, as far as it came at least.
    """
    allowed = CIRCLES[CIRCLES.index(circle) :]
    table = VIEW["case"]
    told = table.c.visibility
    narrow = select(table.c.case_uuid, told).where(told.is_(None) | told.not_in(allowed))
    staying = {case_id: said or "" for case_id, said in connection.execute(narrow)}
    if circle != CIRCLES[0]:
        unknown = set(listed(connection, None)).difference(connection.scalars(_SHOWN))
        staying |= dict.fromkeys(unknown, CIRCLES[0])
    disputed = connection.execute(
        select(conflict.c.case_uuid, conflict.c.versions).where(conflict.c.field == "visibility")
    )
    for case_id, versions in disputed:
        said = [version["value"] for version in versions]
        if any(one not in allowed for one in said):
            staying[case_id] = _closest(said)
    return {case_id: said if said in CIRCLES else "" for case_id, said in staying.items()}


def _closest(said: Sequence[object]) -> str:
    ranks = [CIRCLES.index(one) if one in CIRCLES else -1 for one in said]
    return CIRCLES[min(ranks)] if min(ranks) >= 0 else ""


def _parts_that_stay(connection: Connection, found: Mapping[str, Holding]) -> Iterator[str]:
    """What stays of stories that go, and which whole stories stay for a name; by story."""
    if not found:
        return
    table = VIEW["case"]
    named = connection.execute(
        select(table.c.case_uuid, table.c.title).where(table.c.case_uuid.in_(list(found)))
    )
    titles = dict(named.all())
    for case_id, one in found.items():
        title = str(titles.get(case_id) or _("Story without a title"))
        held = [*one.stays] or [each for each in one.held if each.reason is not Reason.NEVER]
        for text in clearing.sentences(held):
            yield _("{title}: {text}").format(title=title, text=text)


def _stays(private: int, narrow: int, apart: int) -> list[str]:
    said = []
    if private:
        said.append(
            ngettext(
                "{n} private story stays on this computer.",
                "{n} private stories stay on this computer.",
                private,
            ).format(n=private)
        )
    if narrow:
        said.append(
            ngettext(
                "{n} story may not go as far as this and stays here.",
                "{n} stories may not go as far as this and stay here.",
                narrow,
            ).format(n=narrow)
        )
    if apart:
        said.append(
            ngettext(
                "Contacts, consents and notes on harm of {n} story stay on this computer.",
                "Contacts, consents and notes on harm of {n} stories stay on this computer.",
                apart,
            ).format(n=apart)
        )
    return said
