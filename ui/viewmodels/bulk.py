"""One thing done to many stories: a few at a time, with progress, a way to stop, and one undo."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _, listed, ngettext
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.answers import OpenedCase
    from ssc_desktop.services.many import Done
    from ui.viewmodels.keeper import Keeper
    from ui.viewmodels.story_editor import Path

_Work = Callable[[Any, list[str]], "Done"]
_NAMED = 3


class Bulk(QObject):
    """What is under way for many stories."""

    under_way = Signal(str)
    """What is being done, in words; "" when it is over."""
    progressed = Signal(int, int)
    refused = Signal(object)
    """The Refused stories of the last act: a tuple."""

    def __init__(self, shelf: "Keeper", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._stopped = False
        self.busy = False

    def stop(self) -> None:
        """Do no more stories; what was done stays, and can be undone."""
        self._stopped = True

    # ------------------------------------------------------------ the acts

    def change_status(self, ids: Sequence[str], status: str, called: str) -> None:
        """Give stories another status; each passes its own gate or stays."""

        def told(n: int) -> str:
            return ngettext("{n} story: {status}.", "{n} stories: {status}.", n).format(
                n=n, status=called
            )

        self._do(
            ids,
            lambda library, some: _many().change_status(library, some, status),
            lambda library, before: _many().put_back_status(library, before),
            told,
            ("status",),
        )

    def trash(self, ids: Sequence[str]) -> None:
        """Put stories into the trash."""

        def told(n: int) -> str:
            return ngettext(
                "{n} story is in the trash.", "{n} stories are in the trash.", n
            ).format(n=n)

        if self._shelf.editor.case_id in ids:
            self._shelf.close_story()
        self._do(
            ids,
            lambda library, some: _many().trash(library, some),
            lambda library, before: _many().restore(library, before),
            told,
        )

    def add_keyword(self, ids: Sequence[str], word: str) -> None:
        """Add a keyword to stories."""

        def told(n: int) -> str:
            return ngettext(
                "{n} story has the keyword “{word}” now.",
                "{n} stories have the keyword “{word}” now.", n,
            ).format(n=n, word=word)  # fmt: skip

        self._do(
            ids,
            lambda library, some: _many().add_keyword(library, some, word),
            lambda library, before: _many().put_back_keywords(library, before, word),
            told,
            ("keywords",),
        )

    # ------------------------------------------------------------ doing and undoing

    def _do(
        self,
        ids: Sequence[str],
        work: _Work,
        back: Callable[[Any, dict[str, object]], "Done"],
        told: Callable[[int], str],
        path: "Path" = (),
    ) -> None:
        def over(done: "Done") -> None:
            undo = (_("Undo"), lambda: self._undo(done.before, back, path))
            said = [told(len(done.before))] if done.before or not done.refused else []
            said += refusals(done)
            self._shelf.told.emit(Notice(" ".join(said), (undo,) if done.before else ()))
            if done.refused:
                self.refused.emit(done.refused)

        self._run(list(ids), work, over, path)

    def _undo(
        self,
        before: dict[str, object],
        back: Callable[[Any, dict[str, object]], "Done"],
        path: "Path",
    ) -> None:
        def over(done: "Done") -> None:
            n = len(done.before)
            said = ngettext("{n} story is as before.", "{n} stories are as before.", n)
            self._shelf.told.emit(Notice(said.format(n=n)))

        def work(library: Any, some: list[str]) -> "Done":
            return back(library, {one: before[one] for one in some})

        self._run(list(before), work, over, path)

    def _run(
        self, ids: list[str], work: _Work, over: Callable[["Done"], None], path: "Path"
    ) -> None:
        if self.busy:
            busy = _("Something is being done to many stories already. Wait for it, or stop it.")
            self._shelf.told.emit(Notice(busy))
            return
        from ssc_desktop.services.many import AT_ONCE, Done

        self.busy, self._stopped = True, False
        of = len(ids)
        n = ngettext("{n} story…", "{n} stories…", of).format(n=of)
        self.under_way.emit(n)

        def turn(done: "Done", left: list[str]) -> None:
            self.progressed.emit(of - len(left), of)
            if not left or self._stopped:
                self.busy = False
                self.under_way.emit("")
                self._shelf.refresh(then=self._shelf.open_first)
                self._shelf.reload()
                self._shelf.refresh_trash()
                over(done)
                return
            some, later = left[:AT_ONCE], left[AT_ONCE:]
            shown = self._shelf.editor.case_id
            shown = shown if path and shown in some else ""

            def went_on(found: "tuple[Done, OpenedCase | None]") -> None:
                more, opened = found
                if opened is not None and shown == self._shelf.editor.case_id:
                    self._shelf.editor.absorb(path, opened)  # else the next save takes it back
                turn(done.and_also(more), later)

            self._shelf.tasks.run(
                lambda library: (work(library, some), _opened(library, shown)),
                went_on,
                failed=failed,
            )

        def failed(error: Any) -> None:
            self.busy = False
            self.under_way.emit("")
            self._shelf.refresh()
            self._shelf.refused.emit(error)

        self._shelf.autosave.cut(lambda: turn(Done(), ids))


def refusals(done: "Done") -> list[str]:
    """What stayed as it was, in a sentence or two."""
    n = len(done.refused)
    if not n:
        return []
    named = listed(one.title or _("Untitled story") for one in done.refused[:_NAMED])
    if n > _NAMED:
        named = _("{list} and {n} more").format(list=named, n=n - _NAMED)
    said = ngettext(
        "{n} story is not ready for it and stayed as it was: {list}.",
        "{n} stories are not ready for it and stayed as they were: {list}.", n,
    )  # fmt: skip
    return [said.format(n=n, list=named)]


def _opened(library: Any, case_id: str) -> "OpenedCase | None":
    from ssc_desktop import services

    return services.cases.opened(library, case_id) if case_id else None


def _many() -> Any:
    from ssc_desktop import services

    return services.many
