"""The library as the window works with it: the list, the open story, and what is done to them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import LibraryDamaged, NotFound, SscError
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Changes, Listing, OpenedCase, Query, Summary
from ui.tasks import Tasks
from ui.viewmodels.autosave import Autosave
from ui.viewmodels.bulk import Bulk
from ui.viewmodels.deciding import Deciding, Decision
from ui.viewmodels.intake import Intake
from ui.viewmodels.listed import Listed
from ui.viewmodels.notice import Notice
from ui.viewmodels.story_editor import StoryEditor
from ui.viewmodels.story_list import StoryList
from ui.viewmodels.thumbnails import Thumbnails
from ui.viewmodels.views import Views
from ui.viewmodels.watching import Watching

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey


class Shelf(QObject):
    """One library, one list, one open story."""

    ready = Signal()
    """The library can be written to."""
    listed = Signal(object)
    """A new Listing is shown."""
    told = Signal(object)
    """A Notice for the person."""
    refused = Signal(object)
    """An SscError that stops what was asked for."""
    locked_out = Signal(object)
    """The library could not be opened: an SscError."""
    protection_changed = Signal()
    """The library opens with a password now, or without one."""
    story_opened = Signal()
    trash_listed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.editor = StoryEditor(self)
        self.autosave = Autosave(self.editor, tasks, self)
        self.list = Listed(tasks, self)
        self.views = Views(self, self)
        self.bulk = Bulk(self, self)
        self.deciding = Deciding(self, self)
        self.stories = self.list.stories
        self.trash = StoryList(self)
        self._named: dict[str, str] = {}
        self.begun = False
        """Whether the first page was read, where there is one."""
        self.is_ready = False
        self.paused = False
        """Whether the library is closed for a while; the window shows what it showed before."""
        self.teller: Callable[[], dict[str, Any]] = dict
        """What new stories say of the person who writes them."""
        self.warm: Callable[[], object] = lambda: None
        """Loads the modules of the open story; called on another thread."""
        self.wanted_id = ""
        self._coming = ""
        """The story that is being read, to be shown next."""
        self.list.listed.connect(self._on_listed)
        # search looks at revisions: what was just written becomes one first
        self.list.cut_wanted.connect(self.autosave.cut)
        self.intake = Intake(self.editor, tasks, self)
        self.intake.told.connect(self.told)
        self.intake.refused.connect(self.refused)
        self.thumbnails = Thumbnails(tasks, self)
        self.watching = Watching(self, self)
        tasks.refused.connect(self.refused)
        self.autosave.changes.connect(self.list.on_changes)
        self.editor.overwritten.connect(lambda: self.autosave.cut(self._renew_conflicts))

    # ------------------------------------------------------------ opening

    def begin(self, folder: Path, key: "DataKey | None" = None) -> None:
        """Read the first page of the library in `folder`; a protected one opens with its key."""
        self.tasks.begin(folder, self._on_begun, self.locked_out.emit, key)

    def _on_begun(self, listing: Listing | None) -> None:
        self.begun = True
        if listing is not None:
            self.list.begin(listing)

    def open_fully(self) -> None:
        """Load what writes; the window calls it after first paint."""
        waiting = {"library", "window"}

        def came(what: str) -> None:
            waiting.discard(what)
            if not waiting:
                self._on_ready()

        # what the window needs next is loaded beside the library, not on the window's thread
        self.tasks.aside(self.warm, lambda _nothing: came("window"))
        self.tasks.open(lambda _nothing: came("library"), self.locked_out.emit)

    def _on_ready(self) -> None:
        self.is_ready = self.list.is_ready = True
        self.ready.emit()
        self.refresh(then=self.open_first)

    def open_first(self) -> None:
        """Open the story that was wanted, or the first, where none is open."""
        first = self.stories.summary(max(0, self.stories.row_of(self.wanted_id)))
        if first is not None and not self.editor.case_id and not self._coming:
            self.open(first.id)

    # ------------------------------------------------------------ the list

    @property
    def listing(self) -> Listing | None:
        """What is listed now."""
        return self.list.listing

    @property
    def narrowed(self) -> bool:
        """Whether words or conditions leave some stories out of the list."""
        return self.list.narrowed

    def refresh(self, *, then: Callable[[], None] | None = None) -> None:
        """Read the list anew."""
        self.list.refresh(then=then)

    def _on_listed(self, listing: Listing) -> None:
        if not self.list.narrowed:
            listed = {one.id: one.title for one in listing.summaries}
            self.editor.stories = tuple({**listed, **self._named}.items())
        self.listed.emit(listing)

    def name_story(self, case_id: str, title: str) -> None:
        """Let fields that refer to a story call it by its title, also where it is far down."""
        self._named[case_id] = title
        self.editor.stories = tuple({**dict(self.editor.stories), case_id: title}.items())

    def _name_references(self) -> None:
        """Learn the titles of stories that the open one refers to and that are not listed."""
        known = dict(self.editor.stories)
        groups = ("same_initiative_as", "translation_of")
        held = [one for group in groups for one in self.editor.items((group,))]
        missing = [case for one in held if (case := getattr(one, "case", None)) not in known]
        ids = [case for case in missing if isinstance(case, str)]

        def show(lines: tuple[Summary, ...]) -> None:
            for line in lines:
                self.name_story(line.id, line.title)
            for group in groups if lines else ():
                self.editor.changed.emit((group,))

        if ids:
            self.tasks.run(lambda library: _services().listing.lines(library, ids), show)

    def refresh_trash(self) -> None:
        """Read what is in the trash."""
        query = Query(trash=True)

        def show(listing: Listing) -> None:
            self.trash.show(listing)
            self.trash_listed.emit(listing)

        self.tasks.run(lambda library: _cases().listing(library, query), show)

    # ------------------------------------------------------------ the open story

    def open(self, case_id: str, then: Callable[[], None] | None = None) -> None:
        """Open a story; what was written in the one before becomes a revision first."""
        if case_id == self.editor.case_id and not then:
            return
        self.wanted_id = case_id
        if self.is_ready:  # else it is opened as soon as the library is
            self.autosave.cut(lambda: self._load(case_id, then))

    def _load(self, case_id: str, then: Callable[[], None] | None) -> None:
        if self.autosave.state == "failed":
            self.wanted_id = self.editor.case_id
            self.story_opened.emit()
            return

        def show(opened: OpenedCase) -> None:
            self.watching.suspect(opened.torn)
            if case_id != self.wanted_id:
                return
            self._coming = ""
            if case_id != self.editor.case_id:  # asked for twice, it is open and written in
                self.autosave.flush()  # keys that came while the other story was read
                self.editor.open(opened)
                self._name_references()
            self.story_opened.emit()
            if then is not None:
                then()

        def refuse(error: SscError) -> None:
            self._coming = ""
            self.refused.emit(error)
            self.watching.suspect(isinstance(error, LibraryDamaged))

        self._coming = case_id
        self.tasks.run(lambda library: _cases().opened(library, case_id), show, failed=refuse)

    def reload(self) -> None:
        """Read the open story anew, after a bundle changed it; what is typed meanwhile stays.

        One that went with the bundle that brought it is shown no longer.
        """
        case_id = self.editor.case_id

        def show(opened: OpenedCase | None) -> None:
            if self.editor.case_id != case_id or self.autosave.state == "failed":
                return
            if opened is None:
                self.close_story()
                self.open_first()
            elif self.autosave.unsaved:
                self.autosave.flush()
                self.reload()
            elif not self.editor.shows(opened):  # else one stays at the word one was at
                self.editor.open(opened)

        if case_id and self.autosave.state != "failed":
            self.tasks.run(lambda library: _opened_if_there(library, case_id), show)

    def _renew_conflicts(self) -> None:
        case_id = self.editor.case_id

        def show(opened: OpenedCase) -> None:
            if self.editor.case_id == case_id:
                self.editor.renew_conflicts(opened.conflicts)

        if case_id:
            self.tasks.run(lambda library: _cases().opened(library, case_id), show)

    def close_story(self) -> None:
        """Show no story."""
        self.autosave.flush()
        self.wanted_id = self._coming = ""
        self.editor.open(None)
        self.story_opened.emit()

    def new_story(self, then: Callable[[], None] | None = None) -> None:
        """Begin a story and open it."""
        from ssc_desktop import i18n

        language, values = i18n.language(), self.teller()

        def show(made: tuple[str, Changes]) -> None:
            self.refresh()
            self.open(made[0], then)

        self.tasks.run(lambda library: _cases().created(library, language, values), show)

    def settle(self, path: tuple[str, ...], revision: str) -> None:
        """Choose the version of a contested answer that stays."""
        seen = tuple(one.revision for one in self.editor.versions(path))
        keep = _services().settling.Keep(revision)
        decision = Decision(self.editor.case_id, path, keep, seen=seen)
        self.deciding.settle(decision, lambda _outcome: None)

    def change_status(self, status: str) -> None:
        """Give the open story another status; a gate may refuse it."""
        case_id = self.editor.case_id
        self._apply(("status",), lambda library: _cases().change_status(library, case_id, status))

    def _apply(self, path: tuple[str, ...], change: Callable[[Any], Any]) -> None:
        case_id = self.editor.case_id

        def work(library: Any) -> OpenedCase:
            change(library)
            opened: OpenedCase = _cases().opened(library, case_id)
            return opened

        def show(opened: OpenedCase) -> None:
            if opened.case.case_uuid == self.editor.case_id:
                self.editor.absorb(path, opened)
            self.refresh()

        self.autosave.cut(lambda: self.tasks.run(work, show))

    def put_into_trash(self, case_id: str) -> None:
        """Put a story into the trash, without asking; the notice offers the way back."""
        if not case_id:
            return

        def show(_changes: Changes) -> None:
            if self.editor.case_id == case_id:
                self.close_story()
            self.refresh(then=self.open_first)
            self.refresh_trash()
            undo = (_("Undo"), lambda: self.restore(case_id))
            self.told.emit(Notice(_("The story is in the trash."), (undo,)))

        self.autosave.cut(
            lambda: self.tasks.run(lambda library: _cases().trash(library, [case_id]), show)
        )

    def restore(self, case_id: str) -> None:
        """Take a story out of the trash and open it."""

        def show(_changes: Changes) -> None:
            self.refresh()
            self.refresh_trash()
            self.open(case_id)
            self.told.emit(Notice(_("The story is back in the library.")))

        self.tasks.run(lambda library: _cases().restore(library, [case_id]), show)

    def pause(self, then: Callable[[bool], None]) -> None:
        """Store everything, make revisions of it, and close the library until `resume`.

        `then` hears whether it is closed: where something cannot be saved, it stays open.
        """

        def closed(_nothing: None) -> None:
            then(True)

        def cut() -> None:
            if self.autosave.state == "failed":
                self.paused = False
                then(False)
            elif self.autosave.state == "unsaved":  # typed meanwhile
                self.pause(then)
            else:
                self.tasks.pause(closed)

        self.paused = True
        self.autosave.cut(cut)

    def resume(
        self,
        folder: Path,
        key: "DataKey | None",
        then: Callable[[], None],
        failed: Callable[[SscError], None],
    ) -> None:
        """Open the library that `pause` closed, and read anew what is shown: it may be another."""

        def opened(_nothing: None) -> None:
            self.paused = False
            self.refresh()
            self.reload()
            then()

        def begun(_listing: Listing | None) -> None:
            self.tasks.open(opened, failed)

        self.tasks.begin(folder, begun, failed, key)

    def close(self) -> None:
        """Store everything, make revisions of it, and close the library."""
        self.autosave.cut()
        self.tasks.close()

    def tell(self, error: SscError) -> None:
        """Show an error as the person reads it."""
        self.refused.emit(error)


def _services() -> Any:
    from ssc_desktop import services

    return services


def _opened_if_there(library: Any, case_id: str) -> OpenedCase | None:
    try:
        opened: OpenedCase = _cases().opened(library, case_id)
    except NotFound:
        return None
    return opened


def _cases() -> Any:
    from ssc_desktop import services

    return services.cases
