"""What leaves and what stays: for whom, the sum, and the stories that hold something back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import leaving as words
from ui.viewmodels.choices import Option
from ui.widgets.chip import Chip
from ui.widgets.cleared import clear
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.segments import Segments
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving, StoryLeaving

_MOST_SHOWN = 60
_MOST_NAMED = 200
_LONGEST = 52

Ids = tuple[str, ...] | None
"""Some stories, or all of them."""
Look = Callable[[Ids, str, Callable[["Leaving"], None]], None]
"""Ask what would leave of stories for a circle ("" for as far as they may go); the answer comes."""


class LeavingBoard(QObject):
    """What every dialog has that lets something leave; it is asked anew for each circle."""

    told = Signal(object)
    """The Leaving that is shown."""
    changed = Signal(str)
    """The circle that the person chose; the list for it is on its way."""

    def __init__(self, owner: QObject, ask: Look) -> None:
        super().__init__(owner)
        self._ask = ask
        self._turn = 0
        self.asked: Ids = ()
        self.leaving: Leaving | None = None
        self.circle = ""
        self.circles = Segments()
        options = [Option(one, words.circle_label(one)) for one in words.CIRCLES]
        self.circles.set_options(options, _("For whom"))
        self.circles.chosen.connect(self._on_circle)
        self.sum, self.list = LeavingSum(), LeavingList()

    def look_up(self, ids: Ids) -> None:
        """Ask for the list anew."""
        self._turn += 1
        self.asked = ids
        self._ask(ids, self.circle, partial(self._show, self._turn))

    def _on_circle(self, circle: object) -> None:
        if circle is None:  # pressed again: one of them is always chosen
            self.circles.show_code(self.leaving.circle if self.leaving else None)
            return
        self.circle = str(circle)
        self.changed.emit(self.circle)
        self.look_up(self.asked)

    def _show(self, turn: int, found: "Leaving") -> None:
        if turn != self._turn:
            return
        self.leaving, self.circle = found, found.circle
        self.circles.show_code(found.circle)
        self.sum.tell(found)
        self.list.tell(found)
        self.told.emit(found)


class LeavingSum(QFrame):
    """How many stories go, with what, and how much is held back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "hint")
        down = QVBoxLayout(self)
        down.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
        down.setSpacing(look.px(3))
        self.heading = plain_label("subheading", wraps=True)
        self.weight = plain_label("blue", wraps=True)
        self.held = plain_label("blue", wraps=True)
        for label in (self.heading, self.weight, self.held):
            down.addWidget(label)
        self.heading.setText(_("One moment…"))
        self.weight.hide()
        self.held.hide()

    def tell(self, found: "Leaving", *, light: bool = False, more: str = "") -> None:
        """Say it; `light` where no pictures and files go, `more` is said after what stays."""
        self.heading.setText(words.heading(found))
        self.weight.setText(words.weight(found, light=light))
        self.weight.setVisible(bool(found.going))
        self.held.setText(f"{words.what_stays(found)} {more}".strip())
        self.held.setVisible(bool(found.going))


class LeavingList(QWidget):
    """The stories, those with something to look at first."""

    go_wanted = Signal(str, object)
    """A story, and the path of what holds something back there."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[StoryBox] = []
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(look.px(6))

    def tell(self, found: "Leaving") -> None:
        """Show the stories anew."""
        clear(self._down)
        told, plain = words.sorted_out(found)
        self.boxes = [StoryBox(one, found.circle) for one in told[:_MOST_SHOWN]]
        for box in self.boxes:
            box.go_wanted.connect(self.go_wanted)
            self._down.addWidget(box)
        more = len(told) - len(self.boxes)
        if more > 0:
            self._down.addWidget(_counted(_and_more(more)))
        if plain:
            self._down.addWidget(_others(plain))
        if len(self.boxes) == 1 and not plain:
            self.boxes[0].open()


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
