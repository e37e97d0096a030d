"""The list of what leaves this computer, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _, ngettext
from ssc_desktop.record.clearing import Held, Reason
from ssc_desktop.record.vocabularies import vocabulary
from ui.viewmodels import files

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving, Part, StoryLeaving

CIRCLES = ("workshop", "repository", "public")
_ICONS = {
    Reason.LIMIT: "eye-off",
    Reason.PRIVATE: "lock",
    Reason.NEVER: "hard-drive",
}


@dataclass(frozen=True, slots=True)
class Stay:
    """Something that stays, why, and where it can be changed."""

    what: str
    why: str
    icon: str
    tone: str
    path: tuple[str, ...]


def circle_label(circle: str) -> str:
    """What a circle of readers is called."""
    return vocabulary("visibility").label(circle, i18n.language())


def heading(leaving: "Leaving") -> str:
    """How many stories go."""
    stay = len(leaving.stories) - leaving.going
    if not leaving.going:
        return _("Nothing may leave for these readers.")
    if not stay:
        n = leaving.going
        return ngettext("{n} story goes.", "All {n} stories go.", n).format(n=n)
    return _("{going} of {all} stories go; {stay} stay here.").format(
        going=leaving.going, all=len(leaving.stories), stay=stay
    )


def weight(leaving: "Leaving", *, light: bool = False) -> str:
    """What goes with them; `light` says that no pictures and files do."""
    if not leaving.going:
        return ""
    if light and leaving.files:
        n = leaving.files
        return ngettext(
            "{n} picture or file stays here.", "{n} pictures and files stay here.", n
        ).format(n=n)
    said = ngettext(
        "With {n} picture or file, {size}.", "With {n} pictures and files, {size}.", leaving.files
    )
    if not leaving.files:
        return _("No pictures or files go with them.")
    return said.format(n=leaving.files, size=files.size(leaving.size))


def what_stays(leaving: "Leaving") -> str:
    """How much stays of stories that go."""
    n = sum(len(one.held) for one in leaving.stories if one.goes)
    if not n:
        return _("Nothing is held back.")
    return ngettext(
        "{n} part stays here; the reason stands with it.",
        "{n} parts stay here; the reason stands with each.",
        n,
    ).format(n=n)


def part(one: "Part") -> tuple[str, str]:
    """What a part is called, and what is in it."""
    from ssc_desktop.services.leaving import PARTS

    label = _("{part} ({n})").format(part=_(PARTS[one.name]), n=one.count)
    more = one.count - len(one.names)
    named = ", ".join(one.names)
    if named and more > 0:
        named = _("{names} and {n} more").format(names=named, n=more)
    return label, named


def stays(story: "StoryLeaving", circle: str) -> tuple[Stay, ...]:
    """What stays of a story, or why all of it does."""
    if not story.goes and not story.held:
        why = _too_far(story, circle)
        return (Stay(_("The whole story"), why, "lock", "amber", ("visibility",)),)
    return tuple(dict.fromkeys(_stay(one) for one in story.held))


def _too_far(story: "StoryLeaving", circle: str) -> str:
    if story.circle in CIRCLES:
        return _("It may go as far as “{own}”, not to “{circle}”.").format(
            own=circle_label(story.circle), circle=circle_label(circle)
        )
    return _("It is private.")


def _stay(one: Held) -> Stay:
    label = _(one.label)
    named = bool(one.name) and one.reason is not Reason.STILL_NAMED
    what = _("{part}: {name}").format(part=label, name=one.name) if named else label
    tone = "muted" if one.reason in _ICONS else "amber"
    icon = _ICONS.get(one.reason, "shield")
    return Stay(what, _WHY[one.reason](one), icon, tone, one.path)


def _why_person(picture: str, person: str) -> Callable[[Held], str]:
    return lambda one: _(picture) if one.path[0] == "attachment" else _(person)


_WHY: dict[Reason, Callable[[Held], str]] = {
    Reason.PRIVATE: lambda _one: _("It is not shared this far."),
    Reason.LIMIT: lambda _one: _("It is hidden from these readers."),
    Reason.NEVER: lambda _one: _("It never leaves this computer."),
    Reason.NO_CONSENT: _why_person(
        N_("No consent of the persons in it is noted."), N_("No consent of this person is noted.")
    ),
    Reason.NOT_COVERED: lambda _one: _("The consent noted does not cover this use."),
    Reason.WITHDRAWN: _why_person(
        N_("A person in it took the consent back."), N_("This person took the consent back.")
    ),
    Reason.STILL_NAMED: lambda one: _(
        "The words name {name}, who took the consent back. The whole story stays until they change."
    ).format(name=one.name),
}


def badge(story: "StoryLeaving") -> tuple[str, str]:
    """A word for a story, and its tone."""
    if not story.goes:
        return _("Stays here"), "red"
    n = len(story.held)
    if n:
        said = ngettext("{n} part stays here", "{n} parts stay here", n).format(n=n)
        return said, "amber"
    return _("Goes"), "green"


def sorted_out(leaving: "Leaving") -> "tuple[tuple[StoryLeaving, ...], tuple[StoryLeaving, ...]]":
    """The stories to look at, those that stay first, and those that go as they are."""
    told = [one for one in leaving.stories if one.held or not one.goes]
    told.sort(key=lambda one: one.goes)
    if len(leaving.stories) <= 1:
        return leaving.stories, ()
    plain = tuple(one for one in leaving.stories if one.goes and not one.held)
    return tuple(told), plain
