"""Ways to a story or a command: quick open, the palette, what is found, and what is like it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from ssc_desktop.i18n import _
from ui.viewmodels.notice import Notice
from ui.viewmodels.views import STANDING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ssc_desktop.services.finding import Similar
    from ui.commands import Commands
    from ui.errands import Errands
    from ui.pages.library_page import LibraryPage
    from ui.pages.palette import Act, Palette
    from ui.pages.quick_open import QuickOpen
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.bulk_bar import BulkBar

_MOST_RECENT = 30
_REST = 1_500
"""Milliseconds with a story before its likes are looked for: nobody waits for them."""


class Finders(QObject):
    """What belongs to the whole window about finding stories and doing things to them."""

    def __init__(
        self, window: QMainWindow, shelf: "Shelf", page: "LibraryPage", errands: "Errands"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._page = page
        self._errands = errands
        self.go_to_library: Callable[[], object] = lambda: None
        self.document: Callable[[list[str]], object] = lambda _ids: None
        """Shows the library, whatever is shown now."""
        self.recent: list[str] = []
        """Stories opened lately, the last one first."""
        self._used: list[str] = []
        self._told: set[tuple[str, str]] = set()
        self._words = ""
        """What to jump to as soon as a story is open."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._look_for_likes)
        self._widths_kept, self._widths = False, ""
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_REST)
        self._keeping.timeout.connect(lambda: errands.change(column_widths=self._widths))
        shelf.story_opened.connect(self._on_story)
        pane = page.list_pane
        pane.entered.connect(self._jump)
        pane.bar_built.connect(self._on_bar)
        pane.columns_changed.connect(self._on_columns)
        page.pane_built.connect(self._on_pane)

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """The commands that live here, by name."""
        return {
            "quick_open": self.quick_open,
            "palette": self.palette,
            "narrow": partial(self._in_list, "show_filter"),
            "sort": partial(self._in_list, "show_sorts"),
            "views": partial(self._in_list, "show_views"),
            "columns": self._toggle_columns,
            "similar": self.show_similar,
        }

    def recall(self) -> None:
        """Show the list as it was left: in cards or in columns."""
        if self._errands.settings.story_list == "columns":
            self._page.list_pane.show_columns(True)

    def _on_columns(self, on: bool) -> None:
        shape = "columns" if on else "cards"
        if shape != self._errands.settings.story_list:
            self._errands.change(story_list=shape)
        table = self._page.list_pane.table
        if on and table is not None and not self._widths_kept:
            self._widths_kept = True
            table.recall_widths(self._errands.settings.column_widths)
            table.widths_changed.connect(self._keep_widths)

    def _keep_widths(self, widths: str) -> None:
        self._widths = widths
        self._keeping.start()

    # ------------------------------------------------------------ quick open and palette

    def quick_open(self) -> "QuickOpen | None":
        """Open a story or a section by a few letters."""
        if not self._shelf.is_ready:
            return None
        from ui.pages.quick_open import QuickOpen, Ways

        ways = Ways(self.open_story, self._go_to_section)
        shown = QuickOpen(self._shelf, self._window, self.recent, ways)
        shown.open()
        return shown

    def palette(self) -> "Palette":
        """Do anything by its name."""
        from ui.pages.palette import Palette

        shown = Palette(self._window, self._all_acts(), self._used, self._note_used)
        shown.open()
        return shown

    def _note_used(self, name: str) -> None:
        self._used = [name, *(one for one in self._used if one != name)][:_MOST_RECENT]

    def _all_acts(self) -> "list[Act]":
        from ui.commands import GROUPS
        from ui.pages.palette import Act

        commands: Commands = self._window.commands  # type: ignore[attr-defined]  # our own window
        found = []
        for group in GROUPS:
            for command in group:
                action = commands.actions[command.name]
                if command.name == "palette" or not action.isVisible():
                    continue
                why = "" if action.isEnabled() else _why_not(needs_story=command.needs_story)
                found.append(
                    Act(
                        command.name, action.text().rstrip("…"), action.trigger,
                        commands.keys(command.name), command.icon, why,
                    )
                )  # fmt: skip
        return [*found, *self._view_acts()]

    def _view_acts(self) -> "list[Act]":
        from ui.pages.palette import Act

        views = self._shelf.views

        def shown(show: Callable[[], object]) -> Callable[[], object]:
            def act() -> None:
                self.go_to_library()
                show()

            return act

        named = [(one.name, partial(views.show, at)) for at, one in enumerate(views.views)]
        standing = [(_(one.words), partial(views.show_standing, one.name)) for one in STANDING]
        return [
            Act(f"view:{at}", _("View: {name}").format(name=name), shown(show), "", "list-filter")
            for at, (name, show) in enumerate([*standing, *named])
        ]

    # ------------------------------------------------------------ going

    def open_story(self, case_id: str) -> None:
        """Open a story and show it, whatever the list shows."""
        self.go_to_library()
        self._shelf.open(case_id)
        self._page.show_story()

    def _go_to_section(self, at: int) -> None:
        self.go_to_library()
        self._page.show_story()
        self._page.pane.go_to_section(at)

    def _in_list(self, act: str) -> None:
        self.go_to_library()
        self._page.show_list()
        getattr(self._page.list_pane.head, act)()

    def _toggle_columns(self) -> None:
        self.go_to_library()
        pane = self._page.list_pane
        pane.show_columns(not pane.in_columns)

    def _jump(self) -> None:
        """The person went into a story that was found: go to the words there."""
        text = self._shelf.list.text
        if not text.strip():
            return
        from ssc_desktop.record.wanted import wanted

        self._words = wanted(text).first
        if self._shelf.editor.case_id == self._shelf.wanted_id:
            self._find()

    def _find(self) -> None:
        words, self._words = self._words, ""
        if words and self._shelf.editor.case is not None:
            self._page.pane.find_words(words)

    def _on_story(self) -> None:
        case_id = self._shelf.editor.case_id
        if case_id:
            self.recent = [case_id, *(one for one in self.recent if one != case_id)]
            del self.recent[_MOST_RECENT:]
            self._rest.start()
        if self._words:
            QTimer.singleShot(0, self, self._find)

    # ------------------------------------------------------------ stories that are alike

    def _on_pane(self) -> None:
        self._page.pane.panel.add("similar", "files", lambda: _("Similar"), self._similar)

    def _similar(self) -> "QWidget":
        from ui.pages.similar_panel import SimilarPanel

        panel = SimilarPanel(self._shelf)
        panel.story_wanted.connect(self.open_story)
        return panel

    def show_similar(self) -> None:
        """Open the page with similar stories beside the open one."""
        if self._shelf.editor.case is not None:
            self.go_to_library()
            self._page.show_story()
            self._page.pane.toggle_panel("similar")

    def _look_for_likes(self) -> None:
        case_id = self._shelf.editor.case_id
        if not case_id:
            return

        def tell(found: "tuple[Similar, ...]") -> None:
            same = [one for one in found if one.nearly_same and not one.linked]
            pairs = [(min(case_id, one.summary.id), max(case_id, one.summary.id)) for one in same]
            if case_id != self._shelf.editor.case_id or not same or pairs[0] in self._told:
                return
            self._told.update(pairs)
            title = same[0].summary.title or _("Untitled story")
            said = _("“{title}” tells nearly the same.").format(title=title)
            self._shelf.told.emit(Notice(said, ((_("Look"), self.show_similar),)))

        self._shelf.tasks.look(lambda library: _finding().similar(library, case_id), tell)

    # ------------------------------------------------------------ many at once

    def _on_bar(self, bar: "BulkBar") -> None:
        pane, bulk, errands = self._page.list_pane, self._shelf.bulk, self._errands
        bar.status_wanted.connect(
            lambda code, words: bulk.change_status(pane.selected, code, words)
        )
        bar.trash_wanted.connect(lambda: self._trash(list(pane.selected)))
        bar.bundle_wanted.connect(lambda: errands.bundle(list(pane.selected)))
        bar.word_wanted.connect(lambda: self.document(list(pane.selected)))
        bar.keyword_wanted.connect(self._ask_keyword)

    def _trash(self, ids: list[str]) -> None:
        self._page.list_pane.select_one()
        self._shelf.bulk.trash(ids)

    def _ask_keyword(self) -> None:
        from ui.widgets.name_popup import ask_name

        pane = self._page.list_pane
        ids = list(pane.selected)
        ask_name(
            pane.bar.keyword, _("Keyword for the selected stories"),
            lambda word: self._shelf.bulk.add_keyword(ids, word), act=_("Add"), above=True,
        )  # fmt: skip


def _why_not(*, needs_story: bool) -> str:
    return _("Open a story first") if needs_story else _("Not possible now")


def _finding() -> Any:
    from ssc_desktop import services

    return services.finding
