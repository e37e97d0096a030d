"""What of a story these readers may have: decided once, for documents and for bundles.

Whatever must stay closer is taken out of the case itself, so that neither pages nor machine copy
nor bundle can hold it; what was taken out is told with its reason.
"""

import dataclasses
import enum
import functools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.case import Case
from ssc_desktop.record.completeness import items, names_person
from ssc_desktop.record.consent import ConsentRecord
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
)
from ssc_desktop.record.editing import Path
from ssc_desktop.record.register import (
    NAMED,
    PICTURED,
    is_withdrawn,
    key_of,
    naming,
    withdrawn_names,
)
from ssc_desktop.record.values import Answer, Item, Noted, given
from ssc_desktop.record.vocabularies import vocabulary

CLOSEST = "workshop"
"""What is handed on is read by a workshop at least, a private story too."""
WORD, BUNDLE = "word", "bundle"

_USES = {
    WORD: frozenset({"word_document", "book"}),
    "workshop": frozenset({"workshop", "training"}),
    "repository": frozenset({"web", "book"}),
    "public": frozenset({"web", "book", "press", "social_media"}),
}
"""The uses a person may have agreed to, one of which must be among them."""
_PERSONS = {"authors": "person", "primary_contact": "name", "change_agent": "name"}
_PICTURES = "attachment"
_WATCHED = frozenset({*_PERSONS, _PICTURES})


class Reason(enum.StrEnum):
    """Why something stays here."""

    PRIVATE = "private"
    """Nobody said that it may be shared this far."""
    LIMIT = "limit"
    """The author hides this part from these readers."""
    NEVER = "never"
    """It never leaves this computer."""
    NO_CONSENT = "no_consent"
    """The person has not agreed, as far as is noted."""
    NOT_COVERED = "not_covered"
    """The person agreed to something else."""
    WITHDRAWN = "withdrawn"
    """The person took the consent back."""
    STILL_NAMED = "still_named"
    """The words still name somebody who took the consent back: the whole story stays."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that stays here, and why."""

    path: Path
    label: str
    """What the form calls it: English, to be translated where it is shown."""
    reason: Reason
    name: str = ""
    """Whom or what it is about."""


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom something is made."""

    circle: str
    """A code of `visibility`, `workshop` or wider."""
    medium: str = WORD
    consents_elsewhere: bool = False
    """The story was taken in: whoever sent it holds the consents that its pictures name."""


@dataclass
class _Ground:
    """What the decisions about one story rest on."""

    readers: Readers
    hidden: frozenset[str]
    closed: frozenset[str]
    """Groups that never leave; references to their items would tell of persons."""
    consents: dict[str, ConsentRecord]
    withdrawn: frozenset[str]
    held: list[Held] = field(default_factory=list)

    @functools.cached_property
    def agreed(self) -> frozenset[str]:
        """Those who agreed to be named, by their names' keys."""
        fits = (one for one in self.consents.values() if self.objection(one, NAMED) is None)
        return frozenset(key_of(one.person) for one in fits)

    def objection(self, one: ConsentRecord, scope: str) -> Reason | None:
        """Why this consent does not serve; None where it does."""
        if is_withdrawn(one):
            return Reason.WITHDRAWN
        if not isinstance(one.scope, tuple) or scope not in one.scope:
            return Reason.NOT_COVERED
        word = self.readers.medium == WORD
        wanted = _USES[WORD if word else self.readers.circle]
        uses = one.uses if isinstance(one.uses, tuple) else ()
        return None if not uses or wanted.intersection(uses) else Reason.NOT_COVERED


def rank(circle: str) -> int:
    """How wide a circle is: 0 for private, and for one that only a newer program knows."""
    circles = vocabulary("visibility")
    found = circles.rank(circle)
    return found if found < len(circles.entries) else 0


def circle_of(case: Case) -> str:
    """The circle a document of this case is for: as far as the story itself may travel."""
    said = case.visibility
    if not isinstance(said, str) or isinstance(said, Answer) or rank(said) < rank(CLOSEST):
        return CLOSEST
    return said


def hidden_parts(case: Case, circle: str) -> frozenset[str]:
    """The parts the author hides from this circle, or from a closer one."""
    parts: set[str] = set()
    for limit in items(case, "field_limit"):
        said = limit.circle if given(limit.circle) else "private"
        if rank(str(said)) <= rank(circle) and isinstance(limit.parts, tuple):
            parts.update(limit.parts)
    return frozenset(parts)


def cleared(
    case: Case, definition: CaseDefinition, readers: Readers
) -> tuple[Case, tuple[Held, ...]]:
    """The case as these readers may have it, and what of it stays here."""
    consents = {one.id: one for one in items(case, "consent_record")}
    gone = frozenset(map(key_of, withdrawn_names(case)))
    hidden = hidden_parts(case, readers.circle)
    ground = _Ground(readers, hidden, _closed(definition), consents, gone)
    changes = dict(_changes(case, definition.fields, ground, ()))
    kept = dataclasses.replace(case, **changes) if changes else case
    return kept, tuple(ground.held)


