"""Files on their way into the open story: prepared aside, kept by the store, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, ngettext
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ui.tasks import Job, Tasks
    from ui.viewmodels.photo import Prepared
    from ui.viewmodels.story_editor import StoryEditor

_GROUP = ("attachment",)
_MOST_REASONS = 10
_MOST_AT_ONCE = 200


@dataclass
class _Batch:
    """What was handed in together, and what became of it."""

    case_id: str
    waiting: "list[Path | QImage]"
    total: int
    added: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    """Items that hold the same bytes already."""
    refused: list[SscError] = field(default_factory=list)
    stopped: bool = False


class Intake(QObject):
    """Takes files and pictures into the open story."""

    under_way = Signal(str)
    """What is being done, in words; "" when it is over."""
    progressed = Signal(int, int)
    told = Signal(object)
    """A Notice for the person."""
    refused = Signal(object)
    """An SscError that speaks for all that was handed in."""
    show_wanted = Signal(object)
    """The path of an item to look at."""

    def __init__(
        self, editor: "StoryEditor", tasks: "Tasks", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._tasks = tasks
        self._batch: _Batch | None = None
        self._job: Job | None = None
        self.positions: dict[str, tuple[float, float]] = {}
        """Where cameras say that photos were taken, by item; never stored, never sent."""

    @property
    def busy(self) -> bool:
        """Whether files are being taken in."""
        return self._batch is not None

    def take(self, sources: "Sequence[Path | QImage]") -> None:
        """Take in files, or pictures from the clipboard; more may come while some are under way."""
        if not sources or not self._editor.case_id:
            return
        if self._batch is not None:
            self._batch.waiting += sources
            self._batch.total += len(sources)
            self._say()
            return
        chosen = list(sources[:_MOST_AT_ONCE])
        self._batch = _Batch(self._editor.case_id, chosen, len(chosen))
        self._say()
        self._next(self._batch)

    def stop(self) -> None:
        """Take in no more; what is in the story stays there."""
        if self._batch is not None:
            self._batch.waiting.clear()
            self._batch.stopped = True

    def _say(self) -> None:
        if self._batch is not None:
            n = self._batch.total
            said = ngettext("Adding {n} file…", "Adding {n} files…", n).format(n=n)
            self.under_way.emit(said)

    def _next(self, batch: _Batch) -> None:
        if not batch.waiting or self._editor.case_id != batch.case_id:
            self._over(batch)
            return
        self.progressed.emit(batch.total - len(batch.waiting), batch.total)
        source = batch.waiting.pop(0)
        self._job = self._tasks.aside(
            lambda: _prepared(source), lambda found: self._on_prepared(batch, found)
        )

    def _on_prepared(self, batch: _Batch, found: "Prepared | SscError") -> None:
        if isinstance(found, SscError):
            self._on_refused(batch, found)
            return
        if batch.stopped:
            self._next(batch)
            return
        self._tasks.run(
            lambda library: _kept(library, found.intake),
            lambda item: self._on_kept(batch, item, found),
            failed=lambda error: self._on_refused(batch, error),
        )

    def _on_refused(self, batch: _Batch, error: SscError) -> None:
        batch.refused.append(error)
        self._next(batch)

    def _on_kept(self, batch: _Batch, item: Any, found: "Prepared") -> None:
        if self._editor.case_id == batch.case_id:
            held = next((one for one in self._editor.items(_GROUP)
                         if getattr(one, "sha256", None) == item.sha256), None)  # fmt: skip
            if held is not None:
                batch.again.append(held.id)
            else:
                self._editor.insert(_GROUP, item)
                batch.added.append(item.id)
                if found.position is not None:
                    self.positions[item.id] = found.position
        self._next(batch)

    def _over(self, batch: _Batch) -> None:
        self._batch = None
        self.under_way.emit("")
        if batch.refused and batch.total == 1:
            self.refused.emit(batch.refused[0])
            return
        said = " ".join(_sentences(batch))
        if said:
            self.told.emit(Notice(said, tuple(self._actions(batch))))

    def _actions(self, batch: _Batch) -> Any:
        if batch.refused:
            yield _("Why?"), lambda: self.refused.emit(_together(batch.refused))
        shown = (batch.added or batch.again)[:1]
        if shown and not batch.refused:
            yield _("Show"), lambda: self.show_wanted.emit((*_GROUP, shown[0]))


def _sentences(batch: _Batch) -> Any:
    n = len(batch.added)
    if n:
        yield ngettext("{n} file added.", "{n} files added.", n).format(n=n)
        if n == 1:
            yield _("Say what it shows, and who took it.")
    again = len(batch.again)
    if again:
        yield ngettext(
            "{n} file is in this story already.", "{n} files are in this story already.", again
        ).format(n=again)
    refused = len(batch.refused)
    if refused:
        yield ngettext(
            "{n} file could not be added.", "{n} files could not be added.", refused
        ).format(n=refused)
    if batch.stopped:
        yield _("Stopped; the others were not added.")


def _together(errors: Sequence[SscError]) -> SscError:
    """All reasons in one, file by file."""
    lines = [f"• {error.message} {error.advice}".strip() for error in errors[:_MOST_REASONS]]
    more = len(errors) - len(lines)
    if more:
        lines.append(ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    n = len(errors)
    said = ngettext("{n} file could not be added.", "{n} files could not be added.", n)
    return SscError(said.format(n=n), advice="\n\n".join(lines))


def _prepared(source: "Path | QImage") -> "Prepared | SscError":
    """A job of the other thread; what is wrong with one file is no trouble for the next."""
    from ui.viewmodels import photo

    try:
        return photo.prepared(source) if isinstance(source, Path) else photo.pasted(source)
    except SscError as error:
        return error
    except MemoryError:
        return SscError(
            _("There is not enough memory for one of the pictures."),
            advice=_("Close other programs, or save the picture smaller first."),
        )


def _kept(library: Any, intake: Any) -> Any:
    from ssc_desktop import services

    return services.attachments.keep(library, intake)
