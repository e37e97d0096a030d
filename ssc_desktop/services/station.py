"""The collect station: watches folders and sticks, takes in bundles, leaves receipts beside them.

It never deletes, renames or overwrites what others put there. A timer or a loop asks `survey` what
lies there, which needs no library and may be slow, and hands that to `look`. Nothing is kept
between two looks but their answer.
"""

import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop import media
from ssc_desktop.bundle import kinds, reading
from ssc_desktop.bundle.reading import Head
from ssc_desktop.errors import BundleError, Cancelled, CannotSeal, PassphraseNeeded, SscError
from ssc_desktop.files import unreadable
from ssc_desktop.i18n import _, listed, ngettext
from ssc_desktop.services import collecting, file_kinds, inbox, receipts, searching, unpacking
from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Taken
from ssc_desktop.services.noticing import Noticed
from ssc_desktop.services.unpacking import How
from ssc_desktop.store import bundles
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file."""

    path: Path
    outcome: str
    """`taken`, `would_take` (of a dry run), `nothing_new`, `waits` (in the Inbox, or for a
    person), `refused` or `gone` (the stick was taken out meanwhile)."""
    sentence: str
    """What happened, in plain words."""
    advice: str = ""
    """What to do now, or ""."""
    taken: Taken | None = None
    """What it brought, or would bring."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known not to have changed.

    Attributes:
        done: it was dealt with, and is left alone until it changes.
        told: what was said of it last, which is not said again.
    """

    size: int
    changed: int
    done: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found; handed to the next survey."""

    lines: tuple[Line, ...] = ()
    """What became of the files that this look dealt with; none where nothing happened."""
    receipts: tuple[Path, ...] = ()
    """Receipts that were written beside them."""
    notes: tuple[str, ...] = ()
    """What became true since the look before: of places that are gone, write-protected, done."""
    arriving: tuple[Path, ...] = ()
    """Files that are still being copied, or came only now."""
    changes: Changes = field(default_factory=Changes)
    """What the library's lists should show anew."""
    seen: Mapping[Path, Stamp] = field(default_factory=dict)
    """Every file there was, as it was."""
    standing: frozenset[str] = frozenset()
    """All notes that are true now."""

    def sentence(self) -> str:
        """The whole in one sentence: “3 taken in, 1 waits for you.”; "" where nothing happened."""
        n = dict.fromkeys(_COUNTED, 0)
        for line in self.lines:
            if line.outcome in n:
                n[line.outcome] += 1
        said = [count(n[outcome]) for outcome, count in _COUNTED.items() if n[outcome]]
        return _("{list}.").format(list=listed(said)) if said else ""


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "taken": lambda n: ngettext("{n} taken in", "{n} taken in", n).format(n=n),
    "would_take": lambda n: ngettext("{n} to take in", "{n} to take in", n).format(n=n),
    "nothing_new": lambda n: ngettext("{n} known", "{n} known", n).format(n=n),
    "waits": lambda n: ngettext("{n} waits for you", "{n} wait for you", n).format(n=n),
    "refused": lambda n: ngettext("{n} refused", "{n} refused", n).format(n=n),
}


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in folders and on sticks now.

    Attributes:
        ready: the files to be dealt with, each whole as far as one can see.
        missing: places that are not there.
    """

    ready: tuple[Path, ...]
    arriving: tuple[Path, ...]
    missing: tuple[Path, ...]
    seen: Mapping[Path, Stamp]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a station may do.

    Attributes:
        accept_new: take in bundles of computers never met before, as the facilitator chose for
            this workshop; otherwise they wait in the Inbox.
        receipts: put a receipt beside what was taken in.
        dry_run: only tell what would happen.
    """

    accept_new: bool = False
    receipts: bool = True
    dry_run: bool = False


CAREFUL = Rules()
"""What a station may do unless somebody says otherwise."""


