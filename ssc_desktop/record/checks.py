"""The checks of the data dictionary: friendly advice, never a lock."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ssc_desktop import clock
from ssc_desktop.i18n import N_
from ssc_desktop.record import codec, dates, words
from ssc_desktop.record.advising import Advice
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.completeness import items, names_person, names_persons
from ssc_desktop.record.definition import Definition, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.editing import Path
from ssc_desktop.record.partners import Partner
from ssc_desktop.record.persons import holds_contact, names_with_title
from ssc_desktop.record.record_json import items_of
from ssc_desktop.record.values import Answer, Noted, usable

_WRITTEN = frozenset({Kind.LINE, Kind.TEXT, Kind.LINES, Kind.NOTED})
_NARRATIVE = frozenset({Kind.TEXT, Kind.NOTED})
_CONNECTING = frozenset({"facilitator", "funder"})
_SHARING = frozenset({"knowledge_provider", "mutual_learner"})
_ADAPTING = frozenset({"knowledge_recipient", "mutual_learner"})
_MULTILATERAL = "40"
_LEVERAGED = re.compile(r"leverag|mobilis|mobiliz|catalys|co-?financ", re.IGNORECASE)


_REASONS = {
    "lengths": N_("The suggested length is what readers have patience for. It is never a limit."),
    "very_long": N_("A very long answer makes saving slower; a million signs are the limit."),
    "dates": N_("A date that does not fit the others makes a reader doubt all of them."),
    "partners": N_("Roles and kind of cooperation are what stories are compared by."),
    "money": N_("A sum without its kind, currency and right size misleads whoever adds it up."),
    "rates": N_("Exchange rates differ from year to year, often by a third."),
    "people": N_("A part cannot be larger than the whole."),
    "results": N_("Words and figures that contradict each other are both doubted."),
    "persons": N_("People who are named or shown have a right to know and to say no."),
    "named_in_text": N_("People who are named or shown have a right to know and to say no."),
    "contacts_in_text": N_(
        "The text travels with the story; addresses in Contact stay here until you share them."
    ),
    "forms": N_("Other programs read this answer and expect the usual form."),
    "references": N_("It was removed here or on another computer."),
}
"""Why each check matters."""
SHOWN_BY_THE_METER = "lengths"
"""The rule whose advice the count of words under a text gives already."""


def advice(case: Case) -> tuple[Advice, ...]:
    """What a kind colleague would ask about this story, in the order of the form."""
    found: list[Advice] = []
    for check in _CHECKS:
        rule = check.__name__.lstrip("_")
        found += (replace(one, rule=rule, reason=_REASONS[rule]) for one in check(case))
    return tuple(found)


def _dates(case: Case) -> Iterator[Advice]:
    start, end = _span(case.start_date), _span(case.end_date)
    if start and end and end.last < start.first:
        yield Advice(("end_date",), N_("The end is before the start."))
    this_year = clock.now().year
    ongoing = case.initiative_status in {"pipeline", "implementation"}
    for name, when in (("start_date", start), ("as_of_date", _span(case.as_of_date))):
        if when and when.first.year > this_year and not (ongoing and name == "start_date"):
            yield Advice((name,), N_("This year is still to come."))
    if end and end.first.year > this_year and case.initiative_status == "closed":
        yield Advice(("end_date",), N_("The work is called finished, but its end is to come."))


def _span(value: object) -> dates.Span | None:
    return dates.span(value) if isinstance(value, str) and not isinstance(value, Answer) else None


def _money(case: Case) -> Iterator[Advice]:
    for one in items(case, "financial_input"):
        at = ("financial_input", one.id)
        if _number(one.amount) is not None and not isinstance(one.currency, str):
            yield Advice((*at, "currency"), N_("Which currency is this amount in?"))
        if one.amount_kind == "spent" and _LEVERAGED.search(str(one.covers or "")):
            yield Advice(
                (*at, "amount_kind"),
                N_("This reads like money of others: is the kind “leveraged”?"),
            )
        if isinstance(one.year, int) and one.year > clock.now().year + 10:
            yield Advice((*at, "year"), N_("Is this year right?"))
    yield from _far_out(case)


def _far_out(case: Case) -> Iterator[Advice]:
    """An amount more than 1,000 times the median of its kind and currency."""
    kinds: dict[tuple[object, object], list[tuple[str, Decimal]]] = {}
    for one in items(case, "financial_input"):
        amount = _number(one.amount)
        if amount is not None:
            kinds.setdefault((one.amount_kind, one.currency), []).append((one.id, amount))
    for amounts in kinds.values():
        middle = sorted(amount for _id, amount in amounts)[(len(amounts) - 1) // 2]
        for identity, amount in amounts:
            if middle > 0 and amount > 1000 * middle:
                yield Advice(
                    ("financial_input", identity, "amount"),
                    N_("This amount is far larger than the others: are the zeros right?"),
                )


def _number(value: object) -> Decimal | None:
    if isinstance(value, Answer) or value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _people(case: Case) -> Iterator[Advice]:
    total = case.participants_total
    for name in ("women", "youth"):
        part = getattr(case, name)
        if isinstance(total, int) and isinstance(part, int) and part > total:
            yield Advice((name,), N_("This is more than all who took part."))


def _results(case: Case) -> Iterator[Advice]:
    for one in items(case, "result"):
        at = ("result", one.id)
        for name in ("baseline", "target", "actual"):
            figure = _number(getattr(one, name))
            percent = one.measure == "percentage" or one.unit == "%"
            if percent and figure is not None and not 0 <= figure <= 100:
                yield Advice((*at, name), N_("A percentage lies between 0 and 100."))
        target, actual = _number(one.target), _number(one.actual)
        says_met = re.search(
            r"target (was )?(met|reached)", str(one.statement or ""), re.IGNORECASE
        )
        if says_met and target is not None and actual is not None and actual < target:
            yield Advice(
                (*at, "actual"), N_("The words say the target was met; the figures do not.")
            )


def _partners(case: Case) -> Iterator[Advice]:
    partners = items(case, "partner")
    if case.cooperation_type == "triangular" and not _has_third(partners):
        yield Advice(
            ("partner",), N_("A triangular story has a third partner who connects or pays: who?")
        )
    roles = [frozenset(p.roles) for p in partners if isinstance(p.roles, tuple)]
    countries = {p.country for p in partners if p.partner_kind == "country" and p.country}
    if case.cooperation_type == "bilateral_ssc" and len(countries) > 2:
        yield Advice(
            ("cooperation_type",), N_("More than two countries took part: is it bilateral?")
        )
    if len(roles) > 1 and len(set(roles)) == 1 and roles[0] != {"mutual_learner"}:
        yield Advice(("partner",), N_("All partners have the same roles: is that so?"))


def _has_third(partners: tuple[Partner, ...]) -> bool:
    """Whether a side connects or pays that is not itself the only one to share, or to adapt."""
    sides: dict[str, set[str]] = {}
    for partner in partners:
        roles = partner.roles if isinstance(partner.roles, tuple) else ()
        sides.setdefault(_side(partner), set()).update(roles)
    connecting, sharing, adapting = (
        {side for side, roles in sides.items() if roles & wanted}
        for wanted in (_CONNECTING, _SHARING, _ADAPTING)
    )
    return len(sides) > 2 and any({side} not in (sharing, adapting) for side in connecting)


def _side(partner: Partner) -> str:
    """A country and its organisations are one side; what many countries own is a side itself."""
    own = partner.org_type == _MULTILATERAL or not usable(partner.country)
    return partner.id if own else str(partner.country)


def _persons(case: Case) -> Iterator[Advice]:
    consents = items(case, "consent_record")
    for one in items(case, "change_agent"):
        if names_person(one) and not one.consent and not consents:
            yield Advice(
                ("change_agent", one.id, "name"), N_("Has this person agreed to be named?")
            )
    for one in items(case, "attachment"):
        if one.people_shown is True and not one.consent:
            yield Advice(
                ("attachment", one.id, "consent"), N_("Have the persons shown agreed to it?")
            )
    if names_persons(case) and case.visibility == "public" and not consents:
        yield Advice(("consent_record",), N_("Persons are named or shown: note their consent."))


def _named_in_text(case: Case) -> Iterator[Advice]:
    if items(case, "consent_record"):
        return
    for path, field, value in _answers(case, open_only=True):
        if field.kind in _NARRATIVE and any(map(names_with_title, _texts(value))):
            yield Advice(
                path, N_("A person seems to be named here: note the consent, or say the role.")
            )


def _contacts_in_text(case: Case) -> Iterator[Advice]:
    for path, field, value in _answers(case, open_only=True):
        written = field.kind in _WRITTEN and not field.refers_to
        if written and not field.automatic and any(map(holds_contact, _texts(value))):
            yield Advice(
                path,
                N_("This looks like an e-mail address or a phone number: keep it in Contact."),
            )


def _lengths(case: Case) -> Iterator[Advice]:
    for path, field, value in _answers(case):
        for text in _texts(value) if field.words or field.characters else ():
            long = field.characters is not None and len(text) > field.characters
            least, most = field.words or (0, None)
            number = words.count(text) if field.words else 0
            if long or (most is not None and number > most):
                yield Advice(path, N_("This is longer than suggested."))
            if number < least:
                yield Advice(path, N_("This is shorter than suggested."))


def _very_long(case: Case) -> Iterator[Advice]:
    for path, _field, value in _answers(case):
        if any(len(text) > words.LONG for text in _texts(value)):
            yield Advice(path, N_("This is as long as a book: attach it as a file instead."))


def _forms(case: Case) -> Iterator[Advice]:
    """A value that an older version let through."""
    for path, field, value in _answers(case):
        if (field.pattern or field.within is not None) and isinstance(value, str):
            try:
                codec.read(field, value)
            except codec.Misfit:
                yield Advice(path, N_("This does not have the form that is asked for."))


def _references(case: Case) -> Iterator[Advice]:
    for path, field, value in _answers(case):
        if not field.refers_to or "case" in field.refers_to:
            continue
        named = value.code if isinstance(value, Noted) else value
        pointed = named if isinstance(named, tuple) else (named,) if named else ()
        there = {one.id for group in field.refers_to for one in items(case, group)}
        if not there.issuperset(pointed):
            yield Advice(path, N_("The item this points to is not in the story."))


def _answers(
    case: Case, *, open_only: bool = False
) -> Iterator[tuple[Path, FieldDefinition, object]]:
    """Every answer with a value, also in groups, with the way to it."""
    return _answers_of(case, CASE.asked, (), open_only)


def _answers_of(
    record: object, members: tuple[Definition, ...], at: Path, open_only: bool
) -> Iterator[tuple[Path, FieldDefinition, object]]:
    for member in members:
        if open_only and member.private:
            continue
        if isinstance(member, GroupDefinition):
            for item in items_of(record, member):
                yield from _answers_of(item, member.fields, (*at, member.name, item.id), open_only)
        elif usable(value := getattr(record, member.attribute)):
            yield (*at, member.name), member, value


def _texts(value: object) -> tuple[str, ...]:
    """The words of an answer: of a note, of a line, or of several."""
    if isinstance(value, Noted):
        return (value.note,) if value.note else ()
    held = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in held if isinstance(one, str))


def _rates(case: Case) -> Iterator[Advice]:
    """A conversion whose source names another year than the amount's."""
    for one in items(case, "financial_input"):
        years = re.findall(r"(?:19|20)\d\d", str(one.rate_source or ""))
        if isinstance(one.year, int) and years and str(one.year) not in years:
            yield Advice(
                ("financial_input", one.id, "rate_source"),
                N_("The rate is of another year than the amount."),
            )


_CHECKS: tuple[Callable[[Case], Iterator[Advice]], ...] = (
    _lengths,
    _very_long,
    _dates,
    _partners,
    _money,
    _rates,
    _people,
    _results,
    _persons,
    _named_in_text,
    _contacts_in_text,
    _forms,
    _references,
)
