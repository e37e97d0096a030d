"""Stories: listing, opening, writing, trash, status."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.errors import InvalidInput, LibraryDamaged, NotFound
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED
from ssc_desktop.history.view import seen as seen_below
from ssc_desktop.i18n import _, listed
from ssc_desktop.record import (
    CASE,
    Answer,
    Case,
    FieldDefinition,
    GroupDefinition,
    Kind,
    codec,
    record_json,
    words,
)
from ssc_desktop.record.editing import Path as FieldPath
from ssc_desktop.record.editing import value_at, with_value
from ssc_desktop.record.gates import missing_for
from ssc_desktop.services import attachments, rescue, saving, versions, withdrawals
from ssc_desktop.services.answers import Changes, OpenedCase, Summary
from ssc_desktop.services.listing import listing as listing  # noqa: PLC0414 - a use case of them
from ssc_desktop.store import derived, drafts, lists, truth
from ssc_desktop.store.full_disk import at_need
from ssc_desktop.store.library import Library

_SHORTEST_ID = 8


def found(library: Library, start: str) -> str:
    """The id of the story whose id begins with `start` (8 characters at least).

    Raises NotFound where there is none or more than one.
    """
    with library.reading() as connection:
        ids = lists.beginning_with(connection, start) if len(start) >= _SHORTEST_ID else []
    if len(ids) > 1:
        raise NotFound(
            _("More than one story has an id that begins with “{id}”.").format(id=start),
            advice=_("“list” shows the ids."),
        )
    if not ids:
        raise _not_found(start)
    return ids[0]


def one(library: Library, case_id: str) -> Summary:
    """The line of one story. Raises NotFound."""
    with library.reading() as connection:
        row = lists.one(connection, case_id)
    if row is None:
        raise _not_found(case_id)
    return row


def opened(library: Library, case_id: str) -> OpenedCase:
    """A story for reading or editing; what a draft holds is shown.

    Raises NotFound, and LibraryDamaged where nothing of it is as it was saved.
    """
    with library.reading() as connection:
        shown = _shown(library, connection, case_id)
        if case_id not in shown.open:
            raise truth.damaged() if shown.torn else _not_found(case_id)
        draft = drafts.held(connection, case_id)
        base = draft.base if draft else saving.base_of(connection, case_id)
        case = derived.drafted(connection, case_id) or shown.case
        found = versions.versions_of(library, connection, case_id)
        typed = drafts.unread(connection, case_id)
    unread = {path: text for path, text in typed.items() if _has(case, path)}
    return OpenedCase(case, base, found, shown.contested, shown.deleted, unread, shown.torn)


def _shown(library: Library, connection: Connection, case_id: str) -> derived.CaseView:
    """What its revisions show; where they are damaged, the next look for damage is due at once."""
    try:
        shown = derived.loaded(connection, case_id)
    except LibraryDamaged:
        library.unclean = True
        raise
    library.unclean |= shown.torn
    return shown


def _has(case: Case, path: str) -> bool:
    try:
        value_at(case, tuple(path.split("/")))
    except (KeyError, AttributeError):
        return False  # the item was taken away elsewhere; it may come back
    return True


def created(
    library: Library, language: str = "en", values: Mapping[str, Any] | None = None
) -> tuple[str, Changes]:
    """A new story with what is filled in beforehand: draft, overview, workshop."""
    data = {
        "status": "draft",
        "record_depth": "overview",
        "narrative_language": language,
        "visibility": "workshop",
        **(values or {}),
    }
    return added(library, data)


def added(
    library: Library, data: Mapping[str, Any], *, beside: Path | None = None
) -> tuple[str, Changes]:
    """Add a story from its record JSON; files it names are looked for in the folder `beside`.

    What a rescue file says under `unread` stands in its boxes again. Raises InvalidInput that names
    what does not fit; nothing is then added.
    """
    ids, changes = added_together(library, [(data, beside)])
    return ids[0], changes


def added_together(
    library: Library, records: Sequence[tuple[Mapping[str, Any], Path | None]]
) -> tuple[list[str], Changes]:
    """Add several stories, all of them or none; each with the folder its files are in.

    Raises InvalidInput as `added`.
    """
    read = [_read_record(library, data, beside) for data, beside in records]
    ids = [str(case.case_uuid) for case, _unread in read]
    with library.writing() as connection:
        for case, unread in read:
            _add(library, connection, case, unread)
    return ids, Changes(frozenset(ids))


def _read_record(
    library: Library, data: Mapping[str, Any], beside: Path | None
) -> tuple[Case, dict[str, str]]:
    data = dict(data)
    unread = rescue.unread_in(data)
    filled = attachments.taken_in(library, data, beside)
    case = record_json.read({"status": "draft", "visibility": "workshop", **filled})
    if isinstance(case.status, Answer):
        raise InvalidInput(
            _("The value of “{field}” does not fit: {reason}.").format(
                field="status", reason=_("it must be a code")
            ),
            advice=_("Correct it; nothing was changed."),
            fields=["status"],
        )
    if case.status != "draft":
        _pass_gate(case, str(case.status))
    return case, unread


def _add(library: Library, connection: Connection, case: Case, unread: dict[str, str]) -> None:
    case_id = str(case.case_uuid)
    before = derived.loaded(connection, case_id)
    if before.open:
        raise InvalidInput(
            _("The story “{title}” is in the library already.").format(
                title=case.short_name or case.title or case_id
            ),
            advice=_("Change it there, or leave out its id to add it as a new story."),
            fields=["case_uuid"],
        )
    saving.store(library, connection, case, before)
    drafts.keep_unread(connection, case_id, unread)
    derived.update(connection, library.raw, case_id)


@at_need
def draft(
    library: Library, case: Case, base: str, unread: Mapping[str, str] | None = None
) -> Changes:
    """Keep what is on the screen, crash-safe, without making a revision of it yet.

    `unread` is what stands in boxes and cannot be read as their kind, by the field's path: it is
    kept beside the story, on this computer, until a later draft no longer names it.

    Raises InvalidInput for a text that is too long to be kept, and StorageError.
    """
    typed = record_json.restored(record_json.written(case))
    saving.refuse_too_long(typed)
    body = json.dumps(record_json.written(typed), ensure_ascii=False)
    case_id = str(typed.case_uuid)
    with library.writing() as connection:
        drafts.keep(connection, drafts.Draft(case_id, base, body), typed)
        if unread is not None:
            typed_so = {path: words.cleaned(text) for path, text in unread.items()}
            drafts.keep_unread(connection, case_id, typed_so)
        derived.index(connection, library.raw, case_id, typed)
    return Changes(frozenset({case_id}))


@at_need
def save(library: Library, case_id: str) -> Changes:
    """Make a signed save of a story's draft, with only what differs; no draft, no save."""
    with library.writing() as connection:
        held = drafts.held(connection, case_id)
        if held is None:
            return Changes()
        draft = record_json.restored(json.loads(held.body))
        case = withdrawals.without_withdrawn(connection, draft, held.base)
        saving.store(
            library, connection, case, saving.seen_at(library, connection, case_id, held.base)
        )
        drafts.drop(connection, case_id)
        derived.update(connection, library.raw, case_id)
    return Changes(frozenset({case_id}))


