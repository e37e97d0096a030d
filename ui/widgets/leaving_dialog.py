"""What leaves this computer, before it does: for whom, which stories, what is held back and why."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _, ngettext
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import leaving as words
from ui.viewmodels.choices import Option
from ui.viewmodels.giving import Giving, Offers
from ui.widgets.chip import Chip
from ui.widgets.giving_box import GivingBox
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.segments import Segments
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving, StoryLeaving

_MOST_SHOWN = 60
_MOST_NAMED = 200
_LONGEST = 52

Look = Callable[[Giving, Callable[["Leaving"], None]], None]
"""Ask what would leave for these readers; the answer comes later."""


class StoryBox(QFrame):
    """One story: a line that opens into what goes and what stays."""

    go_wanted = Signal(str, object)

    def __init__(self, story: "StoryLeaving", circle: str) -> None:
        super().__init__()
        self._story = story
        self._circle = circle
        self.setProperty("role", "box")
        self._layout = QVBoxLayout(self)
        leading_margins(self._layout, look.px(4), look.px(4), look.px(12), look.px(4))
        self._layout.setSpacing(0)
        row = QHBoxLayout()
        self.head = button("link")
        longest = int(_LONGEST / max(1.0, look.scale * 0.8))
        title = story.title if len(story.title) <= longest else story.title[:longest] + "…"
        self.head.setText(title.replace("&", "&&"))
        self.head.setCheckable(True)
        self.head.toggled.connect(self.open)
        row.addWidget(self.head, 1)
        said, tone = words.badge(story)
        self.head.setAccessibleName(f"{story.title}, {said}")
        chip = Chip(tone, bold=True)
        chip.set_text(said)
        row.addWidget(chip)
        self._layout.addLayout(row)
        self._body: QWidget | None = None
        self._turn(opened=False)

    def _turn(self, *, opened: bool) -> None:
        self.head.setIcon(icon("chevron-up" if opened else "chevron-down", "muted"))

    def open(self, opened: bool = True) -> None:
        """Show or fold away what goes and what stays."""
        if self.head.isChecked() != opened:
            self.head.setChecked(opened)
            return
        self._turn(opened=opened)
        if opened and self._body is None:
            self._body = self._made()
            self._layout.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)

    def _made(self) -> QWidget:
        body = QWidget()
        down = QVBoxLayout(body)
        leading_margins(down, look.px(30), look.px(2), 0, look.px(8))
        down.setSpacing(look.px(5))
        if self._story.goes:
            down.addWidget(_small(_("Leaves")))
            down.addWidget(_line("check", "muted", _("The words of the story"), ""))
        for one in self._story.parts:
            label, named = words.part(one)
            down.addWidget(_line("check", "muted", label, named))
        kept = words.stays(self._story, self._circle)
        if kept:
            down.addWidget(_small(_("Stays here")))
        for stay in kept:
            row = _line(stay.icon, stay.tone, stay.what, stay.why)
            go = button("plain")
            go.setText(_("Go there"))
            go.setAccessibleName(_("Go there: {what}").format(what=stay.what))
            go.clicked.connect(partial(self.go_wanted.emit, self._story.id, stay.path))
            layout = row.layout()
            if layout is not None:
                layout.addWidget(go)  # beside what it is about
            down.addWidget(row)
        return body


def _small(text: str) -> QWidget:
    label = plain_label("small-strong")
    label.setText(text)
    return label


def _line(picture: str, tone: str, label: str, more: str) -> QWidget:
    """A line with an icon: what it is, and what is in it."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(look.px(8))
    colour = tone if tone == "muted" else f"on_{tone}"
    across.addWidget(Picture(picture, colour, 15), 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(0)
    first = plain_label(wraps=True)
    first.setText(label)
    down.addWidget(first)
    if more:
        second = plain_label("small" if tone == "muted" else tone, wraps=True)
        second.setText(more)
        down.addWidget(second)
    across.addLayout(down, 1)
    return row


class LeavingDialog(QDialog):
    """Shows the list; made only when the person says so."""

    go_wanted = Signal(str, object)
    """A story, and the path of what holds something back there."""
    told = Signal()
    """The list is shown."""
    make_wanted = Signal(object)
    """Giving: for whom it is to be made, and how."""

    def __init__(self, parent: QWidget, medium: str, ask: Look, giving: Giving) -> None:
        super().__init__(parent)
        self._ask = ask
        self._giving = giving
        self.how = GivingBox(giving) if medium == "bundle" else None
        self._turn = 0
        self._asked = giving.ids
        self.leaving: Leaving | None = None
        self.boxes: list[StoryBox] = []
        self._stories: QWidget | None = None
        self.setWindowTitle(_("What leaves this computer"))
        self.setModal(True)
        layout = QVBoxLayout(self)
        edge = look.px(20)
        layout.setContentsMargins(edge, look.px(16), edge, look.px(14))
        layout.setSpacing(look.px(10))
        title = plain_label("heading", wraps=True)
        title.setText(_("What leaves this computer"))
        layout.addWidget(title)
        layout.addWidget(self._readers())
        layout.addWidget(self._list(), 1)
        layout.addLayout(self._buttons(medium))
        window = parent.window().size()
        self.resize(min(look.px(680), window.width() - 32), min(look.px(640), window.height() - 32))

    def _readers(self) -> QWidget:
        row = QWidget()
        down = QVBoxLayout(row)
        down.setContentsMargins(0, 0, 0, 0)
        label = plain_label("label")
        label.setText(_("For whom"))
        down.addWidget(label)
        self.circles = Segments()
        options = [Option(one, words.circle_label(one)) for one in words.CIRCLES]
        self.circles.set_options(options, _("For whom"))
        self.circles.chosen.connect(self._on_circle)
        down.addWidget(self.circles)
        return row

    def _summary(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "hint")
        down = QVBoxLayout(card)
        down.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
        down.setSpacing(look.px(3))
        self.heading = plain_label("subheading", wraps=True)
        self.weight = plain_label("blue", wraps=True)
        self.held = plain_label("blue", wraps=True)
        for label in (self.heading, self.weight, self.held):
            down.addWidget(label)
        self.heading.setText(_("One moment…"))
        return card

    def _list(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "clear")
        self._page = QVBoxLayout(page)
        leading_margins(self._page, 0, 0, look.px(6), 0)
        self._page.setSpacing(look.px(8))
        self._page.addWidget(self._summary())
        if self.how is not None:
            self._page.addWidget(self.how)
            self.how.changed.connect(self._on_how)
            self.how.opened.connect(self._bring_into_sight)
        self._page.addStretch(1)
        self._scroll.setWidget(page)
        return self._scroll

    def _buttons(self, medium: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = button("secondary")
        self.cancel.setText(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.make = button("primary")
        self.make.setText(_("Make the document…") if medium == "word" else _("Make the bundle…"))
        self.make.setEnabled(False)
        self.make.setDefault(True)
        self.make.clicked.connect(self._on_make)
        row.addWidget(self.cancel)
        row.addWidget(self.make)
        return row

    # ------------------------------------------------------------ what it shows

    def look_up(self) -> None:
        """Ask for the list anew."""
        self._turn += 1
        self._asked = self.giving.ids
        self.make.setEnabled(False)
        self._ask(self.giving, partial(self._show, self._turn))

    @property
    def giving(self) -> Giving:
        """For whom, and how."""
        if self.how is None:
            return self._giving
        return dataclasses.replace(self.how.giving, circle=self._giving.circle)

    def offer(self, offers: Offers) -> None:
        """Offer what the library knows of others."""
        if self.how is not None:
            self.how.offer(offers)

    def _on_how(self) -> None:
        if self.giving.ids != self._asked:
            self.look_up()
        elif self.leaving is not None:
            self._say(self.leaving)

    def _bring_into_sight(self, part: QWidget) -> None:
        # after the layout has made room for it
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, look.px(12)))

    def _on_circle(self, circle: object) -> None:
        if circle is None:  # pressed again: one of them is always chosen
            self.circles.show_code(self.leaving.circle if self.leaving else None)
        else:
            self._giving = dataclasses.replace(self._giving, circle=str(circle))
            self.look_up()

    def _show(self, turn: int, found: "Leaving") -> None:
        if turn != self._turn:
            return
        self.leaving = found
        self._giving = dataclasses.replace(self._giving, circle=found.circle)
        self.circles.show_code(found.circle)
        self._say(found)
        self._fill(found)
        here = self.focusWidget()
        if here is None or here is self.cancel:
            (self.make if found.going else self.cancel).setFocus()
        self.told.emit()

    def _say(self, found: "Leaving") -> None:
        giving = self.giving
        self.heading.setText(words.heading(found))
        self.weight.setText(words.weight(found, light=giving.light))
        self.weight.setVisible(bool(found.going))
        held = words.what_stays(found)
        less = _("What the other computer holds already is left out.") if giving.receiver else ""
        self.held.setText(f"{held} {less}".strip())
        self.held.setVisible(bool(found.going))
        self.make.setEnabled(bool(found.going) and (self.how is None or self.how.ready))

    def _fill(self, found: "Leaving") -> None:
        if self._stories is not None:
            self._page.removeWidget(self._stories)
            self._stories.hide()
            self._stories.deleteLater()
        self._stories = QWidget()
        down = QVBoxLayout(self._stories)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(6))
        told, plain = words.sorted_out(found)
        self.boxes = [StoryBox(one, found.circle) for one in told[:_MOST_SHOWN]]
        for box in self.boxes:
            box.go_wanted.connect(self._go)
            down.addWidget(box)
        more = len(told) - len(self.boxes)
        if more > 0:
            down.addWidget(_counted(_and_more(more)))
        if plain:
            down.addWidget(_others(plain))
        self._page.insertWidget(1 if self.how is None else 2, self._stories)
        if len(self.boxes) == 1 and not plain:
            self.boxes[0].open()

    def _go(self, story: str, path: object) -> None:
        self.reject()
        self.go_wanted.emit(story, path)

    def _on_make(self) -> None:
        if self.leaving is not None:
            giving = self.giving
            self.accept()
            self.make_wanted.emit(giving)


