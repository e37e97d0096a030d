"""What the head of a story says about it, read from the case itself."""

from collections.abc import Callable

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record import dates
from ssc_desktop.record.case import Case
from ssc_desktop.record.values import Answer
from ui.viewmodels import wording
from ui.viewmodels.choices import item_name

_GIVING = "knowledge_provider"
_TAKING = "knowledge_recipient"
_BOTH = "mutual_learner"
_LEADING = ("coordinator", "implementer")


def exchange(case: Case) -> str:
    """“Kenya → Uganda”, from the roles of the partners, as the list says it."""
    givers = _names(
        case, lambda roles: _GIVING in roles or (_BOTH in roles and _TAKING not in roles)
    )
    takers = _names(case, lambda roles: _TAKING in roles)
    arrow = "←" if i18n.is_right_to_left(i18n.language()) else "→"
    ends = (wording.countries(givers), wording.countries(takers))
    return f" {arrow} ".join(end for end in ends if end)


def _names(case: Case, fits: Callable[[frozenset[object]], bool]) -> tuple[str, ...]:
    found: list[str] = []
    for partner in case.partner if isinstance(case.partner, tuple) else ():
        if not fits(frozenset(partner.roles if isinstance(partner.roles, tuple) else ())):
            continue
        country = partner.country
        known = isinstance(country, str) and not isinstance(country, Answer)
        name = str(country) if known else item_name(partner)
        if name and name not in found:
            found.append(name)
    return tuple(found)


def lead(case: Case) -> str:
    """The organisation that coordinates or carries out, in words."""
    for role in _LEADING:
        for partner in case.partner if isinstance(case.partner, tuple) else ():
            held = partner.roles if isinstance(partner.roles, tuple) else ()
            if role in held and partner.partner_kind == "organisation" and item_name(partner):
                return _("Led by {name}").format(name=item_name(partner))
    return ""


def years(case: Case) -> str:
    """“2024 – 2025”, as far as it is known."""
    words = i18n.translated_in(i18n.language())
    ends = [
        dates.shown(date if date == dates.ONGOING else date[:4], words)
        for date in (case.start_date, case.end_date)
        if isinstance(date, str) and not isinstance(date, Answer)
    ]
    return i18n.digits(" – ".join(dict.fromkeys(ends)))
