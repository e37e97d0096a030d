"""Two stories that look like one, told twice: side by side, to be linked or told apart."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, ngettext
from ui.overriding import override
from ui.pages.settle_frame import SettleFrame
from ui.theme.look import look
from ui.viewmodels import settle_words, wording
from ui.widgets.changes_text import ChangesText
from ui.widgets.chip import Chip
from ui.widgets.conflict_grid import ConflictGrid
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Summary
    from ssc_desktop.services.duplicates import InBoth, Pair
    from ui.viewmodels.matter import Line

_AT_ONCE = 24


class SettleDuplicate(SettleFrame):
    """Nothing is rewritten: a link says that both tell of the same work."""

    link_wanted = Signal()
    part_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pair: Pair | None = None
        self.fields: list[InBothPart] = []
        self._shown = _AT_ONCE
        self.more = button("link")
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.link, self.part = button("primary", "link", "on_accent"), button("secondary")
        self.later, self.same = button("secondary", "clock"), button("plain")
        self.link.clicked.connect(self.link_wanted)
        self.part.clicked.connect(self.part_wanted)
        self.later.clicked.connect(self.later_wanted)
        self.same.clicked.connect(self._toggle_same)
        for made in (self.link, self.part, self.later, self.same):
            flow.addWidget(made)
        self._note = plain_label("small", wraps=True)
        self.foot.addWidget(self._note)
        self.foot.addWidget(row)
        self._with_same = False
        self.say(self._say_words)
        self.act("1", self.link.click, self.link)
        self.act("2", self.part.click, self.part)
        self.act("L", self.later.click, self.later)
        self.act("S", self.same.click, self.same)
        self.add_keys()

    def _say_words(self) -> None:
        self.heading.setText(_("Is this one work, told twice?"))
        self._note.setText(
            _("Neither story is changed or put together with the other. Linked, each says that the "
              "other tells of the same work, and it is counted once.")
        )  # fmt: skip
        self.link.setText(_("They are the same work: link them (1)"))
        self.part.setText(_("They are two (2)"))
        self.later.setText(_("Later (L)"))
        n = sum(one.same for one in self.pair.fields) if self.pair else 0
        hide = ngettext("Hide {n} answer that is the same (S)",
                        "Hide {n} answers that are the same (S)", n)  # fmt: skip
        show = ngettext("Show {n} answer that is the same (S)",
                        "Show {n} answers that are the same (S)", n)  # fmt: skip
        self.same.setText((hide if self._with_same else show).format(n=digits(n)))
        self.same.setVisible(bool(n))
        for made in (self.link, self.part, self.later, self.same):
            made.updateGeometry()

    def show_pair(self, line: "Line", pair: "Pair", at: int, of: int) -> None:
        """Show two stories."""
        self.pair = pair
        self._with_same = False
        self._shown = _AT_ONCE
        self.show_place(line, at, of)
        self._fill()
        self._say_words()
        self.first_stop().setFocus()

    def _fill(self) -> None:
        self.clear()
        pair = self.pair
        if pair is None:
            return
        holder = QWidget()
        grid = ConflictGrid(holder)
        self.stories = [StoryFacts(pair.one), StoryFacts(pair.other)]
        for one in self.stories:
            one.open.clicked.connect(partial(self.place_wanted.emit, one.story.id, ()))
            grid.addWidget(one)
        self.column.addWidget(holder)
        wanted = [one for one in pair.fields if self._with_same or not one.same]
        self.fields = [InBothPart(one) for one in wanted[: self._shown]]
        for part in self.fields:
            self.column.addWidget(part)
        left = len(wanted) - len(self.fields)
        if left > 0:
            more = button("link")
            said = ngettext("Show {n} more answer", "Show {n} more answers", left)
            more.setText(said.format(n=digits(left)))
            more.clicked.connect(self._show_more)
            self.column.addWidget(_row(more))
        if not wanted:
            nothing = plain_label("prompt", wraps=True)
            nothing.setText(_("All answers that both have are the same."))
            self.column.addWidget(nothing)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._fill()

    def _toggle_same(self) -> None:
        self._with_same = not self._with_same
        self._fill()
        self._say_words()

    @override
    def go_words(self) -> str:
        return _("Open the first story")

    @override
    def first_stop(self) -> QWidget:
        return self.stories[0].open if self.pair is not None else self.back


class StoryFacts(Speaking, QFrame):
    """What one would know a story by."""

    def __init__(self, story: "Summary") -> None:
        super().__init__()
        self.story = story
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(14), edge, look.px(12))
        down.setSpacing(look.px(6))
        self._title, self._where = (
            plain_label("label", wraps=True),
            plain_label("small", wraps=True),
        )
        self._status = Chip("chip")
        self.open = button("small-link")
        for part in (self._title, self._where):
            down.addWidget(part)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        flow.addWidget(self._status)
        flow.addWidget(self.open)
        down.addStretch(1)
        down.addWidget(row)
        self.say(self._say_words)

    def _say_words(self) -> None:
        story = self.story
        self._title.setText(settle_words.story(story.title))
        day = wording.day(story.changed)
        changed = _("changed {day}").format(day=day) if day else ""
        said = (wording.subtitle(story), changed)
        self._where.setText(" · ".join(part for part in said if part))
        self._status.set_text(wording.label("case_status", story.status))
        self.open.setText(_("Open"))
        self.open.setAccessibleName(_("Open “{title}”").format(title=self._title.text()))


class InBothPart(Speaking, QWidget):
    """One question, and what each story answers."""

    def __init__(self, one: "InBoth") -> None:
        super().__init__()
        self._one = one
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(4))
        self._label = plain_label("label", wraps=True)
        down.addWidget(self._label)
        holder = QWidget()
        grid = ConflictGrid(holder, gap=14)
        self.texts = (ChangesText(), ChangesText())
        for text in self.texts[:1] if one.same else self.texts:
            box = QFrame()
            box.setProperty("role", "well")
            inside = QVBoxLayout(box)
            edge = look.px(14)
            inside.setContentsMargins(edge, look.px(8), edge, look.px(8))
            inside.addWidget(text)
            inside.addStretch(1)
            grid.addWidget(box)
        down.addWidget(holder)
        self.say(self._say_words)

    def _say_words(self) -> None:
        from ssc_desktop.record.word_changes import Fate

        one = self._one
        self._label.setText(one.label)
        mine = tuple(piece for piece in one.pieces if piece.fate != Fate.INSERTED)
        theirs = tuple(piece for piece in one.pieces if piece.fate != Fate.DELETED)
        first, second = _("First story: {question}"), _("Second story: {question}")
        self.texts[0].show_pieces(mine, first.format(question=one.label))
        if not one.same:
            self.texts[1].show_pieces(theirs, second.format(question=one.label))


def _row(made: QWidget) -> QWidget:
    row = QWidget()
    FlowLayout(row).addWidget(made)
    return row
