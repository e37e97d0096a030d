"""The first run: three questions, each of which can be left out."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.settings import Settings
from ui.overriding import override
from ui.pages.entrance import Entrance
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.speaking import button, plain_label

_WIDEST = 540
_ROLES = (
    ("author", "pencil", N_("I write stories"), N_("Of work that I did or know well.")),
    ("facilitator", "users", N_("I collect them from others"),
     N_("For a workshop, a book or a programme.")),
)  # fmt: skip


class Welcome(Entrance):
    """A window of its own, before there is a library."""

    answered = Signal(object)
    """The Settings with the answers."""
    closed = Signal()

    def __init__(self, settings: Settings, speak: Callable[[str], None]) -> None:
        super().__init__(widest=_WIDEST, gap=6)
        self._settings = settings
        self._speak = speak
        self.setObjectName("welcome")
        self._add_questions()
        self.say(self._say_words)
        self.language.show_code(i18n.language())
        self.name.setFocus()

    def _add_questions(self) -> None:
        layout = self.paper
        layout.addStretch(1)
        self._title = plain_label("title", wraps=True)
        self._intro = plain_label("prompt", wraps=True)
        self._heads: list[QLabel] = [plain_label("subheading", wraps=True) for _at in range(3)]
        layout.addWidget(self._title)
        layout.addWidget(self._intro)
        self.language = Segments()
        self.language.chosen.connect(self._on_language)
        self._add(0, self.language)
        self._add(1, self._who())
        self._add(2, self._roles())
        self._later = plain_label("prompt", wraps=True)
        layout.addSpacing(look.px(12))
        layout.addWidget(self._later)
        layout.addSpacing(look.px(14))
        layout.addWidget(self._foot())
        layout.addStretch(2)

    def _add(self, at: int, control: QWidget) -> None:
        self.paper.addSpacing(look.px(20))
        self.paper.addWidget(self._heads[at])
        self.paper.addWidget(control)

    def _who(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.name, self.organisation = QLineEdit(), QLineEdit()
        self.name.setObjectName("author_name")
        self.organisation.setObjectName("organisation")
        self.name.setText(self._settings.author_name)
        self.organisation.setText(self._settings.organisation)
        for line in (self.name, self.organisation):
            column.addWidget(line)
        return holder

    def _roles(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.roles: dict[str, ChoiceCard] = {}
        for role, picture, _words, _about in _ROLES:
            card = ChoiceCard(picture, checkable=True)
            card.setObjectName(f"role_{role}")
            self.roles[role] = card
            column.addWidget(card)
        self.roles[self._settings.role or "author"].setChecked(True)
        return holder

    def _foot(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(12))
        self.begin = button("primary", "check", "on_accent")
        self.begin.clicked.connect(self._on_begin)
        self.skip = button("link")
        self.skip.clicked.connect(self._on_skip)
        flow.addWidget(self.begin)
        flow.addWidget(self.skip)
        return holder

    def _say_words(self) -> None:
        self.setWindowTitle(_("SSC Desktop"))
        self._title.setText(_("Welcome"))
        self._intro.setText(
            _("Three questions, and you can begin. You can change the answers later.")
        )
        heads = (_("Which language shall the window speak?"), _("Who are you?"),
                 _("What will you do here?"))  # fmt: skip
        for label, words in zip(self._heads, heads, strict=True):
            label.setText(words)
        options = [Option(code, name) for code, name in i18n.available().items()]
        self.language.set_options(options, heads[0])
        for line, words in ((self.name, _("Your name")), (self.organisation, _("Organisation"))):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
        self.name.setAccessibleDescription(_("It stands in your stories as their first author."))
        for role, _picture, words, about in _ROLES:
            self.roles[role].show_words(_(words), _(about))
        self._later.setText(
            _("What you keep here can be protected with a password: later, in the settings.")
        )
        self.begin.setText(_("Begin"))
        self.skip.setText(_("Skip the questions"))

    # ------------------------------------------------------------ what the person does

    def _on_language(self, code: object) -> None:
        chosen = str(code) if code else i18n.language()
        self.language.show_code(chosen)
        self._settings = dataclasses.replace(self._settings, language=chosen)
        self._speak(chosen)

    def _on_begin(self) -> None:
        role = next(name for name, card in self.roles.items() if card.isChecked())
        self._answer(
            author_name=self.name.text().strip(),
            organisation=self.organisation.text().strip(),
            role=role,
        )

    def _on_skip(self) -> None:
        self._answer(role="author")

    def _answer(self, **values: str) -> None:
        self.answered.emit(dataclasses.replace(self._settings, **values))  # type: ignore[arg-type]
        self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if isinstance(here, QAbstractButton):
                here.click()
            else:
                self._on_begin()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
