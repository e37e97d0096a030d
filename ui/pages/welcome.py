"""The first run: three questions, each of which can be left out."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import i18n, paths
from ssc_desktop.i18n import N_, _
from ssc_desktop.settings import Settings
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.tab_order import step

_WITH_BRAND = 860
_BRAND = 380
_WIDEST = 540
_ROLES = (
    ("author", "pencil", N_("I write stories"), N_("Of work that I did or know well.")),
    ("facilitator", "users", N_("I collect them from others"),
     N_("For a workshop, a book or a programme.")),
)  # fmt: skip


class Brand(Speaking, QFrame):
    """The leaf, the name, and one sentence about what is done here."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        edge = look.px(40)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look.px(12))
        layout.addStretch(2)
        layout.addWidget(_Leaf(), 0, Qt.AlignmentFlag.AlignLeading)
        layout.addSpacing(look.px(10))
        name = plain_label("brand", wraps=True)
        words, safe = plain_label("on-rail", wraps=True), plain_label("on-rail", wraps=True)
        for part in (name, words, safe):
            layout.addWidget(part)
        layout.addStretch(3)

        def say() -> None:
            name.setText(_("SSC Desktop"))
            words.setText(_("What partners of the South learned from each other, told by those who "
                            "did the work."))  # fmt: skip
            safe.setText(_("Everything stays on this computer. Nothing is sent."))

        self.say(say)


class _Leaf(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(look.px(84), look.px(84))
        self._picture = QIcon(str(paths.bundled("resources") / "icons" / "ssc-desktop.png"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._picture.paint(painter, QRectF(self.rect()).toRect())
        painter.end()


class Welcome(Speaking, QWidget):
    """A window of its own, before there is a library."""

    answered = Signal(object)
    """The Settings with the answers."""
    closed = Signal()

    def __init__(self, settings: Settings, speak: Callable[[str], None]) -> None:
        super().__init__()
        self._settings = settings
        self._speak = speak
        self.setObjectName("welcome")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.brand = Brand()
        self.brand.setFixedWidth(look.px(_BRAND))
        layout.addWidget(self.brand)
        layout.addWidget(self._questions(), 1)
        self.setMinimumSize(640, 480)
        self.say(self._say_words)
        self.language.show_code(i18n.language())
        self.name.setFocus()

    def _questions(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        paper = QWidget()
        paper.setProperty("role", "page")
        paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(paper)
        self._paper = layout = QVBoxLayout(paper)
        layout.setSpacing(look.px(6))
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
        return area

    def _add(self, at: int, control: QWidget) -> None:
        self._paper.addSpacing(look.px(20))
        self._paper.addWidget(self._heads[at])
        self._paper.addWidget(control)

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
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

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
    def resizeEvent(self, event: QResizeEvent) -> None:
        branded = self.width() >= look.px(_WITH_BRAND)
        self.brand.setVisible(branded)
        room = self.width() - (self.brand.width() if branded else 0)
        side = max(look.px(28), (room - look.px(_WIDEST)) // 2)
        self._paper.setContentsMargins(side, look.px(28), side, look.px(28))
        super().resizeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