def _and_more(n: int) -> str:
    return ngettext(
        "{n} more story has parts that stay here.", "{n} more stories have parts that stay here.", n
    ).format(n=n)


def _counted(text: str) -> QWidget:
    label = plain_label("prompt", wraps=True)
    label.setText(text)
    return label


def _others(plain: "tuple[StoryLeaving, ...]") -> QWidget:
    """The stories of which nothing is held back: one line, their names on demand."""
    n = len(plain)
    frame = QFrame()
    frame.setProperty("role", "box")
    down = QVBoxLayout(frame)
    leading_margins(down, look.px(4), look.px(4), look.px(12), look.px(4))
    said = ngettext(
        "{n} story goes with nothing held back", "{n} stories go with nothing held back", n
    )
    head: QPushButton = button("link", "chevron-down", "muted")
    head.setText(said.format(n=n))
    head.setCheckable(True)
    down.addWidget(head, 0, Qt.AlignmentFlag.AlignLeading)
    names = plain_label("small", wraps=True)
    names.setIndent(look.px(26))
    names.setText("\n".join(one.title for one in plain[:_MOST_NAMED]))
    names.hide()
    down.addWidget(names)

    def turn(opened: bool) -> None:
        names.setVisible(opened)
        head.setIcon(icon("chevron-up" if opened else "chevron-down", "muted"))

    head.toggled.connect(turn)
    return frame
