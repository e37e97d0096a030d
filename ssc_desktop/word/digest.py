"""A story at a glance: who with whom, when, with how much; for the overview and the key facts."""

from collections.abc import Iterable
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, Case, FieldDefinition, narrative, phrases
from ssc_desktop.record.values import given
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import answers
from ssc_desktop.word.answers import Telling

_PROVIDERS = frozenset({"knowledge_provider"})
_RECIPIENTS = frozenset({"knowledge_recipient"})
_MUTUAL = frozenset({"mutual_learner"})
_MANY = 3
"""So many countries of one side are named in a title."""

_LINES = 4
"""So many sums are named at a glance."""

_TOPIC = "—"


def title(telling: Telling) -> str:
    """The story's title, or words that say that it has none yet."""
    said = telling.case.title
    if isinstance(said, str) and said and not isinstance(said, Answer):
        return narrative.plain(said)
    return telling.paper.say(N_("Story without a title"))


def title_line(telling: Telling) -> str:
    """“Country-Country—Topic”, as in 2010; a title that names the countries stays as it is."""
    said = title(telling)
    sides = [side for side in (providers(telling), recipients(telling)) if side]
    if not sides or _TOPIC in said or _names_countries(telling, said):
        return said
    if any(len(side) > _MANY for side in sides):
        return said
    together = "-".join(phrases.joined(side, telling.paper.words) for side in sides)
    return f"{together}{_TOPIC}{said}"


def _names_countries(telling: Telling, said: str) -> bool:
    """Whether a title names the countries already, in whatever language."""
    plain = said.casefold()
    countries = vocabulary("country").codes
    learning = _PROVIDERS | _RECIPIENTS | _MUTUAL
    for partner in partners(telling):
        if partner.partner_kind != "country" or not _roles(partner) & learning:
            continue
        entry = countries.get(partner.country)
        names = [_name(partner), *(entry.labels.values() if entry else ())]
        if not any(name and name.casefold() in plain for name in names):
            return False
    return True


def kicker(telling: Telling) -> str:
    """The line above a title: the code, and from whom to whom."""
    sides = [
        phrases.joined(side[:_MANY], telling.paper.words) + (" …" if len(side) > _MANY else "")
        for side in (providers(telling), recipients(telling))
        if side
    ]
    sides = sides if len(sides) > 1 else []
    arrow = "\u200f ← \u200f" if telling.paper.right_to_left else " → "
    parts = [f"[{telling.code}]" if telling.code else ""]
    parts.append(arrow.join(sides))
    return "   ".join(part for part in parts if part)


def partners(telling: Telling) -> tuple[Any, ...]:
    """The partners, in the order of the story."""
    return _partners(telling.case)


def _partners(case: Case) -> tuple[Any, ...]:
    return case.partner if isinstance(case.partner, tuple) else ()


def _roles(partner: Any) -> frozenset[str]:
    return frozenset(partner.roles) if isinstance(partner.roles, tuple) else frozenset()


def _name(partner: Any) -> str:
    said = partner.name_as_used
    return said if isinstance(said, str) and not isinstance(said, Answer) else ""


def organisations(telling: Telling) -> list[str]:
    """The organisations and groups, by the names they use."""
    return organisations_in(telling.case)


def organisations_in(case: Case) -> list[str]:
    """The organisations and groups of a case, by the names they use."""
    return _once(_name(p) for p in _partners(case) if p.partner_kind not in {"country", "region"})


def providers(telling: Telling) -> list[str]:
    """The countries or regions that shared what they know; where all learned, all of them."""
    return _countries(telling, _PROVIDERS) or _countries(telling, _MUTUAL)


def recipients(telling: Telling) -> list[str]:
    """The countries or regions that adapted and learned."""
    return _countries(telling, _RECIPIENTS)


def sides(telling: Telling) -> list[tuple[str, str]]:
    """Provider and recipient as the form of 2010 asks, and who made it possible: label, names."""
    say, words = telling.paper.say, telling.paper.words
    shared = say(N_("Learning from each other")) if mutual(telling) else say(N_("Provider"))
    told = [
        (shared, providers(telling)),
        (say(N_("Recipient")), recipients(telling)),
        (say(N_("With the support of")), supporters(telling)),
    ]
    return [(head, phrases.joined(names, words)) for head, names in told if names]


def mutual(telling: Telling) -> bool:
    """Whether nobody is only provider or only recipient: all learn from each other."""
    return not recipients(telling) and not _countries(telling, _PROVIDERS)


