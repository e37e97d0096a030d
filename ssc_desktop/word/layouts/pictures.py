"""Pictures of a story with their captions."""

from collections.abc import Sequence
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, dates, narrative
from ssc_desktop.word import blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.media import MediaRef
from ssc_desktop.word.text import runs

_TWIPS = 567
"""In a centimetre."""


def figure(telling: Telling, held: tuple[Any, MediaRef], room: tuple[float, float]) -> str:
    """A picture that fits into so many centimetres, and its caption below."""
    item, picture = held
    paper = telling.paper
    size = blocks.fitted(picture, min(room[0], paper.width / _TWIPS), room[1])
    shown = blocks.drawing(paper, picture, size, alternative(telling, item))
    turned = paper.right_to_left
    body = blocks.paragraph("SSCFigure", shown, right_to_left=turned)
    return body + blocks.caption(paper, "Figure", said(telling, item))


def row(telling: Telling, held: Sequence[tuple[Any, MediaRef]], room: tuple[float, float]) -> str:
    """Pictures side by side in so many centimetres, and their captions one below the other."""
    paper = telling.paper
    width = min(room[0], paper.width / _TWIPS - 0.4)
    frames = blocks.beside([picture for _item, picture in held], width, room[1])
    shown = runs("  ", paper.look()).join(
        blocks.drawing(paper, picture, frame, alternative(telling, item))
        for (item, picture), frame in zip(held, frames, strict=True)
    )
    last = len(held) - 1
    captions = [
        blocks.caption(paper, "Figure", said(telling, item), keep=n < last)
        for n, (item, _picture) in enumerate(held)
    ]
    turned = paper.right_to_left
    return blocks.paragraph("SSCFigure", shown, right_to_left=turned) + "".join(captions)


def alternative(telling: Telling, item: Any) -> str:
    """What the picture shows, for those who cannot see it."""
    for said in (item.alt_text, item.caption):
        if _plain(said):
            return narrative.plain(said)
    return telling.paper.say(N_("Picture of the story; nobody has described it yet"))


def said(telling: Telling, item: Any) -> str:
    """The caption, where and when it was taken, and by whom."""
    paper = telling.paper
    made = blocks.inline(paper, item.caption, telling.own) if _plain(item.caption) else ""
    where = [item.place if _plain(item.place) else ""]
    where.append(dates.shown(item.date, paper.words) if _plain(item.date) else "")
    place = ", ".join(part for part in where if part)
    notes = [place] if place else []
    if _plain(item.credit):
        notes.append(paper.say(N_("Picture: {name}")).format(name=item.credit))
    if not notes:
        return made
    ended = str(item.caption).rstrip().endswith((".", "!", "?", "؟", "。")) if made else True
    gap = (" " if ended else ". ") if made else ""
    return made + runs(f"{gap}{'. '.join(notes)}.", telling.own)


def _plain(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not isinstance(value, Answer)