def trash(library: Library, ids: Sequence[str]) -> Changes:
    """Put stories into the trash; drafts are saved first, nothing is lost."""
    return _mark(library, ids, deleted=True)


def restore(library: Library, ids: Sequence[str]) -> Changes:
    """Take stories back out of the trash."""
    return _mark(library, ids, deleted=False)


def _mark(library: Library, ids: Sequence[str], *, deleted: bool) -> Changes:
    for case_id in ids:
        save(library, case_id)
    with library.writing() as connection:
        for case_id in ids:
            shown = _loaded(connection, case_id)
            root = shown.open[case_id]
            value = {"saw": list(seen_below(shown.open, case_id))} if deleted else False
            change = Change(case_id, root.kind, "", {DELETED: value})
            saving.cut(library, connection, truth.roots_of(case_id)[0], [change], shown.open)
            derived.update(connection, library.raw, case_id)
    return Changes(frozenset(ids))


def change_status(library: Library, case_id: str, status: str) -> Changes:
    """Give a story another status.

    Raises InvalidInput that names what is missing for it; the story keeps its status.
    """
    return set_value(library, case_id, ("status",), status)


def set_value(
    library: Library, case_id: str, path: FieldPath, value: Any, *, gated: bool = True
) -> Changes:
    """Give one field another value (in memory form) and save it; settles a conflict there.

    `gated` is False for a status that is only put back.

    Raises InvalidInput where a status is not reached yet or an id is taken, NotFound where the
    item is gone.
    """
    save(library, case_id)
    with library.writing() as connection:
        shown = _loaded(connection, case_id)
        if shown.deleted:
            raise InvalidInput(
                _("The story is in the trash."), advice=_("Restore it first, then change it.")
            )
        try:
            case = with_value(shown.case, path, value)
        except KeyError as error:
            raise NotFound(_("The story has no such item.")) from error
        record_json.refuse_repeated_ids(case)
        if path == ("status",) and gated:
            _pass_gate(case, str(value))
        *above, name = path
        forced = frozenset({(above[-1] if above else case_id, name)})
        saving.store(library, connection, case, shown, forced=forced & saving.in_conflict(shown))
        drafts.drop_unread(connection, case_id, "/".join(path))
        derived.update(connection, library.raw, case_id)
    return Changes(frozenset({case_id}))


