"""What a file says, weighed against what its author saw and what the library says today.

Three ways: the base is the record that the file carries, theirs is what stands in it, and now is
the story as it is here. Nothing is decided by a clock, and nothing that the author did not see is
ever replaced.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition, GroupDefinition, Kind, codec
from ssc_desktop.record.consent import ConsentAndVisibility
from ssc_desktop.record.definition import Definition, members_of
from ssc_desktop.record.editing import value_at
from ssc_desktop.record.found import MISSING, FoundAnswer, Trust
from ssc_desktop.record.values import given
from ssc_desktop.services.proposed import FieldPath, State
from ssc_desktop.services.saves import defined
from ssc_desktop.store.derived import CaseView

_DECIDING = frozenset(
    {one.name for one in members_of(ConsentAndVisibility, own=True)} - {"licence", "credit_line"}
) | {"people_shown", "consent"}
"""Answers that say who may see something, or who agreed to it."""
_WITH_THE_FILE = frozenset({"sha256", "file_name", "media_type", "width", "height"})
"""What the program fills in of a file, and a verified record may say of one that is new here."""

Live = tuple[tuple[str, Any], ...]
"""What is alive in a field: the revision ("" for what was typed and not saved yet), the value."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A story as it is here, and what is known of the author's screen."""

    shown: CaseView
    """As it was saved; without records where the library has no such story."""
    case: Case
    """As it is on the screen, drafts among it."""
    base: Mapping[FieldPath, Any] = field(default_factory=dict)
    """What the file says that its author saw, as JSON."""
    emptied: frozenset[FieldPath] = frozenset()
    """Answers and items that were withdrawn for good."""
    ahead: bool = False
    """The file was made from saves that are not here: what it says besides is news too."""
    seen: frozenset[str] = frozenset()
    """Of such a file, the revisions that stood behind those saves."""
    language: str = ""
    """In which the file is written, where it says so."""

    @property
    def is_new(self) -> bool:
        """The library has no such story."""
        return self.shown.case_id not in self.shown.open


@dataclass(frozen=True, slots=True)
class Weighed:
    """One answer of a file, and what would become of it."""

    path: FieldPath
    member: Definition | None
    """None for an item as a whole, and for what this version does not know."""
    state: State
    before: Any = None
    """What its author saw, in memory form."""
    now: Any = None
    theirs: Any = None
    text: str = ""
    """As it stands in the file."""
    doubt: str = ""
    can_be_taken: bool = True
    replaces: tuple[str, ...] = ()
    """Of what is alive in the field, the revisions that its author saw."""
    removed: bool = False
    """The item it belongs to was removed here."""


class _Place(NamedTuple):
    record: str
    name: str
    private: bool


