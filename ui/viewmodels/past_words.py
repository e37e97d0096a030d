"""Short words about saves and what they changed, in the interface's language."""

from datetime import timedelta
from typing import TYPE_CHECKING

from ssc_desktop import clock
from ssc_desktop.i18n import N_, _, digits, listed, ngettext
from ui.viewmodels import wording
from ui.viewmodels.steps import member_at

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Difference, Save, Touched
    from ui.viewmodels.steps import Path

_MOST = 3
_LONGEST = 160
_ID = 8


_SOME = N_("{group} ({n})")
_ITEMS = {
    "added": N_("{group}: {n} added"),
    "removed": N_("{group}: {n} taken away"),
    "returned": N_("{group}: {n} brought back"),
    "moved": N_("{group}: order"),
}


def day(at: str) -> str:
    """The day of a save: “Today”, “Yesterday”, or the date."""
    when = wording.moment(at).date()
    today = clock.now().astimezone().date()
    if when == today:
        return _("Today")
    if when == today - timedelta(days=1):
        return _("Yesterday")
    return wording.short_date(when)


def time(at: str) -> str:
    """The time of day of a save."""
    return digits(wording.moment(at).strftime("%H:%M"))


def day_and_time(at: str) -> str:
    """“12 Nov 2026, 10:42”."""
    day = wording.short_date(wording.moment(at).date())
    return _("{day}, {time}").format(day=day, time=time(at))


def who(save: "Save") -> str:
    """Who made a save: you, or the computer it was made on."""
    if save.own:
        return _("You")
    nameless = len(save.device) == _ID and set(save.device) <= set("0123456789abcdef")
    return _("Another computer ({id})").format(id=save.device) if nameless else save.device


def origin(save: "Save") -> str:
    """How a save came here; "" where it was made here."""
    return (
        _("from the bundle {file}").format(file=f"\u2068{save.bundle}\u2069") if save.bundle else ""
    )


def what(save: "Save") -> str:
    """What a save changed, in a line."""
    if save.value:
        return " ".join(save.value[:_LONGEST].split())
    said = _deed(save)
    if save.restored_from:
        return _("Restored from {day}").format(day=day_and_time(save.restored_from))
    return f"{said} ({save.note})" if save.note else said


def _deed(save: "Save") -> str:
    story = next((one for one in save.touched if not one.path), None)
    if save.first:
        return _("The story begins")
    if story is not None and story.what == "removed":
        return _("Put into the trash")
    if story is not None and story.what == "returned":
        return _("Taken out of the trash")
    return listed(_parts(save.touched)) or _("Changes of a newer version")


def _parts(touched: "tuple[Touched, ...]") -> list[str]:
    said: list[str] = []
    groups: dict[str, list[str]] = {}
    for one in touched:
        if not one.path:
            fields = [member for name in one.fields if (member := member_at((name,))) is not None]
            said += [_(member.label) for member in fields]
        else:
            deed = one.what if len(one.path) == 2 else "changed"
            groups.setdefault(one.path[0], []).append(deed)
    for name, deeds in groups.items():
        member = member_at((name,))
        if member is not None:
            texts = _ITEMS.get(deeds[0] if len(set(deeds)) == 1 else "", _SOME)
            said.append(_(texts).format(group=_(member.label), n=digits(len(deeds))))
    more = len(said) - _MOST
    if more > 1:
        said[_MOST:] = [ngettext("{n} more", "{n} more", more).format(n=digits(more))]
    return said


def spoken(save: "Save") -> str:
    """A save in one line, for those who hear the list."""
    parts = (time(save.at), who(save), what(save), origin(save))
    return listed(part for part in parts if part)


def label(difference: "Difference") -> str:
    """What a difference is about, within its item."""
    if difference.label:
        return difference.label
    return {
        "added": _("Added"),
        "removed": _("Taken away"),
        "returned": _("Brought back"),
        "moved": _("Moved"),
    }.get(difference.what, "")


def restored(save: "Save", path: "Path") -> str:
    """What to tell after words came back."""
    if not path:
        return _("The story is as it was on {day}. Who may see it stays as it is.").format(
            day=day_and_time(save.at)
        )
    member = member_at(path if len(path) % 2 else path[:-1])
    name = _(member.label) if member is not None else ""
    return _("Brought back: {what}").format(what=name)
