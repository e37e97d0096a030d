"""Only the text: one column, the question that has the keyboard bright, all else quiet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.speaking import icon_button, named

if TYPE_CHECKING:
    from ui.widgets.form.form import Form

_QUIET = 175
_AIR = 14


class Veil(QWidget):
    """Lies over the form and leaves one question out; the mouse goes through it."""

    def __init__(self, form: "Form") -> None:
        super().__init__(form.viewport())
        self._form = form
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.viewport().installEventFilter(self)
        form.page.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is no form without one
        app.focusChanged.connect(self._on_focus)
        self.hide()

    def place(self) -> None:
        """Cover everything but the question with the keyboard."""
        if self.isHidden():
            return
        view = self._form.viewport()
        self.setGeometry(view.rect())
        shown = QRegion(self.rect())
        member = self._form.focused_member()
        if member is not None:
            air = look.px(_AIR)
            corner = member.mapTo(view, QPoint(0, 0))
            box = QRect(corner, member.size()).adjusted(-air, -air, air, air)
            shown -= QRegion(box)
        else:
            shown = QRegion()
        if shown.isEmpty():
            self.setMask(QRegion(-1, -1, 1, 1))
        else:
            self.setMask(shown)
        self.raise_()

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self.place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ground = look.colour("surface")
        ground.setAlpha(_QUIET)
        painter = QPainter(self)
        painter.fillRect(event.rect(), ground)
        painter.end()


class FocusMode(QObject):
    """Switches the quiet on and off; hides what `around` gives, and brings it back as it was."""

    switched = Signal()

    def __init__(self, form: "Form") -> None:
        super().__init__(form)
        self._form = form
        self.on = False
        self._hidden: list[QWidget] = []
        self._veil = Veil(form)
        self._leave = icon_button("x", "muted", 18)
        self._leave.setParent(form)
        self._leave.setObjectName("leave_focus")
        self._leave.clicked.connect(lambda: self.switch(False, ()))
        self._leave.hide()
        form.installEventFilter(self)

    def switch(self, on: bool, around: Sequence[QWidget]) -> None:
        """Begin or end the quiet."""
        if on == self.on:
            return
        self.on = on
        writing = QApplication.focusWidget()
        if on:
            self._hidden = [part for part in around if not part.isHidden()]
            for part in self._hidden:
                part.hide()
        self._form.centre(on)
        self._leave.setVisible(on)
        self._veil.setVisible(on)
        if not on:
            for part in self._hidden:
                part.show()
            self._hidden = []
        self.switched.emit()
        named(self._leave, _("Leave focus mode"), "F8")
        if writing is not None and self._form.isAncestorOf(writing) and writing is not self._leave:
            writing.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    def _place(self) -> None:
        side, edge = self._leave.sizeHint(), look.px(12)
        mirrored = self._form.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = edge if mirrored else self._form.width() - side.width() - look.px(20)
        self._leave.setGeometry(left, edge, side.width(), side.height())
        self._leave.raise_()
        self._veil.place()
        self._leave.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.on:
            self._place()
        return super().eventFilter(watched, event)
