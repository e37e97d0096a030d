"""One thing that needs a person, whatever its kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssc_desktop.i18n import N_

if TYPE_CHECKING:
    from ssc_desktop.services.conflicts import StoryMatters
    from ssc_desktop.services.duplicates import Suspected
    from ssc_desktop.services.redacting import Waiting
    from ui.viewmodels.steps import Path

ANSWER, DELETION, DUPLICATE, WITHDRAWAL, BUNDLE = (
    "answer", "deletion", "duplicate", "withdrawal", "bundle",
)  # fmt: skip
KINDS = {
    ANSWER: N_("Changed in two places"),
    DELETION: N_("Deleted and changed"),
    DUPLICATE: N_("Told twice?"),
    WITHDRAWAL: N_("To be withdrawn"),
    BUNDLE: N_("A bundle is missing"),
}
"""The kinds of matters in the order of the filter; the last one waits for others."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs a person."""

    kind: str
    case_id: str
    title: str
    path: "Path" = ()
    heading: str = ""
    label: str = ""
    at: str = ""
    devices: tuple[str, ...] = ()
    versions: int = 0
    provisional: bool = False
    """An older version is not here: it may settle itself when its bundle comes."""
    about: Any = field(default=None, compare=False)
    """The Suspected or Waiting behind the line."""

    @property
    def key(self) -> tuple[str, str, "Path"]:
        """What it is about, whatever became of it."""
        return (self.kind, self.case_id, self.path)

    @property
    def sort(self) -> str:
        """The kind by which the list is filtered."""
        return BUNDLE if self.provisional else self.kind

    def holds(self, words: Sequence[str]) -> bool:
        """Whether each of some words, in small letters, stands in it."""
        text = "\n".join((self.title, self.heading, self.label, *self.devices)).casefold()
        return all(word in text for word in words)


def of_stories(stories: "Iterable[StoryMatters]") -> list[Line]:
    """Answers and deletions in dispute."""
    return [
        Line(
            DELETION if one.deletion else ANSWER,
            story.case_id,
            story.title,
            tuple(one.path),
            one.heading,
            one.label,
            one.at,
            one.devices,
            one.versions,
            one.provisional,
        )
        for story in stories
        for one in sorted(story.matters, key=lambda one: _in_form(tuple(one.path)))
    ]


def _in_form(path: "Path") -> tuple[int, "Path"]:
    """Where a question stands in the form; the story itself comes first."""
    from ssc_desktop.record.case import CASE

    names = list(CASE.by_name)
    return (names.index(path[0]) if path and path[0] in names else -1, path)


def of_pairs(pairs: "Iterable[Suspected]") -> list[Line]:
    """Stories that look like one told twice."""
    return [
        Line(
            DUPLICATE,
            one.one.id,
            one.one.title,
            (one.other.id,),
            label=one.other.title,
            about=one,
        )
        for one in pairs
    ]


def of_withdrawals(waiting: "Iterable[Waiting]") -> list[Line]:
    """Words and files that somebody asks to destroy here too."""
    return [
        Line(
            WITHDRAWAL,
            one.case_id,
            one.title,
            (one.id,),
            at=one.at,
            devices=(one.device,),
            about=one,
        )
        for one in waiting
    ]
