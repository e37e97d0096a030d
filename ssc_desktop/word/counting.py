"""How often a document breaks each rule, counted in a process of its own: it may be anybody's."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ssc_desktop import apart, i18n
from ssc_desktop.errors import SscError, StorageError, WordError
from ssc_desktop.word.pages import opening

SERVICE = "--count-faults"


def counted(path: Path) -> dict[str, int]:
    """By rule, how often it is broken. Raises WordError for a hostile or broken file, StorageError.

    The rules are those of `accessibility`, and `parts` and `built` for how it is put together.
    """
    said = apart.answered(SERVICE, (i18n.language(), str(path.resolve())), _never)
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:  # it ended before it could answer
        raise opening.too_much(path) from error
    if "error" in answer:
        kind = StorageError if answer["error"] == "StorageError" else WordError
        raise kind(answer["message"], advice=answer["advice"])
    return dict(answer["faults"])


def _never() -> bool:
    return False


# ---------------------------------------------------------------- in the process


def run(arguments: Sequence[str]) -> int:
    """Count, and say as JSON; the arguments are the language of the sentences and the path."""
    return apart.say(arguments, lambda path: json.dumps(_answer(path)).encode())


def _answer(path: Path) -> dict[str, Any]:
    from ssc_desktop.word import accessibility, parts, structure, validity  # noqa: PLC0415 - here

    try:
        read = parts.read(path)
    except SscError as error:
        return apart.refused(error)
    faults = Counter({"parts": len([*validity.faults(read)])})
    if not read.broken and read.main in read.trees:
        faults["built"] = len([*structure.faults(read)])
        faults.update(remark.rule for remark in accessibility.remarks(read))
    return {"faults": faults}
