"""The head of an open story: its title, what it is about, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record.case import CASE
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import vocabulary
from ui.overriding import override
from ui.theme.look import look
from ui.theme.tokens import STATUS_TONES
from ui.viewmodels import facts, wording
from ui.widgets.chip import Chip, ChipButton
from ui.widgets.flow import FlowLayout
from ui.widgets.headline import Headline
from ui.widgets.mirroring import margins
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_tip, role

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor

_NARRATIVE = frozenset(
    field.name
    for field in CASE.fields
    if isinstance(field, FieldDefinition) and field.kind is Kind.TEXT
)
_WIDE = 700
_BESIDE = 600
_WORDS = 560
_LOW = 620
_TIGHT = 440
"""In a window lower than this the head takes two lines: what one writes needs the room."""
_TOP_TRAILING = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing


class StoryHeader(Speaking, QWidget):
    """Title, chips and tools; the tools go above the title where it is narrow."""

    back_wanted = Signal()
    status_wanted = Signal(str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, editor: "StoryEditor") -> None:
        super().__init__()
        self._editor = editor
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(look.px(9))
        self._grid.setHorizontalSpacing(0)
        self.back = icon_button("arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title = Headline()
        self._tools = QWidget()
        self._build_tools()
        self._chips = QWidget()
        flow = FlowLayout(self._chips, look.px(6))
        self.status = ChipButton()
        self.status.clicked.connect(self._show_statuses)
        self.exchange, self.sector = Chip("soft", bold=True), Chip()
        self.when, self.lead, self.contested = Chip(), Chip(), Chip("amber")
        self.delivery = Chip()
        self.delivery.hide()
        chips = (self.contested, self.delivery, self.exchange, self.sector, self.when, self.lead)
        for part in (self.status, *chips):
            flow.addWidget(part)
        self._arranged: tuple[object, ...] | None = None
        self.fit()
        self.say(self.refresh)
        self.say(self.fit)
        look.changed.connect(self.refresh)
        editor.opened.connect(self.refresh)
        editor.changed.connect(self._on_changed)
        editor.history_changed.connect(self._show_history)

    def _build_tools(self) -> None:
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self.undo, self.redo = icon_button("undo-2"), icon_button("redo-2")
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.word = icon_button("file-down")
        self.more = icon_button("ellipsis")
        self.panel = icon_button("panel-right")
        self.bundle = button("secondary", "package")
        for part in (self.undo, self.redo, self.word, self.more, self.bundle, self.panel):
            row.addWidget(part)
        self.say(self._say_tools)

    def _say_tools(self) -> None:
        named(self.back, _("Back to the list"), "Esc")
        named(self.word, _("Make a Word document or PDF"))
        named(self.more, _("More to do with this story"))
        named(self.panel, _("Side panel: guidance and more"), "F4")
        self.bundle.setAccessibleName(_("Make bundle"))
        self._say_bundle()
        self.bundle.setToolTip(_("Put this story into a bundle for others (Ctrl+Alt+B)"))

    def _say_bundle(self) -> None:
        # in a low window the title beside it needs the room of its words
        narrow = self.width() < look.px(_WORDS) if self._is_tight else not self._is_wide
        wordless = self._is_low and narrow and (self._is_tight or self._is_beside)
        self.bundle.setText("" if wordless else _("Make bundle"))
        self.bundle.setIconSize(QSize(look.px(16 if wordless else 21), look.px(16)))

    # ------------------------------------------------------------ what it shows

    def _on_changed(self, path: "Path") -> None:
        if path[0] not in _NARRATIVE:  # the head says nothing of it, and it is typed in
            self.refresh()

    def refresh(self) -> None:
        """Show what the story says now."""
        case = self._editor.case
        self.setVisible(case is not None)
        if case is None:
            return
        title = case.title if isinstance(case.title, str) else ""
        untitled = not title or isinstance(case.title, Answer)
        self.title.setText(_("Untitled story") if untitled else title)
        self.title.setToolTip(plain_tip(title))
        language = i18n.language()
        status = case.status if isinstance(case.status, str) else "draft"
        tone = STATUS_TONES.get(status, "chip")
        self.status.say(vocabulary("case_status").label(status, language), tone)
        self.status.setAccessibleName(_("Status: {status}").format(status=self.status.text()))
        self.status.setToolTip(_("Change the status"))
        contested = _("Deleted by one, changed by another") if self._editor.contested else ""
        self.contested.set_text(contested)
        self.contested.setToolTip(_("Nothing was lost. Go on with it, or put it into the trash."))
        self._say_facts()
        self._show_history()

    def _say_facts(self) -> None:
        case = self._editor.case
        told = case if not self._is_tight else None
        sectors = told.sector if told is not None and isinstance(told.sector, tuple) else ()
        self.exchange.set_text(facts.exchange(told) if told is not None else "")
        self.sector.set_text(wording.label("sector", sectors[0]) if sectors else "")
        self.when.set_text(facts.years(told) if told is not None else "")
        self.lead.set_text(self._lead())

    def _lead(self) -> str:
        case = self._editor.case
        return facts.lead(case) if case is not None and self._is_wide else ""

    def _show_history(self) -> None:
        undo, redo = self._editor.undo_words, self._editor.redo_words
        if self.undo.accessibleName() != undo:  # it is asked at every key
            named(self.undo, undo, "Ctrl+Z")
        if self.redo.accessibleName() != redo:
            named(self.redo, redo, "Ctrl+Shift+Z")
        self.undo.setEnabled(self._editor.can_undo)
        self.redo.setEnabled(self._editor.can_redo)

    # ------------------------------------------------------------ room

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @property
    def _is_wide(self) -> bool:
        return self.width() >= look.px(_WIDE)

    @property
    def _is_low(self) -> bool:
        return self.window().height() < look.px(_LOW)

    @property
    def _is_beside(self) -> bool:
        # where the window is low, the tools stand beside the title as long as they can
        return not self._is_tight and self.width() >= look.px(_BESIDE if self._is_low else _WIDE)

    @property
    def _is_tight(self) -> bool:
        return self.window().height() < look.px(_TIGHT)

    def fit(self) -> None:
        """Give every part its place in the room there is."""
        wide, low, tight = self._is_wide, self._is_low, self._is_tight
        beside, worded = self._is_beside, self.width() >= look.px(_WORDS)
        side = look.edge(self.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        arranged = (wide, low, tight, beside, worded, side, mirrored)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        role(self.title, "title" if wide and not tight else "title-small")
        self.title.most = 1 if tight else 2 if beside and not wide else 3
        self._say_bundle()
        self._say_facts()
        self._arrange(wide=wide and not tight, tight=tight, beside=beside, side=side)

    def _arrange(self, *, wide: bool, tight: bool, beside: bool, side: int) -> None:
        top = 18 if wide else 10
        foot = look.px(13 if wide else 9)
        self._grid.setContentsMargins(margins(self, side, look.px(top), look.px(24), foot))
        for part in (self.back, self.title, self._tools, self._chips):
            self._grid.removeWidget(part)
        if beside:
            self._grid.addWidget(self.back, 0, 0)
            self._grid.addWidget(self.title, 0, 1)
            self._grid.addWidget(self._tools, 0, 2)
            self._grid.setAlignment(self._tools, _TOP_TRAILING)
            self._grid.addWidget(self._chips, 1, 0, 1, 3)
        elif tight:
            self._grid.addWidget(self.back, 0, 0)
            self._grid.addWidget(self._chips, 0, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self._tools, 0, 2)
            self._grid.setAlignment(self._tools, _TOP_TRAILING)
            self._grid.addWidget(self.title, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self.back, 0, 0)
            self._grid.addWidget(self._tools, 0, 1, 1, 2)
            self._grid.setAlignment(self._tools, _TOP_TRAILING)
            self._grid.addWidget(self.title, 1, 0, 1, 3)
            self._grid.addWidget(self._chips, 2, 0, 1, 3)
        self._grid.setColumnStretch(1, 1)

    # ------------------------------------------------------------ the status

    def _show_statuses(self) -> None:
        menu = QMenu(self)
        now = self._editor.case.status if self._editor.case else None
        for entry in vocabulary("case_status").entries:
            action: QAction = menu.addAction(entry.label(i18n.language()))
            action.setCheckable(True)
            action.setChecked(entry.code == now)
            action.triggered.connect(
                lambda _on=False, code=entry.code: self.status_wanted.emit(str(code))
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.status.mapToGlobal(QPoint(0, self.status.height() + 2)))
