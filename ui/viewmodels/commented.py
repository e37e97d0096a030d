"""What reviewers say of the open story: each comment, the answer it is about, and the reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ui.viewmodels.steps import member_at

if TYPE_CHECKING:
    from ui.viewmodels.steps import Path
    from ui.viewmodels.story_editor import StoryEditor

GROUP = "review"


@dataclass(frozen=True, slots=True)
class Commented:
    """One comment as it is shown."""

    path: "Path"
    """Where it stands: `review`, a round, `comment`, its id."""
    about: "Path"
    """The field it is about; () for the whole story."""
    label: str
    quote: str
    text: str
    by: str
    """Who said it, and when."""
    reply: str
    """A code of `author_reply`, or ""."""
    reply_note: str


def comments(editor: "StoryEditor") -> tuple[Commented, ...]:
    """All comments of the open story, those without an answer first."""
    found = list(_found(editor))
    return tuple(sorted(found, key=lambda one: one.reply in {"done", "disagree"}))


def _found(editor: "StoryEditor") -> Iterator[Commented]:
    rounds: tuple[Any, ...] = editor.items((GROUP,))
    for held in rounds:
        for one in held.comment if isinstance(held.comment, tuple) else ():
            yield _shown(editor, held, one)


def _shown(editor: "StoryEditor", held: Any, one: Any) -> Commented:
    from ssc_desktop.record import dates

    about = tuple(_text(one.field).split("/")) if _text(one.field) else ()
    who = _text(one.author) or _text(held.reviewer)
    date = _text(one.date) or _text(held.date)
    when = dates.shown(date, i18n.translated_in(i18n.language())) if date else ""
    return Commented(
        (GROUP, held.id, "comment", one.id),
        about if member_at(about) is not None else (),
        _label(editor, about),
        _text(one.quote),
        _text(one.text),
        i18n.digits(" · ".join(part for part in (who, when) if part)),
        _text(one.reply),
        _text(one.reply_note),
    )


def _label(editor: "StoryEditor", about: "Path") -> str:
    """“Title”, or the group, the item and the field: “Results: Milk yield, Reached”."""
    from ssc_desktop.record.phrases import called

    member = member_at(about)
    if member is None:
        return _("The whole story")
    said: str = _(member.label)
    if len(about) < 3:
        return said
    group = member_at(about[:-2])
    item = next((one for one in editor.items(about[:-2]) if one.id == about[-2]), None)
    name = called(item) if item is not None else ""
    above = _(group.label) if group is not None else ""
    return " · ".join(part for part in (above, name, said) if part)


def _text(value: object) -> str:
    return value if type(value) is str else ""
