"""The layouts to choose from: each a page drawn small, its name, and what it is good for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.document.page_sketch import TALL, paint_page
from ui.widgets.speaking import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.viewmodels.document import Kind

_WIDE = 28


class LayoutCard(ChoiceCard):
    """One layout."""

    picture = QSize(_WIDE, round(_WIDE * TALL))
    edge = 8
    wraps = Qt.TextFlag.TextWordWrap
    stepped = Signal(int)

    def __init__(self, layout: "Kind") -> None:
        super().__init__("file-text", checkable=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.layout_name = layout.name
        self.show_words(_(layout.label), _(layout.note))
        self.setToolTip(plain_tip(_(layout.note)))
        self.toggled.connect(lambda _on: self.updateGeometry())

    @override
    def about_within(self, width: float) -> str:
        """One line, as long as another layout counts."""
        about = super().about_within(width)
        if self.isChecked():
            return about
        metrics = QFontMetricsF(look.font(0.94))
        return metrics.elidedText(about, Qt.TextElideMode.ElideRight, width)

    @override
    def paint_picture(self, painter: QPainter, box: QRectF) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_page(painter, box, self.layout_name, mirrored=mirrored)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class LayoutCards(QWidget):
    """One of them counts; one stop for Tab, arrows inside."""

    chosen = Signal(str)

    def __init__(self, layouts: "Sequence[Kind]") -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(6))
        self.cards: dict[str, LayoutCard] = {}
        for layout in layouts:
            card = LayoutCard(layout)
            card.clicked.connect(lambda _on=False, name=layout.name: self.chosen.emit(name))
            card.stepped.connect(lambda step, name=layout.name: self._step(name, step))
            self.cards[layout.name] = card
            down.addWidget(card)
        down.addStretch(1)

    def show_layout(self, name: str) -> None:
        """Show which one counts."""
        for one, card in self.cards.items():
            card.setChecked(one == name)
            stop = Qt.FocusPolicy.StrongFocus if one == name else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(stop)
        self.setFocusProxy(self.cards[name])

    def _step(self, name: str, step: int) -> None:
        names = list(self.cards)
        wanted = names[(names.index(name) + step) % len(names)]
        self.chosen.emit(wanted)
        self.cards[wanted].setFocus()
