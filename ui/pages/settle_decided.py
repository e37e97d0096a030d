"""What was settled: by whom, when, why, what stood side by side; each can be opened again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, ngettext
from ui.theme.look import look
from ui.viewmodels import past_words, settle_words
from ui.viewmodels.decided import Decided
from ui.widgets.changes_text import ChangesText
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.settlements import Settlement
    from ui.viewmodels.shelf import Shelf

_AT_ONCE = 6


class SettleDecided(Speaking, QScrollArea):
    """The latest first; a page of them at a time."""

    place_wanted = Signal(str, object)
    """A story, and the path in it that somebody wants to see."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self.decided = Decided(shelf, self)
        self.cards: list[SettlementCard] = []
        self._waiting: list[Settlement] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        page.setProperty("role", "clear")
        self.setWidget(page)
        self._down = QVBoxLayout(page)
        self._down.setContentsMargins(0, look.px(4), look.px(6), look.px(16))
        self._down.setSpacing(look.px(10))
        self._only = QWidget()
        flow = FlowLayout(self._only, look.px(8))
        self.all = button("held", "x", "on_soft")
        self.all.clicked.connect(lambda: self.decided.narrow(""))
        flow.addWidget(self.all)
        self._down.addWidget(self._only)
        self._only.hide()
        self.nothing = plain_label("prompt", wraps=True)
        self._down.addWidget(self.nothing)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(10))
        self._down.addLayout(self._cards)
        self.more = button("link")
        self.more.clicked.connect(self.decided.read_on)
        self._down.addWidget(self.more)
        self._down.addStretch(1)
        self._adding = QTimer(self)
        self._adding.setInterval(0)
        self._adding.timeout.connect(self._add_some)
        self.decided.shown.connect(self._on_shown)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self.more.setText(_("Show older ones"))
        title = settle_words.short(self.decided.title)
        self.all.setText(_("Only in “{title}”").format(title=title))
        self.all.setAccessibleName(_("Show what was settled in all stories"))
        self.nothing.setText(
            _("Nothing was settled yet. What you and others choose will be here, with the reason.")
        )

    def _on_shown(self) -> None:
        self._say_words()
        decided = self.decided
        self._only.setVisible(bool(decided.case_id))
        held = {card.one.id: card for card in self.cards}
        if [one.id for one in decided.settlements[: len(held)]] != list(held):
            for card in self.cards:
                self._cards.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = []
        self._waiting = list(decided.settlements[len(self.cards) :])
        self.nothing.setVisible(not decided.settlements)
        self.more.setVisible(bool(decided.more))
        self._adding.start()

    def _add_some(self) -> None:
        """A few cards a turn of the event loop."""
        for one in self._waiting[:_AT_ONCE]:
            card = SettlementCard(one)
            card.reopen_wanted.connect(self.decided.reopen)
            card.place_wanted.connect(self.place_wanted)
            self._cards.addWidget(card)
            self.cards.append(card)
        del self._waiting[:_AT_ONCE]
        if not self._waiting:
            self._adding.stop()

    @property
    def ready(self) -> bool:
        """Whether everything that is known is shown."""
        return self.decided.ready and not self._waiting


class SettlementCard(Speaking, QFrame):
    """One decision."""

    reopen_wanted = Signal(object)
    place_wanted = Signal(str, object)

    def __init__(self, one: "Settlement") -> None:
        super().__init__()
        self.one = one
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(12), edge, look.px(12))
        down.setSpacing(look.px(5))
        self._what, self._story = plain_label("label", wraps=True), plain_label("small", wraps=True)
        self._who, self._why = plain_label("small", wraps=True), plain_label(wraps=True)
        self._changed = Chip("amber")
        self.text = ChangesText()
        for part in (self._what, self._story, self._who, self._why, self.text, self._changed):
            down.addWidget(part)
        self._former = QWidget()
        self._versions = QVBoxLayout(self._former)
        self._versions.setContentsMargins(0, 0, 0, 0)
        self._former.hide()
        down.addWidget(self._former)
        row = QWidget()
        flow = FlowLayout(row, look.px(6))
        self.versions, self.reopen = button("small-link"), button("small-link")
        self.go = button("small-link")
        self.versions.clicked.connect(self._show_versions)
        self.reopen.clicked.connect(lambda: self.reopen_wanted.emit(one))
        self.go.clicked.connect(lambda: self.place_wanted.emit(one.case_id, one.path))
        for made in (self.versions, self.reopen, self.go):
            flow.addWidget(made)
        down.addWidget(row)
        self.say(self._say_words)

    def _say_words(self) -> None:
        from ssc_desktop.record.word_changes import Fate, Piece

        one = self.one
        name = settle_words.decided(one)
        self._what.setText(name)
        self._story.setText(settle_words.story(one.title))
        self._who.setText(settle_words.decided_by(one))
        self._why.setText(_("Why: {reason}").format(reason=one.why))
        self._why.setVisible(bool(one.why))
        self.text.show_pieces((Piece(Fate.SAME, one.text),) if one.text else (), name)
        self.text.setVisible(bool(one.text))
        self._changed.set_text("" if one.stands else _("It says something else today"))
        n = len(one.versions)
        said = ngettext("Show the {n} version of then", "Show the {n} versions of then", n)
        self.versions.setText(
            _("Hide the versions") if not self._former.isHidden() else said.format(n=digits(n))
        )
        self.versions.setVisible(bool(n))
        self.reopen.setText(_("Open it again"))
        self.go.setText(_("Show it in the story"))
        for made in (self.versions, self.reopen, self.go):
            made.setAccessibleName(f"{made.text()}: {name}")
            made.updateGeometry()

    def _show_versions(self) -> None:
        from ssc_desktop.record.word_changes import Fate, Piece

        if not self._versions.count():
            for former in self.one.versions:
                who = plain_label("small", wraps=True)
                name = _("You") if former.own else settle_words.computer(former.device)
                when = past_words.day_and_time(former.at)
                said = _("{who}, {when}").format(who=name, when=when)
                kept = _("{version} · kept").format(version=said)
                who.setText(kept if former.chosen else said)
                text = ChangesText()
                words = former.text or _("(no answer)")
                text.show_pieces((Piece(Fate.SAME, words),), who.text())
                self._versions.addWidget(who)
                self._versions.addWidget(text)
        self._former.setVisible(self._former.isHidden())
        self._say_words()
