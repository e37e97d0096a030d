"""What a form asked that lost its description on the way: read off its bookmarks.

LibreOffice drops it where a form is kept as .odt or .doc; bookmarks stay. What a bookmark is for
stands in its name, and the first says which form it is.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ssc_desktop.word.form import making
from ssc_desktop.word.form.letter import MARK
from ssc_desktop.word.form.manifest import AskedField, AskedGroup, AskedRow, Manifest
from ssc_desktop.word.places import bookmark

_MARK = re.compile(
    MARK.format(depth="(overview|full_story)", language="([a-z]{2})") + "(_missing)?"
)
_ITEM = re.compile("ssc_r_([0-9a-f]{32})")


def recalled(paragraphs: Iterable[Sequence[str]], case_uuid: str) -> Manifest | None:
    """The description of a form by the names of the bookmarks in each of its paragraphs.

    Without the state it was made from, and whom it was made for. None where it is no form.
    """
    listed = [names for names in paragraphs if names]
    present = frozenset(name for names in listed for name in names)
    mark = next(filter(None, map(_MARK.fullmatch, present)), None)
    if mark is None:
        return None
    depth, language, missing = mark.groups()
    whole = making.described(making.FULL, language)
    heads = {one.anchor for one in whole.fields} | {one.anchor for one in whole.groups}
    return replace(
        whole,
        depth=depth,
        ask="missing" if missing else "",
        case_uuid=case_uuid,
        words=(),
        fields=tuple(one for one in whole.fields if one.anchor in present),
        groups=tuple(
            _group(one, _below(one.anchor, heads, listed))
            for one in whole.groups
            if one.anchor in present
        ),
    )


def _below(anchor: str, heads: set[str], listed: list[Sequence[str]]) -> list[str]:
    """The bookmarks from that of a group up to the next question."""
    found: list[str] = []
    inside = False
    for names in listed:
        if heads.intersection(names):
            inside = anchor in names
        if inside:
            found += names
    return found


def _group(group: AskedGroup, names: list[str]) -> AskedGroup:
    present = frozenset(names)
    columns = tuple(one for one in group.fields if _column(one) in present)
    if not columns and group.shape == "pictures":
        return group
    codes = {row.anchor: row.code for row in group.rows}
    anchors = [name for name in names if name.startswith(("ssc_r_", "ssc_n_"))]
    rows = [_row(name, codes) for name in anchors]
    if columns:
        return replace(group, shape="table", skip=1, fields=columns, rows=tuple(rows))
    cards = [_card(row, number, group, present) for number, row in enumerate(rows, start=1)]
    return replace(group, shape="cards", skip=0, rows=tuple(cards))


def _row(anchor: str, codes: dict[str, str]) -> AskedRow:
    item = _ITEM.fullmatch(anchor)
    there = str(uuid.UUID(hex=item[1])) if item else ""
    return AskedRow(anchor=anchor, item=there, code=codes.get(anchor, ""))


def _card(row: AskedRow, number: int, group: AskedGroup, present: frozenset[str]) -> AskedRow:
    made = (bookmark(f"ssc_c_{group.path[0]}_{number}_{_last(one)}") for one in group.fields)
    return replace(row, anchors=tuple(name if name in present else "" for name in made))


def _column(asked: AskedField) -> str:
    return bookmark(f"ssc_h_{asked.path[0]}_{_last(asked)}")


def _last(asked: AskedField) -> str:
    return "_".join(asked.path[1:])
