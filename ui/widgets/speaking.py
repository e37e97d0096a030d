"""Texts that follow the language: said once, said again whenever the language changes."""

import html
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


_SAID = "words that follow the language"
"""Under what their owner keeps them; no attribute in the code can have this name."""


class Speaking(_Base):
    """Mix in before a widget: `self.say(lambda: label.setText(_("Title")))`."""

    def say(self, words: Callable[[], object]) -> None:
        """Do `words` now, and again after each change of language."""
        self.__dict__.setdefault(_SAID, []).append(words)
        words()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for words in self.__dict__.get(_SAID, ()):
                words()
        super().changeEvent(event)


def role(widget: QWidget, name: str) -> None:
    """Give a widget the look that the style sheet calls `name`, also after it was shown."""
    if widget.property("role") == name:
        return
    widget.setProperty("role", name)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class _Label(QLabel):
    """Stands at the leading edge, also where its text runs the other way than the window."""

    def __init__(self) -> None:
        super().__init__()
        self._lean()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()
        super().changeEvent(event)

    def _lean(self) -> None:
        align = Qt.AlignmentFlag
        if self.alignment() & align.AlignHCenter:
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = align.AlignRight if mirrored else align.AlignLeft
        self.setAlignment(side | align.AlignAbsolute | align.AlignVCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not (mirrored and self.wordWrap()):
            super().paintEvent(event)
            return
        # Qt sets all lines but the last in by the space at which they were broken
        QFrame.paintEvent(self, event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = QRectF(self.contentsRect()).adjusted(0, 0, -max(0, self.indent()), 0)
        layout, high = _broken(self, box.width())
        layout.draw(painter, QPointF(box.left(), box.center().y() - high / 2))
        painter.end()


def _broken(label: QLabel, width: float) -> tuple[QTextLayout, float]:
    """The lines of a label that is read from the right, and how high they are."""
    layout = QTextLayout(label.text().replace("\n", "\u2028"), label.font())
    option = QTextOption(label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setTextDirection(_direction(label.text()))
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    high = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    return layout, high


def _direction(words: str) -> Qt.LayoutDirection:
    """Of words in a window that is read from the right: a sentence may begin with a Latin name."""
    way = Qt.LayoutDirection
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in words)
    return way.RightToLeft if turned else way.LayoutDirectionAuto


def plain_label(look_name: str = "", *, wraps: bool = False) -> QLabel:
    """A label that never reads its text as markup: stories are other people's words."""
    label = _Label()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if look_name:
        label.setProperty("role", look_name)
    return label


def button(look_name: str, icon_name: str = "", tone: str = "text") -> QPushButton:
    """A push button in the style sheet's look `look_name`."""
    made = QPushButton()
    made.setProperty("role", look_name)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        made.setIcon(icon(icon_name, tone))
        made.setIconSize(QSize(look.px(21), look.px(16)))
    return made


def icon_button(icon_name: str, tone: str = "text", size: int = 18) -> QToolButton:
    """A button that is only a picture; give it a tool tip and a name."""
    made = QToolButton()
    made.setProperty("role", "icon")
    made.setIcon(icon(icon_name, tone))
    made.setIconSize(_square(size))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def plain_tip(text: str) -> str:
    """A tool tip of other people's words: Qt would read markup in it, and open what it names."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>")


def named(widget: QToolButton | QPushButton, name: str, shortcut: str = "") -> None:
    """Name a picture button for the eye (tool tip) and the ear."""
    widget.setToolTip(plain_tip(f"{name} ({shortcut})" if shortcut else name))
    widget.setAccessibleName(name)


def _square(size: int) -> QSize:
    return QSize(look.px(size), look.px(size))