def watched(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The folders that were chosen, and every stick and card that is in now."""
    return tuple(dict.fromkeys([*folders, *(one.folder for one in media.mounted())]))


def survey(places: Iterable[Path], before: Found | None = None) -> Survey:
    """Look into folders and onto sticks for bundles, by name, size and date alone.

    With `before`, what the look before found, a file that came or grew since is left until next
    time: it may still be copied. Without it every file is taken as it is. Needs no library.
    """
    wanted = list(places)
    there = [place for place in wanted if place.is_dir()]
    known = before.seen if before is not None else {}
    seen: dict[Path, Stamp] = {}
    ready, arriving = [], []
    documents = (one for place in there for one in searching.documents_in(place))
    for path in (*searching.bundles_in(there).files, *documents):
        now = _stamp(path)
        if now is None:
            continue
        was = known.get(path)
        settled = was is not None and (was.size, was.changed) == (now.size, now.changed)
        seen[path] = was if was is not None and settled else now
        if not settled and _is_strange(path):
            seen[path] = Stamp(now.size, now.changed, done=True)
        elif before is not None and not settled:
            arriving.append(path)
        elif not seen[path].done:
            ready.append(path)
    missing = tuple(place for place in wanted if place not in there)
    standing = before.standing if before is not None else frozenset()
    return Survey(tuple(ready), tuple(arriving), missing, seen, standing)


def _is_strange(path: Path) -> bool:
    """Whether it is somebody's own document, of which nothing is said."""
    return not (searching.is_bundle_name(path.name) or file_kinds.is_ours(path))


def _stamp(path: Path) -> Stamp | None:
    """None for what is no file: a pipe laid on a stick would be waited for without end."""
    try:
        told = path.stat()
    except OSError:
        return None
    return Stamp(told.st_size, told.st_mtime_ns) if stat.S_ISREG(told.st_mode) else None


def look(
    library: Library,
    surveyed: Survey,
    rules: Rules = CAREFUL,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Found:
    """Deal with every bundle that is ready, and put a receipt into each folder it came from.

    Nothing raises because of one file or place: it is a line or a note. Where `stop` says so the
    look ends with the file at hand undone; the rest is ready again in the next survey.
    """
    seen = dict(surveyed.seen)
    at_work = _Look(library, rules, progress, stop, sum(seen[one].size for one in surveyed.ready))
    lines: list[Line] = []
    for path in surveyed.ready:
        try:
            line, done = at_work.dealt_with(path, seen[path].size)
        except Cancelled:
            break
        was = seen[path]
        told = line.sentence if line is not None else ""
        if line is not None and told != was.told:
            lines.append(line)
        seen[path] = Stamp(was.size, was.changed, done, told)
    written = at_work.receipts() if rules.receipts and not rules.dry_run else []
    for path in written:
        stamp = _stamp(path)
        if stamp is not None:
            seen[path] = Stamp(stamp.size, stamp.changed, done=True)
    standing = frozenset([*at_work.notes, *map(_not_there, surveyed.missing)])
    return Found(
        tuple(lines),
        tuple(written),
        tuple(sorted(standing - surveyed.standing)),
        surveyed.arriving,
        Changes(frozenset(at_work.cases), settings=at_work.settings),
        seen,
        standing,
    )


def _not_there(place: Path) -> str:
    return _("“{name}” is not there: put the stick in, or choose another folder.").format(
        name=place.name or place
    )


@dataclass
class _Look:
    """One look at work."""

    library: Library
    rules: Rules
    progress: Progress | None
    stop: Stop | None
    of: int
    cases: set[str] = field(default_factory=set)
    settings: bool = False
    notes: list[str] = field(default_factory=list)
    _before: int = 0
    _owed: dict[Path, bool] = field(default_factory=dict)
    """Folders from which something was delivered: whether it was so in this look."""
    _given: set[Path] = field(default_factory=set)
    """Folders in which a receipt of ours lies."""

    def dealt_with(self, path: Path, size: int) -> tuple[Line | None, bool]:
        """What became of a file, and whether it can be left alone now. Raises Cancelled."""
        if self.stop is not None and self.stop():
            raise Cancelled
        try:
            return self._taken_or_left(path, self._how(size)), True
        except OSError as error:
            return self._failed(path, unreadable(error, path))
        except SscError as error:
            return self._failed(path, error)
        finally:
            self._before += size

    def _how(self, size: int) -> How:
        def passed(done: int, of: int) -> None:
            if self.progress is not None:
                self.progress(before + size * done // max(of, 1), self.of)

        before = self._before
        return How(progress=passed, stop=self.stop)

    def _taken_or_left(self, path: Path, how: How) -> Line | None:
        if not searching.is_bundle_name(path.name):
            return Line(path, "waits", _("It is a document."), _("Open it to see what it brings."))
        head = self._head(path, how)
        if head is None:
            return self._taken(path, how, accept=False)
        with self.library.reading() as connection:
            became = bundles.became(connection, head.header.bundle, head.identity)
        if became:
            return self._known(path, head, became)
        if head.header.kind == kinds.INVITATION:
            advice = _("Open it yourself if this computer is to join.")
            return Line(path, "waits", _("It is an invitation to a workshop."), advice)
        if self.rules.dry_run:
            return _foretold(path, collecting.plan(self.library, path, stop=self.stop))
        return self._taken(path, how, accept=self.rules.accept_new and self._is_only_new(head))

    def _known(self, path: Path, head: Head, became: str) -> Line | None:
        """Of a bundle that was made, taken in or taken back here."""
        if became == "made":
            if head.header.kind == kinds.RECEIPT:
                self._given.add(path.parent)
            return None
        if became == "undone":
            return Line(path, "nothing_new", _("A person took back what it brought."))
        if head.message is None:
            self._owed.setdefault(path.parent, False)
        return Line(path, "nothing_new", _("It was taken in before."))

    def _head(self, path: Path, how: How) -> Head | None:
        """What a bundle says of itself; None where that breaks a rule: taking it in says which."""
        spool = self.library.folder / "spool"
        try:
            with unpacking.plain(path, spool, how, self.library) as plain:
                return reading.head(plain, key=self.library.file_key)
        except BundleError:
            if self.rules.dry_run:
                raise
            return None

    def _taken(self, path: Path, how: How, *, accept: bool) -> Line:
        taken, changes = collecting.taken_in(self.library, path, how, accept=accept)
        self.cases |= changes.cases
        self.settings |= changes.settings
        if taken.kept:
            (waiting,) = [one for one in inbox.waiting(self.library) if one.id == taken.kept]
            return Line(path, "waits", waiting.sentence(), _("See the Inbox."), taken)
        if not taken.is_message:
            self._owed[path.parent] = True
        return _brought(path, taken, "taken")

    def _is_only_new(self, head: Head) -> bool:
        """Whether nothing but that its computer was never met keeps a bundle out.

        A new key under a known name is for a person to look at.
        """
        addressed = head.header.to
        with self.library.reading() as connection:
            state = unpacking.sender_state(self.library, connection, head.sender.id)
            noticed = Noticed(self.library, connection)
            noticed.look_at_sender(head.sender)
        for_us = not addressed or unpacking.own_recipient(self.library) in addressed
        return state == "new" and for_us and not noticed.sentences()

    def _failed(self, path: Path, error: SscError) -> tuple[Line, bool]:
        if isinstance(error, PassphraseNeeded):
            advice = _("Open it yourself: the passphrase is asked for.")
            return Line(path, "waits", error.message, advice), True
        if isinstance(error, BundleError):
            outcome = "waits" if collecting.reason_to_keep(error) else "refused"
            return Line(path, outcome, error.message, error.advice), True
        outcome = "refused" if path.exists() else "gone"
        return Line(path, outcome, error.message, error.advice), isinstance(error, CannotSeal)

    def receipts(self) -> list[Path]:
        """Write a receipt into each folder that is owed one."""
        written = []
        for folder, anew in self._owed.items():
            if not anew and folder in self._given:
                continue
            medium = media.medium_of(folder)
            name = medium.label if medium is not None else folder.name
            if medium is not None and medium.read_only:
                self.notes.append(
                    _("“{name}” is write-protected: no receipt was put on it.").format(name=name)
                )
                continue
            try:
                written.append(receipts.make(self.library, self._place(folder)).path)
            except SscError as error:
                self.notes.append(
                    _("No receipt was put into “{name}”. {reason}").format(
                        name=name, reason=error.message
                    )
                )
                continue
            if medium is not None:
                self.notes.append(_("“{name}” is done. You can remove it now.").format(name=name))
        return written

    def _place(self, folder: Path) -> Path:
        """A name for a receipt: a new one, or that of an older receipt of this computer."""
        first = folder / receipts.suggested_name(self.library, kinds.RECEIPT)
        number, target = 1, first
        while target.exists() and not self._is_ours(target):
            number += 1
            target = first.with_stem(f"{first.stem}-{number}")
        return target

    def _is_ours(self, path: Path) -> bool:
        try:
            head = reading.head(path)
        except SscError:
            return False
        return head.sender.id == self.library.device.id and head.header.kind == kinds.RECEIPT


def _foretold(path: Path, plan: Plan) -> Line:
    if plan.waits:
        return Line(path, "waits", _("It would wait in the Inbox."), taken=plan)
    return _brought(path, plan, "would_take")


def _brought(path: Path, taken: Taken, outcome: str) -> Line:
    said = _("{sender}: {what}").format(sender=taken.sender, what=taken.sentence())
    if not (taken.new or taken.updated or taken.is_message):
        outcome = "nothing_new"
    return Line(path, outcome, said, " ".join(taken.warnings), taken)
