"""The files of a story: pictures in full, other files by name."""

from typing import Any

from ssc_desktop.record import GroupDefinition
from ssc_desktop.word import answers, blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import pictures
from ssc_desktop.word.text import runs

_ROOM = (13.0, 8.0)
"""Centimetres a picture may take; small enough not to push half a page over."""


def listed(telling: Telling, group: GroupDefinition) -> list[str]:
    """The pictures but the first, which stands at the head of the story; then the other files."""
    shown = {item.id for item, _picture in telling.pictures}
    made = [pictures.figure(telling, held, _ROOM) for held in telling.pictures[1:]]
    others = [item for item in answers.items(telling.case, group) if item.id not in shown]
    return made + [_named(telling, item) for item in others]


def _named(telling: Telling, item: Any) -> str:
    said = item.caption if isinstance(item.caption, str) and item.caption else ""
    name = str(item.file_name or "")
    text = f"{said} ({name})" if said and name else said or name or str(item.sha256 or "")[:12]
    turned = telling.paper.right_to_left
    return blocks.paragraph("ListBullet", runs(text, telling.own), right_to_left=turned)