def supporters(telling: Telling) -> list[str]:
    """The countries that paid or helped and neither shared nor adapted; else who connected."""
    learning = _PROVIDERS | _RECIPIENTS | _MUTUAL | {"beneficiary_group"}
    helping = [p for p in partners(telling) if _roles(p) and not _roles(p) & learning]
    countries = [p for p in helping if p.partner_kind in {"country", "region"}]
    between = [p for p in helping if _roles(p) & {"facilitator", "funder", "technical_supporter"}]
    return _once(_country_name(telling, p) for p in countries) or _once(map(_name, between))


def _countries(telling: Telling, roles: frozenset[str]) -> list[str]:
    """Countries of the partners with a role: those named as such first, else by organisation."""
    having = [p for p in partners(telling) if _roles(p) & roles]
    named = [p for p in having if p.partner_kind in {"country", "region"}]
    known = {p.country for p in named}
    listed = vocabulary("country")
    language = telling.paper.language
    others = [
        listed.label(p.country, language)
        for p in having
        if p not in named and given(p.country) and p.country not in known
        and not isinstance(p.country, Answer)
    ]  # fmt: skip
    return _once([*(_country_name(telling, p) for p in named), *others])


def _country_name(telling: Telling, partner: Any) -> str:
    """The name the partners use; in a document of another language, that language's name."""
    code = partner.country
    foreign = telling.language != telling.paper.language
    if foreign and isinstance(code, str) and not isinstance(code, Answer):
        return vocabulary("country").label(code, telling.paper.language)
    return _name(partner)


def duration(telling: Telling) -> list[str]:
    """From when to when, and the note on it."""
    case = telling.case
    start, end = (_words(telling, name) for name in ("start_date", "end_date"))
    lines = []
    if isinstance(case.start_date, Answer) and isinstance(case.end_date, Answer):
        lines += [start] if start == end else []
    elif isinstance(case.start_date, Answer) and given(case.end_date):
        lines.append(telling.paper.say(N_("until {end}")).format(end=end))
    elif given(case.start_date) and given(case.end_date):
        pattern = telling.paper.say(N_("{start} – {end}"))
        if isinstance(case.end_date, Answer):
            pattern = telling.paper.say(N_("from {start}; end: {end}"))
        lines.append(pattern.format(start=start, end=end))
    elif given(case.start_date):
        lines.append(telling.paper.say(N_("from {start}")).format(start=start))
    elif given(case.end_date):
        lines.append(telling.paper.say(N_("until {end}")).format(end=end))
    note = _words(telling, "duration_note")
    return lines + ([note] if note else [])


def budget(telling: Telling) -> list[str]:
    """One line a sum: amount, kind, what for, who paid; else what is said about money at all."""
    group = telling.members.get("financial_input")
    lines = []
    if group is not None and not isinstance(group, FieldDefinition):
        members = {m.name: m for m in group.fields if isinstance(m, FieldDefinition)}
        for item in answers.items(telling.case, group):
            said = answers.measured(telling, members["amount"], group, item)
            about = [
                answers.words_of(telling, members[name], item)
                for name in ("amount_kind", "year", "covers", "payer")
                if given(getattr(item, name))
            ]
            note = phrases.joined(about, telling.paper.words)
            lines.append(f"{said} ({note})" if said and note else said or note)
    disclosed = _words(telling, "budget_disclosure")
    return _few(telling, [line for line in lines if line]) or ([disclosed] if disclosed else [])


def _few(telling: Telling, lines: list[str]) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - _LINES
    if more <= 1:
        return lines
    said = telling.paper.words.ngettext("and {n} more", "and {n} more", more)
    return [*lines[:_LINES], said.format(n=more)]


def challenges(telling: Telling) -> list[str]:
    """The key challenges that the story speaks to."""
    held = telling.case.key_challenge
    listed = vocabulary("key_challenge")
    return [
        listed.label(item.challenge, telling.paper.language)
        for item in (held if isinstance(held, tuple) else ())
        if item.challenge and not isinstance(item.challenge, Answer)
    ]


def contacts(telling: Telling) -> list[str]:
    """The contact persons that may be shown: name, title, organisation, city, how to reach them."""
    held = telling.case.primary_contact
    country = vocabulary("country")
    lines = []
    for item in held if isinstance(held, tuple) else ():
        code = item.country
        place = country.label(code, telling.paper.language) if code and _plain(code) else ""
        parts = [item.name, item.job_title, item.organisation, item.city, place]
        parts += [item.email, item.phone]
        said = (str(part) for part in parts if _plain(part))
        lines.append(phrases.joined(said, telling.paper.words))
    return [line for line in lines if line]


def _plain(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not isinstance(value, Answer)


def words_of(telling: Telling, name: str) -> str:
    """The answer to a field of the case, as a line of words."""
    return _words(telling, name)


def _words(telling: Telling, name: str) -> str:
    member = telling.members.get(name)
    if not isinstance(member, FieldDefinition):
        return ""
    return answers.words_of(telling, member, telling.case)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
