"""Pictures that somebody put into a document: small, with a tick each."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.check import Check
from ui.widgets.cleared import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import FieldPath, Proposal, ProposedPicture

Ask = Callable[[Path, "ProposedPicture", Callable[[QImage], None]], None]
_SIDE = 132
_MOST = 60


class _Thumbnail(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(_SIDE), round(look.px(_SIDE) * 0.75))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("window"))
        painter.drawRoundedRect(box, 6, 6)
        if self._image.isNull():
            side = look.px(26)
            place = QRectF(0, 0, side, side)
            place.moveCenter(box.center())
            paint_icon(painter, place, "image", look.colour("muted").name())
        else:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawImage(place, self._image)
        painter.end()


class ProposedPictures(Speaking, QFrame):
    """Hidden where there are none."""

    wanted = Signal(object, bool)
    """The path, and whether it shall come in."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._n = 0
        self.ticks: dict[FieldPath, Check] = {}
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        down.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        down.setSpacing(look.px(6))
        self._heading = plain_label("label", wraps=True)
        down.addWidget(self._heading)
        holder = QWidget()
        self._flow = FlowLayout(holder, look.px(10))
        down.addWidget(holder)
        self.hide()
        self.say(self._say_words)

    def _say_words(self) -> None:
        self._heading.setText(
            ngettext("{n} picture in it", "{n} pictures in it", self._n).format(n=self._n)
        )

    def show_pictures(self, proposal: "Proposal | None") -> None:
        """Show the pictures of a document."""
        clear(self._flow)
        self.ticks = {}
        pictures = proposal.pictures if proposal is not None else ()
        self._n = len(pictures)
        self.setVisible(bool(pictures))
        self._say_words()
        for one in pictures[:_MOST] if proposal is not None else ():
            self._flow.addWidget(self._tile(proposal.source if proposal else Path(), one))

    def show_wanted(self, paths: "frozenset[FieldPath]") -> None:
        """Show which ones shall come in."""
        for path, tick in self.ticks.items():
            tick.setChecked(path in paths)

    def _tile(self, source: Path, picture: "ProposedPicture") -> QWidget:
        tile = QWidget()
        tile.setFixedWidth(look.px(_SIDE))
        down = QVBoxLayout(tile)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(3))
        image = _Thumbnail()
        down.addWidget(image)
        named = picture.found.caption or picture.found.name
        if picture.here or picture.doubt:
            said = plain_label("small", wraps=True)
            said.setText(picture.doubt or _("The story has it already."))
            down.addWidget(said)
        else:
            tick = Check()
            tick.show_words(named)
            tick.clicked.connect(lambda: self.wanted.emit(picture.path, tick.isChecked()))
            self.ticks[picture.path] = tick
            down.addWidget(tick)
        down.addStretch(1)

        self._ask(source, picture, image.show_image)
        return tile
