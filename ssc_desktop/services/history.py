"""The history of a story: its saves, what each changed, and the way back to what was said.

A save is shown as one, also where its private part went into a cut of its own. Nothing is ever
rewritten: bringing back what was said is a new revision, with a note that says from when.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, select

from ssc_desktop import i18n
from ssc_desktop.errors import NotFound
from ssc_desktop.history.cut_forms import CutForm, decode_cut
from ssc_desktop.history.hybrid_clock import is_ahead_of
from ssc_desktop.history.revision import Revision
from ssc_desktop.i18n import Words, _
from ssc_desktop.record import CASE, FieldDefinition, phrases
from ssc_desktop.record.editing import Path, value_at
from ssc_desktop.services import cases, comparing, past, reasons
from ssc_desktop.services.answers import Changes, Difference, Save, Saves, ToldStory
from ssc_desktop.services.saves import (
    Group,
    Line,
    defined,
    device_names,
    grouped,
    place_of,
    read,
    revisions,
    touched,
    touching,
)
from ssc_desktop.store import derived, originals, stubs, truth
from ssc_desktop.store.exchange_tables import BundleRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import CutRow

AT_ONCE = 40


def saves(
    library: Library,
    case_id: str,
    *,
    path: Path = (),
    start: str = "",
    limit: int = AT_ONCE,
    language: str = "en",
) -> Saves:
    """The saves of a story, the latest first; with `path`, those that touched this answer or item.

    `start` is what `Saves.more` said. Raises NotFound where the story is not in the library.
    """
    with library.reading() as connection:
        groups = grouped(connection, case_id)
        if not groups:
            raise _not_found(case_id)
        first = groups[0][0].id
        wanted = groups
        if path:
            ids = touching(connection, case_id, path)
            wanted = [group for group in groups if any(line.id in ids for line in group)]
        wanted = wanted[::-1]
        begin = next((n for n, group in enumerate(wanted) if group[0].id == start), 0)
        some = wanted[begin : begin + limit]
        told = _Telling(library, connection, case_id, path, i18n.translated_in(language))
        made = tuple(told.saves(some, first))
    following = wanted[begin + limit : begin + limit + 1]
    return Saves(made, following[0][0].id if following else "")


class _Telling:
    """Makes the lines of a page of saves."""

    def __init__(
        self, library: Library, connection: Connection, case_id: str, path: Path, words: Words
    ) -> None:
        self._library = library
        self._connection = connection
        self._case_id = case_id
        self._path = path
        self._words = words
        self._names = device_names(connection)
        self._files = originals.names(connection, case_id)
        self._withdrawn = stubs.of_case(connection, case_id).revisions

    def saves(self, groups: Sequence[Group], first: str) -> Iterable[Save]:
        lines = [line for group in groups for line in group]
        cuts = self._cuts(lines)
        bundles = self._bundles(lines)
        held = revisions(self._connection, self._case_id,
                         [one for cut in cuts.values() for one in cut.revs])  # fmt: skip
        shown = _shown_value(self._connection, self._case_id, self._path, self._words)
        for group in groups:
            forms = [cuts[line.id] for line in group]
            made = [held[one] for form in forms for one in form.revs if one in held]
            # of a save of both parts the private one may have the reason alone
            note = max((form.note for form in forms), key=len)
            from_when = past.restored_from(note)
            reason = reasons.read(note)
            line = group[0]
            came = bundles.get(line.bundle)
            files = (self._files.get(line.id, "") for line in group)
            why = reason.why or next(filter(None, files), "")
            yield Save(
                line.id,
                line.at,
                self._names.get(line.device) or line.device[:8],
                line.device == self._library.device.id,
                came.file_name if came is not None else "",
                "" if from_when else why,
                from_when,
                line.id == first,
                touched(self._case_id, made),
                shown(made),
                reason.deed,
                sum(one in self._withdrawn for form in forms for one in form.revs),
                came is not None and is_ahead_of(line.at, datetime.fromisoformat(came.at)),
            )

    def _cuts(self, lines: Sequence[Line]) -> dict[str, CutForm]:
        asked = select(CutRow.id, CutRow.body).where(
            CutRow.root.in_(truth.roots_of(self._case_id)), CutRow.id.in_([one.id for one in lines])
        )
        return {id_: decode_cut(body) for id_, body in self._connection.execute(asked)}

    def _bundles(self, lines: Sequence[Line]) -> dict[str, Row[str, str, str]]:
        wanted = {line.bundle for line in lines} - {""}
        table = BundleRow.table
        asked = select(table.c.id, table.c.file_name, table.c.at).where(table.c.id.in_(wanted))
        return {row.id: row for row in self._connection.execute(asked)} if wanted else {}


def _shown_value(
    connection: Connection, case_id: str, path: Path, words: Words
) -> Callable[[Iterable[Revision]], str]:
    """Says of the revisions of a save what they answered in the field at `path`."""
    field = defined(path) if path else None
    if not isinstance(field, FieldDefinition):
        return lambda _made: ""
    named = (
        derived.everything(derived.loaded(connection, case_id))
        if field.refers_to
        else CASE.item_type()
    )
    record, _name = place_of(case_id, path)

    def said(made: Iterable[Revision]) -> str:
        for one in made:
            if one.record == record and field.name in one.fields:
                return phrases.shown(field, read(field, one.fields[field.name][0]), named, words)
        return ""

    return said


def _not_found(case_id: str) -> NotFound:
    return NotFound(
        _("There is no story with the id “{id}”.").format(id=case_id),
        advice=_("“list” shows the ids."),
    )


def differences(
    library: Library, case_id: str, save: str, language: str = "en"
) -> tuple[Difference, ...]:
    """What a save changed, answer by answer, with the words before and after.

    Raises NotFound where the story has no such save.
    """
    with library.reading() as connection:
        return comparing.differences(connection, case_id, save, i18n.translated_in(language))


def told(library: Library, case_id: str, save: str, language: str = "en") -> ToldStory:
    """The whole story as it stood after a save, in words. Raises NotFound."""
    with library.reading() as connection:
        return past.told(connection, case_id, save, i18n.translated_in(language))


def restore(
    library: Library, case_id: str, save: str, path: Path = (), *, before: bool = False
) -> Changes:
    """Bring back what the story said after a save (or just before it), as a new revision.

    With `path` one answer or item comes back, with none the whole story; what the private part,
    consents, visibility and status say today stays then. A draft is saved first. Nothing is
    changed where the story says so already.

    Raises NotFound where the save, or the item at that moment, is not there, and InvalidInput
    where the story is in the trash.
    """
    cases.save(library, case_id)
    if path == ("status",):  # a gate may refuse it
        with library.reading() as connection:
            then = past.story_then(connection, case_id, save, before=before)
        return cases.change_status(library, case_id, str(value_at(then, path)))
    with library.writing() as connection:
        done = past.restore(library, connection, case_id, (save, path, before))
    return Changes(frozenset({case_id}) if done else frozenset())
