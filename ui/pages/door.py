"""The door of a protected library: nothing of it is seen before the password opens it.

It is a window of its own. It says which library it is and no more.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.errors import InvalidInput, SscError, WrongPassword
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.entrance import Entrance
from ui.tasks import Tasks
from ui.theme.look import look
from ui.viewmodels import libraries
from ui.widgets.announcing import announce
from ui.widgets.code_boxes import CodeBoxes
from ui.widgets.flow import FlowLayout
from ui.widgets.new_password import NewPassword
from ui.widgets.picture import Picture
from ui.widgets.secret_line import SecretLine
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey

_WIDEST = 480
_FREE_TRIES, _REST = 4, 2_000
"""After so many wrong passwords each one costs a rest, in milliseconds: nobody is locked out."""


class Door(Entrance):
    """Asks for the password, or for the code of the recovery sheet and then a new password."""

    opened = Signal(object)
    """The DataKey of the library."""
    library_wanted = Signal(object)
    """The folder of another library, or None: the person wants to choose one."""
    practice_wanted = Signal()

    def __init__(
        self, folder: Path, others: Sequence[str] = (), why: Callable[[], str] | None = None
    ) -> None:
        """`others` are the folders of the libraries opened lately, `why` says why it is shut."""
        super().__init__(widest=_WIDEST, gap=8)
        self._folder = folder
        self._others = [Path(one) for one in others if Path(one) != folder]
        self._why = why or _protected
        self._tasks = Tasks(self)
        self._key: DataKey | None = None
        self._wrong = 0
        self._asked = "password"
        self.setObjectName("door")
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._ask_again)
        self._shut = False
        self.say(self._say_words)
        self._ask("password")

    # ------------------------------------------------------------ its parts

    def _build(self) -> None:
        down = self.paper
        down.addStretch(2)
        down.addWidget(Picture("lock", "accent", 34), 0, Qt.AlignmentFlag.AlignLeading)
        self._title = plain_label("title", wraps=True)
        self._intro = plain_label("prompt", wraps=True)
        down.addWidget(self._title)
        down.addWidget(self._intro)
        down.addSpacing(look.px(10))
        self.password, self.code, self.new = SecretLine(), CodeBoxes(), NewPassword()
        self.open, self.use_code, self.set_new = (
            button("primary", "", "on_accent") for _n in range(3)
        )
        self.sheet, self.back = button("link"), button("link")
        self._parts = {
            "password": _part(self.password, self.open, self.sheet),
            "code": _part(self.code, self.use_code, self.back),
            "new": _part(self.new, self.set_new),
        }
        self._waiting, self._moment = _bar()
        self.trouble = plain_label("red", wraps=True)
        for part in (*self._parts.values(), self._waiting, self.trouble):
            down.addWidget(part)
        down.addStretch(3)
        down.addWidget(self._foot())
        self._connect()

    def _foot(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(12))
        self.other = button("secondary", "hard-drive")
        self.other.clicked.connect(self._offer_others)
        flow.addWidget(self.other)
        return holder

    def _connect(self) -> None:
        self.password.given.connect(self._on_password)
        self.open.clicked.connect(self._on_password)
        self.sheet.clicked.connect(lambda: self._ask("code"))
        self.code.given.connect(self._on_code)
        self.code.changed.connect(lambda: self.trouble.setText(""))
        self.use_code.clicked.connect(self._on_code)
        self.back.clicked.connect(lambda: self._ask("password"))
        self.new.given.connect(self._on_new)
        self.new.changed.connect(lambda: self.set_new.setEnabled(self.new.ready))
        self.set_new.clicked.connect(self._on_new)
        self.set_new.setEnabled(False)

    def _say_words(self) -> None:
        self.setWindowTitle(_("SSC Desktop"))
        self._title.setText(libraries.name(self._folder))
        self.password.name_it(_("Password"))
        self.open.setText(_("Open"))
        self.sheet.setText(_("I have the recovery sheet"))
        self.use_code.setText(_("Go on"))
        self.back.setText(_("I know the password"))
        self.set_new.setText(_("Set the password and open"))
        self.other.setText(_("Another library…"))
        self._moment.setText(_("Opening…"))
        self._say_intro()

    def _say_intro(self) -> None:
        said: dict[str, Callable[[], str]] = {
            "password": self._why,
            "code": lambda: _("Type the code as it stands on the sheet. Capitals and spaces make "
                              "no difference, nor does the letter O for a zero."),
            "new": lambda: _("The code is right. Choose a new password; the sheet stays valid."),
        }  # fmt: skip
        self._intro.setText(said[self._asked]())

    # ------------------------------------------------------------ what is asked

    def _ask(self, what: str) -> None:
        self._asked = what
        self.trouble.setText("")
        self._say_intro()
        self._ask_again()

    def _ask_again(self) -> None:
        """Show the part that asks, with the keyboard in it."""
        for name, part in self._parts.items():
            part.setVisible(name == self._asked)
        self._waiting.hide()
        self.trouble.setVisible(bool(self.trouble.text()))
        self.other.setEnabled(True)
        line = {"password": self.password, "code": self.code, "new": self.new.first}[self._asked]
        line.setFocus()
        if self.trouble.text():
            self.password.line.selectAll()

    def _wait(self) -> None:
        """Say that it takes a moment; what was typed is kept, and cannot be changed meanwhile."""
        self.trouble.hide()
        self._parts[self._asked].hide()
        self._waiting.show()
        self.other.setEnabled(False)
        announce(self, _("Opening…"))

    def offer_no_other(self) -> None:
        """Let no other library be chosen: something that is written would be lost with this one."""
        self.other.hide()

    # ------------------------------------------------------------ what was given

    def _on_password(self) -> None:
        given = self.password.words
        if given:
            self._try(lambda protecting: protecting.unlocked(self._folder, given), self._enter)

    def _on_code(self) -> None:
        given = self.code.code
        if not given.strip("-"):  # nothing is wrong yet
            self.code.setFocus()
            return
        self._try(lambda protecting: protecting.recovered(self._folder, given), self._on_recovered)

    def _on_recovered(self, key: "DataKey") -> None:
        self._key = key
        self.code.forget()
        self._ask("new")

    def _on_new(self) -> None:
        key, given = self._key, self.new.words

        def change(protecting: Any) -> "DataKey | None":
            protecting.change_password(self._folder, key, given)
            return key

        self._try(change, self._enter)

    def _try(self, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        if not self._waiting.isVisibleTo(self):
            self._wait()
            self._tasks.aside(lambda: work(_protecting()), then, failed=self.refuse)

    def _enter(self, key: "DataKey") -> None:
        self.password.forget()
        self.opened.emit(key)

    def refuse(self, error: SscError) -> None:
        """Say why the library is not opened."""
        said = f"{error.message} {error.advice}"
        self.trouble.setText(said)
        announce(self, said, urgent=True)
        self._wrong += isinstance(error, WrongPassword)
        if self._wrong > _FREE_TRIES and isinstance(error, WrongPassword):
            self._rest.start()
            return
        self._ask_again()
        if isinstance(error, InvalidInput) and self._asked == "code":
            self.code.mark({int(one) for one in error.fields if one.isdigit()})

    # ------------------------------------------------------------ another library

    def _offer_others(self) -> None:
        menu = QMenu(self)
        for folder in self._others[:8]:
            act = menu.addAction(libraries.name(folder).replace("&", "&&"))
            act.triggered.connect(lambda _on=False, one=folder: self.library_wanted.emit(one))
        if self._others:
            menu.addSeparator()
        choose = menu.addAction(_("Open a library…"))
        choose.triggered.connect(lambda: self.library_wanted.emit(None))
        menu.addAction(_("Practise")).triggered.connect(self.practice_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    # ------------------------------------------------------------ keys, room and the end

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = QApplication.focusWidget()
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered and isinstance(here, QPushButton):
            here.click()
        elif event.key() == Qt.Key.Key_Escape and self._asked == "code":
            self._ask("password")
        elif event.matches(QKeySequence.StandardKey.HelpContents):
            self._open_manual()
        else:
            super().keyPressEvent(event)

    def _open_manual(self) -> None:
        from ui.pages.manual_window import open_manual
        from ui.viewmodels.manual import anchor_for

        open_manual(self, anchor_for(place="door"))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._shut:
            self._shut = True
            self.password.forget()
            self._tasks.close()
        super().closeEvent(event)


def _part(line: QWidget, act: QPushButton, other: QPushButton | None = None) -> QWidget:
    """What is asked for, and under it what can be done."""
    part = QWidget()
    down = QVBoxLayout(part)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(look.px(12))
    down.addWidget(line)
    ways = QWidget()
    flow = FlowLayout(ways, look.px(12))
    flow.addWidget(act)
    if other is not None:
        flow.addWidget(other)
    down.addWidget(ways)
    return part


def _bar() -> tuple[QWidget, QLabel]:
    """Says that it takes a moment."""
    part = QWidget()
    down = QVBoxLayout(part)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(look.px(8))
    words, bar = plain_label(wraps=True), QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    down.addWidget(words)
    down.addWidget(bar)
    return part, words


def _protected() -> str:
    return _("This library is protected with a password.")


def _protecting() -> Any:
    from ssc_desktop import services

    return services.protecting
