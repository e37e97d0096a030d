"""Workbooks are read in a process of their own: what its reader gives up on ends that alone."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ssc_desktop import apart, i18n
from ssc_desktop.errors import InvalidInput, NotFound, SscError, StorageError
from ssc_desktop.sheets import packed, workbook_in
from ssc_desktop.sheets.raw import RawFile, RawTable

FLAG = "--read-workbook"
_ERRORS: dict[str, type[SscError]] = {
    "InvalidInput": InvalidInput,
    "NotFound": NotFound,
    "StorageError": StorageError,
}


def read(path: Path, stop: Callable[[], bool]) -> RawFile:
    """The sheets of a workbook. Raises InvalidInput, StorageError, NotFound, Cancelled."""
    said = apart.answered(FLAG, (i18n.language(), str(path.resolve())), stop)
    try:
        answer = json.loads(said)
    except ValueError as error:  # it ended before it could answer
        raise packed.too_large(path) from error
    if "error" in answer:
        kind = _ERRORS.get(answer["error"], InvalidInput)
        raise kind(answer["message"], advice=answer["advice"])
    tables = tuple(
        RawTable(one["name"], [tuple(row) for row in one["rows"]], hidden=one["hidden"])
        for one in answer["tables"]
    )
    return RawFile(tables, tuple(answer["notices"]))


def run(arguments: Sequence[str]) -> int:
    """In the process: read the workbook that the arguments name, and say as JSON what is in it.

    The arguments are the language of the sentences and the path.
    """
    return apart.say(arguments, _said)


def _said(path: Path) -> bytes:
    return json.dumps(_answer(path), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _answer(path: Path) -> dict[str, Any]:
    try:
        file = workbook_in.read(path)
    except SscError as error:
        return apart.refused(error)
    tables = [{"name": one.name, "rows": one.rows, "hidden": one.hidden} for one in file.tables]
    return {"tables": tables, "notices": file.notices}
