"""What may be withdrawn of a story on this computer, and what the rest of it says then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.redaction import ROLES, Authors
from ssc_desktop.i18n import Words, _
from ssc_desktop.record.editing import Path
from ssc_desktop.services.saves import defined, path_of, place_of
from ssc_desktop.services.withdrawals import Past, Rewriting
from ssc_desktop.services.wording import Wording
from ssc_desktop.services.writers import Writers
from ssc_desktop.store import derived, devices
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library


@dataclass(frozen=True)
class Part:
    """What is to be withdrawn of the open or of the private part of a story."""

    case_id: str
    past: Past
    revisions: tuple[str, ...]
    """All that is meant, the latest first."""
    may: tuple[str, ...]
    """What this computer may withdraw of it."""
    files: frozenset[str]
    others: tuple[str, ...]
    """The devices that wrote the rest, one for each revision."""

    def said_anew(self, target: Path | str, *, whole: bool) -> list[Rewriting]:
        """What must be saved so that the rest of the story stays as it is."""
        if whole and not isinstance(target, str):
            record, name = place_of(self.case_id, target)
            if not name:
                return self.past.deleting(record)
        return self.past.without(self.may, self._withdrawn(target))

    def _withdrawn(self, target: Path | str) -> set[str]:
        """The fields that are emptied, as `record/name`."""
        record, name = ("", "") if isinstance(target, str) else place_of(self.case_id, target)
        if name:
            return {f"{record}/{name}"}
        held = (self.past.revisions[one] for one in self.may)
        return {f"{one.record}/{key.partition('/')[0]}" for one in held for key in one.fields}


@dataclass(frozen=True)
class Story:
    """A story of which something is withdrawn."""

    case_id: str
    title: str
    parts: tuple[Past, Past]
    wording: Wording
    writers: Writers
    own: str
    may_all: bool

    @classmethod
    def of(cls, library: Library, connection: Connection, case_id: str, words: Words) -> "Story":
        """A story of the library. Raises NotFound."""
        shown = derived.loaded(connection, case_id)
        if case_id not in shown.open:
            raise no_such()
        named = derived.everything(shown)
        open_, private = (Past.of(connection, shown, private=one) for one in (False, True))
        own = library.device.id
        return cls(
            case_id,
            str(named.title) if isinstance(named.title, str) else "",
            (open_, private),
            Wording(named, words),
            Writers(library, connection),
            own,
            roles_of(connection).get(own) in ROLES,
        )

    def meant(self, target: Path | str) -> list[Part]:
        """What a target means. Raises NotFound for nothing, InvalidInput where none may go."""
        if not target:
            raise InvalidInput(
                _("A whole story is not withdrawn at once."),
                advice=_("Name an answer, an item or a file of it."),
            )
        found = [part for past in self.parts if (part := self._part(past, target)) is not None]
        if not found:
            raise no_such()
        if not any(part.may or part.files for part in found):
            raise InvalidInput(
                _("Another computer wrote this: here it cannot be withdrawn."),
                advice=_("Ask whoever wrote it, or the facilitator of the workshop."),
            )
        return found

    def _part(self, past: Past, target: Path | str) -> Part | None:
        order = {one: at for at, cut in enumerate(past.cuts) for one in cut.revisions}
        meant = sorted(past.meant(self.case_id, target), key=lambda one: order.get(one, 0))[::-1]
        device = {one: past.revisions[one].device for one in meant}
        may = tuple(one for one in meant if self.may_all or device[one] == self.own)
        files = past.files(meant, target)
        authors = Authors(past.revisions.values(), past.cuts)
        mine = frozenset(one for one in files if self.may_all or self.own in authors.of(one))
        others = tuple(device[one] for one in meant if one not in may)
        if not meant and not files:
            return None
        return Part(self.case_id, past, tuple(meant), may, mine, others)

    def said(self, past: Past, revisions: Collection[str], field: str = "") -> Iterator[str]:
        """What revisions say in words: in one field, or in all where no other says it too."""
        for one in (past.revisions[id_] for id_ in revisions if id_ in past.revisions):
            path = path_of(self.case_id, one.kind, one.record, one.parent)
            for key, (value, _over) in one.fields.items():
                name = key.partition("/")[0]
                if name[0] == "~" or (field and name != field):
                    continue
                if not field and past.stays(one.record, name, value, revisions):
                    continue
                text = self.wording.shown(defined((*path, key)), value)
                if text:
                    yield text


def roles_of(connection: Connection) -> dict[str, str]:
    """What invitations say of the computers that are trusted: `facilitator`, `repository` or ""."""
    trusted = DeviceRow.trust.not_in(("blocked", devices.NEW))
    return dict(connection.execute(select(DeviceRow.id, DeviceRow.role).where(trusted)).all())


def no_such() -> NotFound:
    """What is said where nothing is to be withdrawn."""
    return NotFound(
        _("There is nothing of that kind to be withdrawn."),
        advice=_("Look at the story and at the list of what waits anew."),
    )
