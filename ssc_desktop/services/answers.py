"""What services answer: frozen values that any thread may hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop.i18n import N_, _, listed, ngettext
from ssc_desktop.store.asking import Query as Query  # noqa: PLC0414 - re-exported
from ssc_desktop.store.summary import Summary as Summary  # noqa: PLC0414 - re-exported

if TYPE_CHECKING:
    # the record takes 35 ms to load, which the first page of the list need not wait for
    from ssc_desktop.record import Case
    from ssc_desktop.record.word_changes import Piece

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case changed, so that lists, outline and rings know what to show anew."""

    cases: frozenset[str] = frozenset()
    settings: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, and what is known of the whole of it."""

    summaries: tuple[Summary, ...]
    total: int
    """How many fit; so many at least where they are not counted yet."""
    unpacked: int = 0
    """Stories that changed since the last bundle."""
    counts: dict[str, int] = field(default_factory=dict)
    """Stories by status, without those in the trash."""
    needs_you: int = 0
    """Stories in which a person must settle something."""
    counted: bool = True
    """Whether the figures above are known; among very many they follow after the first lines."""
    cut: bool = False
    """Only the newest of very many matches were looked at."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values that are alive in a field."""

    value: Any
    """JSON."""
    revision: str
    at: str
    device: str
    """The device's name, or the beginning of its id."""
    own: bool
    """Written on this computer."""


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A story as it is opened for editing."""

    case: "Case"
    base: str
    """What the author sees now; handed back with every draft."""
    conflicts: dict[str, tuple[Version, ...]]
    """By `field` or `group/item-id/field`."""
    contested: bool
    deleted: bool
    unread: dict[str, str] = field(default_factory=dict)
    """What was typed and cannot be read as its field's kind; keys as in `conflicts`."""
    torn: bool = False
    """Whether some of it is not as it was saved."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written."""

    path: Path
    stories: int
    pictures: int
    size: int
    left_out: tuple[str, ...] = ()
    """Plain sentences: what did not leave this computer, and why."""
    files: tuple[Path, ...] = ()
    """All that was written: parts of a bundle, or volumes of a book."""