def _pass_gate(case: Case, status: str) -> None:
    gaps = missing_for(case, status)
    if gaps:
        raise InvalidInput(
            _("The story is not ready for this status. Missing: {list}.").format(
                list=listed(dict.fromkeys(_(gap.label) for gap in gaps))
            ),
            advice=_("Answer these first; “unknown” is an answer too."),
            fields=["/".join(gap.path) for gap in gaps],
        )


def read_value(case: Case, field: str, text: str) -> tuple[FieldPath, Any]:
    """What a person means who types a field's path and a value: JSON, or plain text.

    Raises InvalidInput where there is no such field or the value does not fit it.
    """
    path = tuple(field.split("/"))
    definition = _definition(case, path)
    if isinstance(definition, GroupDefinition):
        data = _json_or_text(text)
        read = record_json.read({"case_uuid": case.case_uuid, path[-1]: data})
        return path, getattr(read, definition.attribute)
    reason = ""
    for candidate in _meanings(definition, text):
        try:
            return path, codec.read(definition, candidate)
        except codec.Misfit as misfit:
            reason = reason or str(misfit)
    raise InvalidInput(
        _("The value of “{field}” does not fit: {reason}.").format(field=field, reason=reason),
        advice=_("Correct it; nothing was changed."),
        fields=[field],
    )


def _meanings(definition: FieldDefinition, text: str) -> list[Any]:
    """What a typed value may mean, the likelier first."""
    read = _json_or_text(text)
    if isinstance(read, dict | list) or read is None:
        return [read]  # a slip in an object is told, not kept as text
    if isinstance(read, int | float) and definition.kind in {Kind.LINE, Kind.TEXT, Kind.DATE}:
        return [text]
    return [read, text]


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _definition(case: Case, path: FieldPath) -> FieldDefinition | GroupDefinition:
    members = CASE.fields
    for name in path[:-1:2]:
        holder = next((member for member in members if member.name == name), None)
        members = holder.fields if isinstance(holder, GroupDefinition) else ()
    found = next((member for member in members if member.name == path[-1]), None)
    nested = isinstance(found, GroupDefinition) and len(path) > 1
    if found is None or nested or len(path) % 2 == 0 or path == ("case_uuid",):
        raise InvalidInput(
            _("There is no field “{field}”.").format(field="/".join(path)),
            advice=_("Fields are written as “title” or “partner/ID/roles”."),
            fields=["/".join(path)],
        )
    try:
        value_at(case, path)
    except KeyError as error:
        raise NotFound(_("The story has no such item.")) from error
    return found


def _loaded(connection: Connection, case_id: str) -> derived.CaseView:
    shown = derived.loaded(connection, case_id)
    if case_id not in shown.open:
        raise _not_found(case_id)
    return shown


def _not_found(case_id: str) -> NotFound:
    return NotFound(
        _("There is no story with the id “{id}”.").format(id=case_id),
        advice=_("“list” shows the ids."),
    )
