"""What was weighed, in words that people read: before, now, theirs."""

from collections.abc import Iterable, Iterator
from typing import Any

from ssc_desktop.i18n import Words
from ssc_desktop.record import Answer, Case, FieldDefinition, phrases
from ssc_desktop.record.values import Item
from ssc_desktop.services.entering import entered
from ssc_desktop.services.proposed import ProposedLine, State
from ssc_desktop.services.sides import ORDER
from ssc_desktop.services.weighing import Ground, Weighed
from ssc_desktop.services.wording import Wording
from ssc_desktop.store import derived


def as_it_would_be(ground: Ground, made: Iterable[Weighed]) -> Case:
    """The story with all answers of the file that can be taken, and all items it ever had."""
    whole = derived.with_items(ground.shown, {*ground.shown.open, *ground.shown.private}).case
    taken = [one for one in made if one.can_be_taken and one.state is not State.REMOVED]
    return entered(whole, taken)


def lines(ground: Ground, made: list[Weighed], words: Words) -> Iterator[ProposedLine]:
    """The lines of the preview; what the program fills in by itself is not shown."""
    wording = Wording(as_it_would_be(ground, made), words)
    for one in made:
        if comes_along(one):
            continue
        yield ProposedLine(
            one.path,
            _label(one, words),
            wording.heading(one.path),
            _said(one, one.before, wording),
            _said(one, one.now, wording),
            _theirs(one, wording),
            one.state,
            one.doubt,
            one.can_be_taken,
        )


def comes_along(one: Weighed) -> bool:
    """Whether it is the program's own word on an item, and comes with the item."""
    return one.can_be_taken and one.member is not None and one.member.automatic


def _label(one: Weighed, words: Words) -> str:
    if one.member is not None:
        return words.gettext(one.member.label)
    return "" if len(one.path) % 2 == 0 else one.path[-1]


def _theirs(one: Weighed, wording: Wording) -> str:
    if one.state is State.REMOVED:
        return ""
    return _said(one, one.theirs, wording) or one.text


def _said(one: Weighed, value: Any, wording: Wording) -> str:
    if isinstance(value, Item):
        return phrases.called(value)
    if one.path[-1] == ORDER:
        return "\n".join(phrases.name_of(wording.named, item) for item in value or ())
    if isinstance(one.member, FieldDefinition):
        return phrases.shown(one.member, value, wording.named, wording.words)
    if isinstance(value, Answer):
        return phrases.answer(value, wording.words)
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(phrases.called, value)))
    return ""
