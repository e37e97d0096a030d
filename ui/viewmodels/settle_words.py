"""Short words about what needs a person, and about what came of it."""

from typing import TYPE_CHECKING

from ssc_desktop import clock
from ssc_desktop.i18n import _, digits, listed, ngettext
from ui.viewmodels import past_words, wording

if TYPE_CHECKING:
    from ssc_desktop.services.disputes import Dispute, Side
    from ssc_desktop.services.redacting import Withdrawn
    from ssc_desktop.services.settlements import Settlement
    from ssc_desktop.services.settling import Settled
    from ui.viewmodels.matter import Line

_DAYS_COUNTED = 30
_NAMELESS = 8
_LONGEST = 60
PICTURES = {
    "answer": "git-compare",
    "deletion": "trash-2",
    "duplicate": "files",
    "withdrawal": "eye-off",
    "bundle": "package",
}
"""The icons of the kinds."""


def story(title: str) -> str:
    """What a story is called."""
    return title or _("Untitled story")


def short(title: str) -> str:
    """A name that fits into a sentence."""
    said = story(title)
    if len(said) <= _LONGEST:
        return said
    return f"\u2068{said[: _LONGEST - 1].rstrip()}…\u2069"  # the dots stand where it was cut


def computer(name: str) -> str:
    """A computer by its name; one that never told its name by the beginning of its id."""
    nameless = len(name) == _NAMELESS and set(name) <= set("0123456789abcdef")
    return _("Another computer ({id})").format(id=name) if nameless else name


def age(at: str) -> str:
    """How long ago: “today”, “yesterday”, “3 days ago”, then the date; a wrong clock's as well."""
    days = (clock.now().astimezone().date() - wording.moment(at).date()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if 0 < days <= _DAYS_COUNTED:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=digits(days))
    return wording.day(at)


# ------------------------------------------------------------------ a line of the list


def over(line: "Line") -> str:
    """The name over lines that belong together."""
    if line.kind == "duplicate":
        return _("Perhaps one work, told twice")
    return story(line.title)


def what(line: "Line") -> str:
    """What it is about."""
    if line.kind == "duplicate":
        return _("“{one}” and “{other}”").format(one=short(line.title), other=short(line.label))
    if line.kind == "withdrawal":
        return _("Words or files to be destroyed here too")
    if line.kind == "deletion":
        return line.heading or _("The whole story")
    return f"{line.label} · {line.heading}" if line.heading else line.label


def who(line: "Line") -> str:
    """From whom it is, and how old."""
    if line.kind == "duplicate":
        reasons: tuple[str, ...] = line.about.reasons if line.about is not None else ()
        return " ".join(reasons)
    names = listed(map(computer, line.devices))
    said = [_("deleted by one, changed by another") if line.kind == "deletion" else "", names]
    return " · ".join(part for part in (*said, age(line.at) if line.at else "") if part)


def sign(line: "Line") -> tuple[str, str]:
    """The words and the tone of a line's chip."""
    if line.provisional:
        return _("Waits for a bundle"), "blue"
    if line.kind == "answer":
        n = line.versions
        return ngettext("{n} version", "{n} versions", n).format(n=digits(n)), "chip"
    return "", "chip"


def spoken(line: "Line") -> str:
    """A line for those who hear the list."""
    kinds = {
        "answer": _("Changed in two places"),
        "deletion": _("Deleted and changed"),
        "duplicate": _("Told twice?"),
        "withdrawal": _("To be withdrawn"),
    }
    parts = (kinds[line.kind], what(line), story(line.title), sign(line)[0], who(line))
    return listed(part for part in parts if part)


# ------------------------------------------------------------------ one version


def author(side: "Side") -> str:
    """Who wrote a version: the person where one is named, else the computer."""
    if side.own:
        return _("You") if not side.person else _("{person} (you)").format(person=side.person)
    return side.person or computer(side.device)


def where(side: "Side") -> str:
    """Organisation, computer and how far that is trusted."""
    named = bool(side.person) and not side.own and side.person != side.device
    device = _("on the computer of {name}").format(name=computer(side.device)) if named else ""
    parts = [part for part in (side.organisation, device) if part]
    if not side.own or not parts:
        parts.append(trust(side.trust))
    return " · ".join(parts)


def trust(state: str) -> str:
    """How far a computer is trusted."""
    return {
        "own": _("This computer"),
        "checked": _("Key checked"),
        "seen": _("Known computer"),
        "new": _("New computer"),
        "blocked": _("Blocked computer"),
    }.get(state, "")


def when(side: "Side") -> str:
    """The moment of a version; a wrong clock says so."""
    said = past_words.day_and_time(side.at)
    if side.clock_wrong:
        return _("{moment} (the clock of that computer was wrong)").format(moment=said)
    return said


def versions(dispute: "Dispute") -> str:
    """“Two versions of “Overview””."""
    n = len(dispute.sides)
    if n == 2:
        return _("Two versions of “{question}”").format(question=dispute.label)
    said = ngettext("{n} version of “{question}”", "{n} versions of “{question}”", n)
    return said.format(n=digits(n), question=dispute.label)


# ------------------------------------------------------------------ what came of it


def settled(done: "Settled", label: str) -> str:
    """What is told after a choice."""
    if done.arrived:
        n = done.arrived
        return ngettext(
            "Another version came in meanwhile. Look at it too.",
            "{n} other versions came in meanwhile. Look at them too.",
            n,
        ).format(n=digits(n))
    return _("Settled: {what}").format(what=label)


def decided(one: "Settlement") -> str:
    """What a settlement was about."""
    if not one.label:
        return one.heading or _("The whole story")
    return f"{one.label} · {one.heading}" if one.heading else one.label


def decided_by(one: "Settlement") -> str:
    """Who settled, and when."""
    name = _("You") if one.own else computer(one.device)
    return _("{who}, {when}").format(who=name, when=past_words.day_and_time(one.at))


def settled_together(n: int) -> str:
    """What is told after several answers were settled at once."""
    return ngettext("{n} answer settled.", "{n} answers settled.", n).format(n=digits(n))


def withdrawn(gone: "Withdrawn") -> str:
    """What is told after words were destroyed."""
    said = [_("The words are destroyed on this copy.")]
    if gone.left:
        left = ngettext(
            "{n} version by others is left: only they or a facilitator may withdraw it.",
            "{n} versions by others are left: only they or a facilitator may withdraw them.",
            gone.left,
        )
        said.append(left.format(n=digits(gone.left)))
    if gone.backups:
        held = ngettext(
            "{n} backup made before still holds them.",
            "{n} backups made before still hold them.",
            gone.backups,
        )
        said.append(held.format(n=digits(gone.backups)))
    return " ".join(said)


def more_changes(n: int) -> str:
    """How many changes are not shown."""
    return ngettext("and {n} more change", "and {n} more changes", n).format(n=digits(n))
