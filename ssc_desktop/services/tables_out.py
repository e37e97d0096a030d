"""Stories as workbooks, tables of text and JSON: only what their readers may have."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop.errors import InvalidInput, go_on
from ssc_desktop.files import replacing, safe_name
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import CASE, Case, clearing
from ssc_desktop.record.clearing import WORD, Readers
from ssc_desktop.services import cases
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.sheets.folders import new_folder
from ssc_desktop.sheets.tables import SheetStory
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library

FORMS = ("xlsx", "csv", "json")
_FILES = "files"


@dataclass(frozen=True, slots=True)
class TableWish:
    """What is to be written, and for whom."""

    form: str = "xlsx"
    """One of FORMS: a workbook; tables of text in a ZIP or folder; JSON in a file or folder."""
    circle: str = ""
    """Who will read it (a code of `visibility`); "" for as far as each story may go."""
    everything: bool = False
    """For the person alone: also contacts, consents and what else is private."""
    language: str = ""
    """Of labels; "" for the interface's."""


def write(
    library: Library,
    ids: Sequence[str],
    target: Path,
    wish: TableWish,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories as tables or JSON; drafts are saved first, and what stays here is told.

    What is never to leave this computer stays out of “everything” too.

    Raises NotFound, InvalidInput where no story is left or the folder is not empty, ExportError,
    StorageError or Cancelled; an older file is then as it was.
    """
    from ssc_desktop import sheets

    if wish.form not in FORMS:
        raise InvalidInput(
            _("There is no such form of tables: {form}.").format(form=wish.form),
            advice=_("It may be xlsx, csv or json."),
        )
    told: list[str] = []
    stories = list(_stories(library, ids, wish, told, stop))
    if ids and not stories:
        raise InvalidInput(
            _("There is nothing that may leave this computer."), advice=" ".join(told)
        )
    if wish.everything:
        told.insert(0, _("The file holds what is private: keep it to yourself."))
    pictures = 0
    if wish.form == "json":
        pictures = _json(library, stories, target, told, stop)
    else:
        writer = sheets.write_workbook if wish.form == "xlsx" else sheets.write_csv
        told += _files_stay(stories)
        writer(
            stories,
            target,
            language=wish.language,
            progress=progress,
            stop=stop or _never,
        )
    return Made(target, len(stories), pictures, _size(target), tuple(dict.fromkeys(told)))


def _never() -> bool:
    return False


def _stories(
    library: Library, ids: Sequence[str], wish: TableWish, told: list[str], stop: Stop | None
) -> Iterator[SheetStory]:
    for case_id in ids:
        go_on(stop)
        if wish.everything:
            yield _whole(library, case_id, told)
        else:
            story = _cleared(library, case_id, wish.circle, told)
            if story is not None:
                yield story


def _whole(library: Library, case_id: str, told: list[str]) -> SheetStory:
    cases.save(library, case_id)
    opened = cases.opened(library, case_id)
    case, never = clearing.without_what_never_leaves(opened.case, CASE)
    told += _of_story(case, list(clearing.sentences(never)))
    return SheetStory(case, tuple(json.loads(opened.base)))


def _cleared(library: Library, case_id: str, circle: str, told: list[str]) -> SheetStory | None:
    from ssc_desktop.services import documents

    one, why = documents.for_readers(library, case_id, circle)
    told += why
    if one is None:
        return None
    readers = Readers(one.circle, WORD, one.consents_elsewhere)
    case, held = clearing.cleared(one.case, CASE, readers)
    told += _of_story(case, list(clearing.sentences(held)))
    return SheetStory(case, one.base)


def _of_story(case: Case, sentences: list[str]) -> list[str]:
    title = str(case.short_name or case.title or _("Story without a title"))
    return [_("{title}: {text}").format(title=title, text=text) for text in sentences]


def _attachments(record: dict[str, Any]) -> list[dict[str, Any]]:
    items = record.get("attachment")
    return [one for one in items if one.get("sha256")] if isinstance(items, list) else []


def _files_stay(stories: Sequence[SheetStory]) -> list[str]:
    count = sum(len(_attachments(one.record)) for one in stories)
    if not count:
        return []
    return [
        ngettext(
            "{n} picture or file is only named in it; a folder of JSON or a bundle carries it.",
            "{n} pictures and files are only named in it; a folder of JSON or a bundle carries"
            " them.",
            count,
        ).format(n=count)
    ]


# ------------------------------------------------------------ JSON


def _json(
    library: Library,
    stories: Sequence[SheetStory],
    target: Path,
    told: list[str],
    stop: Stop | None,
) -> int:
    """One file of all records, or a folder with a file for each and their pictures beside."""
    if target.suffix.casefold() == ".json":
        told += _files_stay(stories)
        with replacing(target) as stream:
            stream.write(_text([one.record for one in stories]))
        return 0
    copied = 0
    with new_folder(target) as folder:
        for one in stories:
            go_on(stop)
            copied += _beside(library, one, folder, told)
    return copied


def _beside(library: Library, story: SheetStory, folder: Path, told: list[str]) -> int:
    record = json.loads(story.json)
    copied = 0
    for item in _attachments(record):
        source = blobs.file_of(library.attachments, item["sha256"])
        named = Path(str(item.get("file_name") or "file"))
        if not source.is_there():
            told += _of_story(
                story.case, [_("The file “{name}” is not here.").format(name=named.name)]
            )
            continue
        ending = named.suffix if named.suffix.isascii() and len(named.suffix) < 8 else ""
        name = f"{item['sha256'][:12]}-{safe_name(named.stem, 'file')}{ending}"
        (folder / _FILES).mkdir(exist_ok=True)
        with replacing(folder / _FILES / name) as writing, source.open() as reading:
            shutil.copyfileobj(reading, writing)
        item["file"] = f"{_FILES}/{name}"
        copied += 1
    title = safe_name(str(story.case.short_name or story.case.title or ""), "story")[:60]
    with replacing(folder / f"{title}-{str(story.case.case_uuid)[-8:]}.json") as stream:
        stream.write(_text(record))
    return copied


def _text(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _size(target: Path) -> int:
    paths = target.rglob("*") if target.is_dir() else (target,)
    return sum(path.stat().st_size for path in paths if path.is_file())