def without_what_never_leaves(
    case: Case, definition: CaseDefinition
) -> tuple[Case, tuple[Held, ...]]:
    """The case without the fields that no copy, print or bundle may hold, and which they were."""
    gone = [
        member
        for member in definition.fields
        if isinstance(member, FieldDefinition)
        and not member.exported
        and given(getattr(case, member.attribute))
    ]
    if not gone:
        return case, ()
    emptied: dict[str, Any] = {member.attribute: None for member in gone}
    held = (Held((member.name,), member.label, Reason.NEVER) for member in gone)
    return dataclasses.replace(case, **emptied), tuple(held)


def still_named(case: Case, definition: CaseDefinition) -> tuple[Held, ...]:
    """Where the words of what may leave name somebody who took the consent back."""
    wanted = naming(withdrawn_names(case))
    return tuple(_named(case, definition.fields, wanted, ())) if wanted else ()


def _named(
    record: Any, members: tuple[Definition, ...], wanted: re.Pattern[str], at: Path
) -> Iterator[Held]:
    for member in members:
        value = getattr(record, member.attribute)
        if member.private or not given(value) or isinstance(value, Answer):
            continue
        if isinstance(member, GroupDefinition):
            for item in value if isinstance(value, tuple) else ():
                if not _names_itself(member, item, wanted):
                    below = (*at, member.name, item.id)
                    yield from _named(item, member.fields, wanted, below)
        elif not member.vocabulary and not member.refers_to and not member.automatic:
            found = next(filter(None, map(wanted.search, _texts(value))), None)
            if found is not None:
                path = (*at, member.name)
                yield Held(path, member.label, Reason.STILL_NAMED, found.group())


def _names_itself(group: GroupDefinition, item: Item, wanted: re.Pattern[str]) -> bool:
    """Whether the item is about that person: then it is held back as a whole."""
    name = getattr(item, _PERSONS.get(group.name, ""), None)
    return isinstance(name, str) and bool(wanted.fullmatch(" ".join(name.split())))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, Noted):
        return (value.note,) if value.note else ()
    held = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in held if isinstance(one, str))


def is_closed(group: GroupDefinition) -> bool:
    """Whether no item of a group ever leaves: it is private, and none says how far it may go."""
    return group.private and not any(member.name == "share" for member in group.fields)


@functools.cache
def _closed(definition: CaseDefinition) -> frozenset[str]:
    return frozenset(group.name for group in definition.groups().values() if is_closed(group))


def _changes(
    record: Case | Item, members: tuple[Definition, ...], ground: _Ground, at: Path
) -> Iterator[tuple[str, Any]]:
    for member in members:
        value = getattr(record, member.attribute)
        if not given(value):
            continue
        path = (*at, member.name)
        if isinstance(member, GroupDefinition):
            shown = member.printed or ground.readers.medium != WORD
            kept = _group(member, value, ground, path) if shown else ()
        else:
            kept = _field(member, value, ground, path)
        if kept is not value:
            yield member.attribute, kept


def _field(member: FieldDefinition, value: object, ground: _Ground, path: Path) -> object:
    if not member.exported:
        ground.held.append(Held(path, member.label, Reason.NEVER))
    elif member.part and member.part in ground.hidden:
        ground.held.append(Held(path, member.label, Reason.LIMIT))
    elif member.private:
        ground.held.append(Held(path, member.label, Reason.PRIVATE))
    elif not (member.refers_to and ground.closed.issuperset(member.refers_to)):
        return value
    return None


def _group(member: GroupDefinition, value: Any, ground: _Ground, path: Path) -> object:
    if member.part and member.part in ground.hidden:
        ground.held.append(Held(path, member.label, Reason.LIMIT))
        return ()
    concerned = member.private or _concerned(member, ground.hidden, ground.closed)
    if not isinstance(value, tuple) or not (concerned or member.name in _WATCHED):
        return value
    made: list[Item] = []
    for item in value:
        reason = _objection(member, item, ground)
        if reason is None:
            made.append(_item(item, member, ground, (*path, item.id)))
        else:
            name = _called(member, item)
            ground.held.append(Held((*path, item.id), member.label, reason, name))
    return value if len(made) == len(value) and all(map(operator.is_, made, value)) else tuple(made)


@functools.lru_cache(maxsize=1024)
def _concerned(group: GroupDefinition, hidden: frozenset[str], closed: frozenset[str]) -> bool:
    """Whether any field of a group might have to stay: of most groups none."""
    return any(
        _concerned(member, hidden, closed) or (member.private or member.part in hidden)
        if isinstance(member, GroupDefinition)
        else not member.exported
        or member.private
        or member.part in hidden
        or (bool(member.refers_to) and closed.issuperset(member.refers_to))
        for member in group.fields
    )


