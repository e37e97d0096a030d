"""The persons of the open story, and what can be done about their consent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssc_desktop import clock, i18n
from ssc_desktop.i18n import N_, _, ngettext
from ssc_desktop.record import dates
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.completeness import items
from ssc_desktop.record.consent import ConsentRecord
from ssc_desktop.record.editing import new_item, value_at, with_item, with_value
from ssc_desktop.record.register import Person, State, is_withdrawn, persons, prefilled
from ssc_desktop.record.vocabularies import vocabulary
from ui.viewmodels import files

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor

CONSENTS = ("consent_record",)
_WITHDRAWALS = ("withdrawal",)
_PLACES = {
    "authors": N_("tells the story"),
    "primary_contact": N_("contact"),
    "change_agent": N_("champion"),
}
_TONES = {
    State.NONE: "amber",
    State.PARTLY: "amber",
    State.GIVEN: "green",
    State.ASK_AGAIN: "amber",
    State.WITHDRAWN: "red",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A person as the register shows them."""

    key: str
    name: str
    where: str
    state: State
    said: str
    """How it stands, in a few words."""
    tone: str
    consent: str
    """The id of the consent, "" where there is none."""


def lines(editor: "StoryEditor") -> tuple[tuple[Line, Person], ...]:
    """Everybody the story names or shows."""
    if editor.case is None:
        return ()
    today = clock.now().date()
    return tuple((_line(editor, one, one.state(today)), one) for one in persons(editor.case))


def _line(editor: "StoryEditor", person: Person, state: State) -> Line:
    consent = person.consents[0].id if person.consents else ""
    place = next(iter(person.places), ("", ""))
    return Line(
        key=person.name.casefold() or place[1],
        name=person.name or _unnamed(editor, place[1]),
        where=_where(person),
        state=state,
        said=_said(person, state),
        tone=_TONES[state],
        consent=consent,
    )


def _unnamed(editor: "StoryEditor", item_id: str) -> str:
    shown = next((one for one in files.attachments(editor) if one.id == item_id), None)
    picture = files.title(shown) if shown is not None else ""
    return _("Persons in “{picture}”").format(picture=picture)


def _where(person: Person) -> str:
    said = [_(_PLACES[group]) for group, _id in person.places if group in _PLACES]
    pictures = sum(group == "attachment" for group, _id in person.places)
    if pictures and person.name:
        said.append(ngettext("in {n} picture", "in {n} pictures", pictures).format(n=pictures))
    return i18n.listed(dict.fromkeys(said))


def _said(person: Person, state: State) -> str:
    if state is State.NONE:
        return _("No consent noted")
    if state is State.WITHDRAWN:
        return _("Withdrawn")
    if state is State.ASK_AGAIN:
        return _("Ask again")
    if state is State.PARTLY:
        labels = (vocabulary("consent_scope").label(one, _language()) for one in person.missing)
        return _("Not yet: {uses}").format(uses=i18n.listed(labels))
    covered = dict.fromkeys(
        code for one in person.consents if isinstance(one.scope, tuple) for code in one.scope
    )
    return i18n.listed(vocabulary("consent_scope").label(one, _language()) for one in covered)


def _language() -> str:
    return i18n.language()


# ------------------------------------------------------------ what the person does


def note_consent(editor: "StoryEditor", person: Person, taken_by: str) -> str:
    """Begin the consent of a person, filled in as far as it is known; one step of undo."""
    if editor.case is None:
        return ""
    values = prefilled(editor.case, person, taken_by, clock.now().date())
    if not person.name:
        values["person"] = _unnamed(editor, person.places[0][1])
    consent = new_item(CASE.groups()["consent_record"], **values)
    case = with_item(editor.case, CONSENTS, consent)
    for group, item_id in person.places:
        case = _pointing(case, group, item_id, consent.id)
    editor.add_with(case, (*CONSENTS, consent.id))
    return consent.id


def _pointing(case: Case, group: str, item_id: str, consent: str) -> Case:
    path = (group, item_id, "consent")
    if group == "change_agent":
        return with_value(case, path, consent)
    if group != "attachment":
        return case
    held = value_at(case, path)
    known = {one.id for one in items(case, "consent_record")}
    before = (one for one in held if one in known) if isinstance(held, tuple) else ()
    return with_value(case, path, (*before, consent))


def withdraw(editor: "StoryEditor", consent_id: str) -> None:
    """Note that a person took the consent back today; it acts on all that leaves from now on."""
    today = clock.now().date().isoformat()
    editor.close_step()
    editor.set_value((*CONSENTS, consent_id, "withdrawn_on"), today)


def give_again(editor: "StoryEditor", consent_id: str) -> None:
    """Take the withdrawal back: it was noted by mistake, or the person agreed anew."""
    editor.close_step()
    editor.set_value((*CONSENTS, consent_id, "withdrawn_on"), None)


def unannounced(editor: "StoryEditor") -> bool:
    """Whether somebody withdrew and no notice says that those who have the story should know."""
    withdrawn = [one for one in _consents(editor) if is_withdrawn(one)]
    return len(withdrawn) > len(editor.items(_WITHDRAWALS))


def announce(editor: "StoryEditor") -> str:
    """Add a notice that names nobody; it travels with the next bundle."""
    latest = next((one for one in reversed(_consents(editor)) if is_withdrawn(one)), None)
    values: dict[str, Any] = {
        "what": _("The consent of a person who was named or shown"),
        "when": latest.withdrawn_on if latest is not None else None,
        "why": _("The person wishes it. Please take names and pictures out of your copies."),
    }
    return editor.add(CASE.groups()["withdrawal"], _WITHDRAWALS, **values)


def _consents(editor: "StoryEditor") -> tuple[ConsentRecord, ...]:
    return tuple(one for one in editor.items(CONSENTS) if isinstance(one, ConsentRecord))


def withdrawn_on(editor: "StoryEditor", consent_id: str) -> str:
    """The day a consent was taken back, in words."""
    found = next((one for one in _consents(editor) if one.id == consent_id), None)
    said = found.withdrawn_on if found is not None else None
    words = i18n.translated_in(i18n.language())
    return dates.shown(str(said), words) if isinstance(said, str) else ""


def partners_to_ask(editor: "StoryEditor") -> tuple[str, ...]:
    """The partners of whom it is not noted whether they agree to publication."""
    asked = {getattr(one, "partner", None) for one in editor.items(("partner_clearance",))}
    return tuple(one.id for one in editor.items(("partner",)) if one.id not in asked)


def ask_partners(editor: "StoryEditor") -> None:
    """A row for each partner that has none; one step of undo."""
    group = CASE.groups()["partner_clearance"]
    case, path = editor.case, (group.name,)
    added = [new_item(group, partner=partner) for partner in partners_to_ask(editor)]
    if case is None or not added:
        return
    for item in added:
        case = with_item(case, path, item)
    editor.add_with(case, (*path, added[0].id))
