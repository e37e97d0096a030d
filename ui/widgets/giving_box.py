"""How a bundle is made: one line that says it, and the choices behind it on demand."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _, listed
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import giving as words
from ui.viewmodels.choices import Code, Option
from ui.viewmodels.giving import ALL, CHOSEN, EVERYBODY, HOSTS, PASSPHRASE, Giving, Offers
from ui.widgets.check import Check
from ui.widgets.line import Line
from ui.widgets.mirroring import leading_margins
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_OWN = -1
_MOST_NAMED = 7
_MOST_SIZE = 4_000


class GivingBox(Speaking, QFrame):
    """The usual choice needs no look at it."""

    changed = Signal()
    """Something was chosen; see `giving`."""
    opened = Signal(object)
    """A part in which one goes on, and which should be in sight."""

    def __init__(self, giving: Giving) -> None:
        super().__init__()
        self.giving = giving
        self._chosen = giving.ids
        self._offers = Offers(receivers=((giving.receiver, ""),) if giving.receiver else ())
        self.setProperty("role", "box")
        down = QVBoxLayout(self)
        leading_margins(down, look.px(6), look.px(4), look.px(10), look.px(4))
        down.setSpacing(look.px(2))
        self.fold: QPushButton = button("fold", "chevron-down", "muted")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._turn)
        self.line = plain_label("small", wraps=True)
        self.line.setIndent(look.px(26))
        down.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeading)
        down.addWidget(self.line)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        leading_margins(self._column, look.px(26), 0, 0, look.px(8))
        self._column.setSpacing(look.px(4))
        self._blocks: dict[Segments, QWidget] = {}
        self._build()
        self._body.hide()
        down.addWidget(self._body)
        self.say(self._say_words)

    def _build(self) -> None:
        self.which = self._choice(N_("Which stories"), self._whiches, self._on_which)
        self.receiver = self._choice(
            N_("Only what one computer lacks"), self._receivers, self._on_receiver,
            N_("What it is known to hold is left out. Nobody else should get this bundle."),
        )  # fmt: skip
        self.pictures = self._choice(N_("Pictures and files"), _pictures, self._on_pictures)
        self.size_choice = self._choice(
            N_("How large a file may be"), _sizes, self._on_size,
            N_("What is larger becomes several files. All of them are needed, in any order."),
        )  # fmt: skip
        self._column.addWidget(self._own_size())
        self.lock = self._choice(N_("Who can open it"), self._locks, self._on_lock)
        self._lock_words = plain_label("small", wraps=True)
        self._column.addWidget(self._lock_words)
        self.passphrase = NewPassphrase()
        self.passphrase.changed.connect(self._on_passphrase)
        self._column.addWidget(self.passphrase)
        self.private = Check()
        self.private.clicked.connect(self._on_private)
        self._column.addWidget(self.private)

    def _own_size(self) -> QWidget:
        self._own = QWidget()
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        self.own_size = Line(undoes=True)
        self.own_size.setValidator(QIntValidator(1, _MOST_SIZE, self.own_size))
        self.own_size.setText("5")
        self.own_size.setMaximumWidth(look.px(90))
        self.own_size.textChanged.connect(lambda _text: self._on_own_size())
        self._unit = plain_label()
        row.addWidget(self.own_size)
        row.addWidget(self._unit)
        row.addStretch(1)
        return self._own

    def _choice(
        self,
        label: str,
        options: Callable[[], Sequence[Option]],
        act: Callable[[Code], None],
        prompt: str = "",
    ) -> Segments:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, look.px(6), 0, 0)
        down.setSpacing(look.px(4))
        head, under, made = (
            plain_label("label", wraps=True),
            plain_label("small", wraps=True),
            Segments(),
        )
        down.addWidget(head)
        down.addWidget(made)
        if prompt:
            down.addWidget(under)
        self._column.addWidget(part)
        self._blocks[made] = part

        def on_chosen(code: object) -> None:
            if isinstance(code, str | int):
                act(code)
            self._show()  # pressed again: one of them always counts

        def say() -> None:
            head.setText(_(label))
            under.setText(_(prompt))
            made.set_options(options(), _(label))

        made.chosen.connect(on_chosen)
        self.say(say)
        return made

    # ------------------------------------------------------------ what is offered

    def offer(self, offers: Offers) -> None:
        """Offer what the library knows; the usual choice follows from it."""
        self._offers = offers
        most = min(self.giving.most or offers.part_size, offers.part_size or self.giving.most)
        to = () if offers.host_here or self.giving.receiver else _ids(offers.hosts)
        self.giving = dataclasses.replace(self.giving, most=most, to=to)
        self.receiver.set_options(self._receivers(), _("Only what one computer lacks"))
        self.lock.set_options(self._locks(), _("Who can open it"))
        self._say_words()
        self.changed.emit()

    def _whiches(self) -> list[Option]:
        whole = Option(ALL, _("All stories"))
        return [whole] if self._chosen is None else [
            Option(CHOSEN, words.chosen(self._chosen)), whole
        ]  # fmt: skip

    def _receivers(self) -> list[Option]:
        named = [Option(one, name[:32]) for one, name in self._offers.receivers[:_MOST_NAMED]]
        return [Option(EVERYBODY, _("No, everything")), *(one for one in named if one.label)]

    def _locks(self) -> list[Option]:
        hosts = listed(name for _one, name in self._offers.hosts)
        locked = [Option(HOSTS, _("Only {names}").format(names=hosts))] if hosts else []
        return [
            Option(EVERYBODY, _("Everybody")), *locked,
            Option(PASSPHRASE, _("Who knows a passphrase")),
        ]  # fmt: skip

    # ------------------------------------------------------------ what is chosen

    @property
    def ready(self) -> bool:
        """Whether nothing is missing: a passphrase that was asked for is there, twice."""
        return self.lock.code != PASSPHRASE or self.passphrase.ready

    def _choose(self, **choice: object) -> None:
        self.giving = dataclasses.replace(self.giving, **choice)  # type: ignore[arg-type]
        self._show()
        self.changed.emit()

    def _on_which(self, code: Code) -> None:
        self._choose(ids=self._chosen if code == CHOSEN else None)

    def _on_receiver(self, code: Code) -> None:
        self._choose(receiver="" if code == EVERYBODY else str(code))

    def _on_pictures(self, code: Code) -> None:
        self._choose(light=code == "without")

    def _on_size(self, code: Code) -> None:
        self._own.setVisible(code == _OWN)
        if code == _OWN:
            self.own_size.setFocus()
            self._on_own_size()
        else:
            self._choose(most=words.for_mail(int(code)) if code else 0)

    def _on_own_size(self) -> None:
        n = int(self.own_size.text() or 0)
        if n:
            self._choose(most=words.for_mail(n))

    def _on_lock(self, code: Code) -> None:
        self.lock.show_code(code)
        to = _ids(self._offers.hosts) if code == HOSTS else ()
        phrase = self.passphrase.words if code == PASSPHRASE and self.passphrase.ready else ""
        private = self.giving.with_private and code != EVERYBODY
        self._choose(to=to, passphrase=phrase, with_private=private)
        if code == PASSPHRASE:
            self.passphrase.first.setFocus()
            self.opened.emit(self.passphrase)

    def _on_passphrase(self) -> None:
        self._choose(passphrase=self.passphrase.words if self.passphrase.ready else "")

    def _on_private(self) -> None:
        self._choose(with_private=self.private.isChecked())

    # ------------------------------------------------------------ what it shows

    def _say_words(self) -> None:
        self.fold.setText(_("How it is made"))
        self._unit.setText(_("MB"))
        self.own_size.setAccessibleName(_("Megabytes that a mail carries"))
        self.private.show_words(_("Contacts and consents go along too, locked"))
        self._show()

    def _show(self) -> None:
        giving = self.giving
        self.line.setText(words.summary(giving, self._offers))
        self.fold.setAccessibleDescription(self.line.text())
        self.which.show_code(CHOSEN if giving.ids is not None else ALL)
        self._blocks[self.which].setVisible(self._chosen is not None and not giving.answers)
        self.receiver.show_code(giving.receiver or EVERYBODY)
        some = any(name for _one, name in self._offers.receivers)
        self._blocks[self.receiver].setVisible(some and not giving.answers)
        self.pictures.show_code("without" if giving.light else "with")
        self._show_size(giving.most)
        locked = HOSTS if giving.to else EVERYBODY
        if self.lock.code != PASSPHRASE:
            self.lock.show_code(locked)
        asks = self.lock.code == PASSPHRASE
        self.passphrase.setVisible(asks)
        self._lock_words.setText(_LOCKED[self.lock.code]() if self.lock.code in _LOCKED else "")
        self._lock_words.setVisible(bool(self._lock_words.text()))
        self.private.setVisible(asks or bool(giving.to))
        self.private.setChecked(giving.with_private)

    def _show_size(self, most: int) -> None:
        sizes = {words.for_mail(n): n for n in words.MAILS} | {0: 0}
        own = self.size_choice.code == _OWN and self._own.isVisibleTo(self._body)
        if not own:
            self.size_choice.show_code(sizes.get(most, _OWN))
            self._own.setVisible(most not in sizes)

    def _turn(self, opened: bool) -> None:
        self.fold.setIcon(icon("chevron-up" if opened else "chevron-down", "muted"))
        self._body.setVisible(opened)
        self.line.setVisible(not opened)


_LOCKED = {
    EVERYBODY: lambda: _("Whoever finds the stick or the mail can read it."),
    HOSTS: lambda: _("Nobody else can read it, on the way or later. You can."),
}


def _ids(hosts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(one for one, _name in hosts)


def _pictures() -> list[Option]:
    return [Option("with", _("Go along")), Option("without", _("Stay here"))]


def _sizes() -> list[Option]:
    mails = [Option(n, _("{n} MB, for mail").format(n=n)) for n in words.MAILS]
    return [Option(0, _("One file")), *mails, Option(_OWN, _("Another size"))]
