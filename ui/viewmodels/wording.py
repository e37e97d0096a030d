"""Short words about stories and answers, in the interface's language."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from ssc_desktop.services.answers import Summary

_MOST_NAMES = 3


def label(vocabulary_name: str, code: str | int | None) -> str:
    """What a code is called; "" for none."""
    if code is None or code == "":
        return ""
    from ssc_desktop.record.vocabularies import vocabulary

    return vocabulary(vocabulary_name).label(code, i18n.language())


def countries(names: tuple[str, ...]) -> str:
    """Countries (codes) and organisations (names) in one line, the first three by name."""
    said = [label("country", name) for name in names[:_MOST_NAMES]]
    more = len(names) - _MOST_NAMES
    if more > 0:
        said.append(ngettext("{n} more", "{n} more", more).format(n=more))
    return i18n.listed(said)


def exchange(summary: "Summary") -> str:
    """“Kenya → Uganda”: who gave, who took, with the arrow in the reading direction."""
    arrow = "←" if i18n.is_right_to_left(i18n.language()) else "→"
    givers, takers = countries(summary.givers), countries(summary.takers)
    return f"{givers} {arrow} {takers}" if givers and takers else givers or takers


def subtitle(summary: "Summary") -> str:
    """“Kenya → Uganda · Health”."""
    parts = (exchange(summary), label("sector", summary.sector))
    return " · ".join(part for part in parts if part) or _("Partners not named yet")


def path(place: "Path") -> str:
    """A folder or a file by its whole name, which runs from left to right inside any text."""
    return f"\u2066{place}\u2069"


def day(stamp: str) -> str:
    """A stored moment as a day: “18 Nov 2026”."""
    try:
        return short_date(moment(stamp).date())
    except ValueError:
        return ""


def moment(stamp: str) -> datetime:
    """A stored moment by this computer's clock and zone; raises ValueError where it is none."""
    # what follows the second is the store's own counter
    told = datetime.fromisoformat(stamp[:19]).replace(tzinfo=UTC)
    try:
        return told.astimezone()
    except OverflowError:  # a wrong clock may say the last year there is
        return told


def short_date(when: date) -> str:
    """A day as people write it, months cut short."""
    months = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ")
    said = _("{day} {short_month} {year}").format(
        day=when.day, short_month=months[when.month - 1], year=when.year
    )
    return f"\u2068{said}\u2069"  # keeps its own direction inside any other text


_STILL = 9999


def years(first: int, last: int) -> str:
    """“2008–2011”, “since 2011”; "" where it is not known."""
    if not first:
        return ""
    if last == _STILL:
        return _("since {year}").format(year=first)
    said = f"\u2068{first}–{last}\u2069" if last > first else str(first)
    return i18n.digits(said)


def clock(moment: datetime) -> str:
    """The time of day, with seconds, as the computer's clock shows it."""
    return i18n.digits(moment.astimezone().strftime("%H:%M:%S"))


def stories(n: int) -> str:
    """“8 stories”."""
    return ngettext("{n} story", "{n} stories", n).format(n=n)
