"""The open story: outline, head and form."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.case import CASE
from ssc_desktop.record.gates import missing_for
from ui.overriding import override
from ui.pages import side_panel
from ui.pages.side_panel import SidePanel
from ui.pages.story_files import StoryFiles
from ui.pages.story_outline import StoryOutline
from ui.pages.story_room import Outline, Room, room
from ui.pages.story_text import StoryText
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels.advising import AdviceWatch
from ui.viewmodels.names import Names
from ui.viewmodels.notice import Notice
from ui.viewmodels.spelling import Spelling
from ui.viewmodels.standing import StandingWatch
from ui.widgets.find_bar import FindBar
from ui.widgets.form import caret
from ui.widgets.form.form import Form
from ui.widgets.narrow_bar import NarrowBar
from ui.widgets.speaking import Speaking, plain_label
from ui.widgets.story_header import StoryHeader

if TYPE_CHECKING:
    from ui.viewmodels.shelf import Shelf


class StoryPane(Speaking, QWidget):
    """What one reads and writes in."""

    files_wanted = Signal()

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self.watch = StandingWatch(shelf.editor, self)
        self.spelling = Spelling(shelf.editor, shelf.editor)
        self.advising = AdviceWatch(shelf.editor, shelf.tasks, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.outline = StoryOutline()
        self.outline.gap_wanted.connect(self.go_to_next_gap)
        self.sections = self.outline.sections
        layout.addWidget(self.outline)
        self._edge = QFrame()
        self._edge.setProperty("role", "vline")
        layout.addWidget(self._edge)
        layout.addWidget(self._paper(), 1)
        self.panel = self.floating = SidePanel(self)
        self._summoned = False
        self.room = Room(Outline.FULL, beside=True)
        self.panel.page_changed.connect(self._on_panel)
        self._add_pages()
        self.say(self._say_words)
        self.form.section_shown.connect(self._on_section)
        self.form.asked_changed.connect(self._show_sections_asked)
        self.sections.chosen.connect(self.form.go_to_section)
        self.text.focus.switched.connect(self.fit)
        self.watch.changed.connect(self._show_standing)
        self.advising.changed.connect(lambda _p: self.sections.show_advice(self.advising.counts))
        shelf.editor.opened.connect(self._on_opened)
        self.watch.renew()
        self._on_opened()

    def _paper(self) -> QWidget:
        paper = QWidget()
        paper.setProperty("role", "page")
        paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        editor = self._shelf.editor
        self.header = StoryHeader(editor)
        self.header.undo_wanted.connect(editor.undo)
        self.header.redo_wanted.connect(editor.redo)
        self.header.status_wanted.connect(self.change_status)
        self.header.panel.clicked.connect(lambda _on: self.toggle_panel())
        layout.addWidget(self.header)
        self._narrow_bar = NarrowBar()
        self.section_menu, self.gap_button = self._narrow_bar.section, self._narrow_bar.gap
        self.section_menu.clicked.connect(self._show_sections)
        self.gap_button.clicked.connect(self.go_to_next_gap)
        layout.addWidget(self._narrow_bar)
        self._line = QFrame()
        self._line.setProperty("role", "line")
        layout.addWidget(self._line)
        bar = FindBar()
        layout.addWidget(bar)
        self.form = Form(editor)
        editor.focus_wanted.connect(partial(caret.put_back, editor))  # after the form's own
        self.text = StoryText(self.form, editor, bar, self._shelf.told.emit)
        self.form.asking.choose_files = self.files_wanted.emit
        self.form.asking.settle = self._shelf.settle
        self.files = StoryFiles(self.form, self._shelf)
        self.form.advise(self.advising)
        names = self.form.asking.names = Names(self._shelf.tasks, self)
        self._shelf.listed.connect(lambda _listing: names.grow_old())
        layout.addWidget(self.form, 1)
        self._empty = plain_label("prompt", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._empty, 1)
        return paper

    def _say_words(self) -> None:
        self._empty.setText(_("Choose a story in the list, or begin a new one."))
        hint = _("Go to the next answer that is missing (Ctrl+G)")
        self._narrow_bar.say_gap(_("Go to next gap"), hint)
        self._show_standing()
        self.fit()

    def around(self) -> tuple[QWidget, ...]:
        """The parts that focus mode hides."""
        return (self.header, self.outline, self._edge, self._line, self._narrow_bar, self.panel)

    def find_words(self, words: str = "") -> None:
        """Look for `words` in the open story, and go to the first place."""
        self.text.finding.find(words)

    # ------------------------------------------------------------ what it shows

    def _on_opened(self) -> None:
        shown = self._shelf.editor.case is not None
        self.form.setVisible(shown)
        self._line.setVisible(shown)
        self._empty.setVisible(not shown)
        self.fit()
        if shown:
            self._show_sections_asked()
            self.form.start_building()

    def _show_standing(self) -> None:
        gaps = len(self.watch.gaps)
        self.outline.show_standing(self.watch.standing, gaps)
        self.gap_button.setVisible(bool(gaps))
        self._say_section()

    def _show_sections_asked(self) -> None:
        self.sections.show_only(self.form.asked_sections)

    def _on_section(self, name: str) -> None:
        self.sections.mark(name)
        self._say_section()

    def _say_section(self) -> None:
        name = self.sections.current or CASE.sections[0].name
        label = next(_(section.label) for section in CASE.sections if section.name == name)
        missing = self.sections.buttons[name].missing
        said = _("{section}  ·  {n} missing").format(section=label, n=missing) if missing else label
        self._narrow_bar.say_section(said)
        self.section_menu.setAccessibleName(_("Section: {section}").format(section=said))

    # ------------------------------------------------------------ going somewhere

    def go_to_next_gap(self) -> None:
        """Put the keyboard into the next answer that is missing."""
        self.watch.renew()
        member = self.form.focused_member()
        gap = self.watch.next_gap(member.path if member else None)
        if gap is not None:
            self.form.reveal(gap.path)

    def go_to_section(self, at: int) -> None:
        """Bring the section with this number (from 0) on screen."""
        if self._shelf.editor.case is not None and 0 <= at < len(CASE.sections):
            self.form.go_to_section(CASE.sections[at].name)

    def go_to_next_section(self) -> None:
        """Bring the section after the present one on screen."""
        asked = self.form.asked_sections
        names = [section.name for section in CASE.sections if section.name in asked]
        focused = self.form.focused_member()
        here = self.form.section
        if focused is not None:
            here = next(s.name for s in CASE.sections
                        if any(f.name == focused.path[0] for f in s.fields))  # fmt: skip
        later = names[names.index(here) + 1 :] if here in names else names
        if later:
            self.form.go_to_section(later[0])

    def answer_otherwise(self) -> None:
        """Answer the question that has the keyboard with not known, and so on."""
        member = self.form.focused_member()
        if member is not None:
            member.cycle_answer()

    def stops(self) -> list[QWidget]:
        """Where F6 stops in this pane."""
        section = self.sections.current or CASE.sections[0].name
        outline: QWidget = self.sections.buttons[section]
        first = outline if self.outline.isVisible() else self.section_menu
        return [first, self.form.first_stop(), self.panel.first_stop()]

    def areas(self) -> list[QWidget]:
        """The parts of this pane that F6 goes round, in the order of its stops."""
        outlined = self.outline.isVisible()
        return [self.outline if outlined else self.section_menu, self.form, self.panel]

    def _show_sections(self) -> None:
        menu = QMenu(self)
        asked = self.form.asked_sections
        for at, section in enumerate(CASE.sections):
            if section.name not in asked:
                continue
            missing = self.sections.buttons[section.name].missing
            words = _(section.label)
            said = _("{section}  ·  {n} missing").format(section=words, n=missing)
            action = menu.addAction(icon(section.icon, "muted"), said if missing else words)
            action.setShortcut(f"Alt+{at + 1}")
            action.triggered.connect(lambda _on=False, one=at: self.go_to_section(one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.section_menu.mapToGlobal(QPoint(0, self.section_menu.height())))

    # ------------------------------------------------------------ the status

    def change_status(self, status: str) -> None:
        """Give the story another status, or show what is missing for it."""
        case = self._shelf.editor.case
        gaps = missing_for(case, status) if case is not None else ()
        if not gaps:
            self._shelf.change_status(status)
            return
        from ui.widgets.gate_dialog import GateDialog

        dialog = GateDialog(self, self._shelf.editor, status, gaps)
        dialog.gap_wanted.connect(lambda path: self._go_to_gap(path, status))
        dialog.open()

    def _go_to_gap(self, path: tuple[str, ...], status: str) -> None:
        self.form.reveal(path)
        again = (_("Try again"), lambda: self.change_status(status))
        said = _("The story is saved as it is. Try again when the answer is there.")
        self._shelf.told.emit(Notice(said, (again,)))

    # ------------------------------------------------------------ the side panel

    def _add_pages(self) -> None:
        self.panel.add("guide", "compass", lambda: _("Guidance"), self._guide)
        self.panel.add("history", "history", lambda: _("History"), self._history)
        self.panel.add("comments", "message-square", lambda: _("Comments"), self._comments)
        self._shelf.editor.opened.connect(self._offer_comments)
        self._shelf.editor.changed.connect(lambda _path: self._offer_comments())

    def _guide(self) -> QWidget:
        from ui.widgets.guide_panel import GuidePanel

        guide = GuidePanel(self.advising)
        form = self.form

        def follow(section: str) -> None:
            if form.focused_member() is None and self._shelf.editor.case is not None:
                guide.show_section(section)

        guide.show_member(form.focused_member())
        follow(form.section)
        form.member_focused.connect(guide.show_member)
        form.section_shown.connect(follow)
        return guide

    def _history(self) -> QWidget:
        from ui.pages.history_panel import HistoryPanel

        history = HistoryPanel(self._shelf)
        history.show_member(self.form.focused_member())
        self.form.member_focused.connect(history.show_member)
        return history

    def _comments(self) -> QWidget:
        from ui.pages.comments_panel import CommentsPanel

        made = CommentsPanel(self._shelf)
        made.place_wanted.connect(self.form.reveal)
        return made

    def _offer_comments(self) -> None:
        """Only a story that somebody commented on has a page for it."""
        self.panel.offer("comments", bool(self._shelf.editor.items(("review",))))

    def toggle_history(self) -> None:
        """Open the history beside the story, or close it where it is in sight."""
        self.toggle_panel("history")

    def toggle_panel(self, name: str = "") -> None:
        """Open the side panel, or close it where it is in sight."""
        self.panel.toggle(name)

    def show_panel(self, name: str) -> None:
        """Open the side panel at a page and put the keyboard there."""
        self.panel.show_page(name)
        self.panel.first_stop().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_panel(self, name: str) -> None:
        here = QApplication.focusWidget()
        held = here is not None and self.panel.isAncestorOf(here)
        self._summoned = bool(name)
        self.fit()
        if not name and held:
            self.form.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ room and pictures

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give outline, form and side panel their room."""
        if self.text.focus.on:
            self._place_panel(0, beside=False, shown=False)
            return
        self.header.fit()
        shown = self._shelf.editor.case is not None
        wide = look.px(side_panel.WIDTH)
        opened = shown and bool(self.panel.page)
        outlined_width = self.outline.whole_width / look.scale
        self.room = room(self.width() / look.scale, side_panel.WIDTH, outlined_width, opened=opened)
        kind, beside = self.room.outline, self.room.beside
        if beside:
            self._summoned = False
        self._place_panel(wide, beside=beside, shown=opened and (beside or self._summoned))
        self.outline.show_rings(kind is Outline.RINGS)
        outlined = shown and kind is not Outline.MENU
        self.outline.setVisible(outlined)
        self._edge.setVisible(outlined)
        self._narrow_bar.setVisible(shown and not outlined)
        side = look.edge(self.width() - (wide if opened and beside else 0))
        self._narrow_bar.row.setContentsMargins(side, 0, side, look.px(10))

    def _place_panel(self, wide: int, *, beside: bool, shown: bool) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        taken = wide if shown and beside else 0
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(taken if mirrored else 0, 0, 0 if mirrored else taken, 0)
        wide = min(wide, self.width())
        left = 0 if mirrored else self.width() - wide
        self.panel.setGeometry(left, 0, wide, self.height())
        self.panel.setVisible(shown)
        self.panel.raise_()