class Scales:
    """Weighs the answers of one file against one story."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._places: dict[str, FieldPath] = {ground.shown.case_id: ()}
        """Where the items stand that were met: an id names one item."""

    def weighed(self, answer: FoundAnswer) -> Weighed | None:
        """One answer; None where there is nothing to be said of it."""
        member = defined(answer.path) if answer.path else None
        known = self._unusable(answer, member)
        if known is not None or member is None:
            return known
        try:
            theirs = _read(member, answer.value)
        except codec.Misfit as misfit:
            doubt = _("It does not fit the question: {reason}.").format(reason=misfit)
            return self._doubtful(answer, member, doubt)
        if member.automatic and not self._comes_along(answer):
            if alike(theirs, self._now(answer.path)):
                return None
            said = _("The program fills this in by itself.")
            return Weighed(answer.path, member, State.LEFT_OUT, theirs=theirs, text=answer.text,
                           doubt=said, can_be_taken=False)  # fmt: skip
        made = self._compared(answer, member, theirs)
        doubt = answer.doubt or self._why_to_look(answer)
        if not (doubt or given(theirs)):
            doubt = _("It is empty in the file.")
        if made.state is State.SAME or not doubt:
            return made
        return replace(made, state=State.DOUBTFUL, doubt=doubt)

    # ------------------------------------------------------------ what cannot be used

    def _unusable(self, answer: FoundAnswer, member: Definition | None) -> Weighed | None:
        if answer.path == ("case_uuid",):
            return None
        if member is None:
            return self._doubtful(answer, None, _("This program does not know the question."))
        if answer.value is MISSING:
            said = answer.doubt or _("It is not certain what is meant.")
            return self._doubtful(answer, member, said)
        if not self._is_place(answer.path):
            return self._doubtful(answer, member, _("It belongs to an item that is not known."))
        return None

    def _doubtful(self, answer: FoundAnswer, member: Definition | None, doubt: str) -> Weighed:
        now = self._now(answer.path) if member is not None else None
        return Weighed(answer.path, member, State.DOUBTFUL, now=now, text=answer.text,
                       doubt=doubt, can_be_taken=False)  # fmt: skip

    def _is_place(self, path: FieldPath) -> bool:
        """Whether the items a path names can be there: kind and place of a record never change."""
        parent = self._ground.shown.case_id
        for at in range(0, len(path) - 1, 2):
            kind, record = path[at], path[at + 1]
            place = path[: at + 2]
            if self._places.setdefault(record, place) != place or not is_id(record):
                return False
            for private in (False, True):
                held = self._ground.shown.records(private=private).get(record)
                if held is not None and (held.kind, held.parent) != (kind, parent):
                    return False
            parent = record
        return True

    def _comes_along(self, answer: FoundAnswer) -> bool:
        """Whether the program's own words of a verified record come with an item that is new."""
        return (
            answer.trust is Trust.RECORD
            and answer.path[-1] in _WITH_THE_FILE
            and not self._record_known(answer.path[-2])
        )

    def _record_known(self, record: str) -> bool:
        return any(record in self._ground.shown.records(private=one) for one in (False, True))

    def _why_to_look(self, answer: FoundAnswer) -> str:
        path = answer.path
        if any(path[:length] in self._ground.emptied for length in range(1, len(path) + 1)):
            return _("Words that stood there were withdrawn; the file may still have them.")
        untouched = self._ground.is_new and answer.trust is Trust.RECORD
        if not untouched and not _DECIDING.isdisjoint((path[0], path[-1])):
            return _("It decides who may see what, or who agreed: look at it first.")
        return ""

    # ------------------------------------------------------------ three ways

    def _compared(self, answer: FoundAnswer, member: Definition, theirs: Any) -> Weighed:
        path = answer.path
        before, now = self._before(path, member), self._now(path)
        told = Weighed(path, member, State.SAME, before, now, theirs, answer.text,
                       can_be_taken=False)  # fmt: skip
        if isinstance(member, GroupDefinition) and isinstance(now, tuple) and now:
            said = _("The story has items there: they would have to go first.")
            return replace(told, state=State.DOUBTFUL, doubt=said)
        if not _is_marks(member) or (isinstance(now, Answer) and isinstance(theirs, Answer)):
            return self._of_value(told)
        if isinstance(theirs, Answer) and now:
            return self._instead_of_set(told)
        return self._of_value(told) if isinstance(now, Answer) else self._of_set(told)

    def _of_set(self, told: Weighed) -> Weighed:
        """Marks merge one by one: only what its author added or took away changes."""
        before = told.before if isinstance(told.before, tuple) else ()
        now, theirs = told.now or (), told.theirs or ()
        wanted = (set(now) | (set(theirs) - set(before))) - (set(before) - set(theirs))
        if wanted == set(now):
            return told
        in_order = codec.read(told.member, sorted(wanted, key=str))  # type: ignore[arg-type]  # a field
        state = State.CHANGED if now else State.NEW
        return Weighed(told.path, told.member, state, told.before, told.now, in_order, told.text)

    @staticmethod
    def _instead_of_set(told: Weighed) -> Weighed:
        """“Unknown”, say, where marks are: it would take away those that its author never saw."""
        if alike(told.now, told.before):
            return replace(told, state=State.CHANGED, can_be_taken=True)
        doubt = _("Other marks were set here since.")
        return replace(told, state=State.DOUBTFUL, doubt=doubt)

    def _of_value(self, told: Weighed) -> Weighed:
        live = self._live(told.path)
        said = [value for _revision, value in live if given(value)]
        if self._was_removed(told.path):
            return self._of_removed(told, live)
        if any(alike(value, told.theirs) for value in said) or not (said or given(told.theirs)):
            return told
        mine = [one for one, value in live if self._was_seen(one, value, told.before)]
        state = State.CHANGED if len(mine) == len(live) else State.CONFLICT
        if not live or (not said and not given(told.before)):
            state = State.NEW
        seen = tuple(filter(None, mine))
        return replace(told, state=state, can_be_taken=True, replaces=seen)

    def _of_removed(self, told: Weighed, live: Live) -> Weighed:
        """Whoever removed the item did not see this: both deeds stay, for a person to choose."""
        mine = tuple(
            one
            for one, value in live
            if self._was_seen(one, value, told.before) or alike(value, told.theirs)
        )
        return replace(
            told,
            state=State.CONFLICT,
            doubt=_("The item was removed here since."),
            can_be_taken=True,
            replaces=mine,
            removed=True,
        )

    def _was_seen(self, revision: str, value: Any, before: Any) -> bool:
        return alike(value, before) or revision in self._ground.seen

    def _before(self, path: FieldPath, member: Definition) -> Any:
        said = None if self._ground.is_new else self._ground.base.get(path)
        if isinstance(member, FieldDefinition):
            return codec.understood(member, said)
        return _answer_in(said)

    def _now(self, path: FieldPath) -> Any:
        try:
            return value_at(self._ground.case, path)
        except (KeyError, AttributeError):
            return None

    def _live(self, path: FieldPath) -> Live:
        """What is alive in a field, as it will be once the draft is saved."""
        member = defined(path)
        place = self.place(path)
        held = self._ground.shown.records(private=place.private).get(place.record)
        shown = held.fields.get(place.name) if held is not None else None
        live = (
            [(one.revision, _understood(member, one.value)) for one in shown.live] if shown else []
        )
        on_screen = self._now(path)
        if not self._is_there(path):
            return tuple(live)
        saved = _understood(member, shown.value) if shown else None
        if not alike(on_screen, saved):
            return (("", on_screen),)
        return tuple(live)

    def _was_removed(self, path: FieldPath) -> bool:
        """Whether the item is known here and stands in the story no more."""
        return not self._is_there(path) and len(path) > 1 and self._record_known(path[-2])

    def _is_there(self, path: FieldPath) -> bool:
        try:
            value_at(self._ground.case, path)
        except (KeyError, AttributeError):
            return False
        return True

    def place(self, path: FieldPath) -> _Place:
        """The record and field that a path leads to, and whether they are private."""
        return place_in(self._ground.shown.case_id, path)


