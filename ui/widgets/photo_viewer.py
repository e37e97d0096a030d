"""A picture of the story, large; the arrows go to the next one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record import dates
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.record.values import usable
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import files
from ui.widgets.speaking import button, icon_button, named, plain_label

Ask = Callable[[str, Callable[[QImage], None]], None]


class _Canvas(QWidget):
    """The picture, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._words = ""
        self.setMinimumSize(look.px(240), look.px(160))

    def show_words(self, words: str) -> None:
        """Say something in the picture's place."""
        self._pixmap, self._words = QPixmap(), words
        self.update()

    def show_picture(self, image: QImage) -> None:
        """Show a picture."""
        self._pixmap, self._words = QPixmap.fromImage(image), ""
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), look.colour("chip"))
        if self._pixmap.isNull():
            painter.setPen(look.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        else:
            room = QSize(self.width(), self.height())
            size = self._pixmap.size()
            if size.width() > room.width() or size.height() > room.height():
                size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()


class PhotoViewer(QDialog):
    """Shows the pictures of one story one by one."""

    def __init__(
        self,
        parent: QWidget,
        pictures: Sequence[Attachment],
        ask: Ask,
        save_copy: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._pictures = list(pictures)
        self._ask = ask
        self._at = 0
        self.setWindowTitle(_("Pictures of the story"))
        self.setModal(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, look.px(10))
        layout.setSpacing(look.px(8))
        self.canvas = _Canvas()
        layout.addWidget(self.canvas, 1)
        self.caption = plain_label("label", wraps=True)
        self.about = plain_label("small", wraps=True)
        words = QVBoxLayout()
        words.setContentsMargins(look.px(18), 0, look.px(18), 0)
        words.addWidget(self.caption)
        words.addWidget(self.about)
        layout.addLayout(words)
        layout.addLayout(self._buttons(save_copy))
        window = parent.window().size()
        self.resize(
            min(look.px(1040), window.width() - 40), min(look.px(760), window.height() - 40)
        )

    def _buttons(self, save_copy: Callable[[str], None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        self.earlier = icon_button("chevron-left", "text", 20)
        self.later = icon_button("chevron-right", "text", 20)
        named(self.earlier, _("Picture before"))
        named(self.later, _("Next picture"))
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.counter = plain_label("small")
        copy = button("plain", "download", "muted")
        copy.setText(_("Save a copy…"))
        copy.clicked.connect(lambda: save_copy(self.shown.id))
        close = button("secondary")
        close.setText(_("Close"))
        close.clicked.connect(self.close)
        for made in (self.earlier, self.counter, self.later):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        return row

    @property
    def shown(self) -> Attachment:
        """The picture on screen."""
        return self._pictures[self._at]

    def show_item(self, item_id: str) -> None:
        """Show one of the pictures."""
        ids = [one.id for one in self._pictures]
        self._at = ids.index(item_id) if item_id in ids else 0
        self._show()
        self.later.setFocus()

    def step(self, by: int) -> None:
        """Show the next picture, or the one before."""
        at = self._at + by
        if 0 <= at < len(self._pictures):
            self._at = at
            self._show()

    def _show(self) -> None:
        item = self.shown
        self.canvas.show_words(_("One moment…"))
        self.caption.setText(files.title(item))
        told = [str(item.place)] if usable(item.place) else []
        if usable(item.date):
            told.append(dates.shown(str(item.date), i18n.translated_in(i18n.language())))
        if usable(item.credit):
            told.append(_("Picture: {name}").format(name=item.credit))
        self.about.setText(files.side_by_side(told))
        self.about.setVisible(bool(told))
        alt = str(item.alt_text) if usable(item.alt_text) else files.title(item)
        self.canvas.setAccessibleName(alt)
        n, of = self._at + 1, len(self._pictures)
        self.counter.setText(_("{n} of {of}").format(n=n, of=of))
        self.earlier.setEnabled(n > 1)
        self.later.setEnabled(n < of)
        if item.sha256:
            self._ask(item.sha256, partial(self._on_picture, item.id))

    def _on_picture(self, item_id: str, image: QImage) -> None:
        if item_id != self.shown.id:
            return
        if image.isNull():
            self.canvas.show_words(
                _("This picture cannot be shown: it is damaged, or not on this computer.")
            )
        else:
            self.canvas.show_picture(image)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: 1 if turned else -1, Qt.Key.Key_Right: -1 if turned else 1,
                 Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}  # fmt: skip
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.step(by)
