"""Reading in a process of its own, so that a hostile file costs neither memory nor time.

The parser is a C library that reads other people's files: what breaks there must not take a story
along. Only plain data comes back.
"""

import contextlib
import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ssc_desktop import apart, i18n, temporary
from ssc_desktop.errors import SscError, StorageError, WordError
from ssc_desktop.i18n import _
from ssc_desktop.record.found import MISSING, FoundStory
from ssc_desktop.word import office
from ssc_desktop.word.pages import opening, sniffing

SERVICE = "--read-document"
_ERRORS: dict[str, type[SscError]] = {"StorageError": StorageError, "WordError": WordError}


def read(path: Path, stop: Callable[[], bool]) -> tuple[FoundStory, ...]:
    """The stories found in a Word document; see `reading.read`."""
    if not path.is_file():
        raise StorageError(
            _("“{name}” cannot be opened.").format(name=path.name),
            advice=_("Look whether it is still there, or open in another program."),
        )
    with _as_docx(path, stop) as (found, notice):
        stories = _stories(found, stop)
    return tuple(dataclasses.replace(s, notices=(*notice, *s.notices)) for s in stories)


@contextlib.contextmanager
def _as_docx(path: Path, stop: Callable[[], bool]) -> "Iterator[tuple[Path, tuple[str, ...]]]":
    """The file itself; of an older or other text document what LibreOffice makes of it, if found.

    Where it is not found the reader says how to save the file as .docx.
    """
    with temporary.folder() as place:
        target = place / f"{path.stem}.docx"
        if sniffing.kind(path) == sniffing.OLD:
            opening.check_packed(path)
            if office.to_docx(path, target, stop=stop):
                yield target, (_("LibreOffice turned the file into a Word document first."),)
                return
        yield path, ()


def _stories(path: Path, stop: Callable[[], bool]) -> tuple[FoundStory, ...]:
    said = apart.answered(SERVICE, (i18n.language(), str(path.resolve())), stop)
    try:
        answer = json.loads(said)
    except ValueError as error:  # it ended before it could answer
        raise opening.too_much(path) from error
    if "error" in answer:
        kind = _ERRORS.get(answer["error"], WordError)
        raise kind(answer["message"], advice=answer["advice"])
    return tuple(_story(one) for one in answer["stories"])


_UNKNOWN = {"not understood": True}
"""What stands for MISSING on the way; no value of a record looks like it."""


def _story(one: Any) -> FoundStory:
    story = msgspec.convert(one, FoundStory)
    answers = (
        dataclasses.replace(answer, value=MISSING) if answer.value == _UNKNOWN else answer
        for answer in story.answers
    )
    return dataclasses.replace(story, answers=tuple(answers))


# ---------------------------------------------------------------- in the process


def run(arguments: Sequence[str]) -> int:
    """Read the document that the arguments name, and say what was found as JSON.

    The arguments are the language of the sentences and the path.
    """
    return apart.say(arguments, lambda path: json.dumps(_answer(path), default=str).encode())


def _answer(path: Path) -> dict[str, Any]:
    from ssc_desktop.word.reading import document  # noqa: PLC0415 - only here

    try:
        stories = document.parse(path)
    except SscError as error:
        return apart.refused(error)
    return {"stories": [_plain(story) for story in stories]}


def _plain(story: FoundStory) -> dict[str, Any]:
    made = dataclasses.asdict(story)
    for answer in made["answers"]:
        if answer["value"] is MISSING:
            answer["value"] = _UNKNOWN
    return made
