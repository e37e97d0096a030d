"""What needs a person, as its place shows it: the lines, the one looked at, and what is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop import i18n
from ssc_desktop.errors import NotFound, SscError
from ssc_desktop.i18n import _
from ui.viewmodels import matter, settle_words
from ui.viewmodels.deciding import Decision, Outcome, Together
from ui.viewmodels.matter import Line
from ui.viewmodels.matters import MatterList
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.answers import OpenedCase
    from ssc_desktop.services.redacting import Withdrawn
    from ssc_desktop.services.settling import Choice
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.steps import Path

_PAUSE = 400


class Settling(QObject):
    """Goes through what needs a person, one by one."""

    counted = Signal(int)
    """How many things need a person."""
    listed = Signal()
    """The lines were read anew."""
    turned_to = Signal(object, object)
    """A Line, and what is known of it: a Dispute, Deletion, Pair or Waiting."""
    finished = Signal()
    """There is nothing more to look at: back to the list."""

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.matters = MatterList(self)
        self.line: Line | None = None
        """What is looked at; None while the list is."""
        self.done = 0
        """How many were settled since the list was left."""
        self.ready = False
        """Whether what needs a person is known."""
        self._language = ""
        self._undo: Callable[[], object] | None = None
        self._looking: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.load)
        shelf.listed.connect(lambda _listing: self._on_listed())
        shelf.deciding.decided.connect(self.load_soon)

    # ------------------------------------------------------------ the lines

    def _on_listed(self) -> None:
        # while somebody searches, the list is another one at every pause, and nothing else is
        if not self._shelf.list.text.strip():
            self.load_soon()

    def load_soon(self) -> None:
        """Look again in a moment; several calls are one look."""
        self._pause.start()

    def load(self) -> None:
        """Read what needs a person."""
        self._pause.stop()
        if not self._shelf.is_ready:
            return
        if self._looking is not None:
            self._looking.stop()
        language = i18n.language()
        self._looking = self._shelf.tasks.look(
            lambda library: _everything(library, language), self._show
        )

    def _show(self, lines: list[Line]) -> None:
        self._looking = None
        self.ready = True
        self.matters.show(lines)
        self._tell()

    def _tell(self) -> None:
        self.counted.emit(len(self.matters.every))
        self.listed.emit()

    # ------------------------------------------------------------ one after the other

    @property
    def at(self) -> int:
        """Where the line that is looked at stands among those shown; -1 where it does not."""
        keys = [one.key for one in self.matters.lines]
        return keys.index(self.line.key) if self.line and self.line.key in keys else -1

    @property
    def place(self) -> tuple[int, int]:
        """“3 of 12”: those settled in this sitting are counted too."""
        return self.done + self.at + 1, self.done + len(self.matters.lines)

    def turn_to(self, line: Line) -> None:
        """Look at one of the lines."""
        self.line = line
        self._shelf.autosave.cut(lambda: self._look_at(line))

    def find(self, case_id: str, path: "Path") -> None:
        """Look at one contested answer, wherever it stands in the list."""
        self.matters.narrow("")
        key = (matter.ANSWER, case_id, tuple(path))
        known = next((one for one in self.matters.every if one.key == key), None)
        self.turn_to(known or Line(matter.ANSWER, case_id, "", tuple(path)))

    def say_again(self) -> None:
        """Tell what is looked at in the interface's language, where that is another one now."""
        if self.line is not None and self._language != i18n.language():
            self.turn_to(self.line)

    def _look_at(self, line: Line) -> None:
        language = self._language = i18n.language()

        def show(found: Any) -> None:
            if self.line == line:
                self.turned_to.emit(line, found)

        def failed(error: SscError) -> None:
            if isinstance(error, NotFound):
                self._gone(line)
            else:
                self._shelf.refused.emit(error)

        self._shelf.tasks.run(lambda library: _looked_at(library, line, language), show,
                              failed=failed)  # fmt: skip

    def _gone(self, line: Line) -> None:
        if self.line is not None and self.line.key == line.key:
            self._shelf.told.emit(Notice(_("This was settled meanwhile.")))
            self._pass(line)
        self.load_soon()

    def step(self, by: int) -> None:
        """Look at the line before (-1) or after (1)."""
        lines = self.matters.lines
        there = self.at + by
        if 0 <= there < len(lines):
            self.turn_to(lines[there])
        elif by > 0:
            self.leave()

    def leave(self) -> None:
        """Go back to the list."""
        self.line = None
        self.done = 0
        self.finished.emit()

    def _pass(self, line: Line) -> None:
        """Take a line out, and look at the one that stands in its place then."""
        at = self.at
        self.matters.remove(line)
        self.counted.emit(len(self.matters.every))
        lines = self.matters.lines
        if lines and at >= 0:
            self.turn_to(lines[min(at, len(lines) - 1)])
        else:
            self.leave()

    # ------------------------------------------------------------ what is done

    def settle(self, choice: "Choice", why: str, seen: tuple[str, ...]) -> None:
        """Settle what is looked at, and go on with the next."""
        line = self.line
        if line is None:
            return

        def done(outcome: Outcome) -> None:
            self._on_settled(line, outcome)

        def failed(error: SscError) -> None:
            if isinstance(error, NotFound):
                self._gone(line)
            else:
                self._shelf.refused.emit(error)

        decision = Decision(line.case_id, line.path, choice, why, seen)
        self._shelf.deciding.settle(decision, done, failed)

    def _on_settled(self, line: Line, outcome: Outcome) -> None:
        said = settle_words.settled(outcome.settled, settle_words.what(line))
        if outcome.settled.arrived:
            self._shelf.told.emit(Notice(said))
            self.turn_to(line)
            return
        self._passed(line, said, lambda: self._reopen(line, outcome.settlement))

    def _passed(self, line: Line, said: str, undo: Callable[[], object]) -> None:
        """Something came to an end: tell of it, offer the way back, go on."""

        def back() -> None:
            self._undo = None
            self.done = max(0, self.done - 1)
            undo()

        self._undo = back
        self.done += 1
        if self.line is not None and self.line.key == line.key:
            self._pass(line)
        self._shelf.told.emit(Notice(said, ((_("Undo"), back),)))
        self.load_soon()

    def undo(self) -> None:
        """Take the last choice back."""
        if self._undo is not None:
            self._undo()

    def _reopen(self, line: Line, settlement: str) -> None:
        self._shelf.deciding.reopen(
            line.case_id, line.path, settlement, lambda: self._turn_back_to(line)
        )

    def _turn_back_to(self, line: Line) -> None:
        """It needs a person again."""
        self.line = line
        self.load()
        self.turn_to(line)

    def later(self) -> None:
        """Leave it for another time; the log of what happened says that it was looked at."""
        line = self.line
        if line is None:
            return
        if line.kind in {matter.ANSWER, matter.DELETION}:
            later = _services().settling.Later()
            self._shelf.tasks.run(
                lambda library: _services().settling.settle(
                    library, line.case_id, line.path, later
                ),
                failed=lambda _gone: None,
            )
        self.step(1)

    def settle_all(self, device: str, why: str) -> None:
        """Keep the versions of one computer in all answers of the story."""
        line = self.line
        if line is None:
            return
        case_id, deciding = line.case_id, self._shelf.deciding

        def back(made: Together) -> None:
            deciding.reopen_all(case_id, made.settlements, lambda: self._turn_back_to(line))

        def show(made: Together) -> None:
            self.leave()
            undo = (_("Undo"), lambda: back(made))
            self._undo = undo[1]
            said = settle_words.settled_together(made.settled)
            self._shelf.told.emit(Notice(said, (undo,)))
            self.load()

        deciding.settle_all(case_id, device, why, show)

    # ------------------------------------------------------------ stories told twice

    def link(self) -> None:
        """Say that both stories are about the same work."""
        self._say_of_pair(
            "link", "unlink", _("Both stories say now that they are about the same work.")
        )

    def part(self) -> None:
        """Say that they are two."""
        self._say_of_pair("apart", "together", _("They are two. Nobody is asked again."))

    def _say_of_pair(self, deed: str, undo: str, said: str) -> None:
        line = self.line
        if line is None:
            return
        one, other = line.case_id, line.path[0]

        def do(name: str, then: Callable[[Any], None]) -> None:
            def show(made: Any) -> None:
                if {one, other} & {self._shelf.editor.case_id}:
                    self._shelf.reload()
                self._shelf.refresh()
                then(made)

            self._shelf.autosave.cut(lambda: self._shelf.tasks.run(
                lambda library: getattr(_services().duplicates, name)(library, one, other), show
            ))  # fmt: skip

        def back() -> None:
            do(undo, lambda _made: self._turn_back_to(line))

        do(deed, lambda _made: self._passed(line, said, back))

    # ------------------------------------------------------------ withdrawals

    def confirm(self) -> None:
        """Destroy on this copy what somebody asked to withdraw."""
        line = self.line
        if line is None:
            return

        def show(gone: "Withdrawn") -> None:
            self._shelf.told.emit(Notice(settle_words.withdrawn(gone)))
            if line.case_id == self._shelf.editor.case_id:
                self._shelf.reload()
            self._shelf.refresh()
            self.done += 1
            self._pass(line)

        identity = line.path[0]
        self._shelf.autosave.cut(lambda: self._shelf.tasks.run(
            lambda library: _services().redacting.confirm(library, identity), show
        ))  # fmt: skip

    # ------------------------------------------------------------ what a new text begins with

    def open_for_writing(self, then: "Callable[[OpenedCase], None]") -> None:
        """Read the story of what is looked at, so that a new answer can be given to it."""
        line = self.line
        if line is not None:
            case_id = line.case_id
            self._shelf.tasks.run(lambda library: _services().cases.opened(library, case_id), then)


def _everything(library: Any, language: str) -> list[Line]:
    services = _services()
    lines: list[Line] = []
    start, first = "", None
    while first is None or start:
        page = services.conflicts.needs_you(library, start=start, language=language)
        lines += matter.of_stories(page.stories)
        first, start = first or page, page.more
    if first.redactions:
        lines += matter.of_withdrawals(services.redacting.waiting(library, language))
    return lines + matter.of_pairs(first.duplicates)


def _looked_at(library: Any, line: Line, language: str) -> Any:
    services = _services()
    if line.kind == matter.ANSWER:
        return services.conflicts.one(library, line.case_id, line.path, language)
    if line.kind == matter.DELETION:
        return services.conflicts.deletion(library, line.case_id, line.path, language)
    if line.kind == matter.DUPLICATE:
        return services.duplicates.pair(library, line.case_id, line.path[0], language)
    return line.about


def _services() -> Any:
    from ssc_desktop import services

    return services
