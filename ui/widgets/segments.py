"""A few answers side by side, one of which can be pressed; pressing it again takes it back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.choices import Code, Option
from ui.widgets.flow import FlowLayout

_STEP = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(QPushButton):
    moved = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        sideways = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.moved.emit(-step if sideways and mirrored else step)


class Segments(QWidget):
    """One code of a short list; one stop for Tab, arrows inside."""

    chosen = Signal(object)
    """The code that was pressed, or None where the answer was taken back."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._name = name
        self._flow = FlowLayout(self, look.px(6))
        self._buttons: dict[Code, _Segment] = {}
        self._code: Code | None = None

    @property
    def code(self) -> Code | None:
        """What is pressed now."""
        return self._code

    @property
    def buttons(self) -> dict[Code, "_Segment"]:
        """The buttons by code."""
        return self._buttons

    def set_options(self, options: Sequence[Option], name: str) -> None:
        """What can be pressed, and the question it answers."""
        self._name = name
        for option in options:
            made = self._buttons.get(option.code)
            if made is None:
                made = self._made(option.code)
            made.setText(option.label)
            made.setAccessibleName(f"{name}: {option.label}")
        self.show_code(self._code)

    def _made(self, code: Code) -> _Segment:
        made = _Segment()
        made.setProperty("role", "pill")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda _checked=False: self._on_pressed(code))
        made.moved.connect(lambda step: self._step(code, step))
        self._buttons[code] = made
        self._flow.addWidget(made)
        return made

    def show_code(self, code: Code | None) -> None:
        """Show an answer without saying that it was pressed."""
        self._code = code
        for at, (one, made) in enumerate(self._buttons.items()):
            made.setChecked(one == code)
            stop = one == code or (code not in self._buttons and at == 0)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)
            if stop:
                self.setFocusProxy(made)

    def _on_pressed(self, code: Code) -> None:
        self.show_code(None if code == self._code else code)
        self._buttons[code].setFocus()
        self.chosen.emit(self._code)

    def _step(self, code: Code, step: int) -> None:
        codes = list(self._buttons)
        at = (codes.index(code) + step) % len(codes)
        self.show_code(codes[at])
        self._buttons[codes[at]].setFocus()
        self.chosen.emit(self._code)
