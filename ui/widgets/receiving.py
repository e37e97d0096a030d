"""Files and pictures dropped on the form, or pasted while the keyboard is in it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.dropping import collectable_in, is_collectable, is_document

Sources = Sequence[Path | QImage]


def sources_in(mime: QMimeData, *, documents: bool) -> list[Path | QImage]:
    """The files, or else the picture, that somebody drags or pastes; bundles are looked at.

    `documents` says whether documents and tables are among them, or are looked at too.
    """
    urls = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    files: list[Path | QImage] = [
        path for path in urls if not is_collectable(path) or (documents and is_document(path))
    ]
    if files or urls:
        return files
    image = mime.imageData() if mime.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def brings_something(mime: QMimeData) -> bool:
    """Whether there are files or a picture, without unpacking a picture."""
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    return mime.hasImage() and not mime.hasText()


def only_collected(mime: QMimeData) -> str:
    """`document` or `bundle` where all that is dragged can be taken in; else ""."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not paths or not all(map(is_collectable, paths)):
        return ""
    return "document" if all(map(is_document, paths)) else "bundle"


class Overlay(QWidget):
    """Lies over the form while files are dragged over the window."""

    def __init__(
        self,
        over: QWidget,
        take: Callable[[Sources], None],
        take_bundles: Callable[[list[Path]], None],
    ) -> None:
        super().__init__(over)
        self._take = take
        self._take_bundles = take_bundles
        self._collected = ""
        self.setAcceptDrops(True)
        self.hide()

    def offer(self, collected: str = "") -> None:
        """Show that the form takes what is dragged; `collected` as `only_collected` says."""
        self._collected = collected
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.setAccessibleName(self._words()[0])
        self.show()
        self.raise_()

    def _words(self) -> tuple[str, str]:
        if self._collected:
            said = {"bundle": _("Drop to look at the bundle"),
                    "document": _("Drop to look at the document")}  # fmt: skip
            return said[self._collected], _("Nothing is taken in before you say so.")
        return (
            _("Drop to add to this story"),
            _("Photos are made smaller, and lose the place that the camera noted."),
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_something(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        event.acceptProposedAction()
        found = sources_in(event.mimeData(), documents=False)
        bundles = collectable_in(event)
        if bundles:
            self._take_bundles(bundles)
        if found:
            self._take(found)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        said, hint = self._words()
        ground = look.colour("surface")
        ground.setAlphaF(0.88)
        painter.fillRect(self.rect(), ground)
        edge = look.px(18)
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        soft = look.colour("soft")
        painter.setBrush(soft)
        pen = QPen(look.colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 14, 14)
        side = look.px(44)
        middle = box.center()
        icon = QRectF(middle.x() - side / 2, middle.y() - side, side, side)
        paint_icon(
            painter,
            icon,
            "package-open" if self._collected else "image-plus",
            look.colour("accent").name(),
        )
        painter.setPen(look.colour("on_soft"))
        painter.setFont(look.font(1.3, bold=True))
        words = QRectF(box.left(), middle.y() + look.px(10), box.width(), look.px(34))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, said)
        painter.setFont(look.font())
        under = words.translated(0, look.px(32))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, hint)
        painter.end()


class Receiving(QObject):
    """Lets the whole form take drops and pastes, also over and in its text boxes.

    Drags are seen at the window, before the boxes are: a box would take a file's name as text.
    """

    def __init__(
        self,
        form: QWidget,
        take: Callable[[Sources], None],
        take_bundles: Callable[[list[Path]], None],
        wanted: Callable[[], bool],
    ) -> None:
        super().__init__(form)
        self._form = form
        self._take = take
        self._wanted = wanted
        self.overlay = Overlay(form, take, take_bundles)
        self._window: QObject | None = None
        self._box: QWidget | None = None
        form.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), form)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def paste(self) -> bool:
        """Take what is on the clipboard; False where there is nothing for a story."""
        mime = QGuiApplication.clipboard().mimeData()
        found = (
            sources_in(mime, documents=True) if self._wanted() and brings_something(mime) else []
        )
        if found:
            self._take(found)
        return bool(found)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._box is not None:
            self._box.removeEventFilter(self)
            self._box = None
        if isinstance(new, QLineEdit | QTextEdit) and self._form.isAncestorOf(new):
            new.installEventFilter(self)
            self._box = new
            new.destroyed.connect(partial(self._on_gone, id(new)))

    def _on_gone(self, box: int) -> None:
        if id(self._box) == box:
            self._box = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._form:
            if kind == QEvent.Type.Show:
                self._watch_window()
            elif kind == QEvent.Type.Resize and self.overlay.isVisible():
                self.overlay.setGeometry(self._form.rect())
        elif watched is self._window:
            self._on_window(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        return False

    def _watch_window(self) -> None:
        handle = self._form.window().windowHandle()
        if handle is not None and handle is not self._window:
            self._window = handle
            handle.installEventFilter(self)

    def _on_window(self, event: QEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if self._wanted() and self._form.isVisible() and brings_something(event.mimeData()):
                self.overlay.offer(only_collected(event.mimeData()))
        elif kind in {QEvent.Type.DragLeave, QEvent.Type.Drop}:
            # after the drop itself was handed to whoever is under it
            QApplication.postEvent(self, QEvent(QEvent.Type.User))

    @override
    def customEvent(self, event: QEvent) -> None:
        self.overlay.hide()
