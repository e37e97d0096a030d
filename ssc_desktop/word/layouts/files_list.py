"""The files of a story: pictures in full, other files by name."""

from typing import Any

from ssc_desktop.record import GroupDefinition
from ssc_desktop.word import answers, blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import pictures
from ssc_desktop.word.text import runs

_ROOM = (13.0, 7.0)
"""Centimetres a picture may take: three with their captions fill a page."""
_BESIDE = (16.6, 6.0)
"""And two that stand side by side."""
_FEW = 2


def listed(telling: Telling, group: GroupDefinition) -> list[str]:
    """The pictures but the first, which stands at the head of the story; then the other files."""
    shown = {item.id for item, _picture in telling.pictures}
    later = telling.pictures[1:]
    if len(later) > _FEW:
        twos = [later[at : at + 2] for at in range(0, len(later), 2)]
        made = [pictures.row(telling, two, _BESIDE) for two in twos]
    else:
        made = [pictures.figure(telling, held, _ROOM) for held in later]
    others = [item for item in answers.items(telling.case, group) if item.id not in shown]
    return made + [_named(telling, item) for item in others]


def _named(telling: Telling, item: Any) -> str:
    said = item.caption if isinstance(item.caption, str) and item.caption else ""
    name = str(item.file_name or "")
    text = f"{said} ({name})" if said and name else said or name or str(item.sha256 or "")[:12]
    turned = telling.paper.right_to_left
    return blocks.paragraph("ListBullet", runs(text, telling.own), right_to_left=turned)
