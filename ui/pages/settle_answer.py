"""One answer that was changed in several places: all versions side by side, and the choices."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, listed
from ui.overriding import override
from ui.pages.settle_frame import SettleFrame
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.viewmodels.steps import member_at
from ui.widgets.changes_text import ChangesText
from ui.widgets.conflict_card import ConflictCard, is_plain
from ui.widgets.conflict_grid import ConflictGrid
from ui.widgets.conflict_proposal import ConflictProposal
from ui.widgets.conflict_reason import ConflictReason
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import button, plain_label, role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.answers import OpenedCase
    from ssc_desktop.services.disputes import Dispute
    from ui.pages.text_tools import TextTools
    from ui.viewmodels.matter import Line
    from ui.viewmodels.steps import Path
    from ui.widgets.conflict_writing import ConflictWriting

_MOST_KEYS = 9


class SettleAnswer(SettleFrame):
    """Versions, the words they come from, a proposal, a box to write in, and why."""

    settled = Signal(object, str, object)
    """A Choice, the reason, and the revisions that were on the screen."""
    all_of_wanted = Signal(str, str, str)
    """Everything of the story as one computer has it: its id, its name, and the reason."""
    writing_wanted = Signal()
    """The story is to be read for writing in it."""
    bundle_wanted = Signal()
    """The bundle that is missing is to be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.dispute: Dispute | None = None
        self.cards: list[ConflictCard] = []
        self.proposal: ConflictProposal | None = None
        self.writing: ConflictWriting | None = None
        self._tools: TextTools | None = None
        self._bringing = False
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_range: self._bring_writing())
        self._drafts: dict[tuple[str, Path], Any] = {}
        self.common: QWidget | None = None
        self.show_common: QPushButton | None = None
        self._missing, self._private = self.chip("blue"), self.chip("chip")
        self._build_foot()
        self.say(self._say_words)
        for at in range(_MOST_KEYS):
            self.act(str(at + 1), partial(self._keep_at, at))
        self.act("T", self._press_take)
        self.act("B", self.both.click, self.both)
        self.act("W", self.write.click, self.write)
        self.act("L", self.later.click, self.later)
        self.act("R", self.reason.line.setFocus)
        self.act("O", self._toggle_common)
        self.add_keys()

    def _build_foot(self) -> None:
        self.reason = ConflictReason()
        self.reason.given.connect(lambda: self.first_stop().setFocus())
        self.foot.addWidget(self.reason)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.both, self.write = button("secondary"), button("secondary", "pencil")
        self.later, self.all_of = button("secondary", "clock"), button("plain")
        self.both.clicked.connect(self._keep_both)
        self.write.clicked.connect(self.writing_wanted)
        self.later.clicked.connect(self.later_wanted)
        self.all_of.clicked.connect(self._offer_all_of)
        for made in (self.both, self.write, self.later, self.all_of):
            flow.addWidget(made)
        self.foot.addWidget(row)

    def _say_words(self) -> None:
        self.both.setText(_("Keep both, one after the other (B)"))
        self.write.setText(_("Write a new text (W)"))
        self.later.setText(_("Later (L)"))
        self.all_of.setText(_("All of one computer…"))
        self.all_of.setToolTip(_("Keep the versions of one computer in all answers of this story"))
        self._missing.set_text(_("A bundle is missing") if self._waits else "")
        self._private.set_text(
            _("Stays in the private part") if self.dispute and self.dispute.private else ""
        )
        self._say_heading()
        self.show_signs()
        for made in (self.both, self.write, self.later, self.all_of):
            made.updateGeometry()

    @property
    def _can_be_written(self) -> bool:
        """Whether a new answer may be given: a status has its gate, a group its items."""
        from ssc_desktop.record.definition import FieldDefinition

        path = tuple(self.dispute.path) if self.dispute else ()
        return path != ("status",) and isinstance(member_at(path), FieldDefinition)

    @property
    def _waits(self) -> bool:
        return bool(self.dispute and self.dispute.provisional)

    def _say_heading(self) -> None:
        one = self.dispute
        if one is None:
            return
        self.heading.setText(settle_words.versions(one))
        if not one.long:
            self.write.setText(_("Give a new answer (W)"))
        if len(one.sides) > 2:
            self.both.setText(_("Keep all, one after the other (B)"))
        if self.show_common is not None:
            self.show_common.setText(
                _("Hide the words that all come from (O)") if self.common else
                _("Show the words that all come from (O)")
            )  # fmt: skip
            self.show_common.updateGeometry()

    # ------------------------------------------------------------ what is shown

    def show_dispute(self, line: "Line", dispute: "Dispute", at: int, of: int) -> None:
        """Show an answer in conflict."""
        self._keep_draft()
        self.clear()
        self.dispute = dispute
        self.proposal = self.writing = self.common = None
        self.show_place(line, at, of)
        self.reason.begin()
        if dispute.provisional:
            self.column.addWidget(self._missing_note())
        self.column.addWidget(self._versions(dispute))
        self.show_common = None
        if dispute.common and not is_plain(tuple(dispute.path)):  # else each card tells it
            self.show_common = button("link")
            self.show_common.clicked.connect(self._toggle_common)
            row = QWidget()
            FlowLayout(row).addWidget(self.show_common)
            self.column.addWidget(row)
        if dispute.proposal:
            self.proposal = ConflictProposal(dispute)
            self.proposal.take_wanted.connect(self._take_proposal)
            self.proposal.change_wanted.connect(self.writing_wanted)
            self.column.addWidget(self.proposal)
        role(self.both, "secondary" if self.proposal else "primary")
        self.both.setVisible(bool(dispute.both))
        self.write.setVisible(self._can_be_written)
        self.write.setEnabled(True)
        self._say_words()
        self.first_stop().setFocus()

    def _versions(self, dispute: "Dispute") -> QWidget:
        self._grid = QWidget()
        grid = ConflictGrid(self._grid)
        self.cards = []
        for at, side in enumerate(dispute.sides):
            card = ConflictCard(side, str(at + 1), dispute)
            card.keep_wanted.connect(partial(self._keep, side.revision))
            grid.addWidget(card)
            self.cards.append(card)
        return self._grid

    def _missing_note(self) -> QWidget:
        note = QFrame()
        note.setProperty("role", "hint")
        down = QVBoxLayout(note)
        edge = look.px(14)
        down.setContentsMargins(edge, look.px(10), edge, look.px(10))
        words = plain_label(wraps=True)
        ask = button("blue")
        ask.clicked.connect(self.bundle_wanted)
        down.addWidget(words)
        row = QWidget()
        FlowLayout(row).addWidget(ask)
        down.addWidget(row)
        sides = self.dispute.sides if self.dispute else ()
        names = listed(dict.fromkeys(settle_words.computer(one.device) for one in sides
                                     if not one.own))  # fmt: skip
        said = _(
            "It is nobody's mistake: an older version is not here. Ask {names} for the bundle that "
            "is missing; with it this may settle itself. You can settle it now all the same."
        )
        words.setText(said.format(names=names))
        ask.setText(_("Write a request for it…"))
        return note

    def _toggle_common(self) -> None:
        dispute = self.dispute
        if dispute is None or self.show_common is None:
            return
        if self.common is not None:
            self.common.hide()
            self.column.removeWidget(self.common)
            self.common.deleteLater()
            self.common = None
        else:
            self.common = _Common(dispute)
            at = self.column.indexOf(self._grid) + 2
            self.column.insertWidget(at, self.common)
        self._say_heading()

    @override
    def first_stop(self) -> QWidget:
        card = self.cards[0] if self.cards else None
        return card.text if card is not None and card.side.pieces else self.back

    # ------------------------------------------------------------ writing

    def write_in(self, opened: "OpenedCase") -> None:
        """Give a new answer in the place of all versions."""
        from ui.pages.text_tools import TextTools
        from ui.widgets.conflict_writing import ConflictWriting

        if self._tools is None:
            self._tools = TextTools(self.sheet)
        if self.dispute is None or self.writing is not None:
            return
        key = (self.dispute.case_id, tuple(self.dispute.path))
        self.writing = ConflictWriting(self.dispute, opened, self._drafts.get(key))
        self.writing.written.connect(self._keep_written)
        self.writing.stopped.connect(self.stop_writing)
        if self.proposal is not None:
            self.proposal.hide()
        self.column.addWidget(self.writing)
        self.write.setEnabled(False)
        self.writing.question.focus_in()
        self._bringing = True
        self.writing.editor.edited.connect(self._leave_in_place)

    def _bring_writing(self) -> None:
        """Keep the box on screen while the page finds its height; then the caret is followed."""
        if self.writing is not None and self._bringing:
            self.area.ensureWidgetVisible(self.writing.keep, 0, look.px(16))
            self.area.ensureWidgetVisible(self.writing.question.control, 0, look.px(40))

    def _leave_in_place(self) -> None:
        self._bringing = False

    def stop_writing(self) -> None:
        """Leave the versions as they are; what was written is there when one writes again."""
        if self.writing is None:
            return
        self._keep_draft()
        self.column.removeWidget(self.writing)
        self.writing.hide()
        self.writing.deleteLater()
        self.writing = None
        self.write.setEnabled(True)
        if self.proposal is not None:
            self.proposal.show()
        self.write.setFocus()

    def _keep_draft(self) -> None:
        if self.writing is not None and self.dispute is not None:
            key = (self.dispute.case_id, tuple(self.dispute.path))
            self._drafts[key] = self.writing.draft

    # ------------------------------------------------------------ choices

    def _settle(self, choice: Any) -> None:
        if self.dispute is not None:
            self.settled.emit(choice, self.reason.text, self.dispute.seen)

    def _keep(self, revision: str) -> None:
        self._settle(_settling().Keep(revision))

    def _keep_at(self, at: int) -> None:
        if at < len(self.cards) and self.writing is None:
            self.cards[at].keep.click()

    def _press_take(self) -> None:
        if self.proposal is not None and self.proposal.isVisibleTo(self):
            self.proposal.take.click()

    def _keep_both(self) -> None:
        self._settle(_settling().Both())

    def _take_proposal(self) -> None:
        if self.dispute is not None:
            self._settle(_settling().Write(self.dispute.proposal_value))

    def _keep_written(self, value: Any) -> None:
        self._settle(_settling().Write(value))

    def _offer_all_of(self) -> None:
        from PySide6.QtCore import QPoint
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        devices = {one.device_id: one for one in (self.dispute.sides if self.dispute else ())}
        for side in devices.values():
            name = settle_words.author(side)
            said = _("Keep everything of {name} in this story…").format(name=name)
            act = menu.addAction(said)
            act.triggered.connect(
                partial(self.all_of_wanted.emit, side.device_id, name, self.reason.text)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.all_of.mapToGlobal(QPoint(0, self.all_of.height() + 2)))


class _Common(QFrame):
    """The last words that all versions come from."""

    def __init__(self, dispute: "Dispute") -> None:
        super().__init__()
        self.setProperty("role", "well")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(12), edge, look.px(12))
        down.setSpacing(look.px(6))
        head = plain_label("label", wraps=True)
        head.setText(_("The words that all come from"))
        self.text = ChangesText()
        down.addWidget(head)
        down.addWidget(self.text)
        from ssc_desktop.record.word_changes import Fate, Piece

        self.text.show_pieces((Piece(Fate.SAME, dispute.common or ""),), head.text())
        self.text.unfold()


def _settling() -> Any:
    from ssc_desktop import services

    return services.settling
