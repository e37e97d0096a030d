"""What needs a person in all stories: the list, each thing by itself, and what was decided."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import matter
from ui.viewmodels.matter import Line
from ui.viewmodels.matters import LINE
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.conflict_line import ConflictLine
from ui.widgets.flow import FlowLayout
from ui.widgets.line import Line as TextLine
from ui.widgets.mirroring import margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.pages.settle_decided import SettleDecided
    from ui.pages.settle_frame import SettleFrame
    from ui.viewmodels.settling import Settling
    from ui.viewmodels.shelf import Shelf

DECIDED = "decided"
_WIDEST = 860
_LOW = 380
"""Below this height the lines need the room of what is said over them."""
_CHOOSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class NeedsYouPage(Speaking, QWidget):
    """The list; choosing a line turns the page to it, and the next one follows by itself."""

    place_wanted = Signal(str, object)
    """A story, and the path in it that somebody wants to see."""
    request_wanted = Signal()
    """A bundle is missing and is to be asked for."""

    def __init__(self, shelf: "Shelf", settling: "Settling") -> None:
        super().__init__()
        self._shelf = shelf
        self.settling = settling
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        down.addWidget(self.pages)
        self._kinds: dict[str, SettleFrame] = {}
        self._decided: SettleDecided | None = None
        self._low = False
        self._waits = False
        self._list = self._list_page()
        self.pages.addWidget(self._list)
        self.say(self._say_words)
        settling.matters.shown.connect(self._on_shown)
        settling.listed.connect(self._on_shown)
        settling.turned_to.connect(self._show)
        settling.finished.connect(self.show_list)
        self._on_shown()

    # ------------------------------------------------------------ the list

    def _list_page(self) -> QWidget:
        page = QWidget()
        self._down = QVBoxLayout(page)
        self._down.setSpacing(look.px(8))
        self._title, self._words = plain_label("title"), plain_label("prompt", wraps=True)
        self._down.addWidget(self._title)
        self._down.addWidget(self._words)
        self._pills = QWidget()
        flow = FlowLayout(self._pills, look.px(4))
        self.pills: dict[str, QPushButton] = {}
        for name in ("", *matter.KINDS, DECIDED):
            made = self.pills[name] = button("pill")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _on=False, one=name: self.narrow(one))
            flow.addWidget(made)
        self.pills[""].setChecked(True)
        self._down.addWidget(self._pills)
        self.search = TextLine(undoes=True)
        self.search.setProperty("role", "search")
        self.search.textChanged.connect(lambda _text: self._narrow())
        self._down.addWidget(self.search)
        self.list = QListView()
        self.list.setModel(self.settling.matters)
        self.list.setItemDelegate(ConflictLine(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.clicked.connect(lambda index: self.choose(index.data(LINE)))
        self.list.installEventFilter(self)
        self._down.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._calm = QWidget()
        calm = QVBoxLayout(self._calm)
        calm.setSpacing(look.px(10))
        calm.addStretch(1)
        self._check = Picture("circle-check", "accent", 34)
        calm.addWidget(self._check, 0, Qt.AlignmentFlag.AlignHCenter)
        calm.addWidget(self.nothing)
        calm.addStretch(2)
        self._down.addWidget(self._calm, 1)
        return page

    def _say_words(self) -> None:
        self._title.setText(_("Needs you"))
        self._words.setText(
            _("Here people changed the same words without knowing of each other. Nothing is lost: "
              "all versions are kept, whatever you choose, and the choice can be taken back.")
        )  # fmt: skip
        self.search.setPlaceholderText(_("Stories, questions, people…"))
        self.search.setAccessibleName(_("Show only lines with these words"))
        self.list.setAccessibleName(_("What needs you"))
        self.list.setAccessibleDescription(_("Choose a line to look at it."))
        self._say_counts()
        self._say_nothing()
        if self.settling.ready and self.isVisible():
            self.settling.load_soon()
            if getattr(self.pages.currentWidget(), "writing", None) is None:
                self.settling.say_again()

    def _say_counts(self) -> None:
        held = self.settling.matters
        names = {"": _("All"), DECIDED: _("Decided"), **{k: _(v) for k, v in matter.KINDS.items()}}
        for name, made in self.pills.items():
            n = len(held.every) if not name else 0 if name == DECIDED else held.count(name)
            made.setText(f"{names[name]}  {digits(n)}" if n else names[name])
            made.setVisible(bool(n) or name in {"", DECIDED} or made.isChecked())
            made.updateGeometry()

    def _say_nothing(self) -> None:
        settling = self.settling
        if not settling.ready:
            said = _("Looking for what needs you…")
        elif settling.matters.every:
            said = _("Nothing of that kind needs you.")
        else:
            said = _("Nothing needs you. When two people changed the same words, you find them "
                     "here side by side.")  # fmt: skip
        self.nothing.setText(said)
        self._check.setVisible(settling.ready and not settling.matters.every)

    def _on_shown(self) -> None:
        some = bool(self.settling.matters.lines)
        decided = self.pills[DECIDED].isChecked()
        self.list.setVisible(some and not decided)
        self._calm.setVisible(not some and not decided)
        self.search.setVisible(bool(self.settling.matters.every) and not decided and not self._low)
        self._say_counts()
        self._say_nothing()
        if some and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.settling.matters.index(1))
        if some and self._waits and self.pills[""].hasFocus():
            self._waits = False
            self.list.setFocus()

    def narrow(self, kind: str) -> None:
        """Show one kind of matters, all ("") or what was decided."""
        self.pills[kind].setChecked(True)
        if kind == DECIDED:
            self.decided.decided.load()
        elif self._decided is not None:
            self._decided.hide()
        self._narrow()

    def _narrow(self) -> None:
        kind = next((name for name, made in self.pills.items() if made.isChecked()), "")
        if self._decided is not None:
            self._decided.setVisible(kind == DECIDED)
        self.settling.matters.narrow("" if kind == DECIDED else kind, self.search.text())
        self._on_shown()

    @property
    def decided(self) -> "SettleDecided":
        """What was decided; made when it is first asked for."""
        if self._decided is None:
            from ui.pages.settle_decided import SettleDecided

            self._decided = SettleDecided(self._shelf)
            self._decided.place_wanted.connect(self.place_wanted)
            self._decided.decided.reopened.connect(self.settling.load)
            self._down.addWidget(self._decided, 1)
        return self._decided

    def show_decided(self, case_id: str, title: str) -> None:
        """Show what was decided in one story."""
        self.show_list()
        self.decided.decided.narrow(case_id, title)
        self.narrow(DECIDED)

    # ------------------------------------------------------------ one thing

    def choose(self, line: Line | None) -> None:
        """Look at a line."""
        if line is not None:
            self.settling.turn_to(line)

    def show_list(self) -> None:
        """Turn back to the list."""
        before = self.pages.currentWidget()
        row = self.settling.matters.row_of(self.settling.line)
        self.settling.line = None
        self.pages.setCurrentWidget(self._list)
        if before is not self._list:
            if row > 0:
                self.list.setCurrentIndex(self.settling.matters.index(row))
            self.take_keyboard()

    def _show(self, line: Line, found: Any) -> None:
        at, of = self.settling.place
        page: Any = self._kind(line.kind)
        show = {
            matter.ANSWER: "show_dispute",
            matter.DELETION: "show_deletion",
            matter.DUPLICATE: "show_pair",
            matter.WITHDRAWAL: "show_waiting",
        }[line.kind]
        self.pages.setCurrentWidget(page)
        getattr(page, show)(line, found, at, of)

    def _kind(self, kind: str) -> "SettleFrame":
        if kind not in self._kinds:
            page = self._kinds[kind] = self._made(kind)
            page.back_wanted.connect(self.settling.leave)
            page.step_wanted.connect(self.settling.step)
            page.later_wanted.connect(self.settling.later)
            page.place_wanted.connect(self.place_wanted)
            self.pages.addWidget(page)
        return self._kinds[kind]

    def _made(self, kind: str) -> "SettleFrame":
        settling = self.settling
        if kind == matter.ANSWER:
            from ui.pages.settle_answer import SettleAnswer

            answer = SettleAnswer()
            answer.settled.connect(settling.settle)
            answer.writing_wanted.connect(lambda: settling.open_for_writing(answer.write_in))
            answer.all_of_wanted.connect(self._ask_for_all)
            answer.bundle_wanted.connect(self.request_wanted)
            return answer
        if kind == matter.DELETION:
            from ui.pages.settle_deletion import SettleDeletion

            deletion = SettleDeletion()
            deletion.settled.connect(settling.settle)
            return deletion
        if kind == matter.DUPLICATE:
            from ui.pages.settle_duplicate import SettleDuplicate

            duplicate = SettleDuplicate()
            duplicate.link_wanted.connect(settling.link)
            duplicate.part_wanted.connect(settling.part)
            return duplicate
        from ui.pages.settle_withdrawal import SettleWithdrawal

        withdrawal = SettleWithdrawal()
        withdrawal.confirm_wanted.connect(settling.confirm)
        return withdrawal

    def _ask_for_all(self, device: str, name: str, why: str) -> None:
        dialog = AskingDialog(
            self,
            lambda: (
                _("Keep everything of {name} in this story?").format(name=name),
                _("In every answer of this story that is in question, this version stays; answers "
                  "without one of that computer stay open. The others are kept in the history."),
                _("Keep everything of {name}").format(name=name),
                _("Look at each by itself"),
            ),
        )  # fmt: skip
        dialog.agreed.connect(lambda: self.settling.settle_all(device, why))
        dialog.open()

    # ------------------------------------------------------------ keys and room

    def escape(self) -> bool:
        """Lead one step back; False where there is none."""
        page: Any = self.pages.currentWidget()
        if page is self._list:
            return False
        if getattr(page, "writing", None) is not None:
            page.stop_writing()
        else:
            self.settling.leave()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            line = self.list.currentIndex().data(LINE)
            if event.key() in _CHOOSING and line is not None:
                self.choose(line)
                return True
        return super().eventFilter(watched, event)

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        page: Any = self.pages.currentWidget()
        if page is not self._list:
            page.first_stop().setFocus()
            return
        self._waits = self.list.isHidden()  # the lines may not be known yet
        (self.pills[""] if self._waits else self.list).setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settling.load()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        side = look.edge(self.width())
        over = max(side, self.width() - side - look.px(_WIDEST))
        self._low = self.height() < look.px(_LOW)
        top = look.px(10 if self._low else 24)
        self._down.setContentsMargins(margins(self, side, top, over, look.px(16)))
        self._words.setVisible(not self._low)
        self._on_shown()
        super().resizeEvent(event)