def _objection(member: GroupDefinition, item: Item, ground: _Ground) -> Reason | None:
    """Why an item may not go; None where it may."""
    if member.private and not _is_shared(item, ground):
        return Reason.PRIVATE
    if member.name == _PICTURES:
        return _picture(item, ground)
    return _person(member, item, ground) if member.name in _PERSONS else None


def _is_shared(item: Item, ground: _Ground) -> bool:
    """Nothing private is shared until somebody said how far."""
    share = getattr(item, "share", None)
    if not isinstance(share, str) or isinstance(share, Answer):
        return False
    return rank(ground.readers.circle) <= rank(share)


def _picture(item: Any, ground: _Ground) -> Reason | None:
    refs = item.consent if isinstance(item.consent, tuple) else ()
    known = [ground.consents[ref] for ref in refs if ref in ground.consents]
    reasons = [ground.objection(one, PICTURED) for one in known]
    if Reason.WITHDRAWN in reasons:
        return Reason.WITHDRAWN
    if item.people_shown is not True:
        return None
    if not refs or (len(known) < len(refs) and not ground.readers.consents_elsewhere):
        return Reason.NO_CONSENT
    return next(filter(None, reasons), None)


def _person(member: GroupDefinition, item: Any, ground: _Ground) -> Reason | None:
    name = getattr(item, _PERSONS[member.name])
    if isinstance(name, str) and key_of(name) in ground.withdrawn:
        return Reason.WITHDRAWN
    if member.name != "change_agent":
        return None
    own = ground.consents.get(str(item.consent))
    if own is not None:
        return ground.objection(own, NAMED)
    asked = ground.readers.circle == "public" and names_person(item)
    elsewhere = bool(given(item.consent)) and ground.readers.consents_elsewhere
    missing = asked and not elsewhere and key_of(name) not in ground.agreed
    return Reason.NO_CONSENT if missing else None


def _called(member: GroupDefinition, item: Any) -> str:
    names = ("caption", "file_name") if member.name == _PICTURES else (_PERSONS.get(member.name),)
    for name in names:
        said = getattr(item, name, None) if name else None
        if isinstance(said, str) and said and not isinstance(said, Answer):
            return said
    return ""


def _item(item: Item, member: GroupDefinition, ground: _Ground, at: Path) -> Item:
    changes = dict(_changes(item, member.fields, ground, at))
    return dataclasses.replace(item, **changes) if changes else item


# ------------------------------------------------------------ in words


def sentences(held: Iterable[Held]) -> Iterator[str]:
    """What stays, and why, in plain sentences; alike ones are counted."""
    told = list(held)
    apart: Counter[str] = Counter(_(one.label) for one in told if one.reason is Reason.PRIVATE)
    for label, n in sorted(apart.items()):
        yield ngettext(
            "“{label}”: {n} entry is not shared this far and was left out.",
            "“{label}”: {n} entries are not shared this far and were left out.",
            n,
        ).format(label=label, n=n)
    rest = (sentence(one) for one in told if one.reason is not Reason.PRIVATE)
    yield from dict.fromkeys(rest)


def sentence(one: Held) -> str:
    """Why one thing stays."""
    label = _(one.label)
    name = one.name or label
    if one.reason is Reason.LIMIT:
        return _("“{label}” is hidden from these readers and was left out.").format(label=label)
    if one.reason is Reason.NEVER:
        return _("“{label}” never leaves this computer and was left out.").format(label=label)
    if one.reason is Reason.PRIVATE:
        return _("“{label}” is not shared this far and was left out.").format(label=name)
    if one.reason is Reason.STILL_NAMED:
        return _("“{label}” still names {name}, who took the consent back.").format(
            label=label, name=name
        )
    if one.path[0] == _PICTURES:
        return _picture_sentence(one.reason).format(name=name)
    return _person_sentence(one.reason).format(name=name)


def _picture_sentence(reason: Reason) -> str:
    if reason is Reason.WITHDRAWN:
        return _("The picture “{name}” was left out: a person in it took the consent back.")
    if reason is Reason.NOT_COVERED:
        return _("The picture “{name}” was left out: the consent noted does not cover this use.")
    return _("The picture “{name}” was left out: no consent of the persons in it is noted.")


def _person_sentence(reason: Reason) -> str:
    if reason is Reason.WITHDRAWN:
        return _("{name} was left out: this person took the consent back.")
    if reason is Reason.NOT_COVERED:
        return _("{name} was left out: the consent noted does not cover this use.")
    return _("{name} was left out: no consent of this person is noted.")
