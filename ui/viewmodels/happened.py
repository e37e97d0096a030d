"""What was done with others: by day, bundles that came together as one, with the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _
from ui.tasks import Job
from ui.viewmodels import arriving_words, coming, wording
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.activity import Entry
    from ssc_desktop.services.answers import Changes
    from ssc_desktop.services.undoing import Undone

_AT_ONCE = 60

_PICTURES = {
    "made": "package",
    "taken": "package-open",
    "document": "file-text",
    "waits": "inbox",
    "undone": "undo-2",
    "put_back": "redo-2",
    "settled": "git-compare",
    "redacted": "eye-off",
    "linked": "link",
    "apart": "files",
    "trusted": "shield-check",
    "refused": "circle-alert",
}


@dataclass(frozen=True)
class Deed:
    """One thing that was done, or several that belong together."""

    entries: "tuple[Entry, ...]"

    @property
    def number(self) -> int:
        """Names it among the others."""
        return self.entries[0].number

    @property
    def at(self) -> str:
        """When it was done."""
        return self.entries[0].at

    @property
    def sentence(self) -> str:
        """What was done."""
        if len(self.entries) == 1:
            return self.entries[0].sentence
        stories = {story for one in self.entries for story in one.stories}
        n = len(self.entries)
        files = self.entries[0].kind == "document"
        what = arriving_words.documents(n) if files else coming.bundles(n)
        return _("Took in {bundles}: {stories}.").format(
            bundles=what, stories=wording.stories(len(stories))
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """What belongs together, each in a sentence."""
        return tuple(one.sentence for one in self.entries) if len(self.entries) > 1 else ()

    @property
    def picture(self) -> str:
        """The icon for it."""
        return _PICTURES.get(self.entries[0].kind, "info")

    @property
    def to_undo(self) -> tuple[str, ...]:
        """The bundles that can be taken back."""
        return tuple(one.bundle for one in self.entries if one.can_undo)

    @property
    def to_put_back(self) -> tuple[str, ...]:
        """The bundles that were, and can be put back."""
        return tuple(one.bundle for one in self.entries if one.can_put_back)


def together(entries: "Sequence[Entry]") -> Iterator[Deed]:
    """Deeds, the latest first: imports that were agreed to together are one."""
    for group, several in groupby(entries, key=lambda one: one.group or one.number):
        found = tuple(several)
        if isinstance(group, str) and len({one.kind for one in found}) == 1:
            yield Deed(found)
        else:
            yield from (Deed((one,)) for one in found)


class Happened(QObject):
    """Reads on as one asks for older things."""

    changed = Signal()

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self.entries: tuple[Entry, ...] = ()
        self.loaded = False
        self.more = False
        """Whether older things were not read yet."""
        work.finished.connect(self._renew)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What is shown."""
        return tuple(together(self.entries))

    def _renew(self) -> None:
        if self.loaded:
            self.load()

    def load(self) -> None:
        """Read what was done last; as much as was read before."""
        limit = max(_AT_ONCE, len(self.entries))

        def show(entries: "tuple[Entry, ...]") -> None:
            self.entries, self.loaded = entries, True
            self.more = len(entries) >= limit
            self.changed.emit()

        self._read(limit, None, show)

    def read_on(self) -> None:
        """Read older things."""
        if not self.entries:
            return

        def show(older: "tuple[Entry, ...]") -> None:
            self.entries += older
            self.more = len(older) >= _AT_ONCE
            self.changed.emit()

        self._read(_AT_ONCE, self.entries[-1].number, show)

    def _read(self, limit: int, before: int | None, then: Any) -> None:
        if self._shelf.is_ready:
            self._shelf.tasks.run(
                lambda library: _services().activity.entries(library, limit, before), then
            )

    def undo(self, deed: Deed) -> None:
        """Take back what came with it."""
        self._swing("undo", deed.to_undo, _("Taking the import back…"))

    def put_back(self, deed: Deed) -> None:
        """Bring back what was taken back."""
        self._swing("put_back", deed.to_put_back, _("Putting it back…"))

    def _swing(self, what: str, bundles: tuple[str, ...], words: str) -> None:
        def work(library: Any, _job: Job) -> object:
            return getattr(_services().undoing, what)(library, bundles)

        def show(found: "tuple[Undone, Changes]") -> None:
            self._shelf.refresh(then=self._shelf.open_first)
            self._shelf.reload()
            self._shelf.told.emit(Notice(found[0].sentence()))

        if bundles:
            self._work.start(words, work, show)


def _services() -> Any:
    from ssc_desktop import services

    return services
