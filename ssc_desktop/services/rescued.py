"""Rescue files that wait: found at start, compared with the library, and brought back into it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop import i18n
from ssc_desktop.at_rest import FileKey, KeptFile
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import Words, _
from ssc_desktop.record import CASE, Case, FieldDefinition, phrases, record_json
from ssc_desktop.record.records import flattened
from ssc_desktop.record.word_changes import word_changes
from ssc_desktop.services import cases, rescue, saving
from ssc_desktop.services.answers import Changes, Difference, Rescued
from ssc_desktop.services.saves import grouped, path_of, read
from ssc_desktop.store import derived, drafts
from ssc_desktop.store.library import Library

_NOTE = "from a rescue file"
_LARGEST = 32 * 1024 * 1024


def waiting(library: Library, language: str = "en") -> tuple[Rescued, ...]:
    """The rescue files with words that the library does not have, the latest first.

    A file that says what the library says is removed: its words were saved after all.
    """
    words = i18n.translated_in(language)
    found = []
    for path, own in rescue.files():
        held = _read(path, library.file_key)
        if held is None:
            continue
        one = _compared(library, path, held, words)
        if one.in_library and not one.differences:
            rescue.remove(path)
        elif one.in_library or own:  # elsewhere there may be files of other libraries
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def bring_back(library: Library, path: Path) -> Changes:
    """Save what a rescue file says, over what its author had on the screen when it was written.

    What was changed since then stays alive beside it, for a person to choose. The file is removed
    when its words are saved. Raises NotFound where it is gone or no rescue file, and StorageError.
    """
    held = _read(path, library.file_key)
    if held is None:
        raise NotFound(
            _("The file “{name}” cannot be read any more.").format(name=path.name),
            advice=_("Look for it in its folder, or ask for help."),
        )
    case, unread = held
    case_id = str(case.case_uuid)
    written = _written(path)
    with library.reading() as connection:
        on_screen = drafts.is_older(connection, case_id, written)
        earlier = _saves(connection, case_id)
    cases.save(library, case_id)
    with library.writing() as connection:
        now = _saves(connection, case_id)
        seen = frozenset(cut for cut, at in now.items() if at <= written)
        if on_screen:  # its words were typed on from
            seen |= now.keys() - earlier.keys()
        before = derived.loaded(connection, case_id, seen)
        saving.store(library, connection, case, before, note=_NOTE)
        drafts.keep_unread(connection, case_id, drafts.unread(connection, case_id) | unread)
        derived.update(connection, library.raw, case_id)
    rescue.remove(path)
    return Changes(frozenset({case_id}))


def _saves(connection: Connection, case_id: str) -> dict[str, str]:
    """The moment of every save of a story, by its cut."""
    return {line.id: line.at[:23] for group in grouped(connection, case_id) for line in group}


def _read(path: Path, key: FileKey | None) -> tuple[Case, dict[str, str]] | None:
    """The story in a rescue file, and what could not be read in it; None where it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        data: Any = json.loads(KeptFile(path, key).read_bytes())
        if not isinstance(data, dict) or not isinstance(data.get("case_uuid"), str):
            return None
        unread = rescue.unread_in(data)
        return record_json.restored(data), unread
    except (OSError, ValueError, RecursionError, InvalidInput):
        return None


def _written(path: Path) -> str:
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return moment.isoformat(timespec="milliseconds")[:23]


def _compared(
    library: Library, path: Path, held: tuple[Case, dict[str, str]], words: Words
) -> Rescued:
    case, unread = held
    case_id = str(case.case_uuid)
    with library.reading() as connection:
        now = _now(connection, case_id)
        typed = drafts.unread(connection, case_id)
    differences = () if now is None else tuple(_differences(now, case, words))
    if now is not None and any(typed.get(place) != text for place, text in unread.items()):
        differences = (*differences, *_of_unread(unread, words))
    title = str(case.title) if isinstance(case.title, str) else ""
    return Rescued(path, case_id, title, _written(path), differences, now is not None)


def _now(connection: Connection, case_id: str) -> Case | None:
    shown = derived.loaded(connection, case_id)
    if case_id not in shown.open:
        return None
    return derived.drafted(connection, case_id) or shown.case


def _differences(now: Case, then: Case, words: Words) -> Iterator[Difference]:
    """What the file says otherwise than the library, answer by answer."""
    held = flattened(now)
    case_id = str(now.case_uuid)
    for key, record in flattened(then).items():
        before = held[key].values if key in held else {}
        group = CASE.groups().get(record.kind)
        members = group.by_name if group is not None else CASE.by_name
        path = path_of(case_id, record.kind, record.id, record.parent)
        for name in [*record.values, *(one for one in before if one not in record.values)]:
            field = members.get(name)
            was, value = before.get(name), record.values.get(name)
            if was == value or not isinstance(field, FieldDefinition):
                continue
            pieces = word_changes(
                phrases.shown(field, read(field, was), now, words),
                phrases.shown(field, read(field, value), then, words),
            )
            heading = words.gettext(group.label) if group is not None else ""
            label = words.gettext(field.label)
            yield Difference((*path, name), "kept", heading, label, pieces,
                             is_now=False, was_is_now=True)  # fmt: skip


def _of_unread(unread: dict[str, str], words: Words) -> Iterator[Difference]:
    for place, text in unread.items():
        path = tuple(place.split("/"))
        field = CASE.by_name.get(path[-1])
        label = words.gettext(field.label) if field is not None else path[-1]
        yield Difference(path, "kept", "", label, word_changes("", text),
                         is_now=False, was_is_now=True)  # fmt: skip
