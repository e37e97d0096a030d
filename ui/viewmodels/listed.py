"""What is listed: the question that the list answers, and its answers as they come.

The first lines come at once, how long the list is and its order a moment later: what takes longer
gives way to saves and to the next key.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop import i18n
from ssc_desktop.services.answers import Changes, Listing
from ssc_desktop.services.asking import CHANGED, NOTHING, RELEVANCE, Conditions, Query
from ui.tasks import Job, Tasks
from ui.viewmodels.story_list import StoryList

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Summary
    from ssc_desktop.services.listing import Cursor, Extent, Page

PAUSE = 120
"""Milliseconds after a key before the newest stories with the words are looked for."""
RANKING_PAUSE = 300
"""And before they are put in the order of how much they are about the words."""


class Listed(QObject):
    """The stories of a library that fit, in an order."""

    listed = Signal(object)
    """A Listing: the first lines, and what is known of the rest."""
    asked = Signal()
    """The question is another one."""
    cut_wanted = Signal(object)
    """What was just written must become a revision before this is called: search looks there."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.stories = StoryList(self)
        self.listing: Listing | None = None
        self.is_ready = False
        self.text = ""
        self.conditions: Conditions = NOTHING
        self.sort = CHANGED
        self.falling: bool | None = None
        self.search_sort = RELEVANCE
        self._turn = 0
        self._next: Cursor | None = None
        self._extent: Extent | None = None
        self._looking: Job | None = None
        self._held = False
        self._fetching = False
        self._pause = self._timer(PAUSE, lambda: self.cut_wanted.emit(self.refresh))
        self._ranking = self._timer(RANKING_PAUSE, self._look)
        self.stories.lines_wanted.connect(self._read_lines)
        self.stories.excerpts_wanted.connect(self._read_excerpts)
        self.stories.more_wanted.connect(self._read_on)

    def _timer(self, milliseconds: int, act: Callable[[], Any]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    # ------------------------------------------------------------ the question

    @property
    def query(self) -> Query:
        """What is asked now."""
        searching = bool(self.text.strip())
        sort = self.search_sort if searching else self.sort
        falling = None if sort == RELEVANCE else self.falling
        return Query(
            self.text, self.conditions, sort=sort, falling=falling, language=i18n.language()
        )

    @property
    def narrowed(self) -> bool:
        """Whether some stories are left out."""
        return bool(self.text.strip()) or self.conditions != NOTHING

    def search(self, text: str) -> None:
        """Look for words, after a short pause; the next key ends what is looked for now."""
        if text == self.text:
            return
        self.text = text
        self._stop_looking()
        self._pause.start()
        self.asked.emit()

    def narrow(self, conditions: Conditions) -> None:
        """List only what fits `conditions`."""
        if conditions != self.conditions:
            self.conditions = conditions
            self.asked.emit()
            self.refresh()

    def order(self, sort: str, falling: bool | None = None) -> None:
        """Sort the list otherwise."""
        self.falling = falling
        self.search_sort = sort if self.text.strip() else RELEVANCE
        if sort != RELEVANCE:
            self.sort = sort
        self.asked.emit()
        self.refresh()

    def ask(self, text: str, conditions: Conditions, sort: str, falling: bool | None) -> None:
        """Ask something else altogether: a view that was kept, or everything."""
        self.text, self.conditions = text, conditions
        self.sort, self.falling, self.search_sort = sort, falling, RELEVANCE
        self._pause.stop()
        self.asked.emit()
        self.refresh()

    def hold(self) -> None:
        """Leave the order as it is: somebody is going through the list."""
        self._held = True

    # ------------------------------------------------------------ the answers

    def begin(self, listing: Listing) -> None:
        """Show the first lines, read before anything else was loaded."""
        self._show(listing.summaries, goes_on=not listing.counted)
        self._tell(listing)

    def refresh(self, *, then: Callable[[], None] | None = None) -> None:
        """Read the list anew."""
        if not self.is_ready:
            return
        self._turn += 1
        turn, query = self._turn, self.query
        self._stop_looking()
        self._held = False

        def show(page: "Page") -> None:
            if turn == self._turn:  # an older answer than the last question is not shown
                self._take(query, page)
            if then is not None:
                then()

        self._tasks.run(lambda library: _listing().page(library, query), show)

    def _take(self, query: Query, page: "Page") -> None:
        searching = bool(query.text.strip())
        self.stories.searching = searching
        self.stories.forget_excerpts()
        ids = [one.id for one in page.summaries]
        # the same stories first: the rest is very likely the same too, and stays till it is read
        same = self.stories.ids[: len(ids)] == ids and self._extent is not None
        longer = same and len(self.stories.ids) > len(ids)
        if not longer:  # else the pages that were read go on where they ended
            self._next = page.next
        if not same or page.next is None:
            self._extent = None
            self._show(page.summaries, goes_on=page.next is not None)
        else:
            self.stories.renew(page.summaries)
        old = self.listing
        known = page.next is None
        total = len(ids) if known else self.stories.total
        counts = (old.unpacked, old.counts, old.needs_you) if old else (0, {}, 0)
        self._tell(Listing(page.summaries, total, *counts, counted=known))
        if query.sort == RELEVANCE:
            self._ranking.start()
        else:
            self._look()

    def _show(self, lines: "tuple[Summary, ...]", *, goes_on: bool) -> None:
        self.stories.show_order([one.id for one in lines], lines, goes_on=goes_on)

    def _tell(self, listing: Listing) -> None:
        self.listing = listing
        self.listed.emit(listing)

    def _look(self) -> None:
        """Learn how long the list is, and the order of what is not read yet."""
        turn, query = self._turn, self.query

        def work(library: Any) -> "tuple[Extent, tuple[Summary, ...]]":
            extent = _listing().extent(library, query)
            first = extent.ids[: query.limit] if query.sort == RELEVANCE and extent.ids else ()
            return extent, _listing().lines(library, first) if first else ()

        def show(found: "tuple[Extent, tuple[Summary, ...]]") -> None:
            if turn == self._turn:
                self._stretch(*found, ranked=query.sort == RELEVANCE)

        self._stop_looking()
        self._looking = self._tasks.look(work, show)

    def _stretch(self, extent: "Extent", lines: "tuple[Summary, ...]", *, ranked: bool) -> None:
        self._extent = extent
        self._looking = None
        if extent.ids is not None and not (ranked and self._held):
            self.stories.show_order(extent.ids, lines)
        summaries = self.listing.summaries if self.listing else ()
        self._tell(
            Listing(
                summaries, extent.total, extent.unpacked, extent.counts, extent.needs_you,
                cut=extent.cut,
            )
        )  # fmt: skip

    def _stop_looking(self) -> None:
        self._ranking.stop()
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    # ------------------------------------------------------------ what is seen

    def _read_lines(self, ids: list[str]) -> None:
        self._tasks.run(lambda library: _listing().lines(library, ids), self.stories.renew)

    def _read_excerpts(self, ids: list[str]) -> None:
        text, turn = self.text, self._turn

        def show(found: Any) -> None:
            if turn == self._turn:
                self.stories.renew_excerpts(ids, found)

        self._tasks.look(lambda library: _listing().excerpts_of(library, ids, text), show)

    def _read_on(self) -> None:
        after, turn, query = self._next, self._turn, self.query
        if after is None or self._fetching or (self._extent and self._extent.ids is not None):
            return
        self._fetching = True

        def show(page: "Page") -> None:
            self._fetching = False
            if turn == self._turn:
                self._next = page.next
                self.stories.append(page.summaries, goes_on=page.next is not None)

        self._tasks.run(lambda library: _listing().page(library, query, after), show)

    def know_whole(self, then: Callable[[], object]) -> None:
        """Learn the order of the whole list, however long it is."""
        turn, query = self._turn, self.query

        def show(ids: tuple[str, ...]) -> None:
            if turn == self._turn:
                self._next = None
                self.stories.show_order(ids, ())
                then()

        self._tasks.look(lambda library: _listing().every(library, query), show)

    def on_changes(self, changes: Changes) -> None:
        """Renew what stories say; where one came or moved, the whole list."""
        if not changes.cases:
            return
        ids = list(changes.cases)
        if len(ids) > 50:
            self.refresh()
            return

        def show(lines: "tuple[Summary, ...]") -> None:
            held = [self.stories.line(one.id) for one in lines]
            same = all(
                was is not None and (was.number, was.deleted) == (one.number, one.deleted)
                for was, one in zip(held, lines, strict=True)
            )
            if same and len(lines) == len(ids):
                self.stories.renew(lines)
            else:
                self.refresh()

        self._tasks.run(lambda library: _listing().lines(library, ids), show)

    def retranslate(self) -> None:
        """The language is another one: countries may stand in another order."""
        self.refresh()


def _listing() -> Any:
    from ssc_desktop import services

    return services.listing
