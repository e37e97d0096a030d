"""Which parts are hidden from which circle, as a grid over the group `field_limit`."""

from typing import TYPE_CHECKING

from ssc_desktop.record.case import CASE
from ssc_desktop.record.consent import FieldLimit
from ssc_desktop.record.editing import new_item
from ssc_desktop.record.values import Item
from ssc_desktop.record.vocabularies import vocabulary

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor

PATH = ("field_limit",)
CIRCLES = ("workshop", "repository", "public")


def parts() -> tuple[str, ...]:
    """The parts that can be hidden."""
    return tuple(str(one) for one in vocabulary("visible_part").codes)


def hidden_from(editor: "StoryEditor") -> dict[str, str]:
    """Each hidden part with the closest circle it is hidden from; wider ones do not see it."""
    found: dict[str, str] = {}
    for limit in _limits(editor):
        circle = limit.circle if limit.circle in CIRCLES else CIRCLES[0]
        for part in limit.parts if isinstance(limit.parts, tuple) else ():
            held = found.get(part)
            if held is None or CIRCLES.index(str(circle)) < CIRCLES.index(held):
                found[part] = str(circle)
    return found


def hides(editor: "StoryEditor", part: str, circle: str) -> bool:
    """Whether a circle does not see a part."""
    nearest = hidden_from(editor).get(part)
    return nearest is not None and CIRCLES.index(nearest) <= CIRCLES.index(circle)


def hide(editor: "StoryEditor", part: str, circle: str, *, hidden: bool) -> None:
    """Hide a part from a circle and all wider ones, or show it to that circle and closer ones."""
    wanted = hidden_from(editor)
    at = CIRCLES.index(circle)
    if hidden:
        wanted[part] = circle
    elif at + 1 < len(CIRCLES):
        wanted[part] = CIRCLES[at + 1]
    else:
        wanted.pop(part, None)
    editor.close_step()  # each press is taken back by itself
    editor.set_value(PATH, tuple(_items(editor, wanted)))


def _items(editor: "StoryEditor", wanted: dict[str, str]) -> list[Item]:
    """One item for each circle; those that are there keep their ids."""
    held = {one.circle: one for one in _limits(editor)}
    made: list[Item] = []
    for circle in CIRCLES:
        hidden = tuple(part for part in parts() if wanted.get(part) == circle)
        if not hidden:
            continue
        old = held.get(circle)
        identity = {"id": old.id} if old is not None else {}
        group = CASE.groups()["field_limit"]
        fresh = new_item(group, circle=circle, parts=hidden)
        made.append(FieldLimit(**{"id": fresh.id, **identity}, circle=circle, parts=hidden))
    return made


def _limits(editor: "StoryEditor") -> tuple[FieldLimit, ...]:
    return tuple(one for one in editor.items(PATH) if isinstance(one, FieldLimit))