_MESSAGES = {
    "receipt": N_("{sender} says what it holds: that need not be sent again."),
    "request": N_("{sender} asks for what it lacks."),
    "invitation": N_("{sender} invites to a workshop."),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a bundle brings, or brought."""

    path: Path
    bundle: str
    sender: str
    """The name of the computer that made it."""
    sender_state: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    new: tuple[Summary, ...] = ()
    updated: tuple[Summary, ...] = ()
    unchanged: int = 0
    conflicts: int = 0
    """Fields that need a person to choose, in the stories this bundle touches."""
    pictures: int = 0
    quarantined: tuple[str, ...] = ()
    """Lines that were put aside, with the rule they break."""
    missing: tuple[str, ...] = ()
    """Pictures that stories name and nobody sent yet (SHA-256)."""
    warnings: tuple[str, ...] = ()
    kind: str = "delta"
    """`delta`, `full`, `light`, `receipt`, `request` or `invitation`."""
    sender_id: str = ""
    """The computer that made it, as revisions and cuts name it."""
    for_you: bool = True
    """Addressed to this computer, or to nobody in particular."""
    incomplete: tuple[str, ...] = ()
    """The ids of stories of which the sender holds more than came."""
    lost: bool = False
    """It counts on what was here once: an older copy of this library came back since."""
    asks: int | None = None
    """Of a request: for how many stories, 0 for whatever its sender lacks."""
    kept: str = ""
    """What names it in the Inbox, where it waits for a person instead of being taken in."""

    @property
    def is_message(self) -> bool:
        """A receipt, a request or an invitation: it brings no stories."""
        return self.kind in _MESSAGES

    def sentence(self) -> str:
        """The whole in one sentence: “11 new, 3 updated, 1 needs you.”."""
        if self.kept:
            return _("It waits in the Inbox.")
        if self.is_message:
            return _(_MESSAGES[self.kind]).format(sender=self.sender)
        return brought_sentence(len(self.new), len(self.updated), self.conflicts)


def brought_sentence(new: int, updated: int, conflicts: int) -> str:
    """What bundles bring, in one sentence: “11 new, 3 updated, 1 needs you.”."""
    parts = []
    if new:
        parts.append(ngettext("{n} new", "{n} new", new).format(n=new))
    if updated:
        parts.append(ngettext("{n} updated", "{n} updated", updated).format(n=updated))
    if conflicts:
        parts.append(ngettext("{n} needs you", "{n} need you", conflicts).format(n=conflicts))
    if not parts:
        return _("Nothing new in it.")
    return _("{list}.").format(list=listed(parts))


@dataclass(frozen=True, slots=True)
class Plan(Taken):
    """What a bundle would bring; nothing was written."""

    @property
    def sender_known(self) -> bool:
        """Whether something from this computer was taken in before."""
        return self.sender_state != "new"

    @property
    def waits(self) -> str:
        """Why a person must agree first, or "".

        `blocked`, `invitation` (its keys would be trusted), `new_device` or `not_for_you`.
        """
        if self.sender_state in {"own", "blocked"}:
            return "blocked" if self.sender_state == "blocked" else ""
        if self.kind == "invitation":
            return "invitation"
        if not self.sender_known:
            return "new_device"
        return "" if self.for_you else "not_for_you"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which several versions are alive."""

    case_id: str
    title: str
    field: str
    """`field` or `group/item-id/field`."""
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something to a record, and when."""

    at: str
    device: str
    """The device's name, or the beginning of its id."""
    own: bool
    """Done on this computer."""


@dataclass(frozen=True, slots=True)
class Contested:
    """A story or an item that one deleted while another, who did not see that, changed it."""

    case_id: str
    title: str
    field: str
    """"" for the story itself, else `group/item-id`."""
    deleted: tuple[Act, ...]
    edited: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a save did to one record: the story itself, or an item of it."""

    path: tuple[str, ...]
    """Nothing for the story itself, else `group, item id` (and so on for an item in an item)."""
    what: str
    """`changed`, `added`, `removed`, `returned` or `moved`."""
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a story, as its history shows it."""

    id: str
    """Names it in further questions."""
    at: str
    device: str
    """The computer's name, or the beginning of its id."""
    own: bool
    """Made on this computer."""
    bundle: str
    """The file name of the bundle it came by; "" where it was made here."""
    note: str
    """Why, in the words that were saved with it."""
    restored_from: str
    """The moment whose words it brought back; "" where it is no restoring."""
    first: bool
    """The story began with it."""
    touched: tuple[Touched, ...]
    value: str = ""
    """Of a history of one answer: the answer it gave, in words."""
    deed: str = ""
    """`settled`, `reopened` or `withdrawn` where that is what it did, and its note is the reason;
    `taken in` or `taken back` of a file, and its note is the file's name."""
    withdrawn: int = 0
    """How many of its revisions were withdrawn for good on this copy."""
    wrong_clock: bool = False
    """The clock of its computer was wrong: it says a later time than that at which it came."""


@dataclass(frozen=True, slots=True)
class Saves:
    """Some saves, the latest first."""

    saves: tuple[Save, ...]
    more: str = ""
    """Where the next ones begin; "" where these were the last."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a save changed in one answer or item."""

    path: tuple[str, ...]
    what: str
    """As in `Touched`."""
    heading: str
    """The item the answer belongs to, in words; "" for answers of the story itself."""
    label: str
    """What the answer is called; "" where the whole item is meant."""
    pieces: tuple["Piece", ...]
    """The words before and after, told apart."""
    is_now: bool
    """The story says so today."""
    was_is_now: bool
    """The story says today what it said before this save."""
    contested: bool = False
    """Somebody else's answer, which the author had not seen, stood beside it."""


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """A line of a story that is only to be read."""

    depth: int
    """0 for the story's own answers, 1 and 2 for those of items."""
    label: str
    text: str
    """"" for the heading of an item."""
    differs: bool
    """The story says something else today."""


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A whole story as it stood once, in words."""

    at: str
    title: str
    sections: tuple[tuple[str, str, tuple[ToldAnswer, ...]], ...]
    """Icon, label and answers of each section that has any."""
    gone: tuple[str, ...]
    """Answers of today that were not there: their names."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A story in the trash."""

    id: str
    title: str
    since: str
    """When it was put there."""
    days_left: int
    """How long it will be shown there; 0 for one that is no longer."""
    cleared: bool
    """The person cleared it out before its time."""


@dataclass(frozen=True, slots=True)
class Trash:
    """What stands in the trash."""

    stories: tuple[Trashed, ...]
    older: int
    """How many more were put there more than 90 days ago, or were cleared out."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """A file with a story that could not be saved in the library when it was written."""

    path: Path
    case_id: str
    title: str
    at: str
    """When it was written, as `Save.at`."""
    differences: tuple[Difference, ...]
    """What it says otherwise than the library; none where the library has no such story."""
    in_library: bool


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the library found."""

    stories: int
    revisions: int
    attachments: int
    problems: tuple[str, ...]