def place_in(case_id: str, path: FieldPath) -> _Place:
    """The record and field that a path leads to, and whether they are private."""
    private = False
    members: Mapping[str, Definition] = CASE.by_name
    for name in path[::2]:
        member = members.get(name)
        private = private or (member is not None and member.private)
        members = member.by_name if isinstance(member, GroupDefinition) else {}
    *above, name = path
    return _Place(above[-1] if above else case_id, name, private)


def _read(member: Definition, value: Any) -> Any:
    """A value in memory form. Raises Misfit."""
    if isinstance(member, FieldDefinition):
        return codec.read(member, value)
    answer = codec.answer_in(value)
    if answer is None and value not in (None, []):
        raise codec.Misfit(_("its items are answers of their own"))
    return answer


def _understood(member: Definition | None, value: Any) -> Any:
    if isinstance(member, FieldDefinition):
        return codec.understood(member, list(value) if isinstance(value, tuple) else value)
    return _answer_in(value)


def _answer_in(value: Any) -> Answer | None:
    try:
        return codec.answer_in(value)
    except codec.Misfit:
        return None


def _is_marks(member: Definition) -> bool:
    return isinstance(member, FieldDefinition) and member.kind is Kind.MARKS


def alike(one: Any, other: Any) -> bool:
    """Whether two answers say the same: blanks and the way letters are put tell no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return _bare(one) == _bare(other)
    if not given(one) and not given(other):
        return True
    return bool(one == other)


def _bare(text: str) -> str:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


# ------------------------------------------------------------------ answers of a record


def answers_in(
    record: Mapping[str, Any], members: Sequence[Definition] = CASE.fields, above: FieldPath = ()
) -> Iterator[tuple[FieldPath, Any]]:
    """The answers of record JSON, each with its path; items are named by their ids."""
    for member in members:
        said = record.get(member.name)
        if said is None:
            continue
        if isinstance(member, GroupDefinition) and isinstance(said, list):
            for item in said:
                if isinstance(item, Mapping) and isinstance(item.get("id"), str):
                    yield from answers_in(item, member.fields, (*above, member.name, item["id"]))
        else:
            yield (*above, member.name), said
