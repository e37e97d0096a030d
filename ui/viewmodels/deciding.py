"""Settling carried out: the library is told, the open story follows, and there is a way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.answers import OpenedCase
    from ssc_desktop.services.settling import Choice, Settled
    from ui.viewmodels.keeper import Keeper
    from ui.viewmodels.steps import Path


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be settled, and how."""

    case_id: str
    path: "Path"
    choice: "Choice"
    why: str = ""
    seen: tuple[str, ...] = ()
    """What stood on the screen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    settled: "Settled"
    settlement: str
    """Opens it again; "" where nothing was settled."""


@dataclass(frozen=True, slots=True)
class Together:
    """What came of settling several answers at once."""

    settled: int
    settlements: tuple[str, ...]
    """Open them again."""


Then = Callable[[Outcome], object]
Failed = Callable[["SscError"], None]


class Deciding(QObject):
    """Belongs to the shelf: the form settles through it, and so does the place for all stories."""

    decided = Signal()
    """Something was settled, or opened again."""

    def __init__(self, shelf: "Keeper", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def settle(self, one: Decision, then: Then, failed: Failed | None = None) -> None:
        """Settle something; what was typed in the open story is saved first."""
        shelf = self._shelf
        is_open = one.case_id == shelf.editor.case_id

        def work(library: Any) -> "tuple[Outcome, OpenedCase | None]":
            settled = _settling().settle(
                library, one.case_id, one.path, one.choice, one.why, seen=one.seen
            )
            return Outcome(settled, _settlement(library, one, settled)), (
                _cases().opened(library, one.case_id) if is_open else None
            )

        def show(made: "tuple[Outcome, OpenedCase | None]") -> None:
            outcome, opened = made
            self._follow(one.path, opened, outcome.settled.cuts)
            shelf.refresh()
            self.decided.emit()
            then(outcome)

        self._after_saving(work, show, failed)

    def reopen(
        self, case_id: str, path: "Path", settlement: str, then: Callable[[], object]
    ) -> None:
        """Let all versions of something that was settled stand side by side again."""
        shelf = self._shelf
        is_open = case_id == shelf.editor.case_id

        def work(library: Any) -> "OpenedCase | None":
            _settling().reopen(library, case_id, settlement)
            opened: OpenedCase = _cases().opened(library, case_id)
            return opened if is_open else None

        def show(opened: "OpenedCase | None") -> None:
            self._follow(path, opened)
            shelf.refresh()
            self.decided.emit()
            then()

        self._after_saving(work, show, None)

    def settle_all(
        self, case_id: str, device: str, why: str, then: Callable[[Together], object]
    ) -> None:
        """Keep the versions of one computer in all answers of a story that are in question."""

        def work(library: Any) -> Together:
            done = _settling().settle_all(library, case_id, device, why).settled
            made = _settling().settled(library, case_id, limit=done).settlements
            return Together(done, tuple(one.id for one in made))

        def show(made: Together) -> None:
            self._renew(case_id)
            then(made)

        self._after_saving(work, show, None)

    def reopen_all(
        self, case_id: str, settlements: tuple[str, ...], then: Callable[[], object]
    ) -> None:
        """Let all versions of several answers of a story stand side by side again."""

        def work(library: Any) -> None:
            for one in settlements:
                _settling().reopen(library, case_id, one)

        def show(_nothing: object) -> None:
            self._renew(case_id)
            then()

        self._after_saving(work, show, None)

    def _renew(self, case_id: str) -> None:
        if case_id == self._shelf.editor.case_id:
            self._shelf.reload()
        self._shelf.refresh()

    def _after_saving(
        self, work: Callable[[Any], Any], show: Callable[[Any], None], failed: Failed | None
    ) -> None:
        shelf = self._shelf

        def begin() -> None:
            # what the library could not keep stands on the screen alone, and stays there
            if shelf.autosave.state == "failed":
                said = _("The last save failed. The line at the foot says why.")
                shelf.told.emit(Notice(said))
            else:
                shelf.tasks.run(work, show, failed=failed or shelf.refused.emit)

        shelf.autosave.cut(begin)

    def _follow(
        self, path: "Path", opened: "OpenedCase | None", cuts: tuple[str, ...] = ()
    ) -> None:
        """Let the open story say what the library says."""
        if opened is None or opened.case.case_uuid != self._shelf.editor.case_id:
            return
        if opened.deleted:
            self._shelf.close_story()
            self._shelf.refresh(then=self._shelf.open_first)
        elif len(path) % 2:
            editor = self._shelf.editor
            editor.absorb(path, opened, _settling().seen_too(editor.base, cuts))
        else:
            self._shelf.reload()


def _settlement(library: Any, one: Decision, settled: "Settled") -> str:
    """What opens it again: the settlement that was just made."""
    if not settled.settled:
        return ""
    found = _settling().settled(library, one.case_id, limit=_LATEST).settlements
    return next((made.id for made in found if made.own and tuple(made.path) == one.path), "")


_LATEST = 5


def _settling() -> Any:
    from ssc_desktop import services

    return services.settling


def _cases() -> Any:
    from ssc_desktop import services

    return services.cases
