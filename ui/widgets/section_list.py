"""The outline: the sections of a story, each with its ring and what is missing in it."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.case import CASE
from ssc_desktop.record.completeness import Standing
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.chip import chip_width, paint_chip
from ui.widgets.painted import PaintedButton
from ui.widgets.ring import paint_ring
from ui.widgets.speaking import Speaking, plain_tip

COMPACT_WIDTH = 58
"""How wide an outline of pictures and rings is, at the usual text size."""
_SIGN = 17
"""How wide the sign of notes is."""
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SectionButton(PaintedButton):
    """One section."""

    stepped = Signal(int)

    def __init__(self, name: str, icon_name: str = "") -> None:
        super().__init__()
        self.section = name
        self.percent = 0
        self.missing = 0
        self.advised = 0
        """How many friendly notes there are in the section."""
        self.compact = False
        """Only the picture of the section and its ring."""
        self._icon = icon_name
        self.number = 0
        self.setObjectName(f"section_{name}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_standing(self, percent: int, missing: int) -> None:
        """How far the section is told."""
        self.percent, self.missing = percent, missing
        self._describe()
        self.update()

    def _describe(self) -> None:
        missing = ngettext("{n} answer missing", "{n} answers missing", self.missing)
        said = [missing.format(n=i18n.digits(self.missing)) if self.missing
                else _("nothing missing")]  # fmt: skip
        if self.advised:
            notes = ngettext("{n} note to look at", "{n} notes to look at", self.advised)
            said.append(notes.format(n=i18n.digits(self.advised)))
        self.setAccessibleDescription(", ".join(said))

    def show_advice(self, advised: int) -> None:
        """How much is advised in the section."""
        if advised != self.advised:
            self.advised = advised
            self._describe()
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Show only the picture and the ring, or the words too."""
        self.compact = compact
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if self.compact:
            return QSize(look.px(COMPACT_WIDTH), look.px(40))
        return QSize(self.whole_width, look.px(37))

    @property
    def whole_width(self) -> int:
        """How much room its name, its ring, a sign and a count take, so that none is cut later."""
        wide = QFontMetricsF(look.font(1, bold=True)).horizontalAdvance(self.text())
        badge = max(look.px(24), round(chip_width(i18n.digits(10))))
        return round(wide) + badge + look.px(_SIGN + 53)

    def _sign(self) -> int:
        """How much room the sign of notes takes; how many there are, its description says."""
        return look.px(_SIGN) if self.advised else 0

    def _badge(self) -> int:
        wide = round(chip_width(i18n.digits(self.missing)))
        return max(look.px(24), wide) if self.missing else 0

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self.compact else QSize(look.px(120), look.px(37))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look.colour("focus"))
            pen.setWidth(look.ring)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 7, 7)
        if self.compact:
            self._paint_signs(painter, box)
        else:
            self._paint_words(painter, box)
        painter.end()

    def _paint_signs(self, painter: QPainter, box: QRectF) -> None:
        """The section's picture, and its ring with a dot where something is missing."""
        side, gap = look.px(16), look.px(8)
        left = box.center().x() - side - gap / 2
        first = QRectF(left, box.center().y() - side / 2, side, side)
        second = first.translated(side + gap, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            first, second = second, first
        paint_icon(painter, first, self._icon,
                   look.colour("text" if self.isChecked() else "muted").name())  # fmt: skip
        paint_ring(painter, second, self.percent)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def mirrored(part: QRectF) -> QRectF:
            if not right_to_left:
                return part
            left = box.left() + box.right() - part.right()
            return QRectF(left, part.top(), part.width(), part.height())

        side = look.px(18)
        ring = QRectF(box.left() + look.px(10), box.center().y() - side / 2, side, side)
        paint_ring(painter, mirrored(ring), self.percent)
        badge = self._badge()
        left = ring.right() + look.px(10)
        beside = badge + self._sign() + look.px(11)
        text = QRectF(left, box.top(), box.right() - left - beside, box.height())
        font = look.font(1, bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(look.colour("text" if self.isChecked() else "muted"))
        cut = Qt.TextElideMode.ElideRight
        said = QFontMetricsF(font).elidedText(self.text(), cut, text.width())
        painter.drawText(mirrored(text), _LEADING, said)
        if self.advised:
            small = look.px(13)
            at = box.right() - badge - self._sign() - look.px(9)
            bulb = QRectF(at, box.center().y() - small / 2, small, small)
            paint_icon(painter, mirrored(bulb), "lightbulb", look.colour("muted").name())
        if self.missing:
            high = look.px(19)
            place = QRectF(
                box.right() - badge - look.px(9), box.center().y() - high / 2, badge, high
            )
            paint_chip(painter, mirrored(place), i18n.digits(self.missing), "amber")


class SectionList(Speaking, QWidget):
    """All sections, one stop for Tab."""

    chosen = Signal(str)
    """The name of the section that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self.buttons: dict[str, SectionButton] = {}
        for number, section in enumerate(CASE.sections, start=1):
            made = SectionButton(section.name, section.icon)
            made.clicked.connect(lambda _checked=False, name=section.name: self.chosen.emit(name))
            made.stepped.connect(self._on_stepped)
            made.number = number
            self.buttons[section.name] = made
            layout.addWidget(made)
        self.say(self._say_names)

    def _say_names(self) -> None:
        for section in CASE.sections:
            self.buttons[section.name].setText(_(section.label))
            self.buttons[section.name].setAccessibleName(_(section.label))
            self._say_tip(section.name)

    def _say_tip(self, name: str) -> None:
        made = self.buttons[name]
        keys = f"Alt+{made.number}"
        said = f"{made.text()} ({keys})" if made.compact else keys
        more = made.accessibleDescription()
        both = f"{said}\n{more}" if more and (made.compact or made.advised) else said
        made.setToolTip(plain_tip(both))

    def set_compact(self, compact: bool) -> None:
        """Show only pictures and rings, or the words too."""
        for name, made in self.buttons.items():
            if made.compact != compact:
                made.set_compact(compact)
                self._say_tip(name)

    @property
    def current(self) -> str:
        """The section that is marked."""
        return next((name for name, made in self.buttons.items() if made.isChecked()), "")

    def mark(self, name: str) -> None:
        """Mark the section that is on screen."""
        made = self.buttons.get(name)
        if made is not None and not made.isChecked():
            made.setChecked(True)
            for other in self.buttons.values():  # one stop for Tab; Qt moves it only with a press
                policy = Qt.FocusPolicy
                other.setFocusPolicy(policy.StrongFocus if other is made else policy.ClickFocus)

    def show_only(self, names: set[str]) -> None:
        """Show the sections in which something is asked."""
        for name, made in self.buttons.items():
            made.setVisible(name in names)

    def show_standing(self, standing: Standing) -> None:
        """Renew rings and counts."""
        for name, made in self.buttons.items():
            section = standing.sections[name]
            made.show_standing(section.percent, len(section.missing))
            self._say_tip(name)

    def show_advice(self, counts: Mapping[str, int]) -> None:
        """Renew the counts of friendly notes."""
        for name, made in self.buttons.items():
            made.show_advice(counts.get(name, 0))
            self._say_tip(name)

    def _on_stepped(self, step: int) -> None:
        names = [name for name, made in self.buttons.items() if not made.isHidden()]
        here = self.current if self.current in names else names[0]
        at = max(0, min(names.index(here) + step, len(names) - 1))
        self.buttons[names[at]].setFocus()
        self.buttons[names[at]].click()
