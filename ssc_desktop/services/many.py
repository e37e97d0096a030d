"""The same thing done to many stories, a few at a time: saves in between are not held up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ssc_desktop.errors import SscError
from ssc_desktop.record.values import Answer
from ssc_desktop.services import backing_up, cases
from ssc_desktop.services.answers import Changes
from ssc_desktop.store.library import Library

AT_ONCE = 8
"""Stories in one turn: a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A story that stayed as it was."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to some stories."""

    before: dict[str, object] = field(default_factory=dict)
    """By story what stood there before: what undoing puts back."""
    refused: tuple[Refused, ...] = ()

    @property
    def changes(self) -> Changes:
        """The stories that are not as they were."""
        return Changes(frozenset(self.before))

    def and_also(self, other: "Done") -> "Done":
        """Both together."""
        return Done({**self.before, **other.before}, (*self.refused, *other.refused))


def change_status(library: Library, ids: Sequence[str], status: str) -> Done:
    """Give stories another status; those that are not ready for it stay, with the reason."""

    def change(case_id: str) -> object | None:
        now = cases.opened(library, case_id).case.status
        if now == status:
            return None
        cases.change_status(library, case_id, status)
        return now

    return _each(library, ids, change)


def put_back_status(library: Library, before: dict[str, object]) -> Done:
    """Undo `change_status`."""

    def change(case_id: str) -> object | None:
        now = cases.opened(library, case_id).case.status
        cases.set_value(library, case_id, ("status",), before[case_id], gated=False)
        return now

    return _each(library, list(before), change)


def add_keyword(library: Library, ids: Sequence[str], word: str) -> Done:
    """Add a keyword to stories that do not have it; ten are the most a story can have."""

    def change(case_id: str) -> object | None:
        held = cases.opened(library, case_id).case.keywords
        words = held if isinstance(held, tuple) else ()
        if word.casefold() in {one.casefold() for one in words}:
            return None
        cases.set_value(library, case_id, ("keywords",), (*words, word))
        return words if not isinstance(held, Answer) else held

    return _each(library, ids, change)


def put_back_keywords(library: Library, before: dict[str, object], word: str) -> Done:
    """Undo `add_keyword`; keywords that were written since stay."""

    def change(case_id: str) -> object | None:
        held = cases.opened(library, case_id).case.keywords
        left = _without(held, word) if isinstance(held, tuple) else held
        cases.set_value(library, case_id, ("keywords",), left or before[case_id])
        return before[case_id]

    return _each(library, list(before), change)


def _without(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(one for one in words if one.casefold() != word.casefold())


def trash(library: Library, ids: Sequence[str]) -> Done:
    """Put stories into the trash."""

    def change(case_id: str) -> object | None:
        cases.trash(library, [case_id])
        return True

    backing_up.before(library, "before-delete")
    return _each(library, ids, change)


def restore(library: Library, before: dict[str, object]) -> Done:
    """Undo `trash`."""

    def change(case_id: str) -> object | None:
        cases.restore(library, [case_id])
        return True

    return _each(library, list(before), change)


def _each(library: Library, ids: Sequence[str], change: Callable[[str], object | None]) -> Done:
    before: dict[str, object] = {}
    refused: list[Refused] = []
    for case_id in ids:
        try:
            was = change(case_id)
        except SscError as error:
            refused.append(Refused(case_id, _title(library, case_id), error.message))
        else:
            if was is not None:
                before[case_id] = was
    return Done(before, tuple(refused))


def _title(library: Library, case_id: str) -> str:
    try:
        return cases.one(library, case_id).title
    except SscError:
        return ""
