"""A page of rich text to read: in the colours and letters of the window, never from a network."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser

from ssc_desktop import i18n, paths
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.text.nothing import nothing


class Reading(QTextBrowser):
    """Shows text; links are told, and followed by nobody."""

    link_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._html = ""
        self.setProperty("role", "reading-page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.link_pressed.emit(url.toString()))
        look.changed.connect(self._dress)

    def show_rich(self, text: str) -> None:
        """Show rich text from its beginning."""
        self._html = text
        self._dress()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name) if isinstance(name, str) else name
        return super().loadResource(kind, url) if _is_ours(kind, url) else nothing(kind)

    def _dress(self) -> None:
        at = self.verticalScrollBar().value()
        document = QTextDocument(self)
        document.setDefaultFont(look.font())
        option = QTextOption()
        mirrored = i18n.is_right_to_left(i18n.language())
        direction = Qt.LayoutDirection
        option.setTextDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
        document.setDefaultTextOption(option)
        document.setDocumentMargin(look.px(16))
        document.setIndentWidth(look.px(18))
        document.setDefaultStyleSheet(_style())
        document.setHtml(self._html)
        self.setDocument(document)
        self.verticalScrollBar().setValue(at)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._html:
            self._dress()


def _is_ours(kind: int, url: QUrl) -> bool:
    """Whether this is a picture in the program's own folders: nothing else is ever opened."""
    if kind != QTextDocument.ResourceType.ImageResource.value or not url.isLocalFile():
        return False
    return not url.host() and _is_bundled(Path(url.toLocalFile()))


def _is_bundled(path: Path) -> bool:
    return path.resolve().is_relative_to(paths.bundled("resources").resolve())


def _style() -> str:
    tokens, points = look.tokens, look.points
    gap, small = look.px(10), look.px(4)
    return (
        f"p.h1 {{ font-size: {points * 1.45:.1f}pt; font-weight: 600; margin-bottom: {gap}px; }}"
        f"p.h2 {{ font-size: {points * 1.18:.1f}pt; font-weight: 600; color: {tokens.accent};"
        f" margin-top: {look.px(18)}px; margin-bottom: {small}px; }}"
        f"p.h3 {{ font-size: {points:.1f}pt; font-weight: 600; margin-top: {look.px(12)}px;"
        f" margin-bottom: 2px; }}"
        f"p, li {{ line-height: 135%; margin-top: 0; margin-bottom: {look.px(7)}px; }}"
        f"ul, ol {{ margin-top: 0; }}"
        f"a {{ color: {tokens.accent}; }}"
        f"code {{ font-family: {look.font().families()[0]}; font-weight: 600;"
        f" background-color: {tokens.chip}; color: {tokens.on_chip}; }}"
        f"td, th {{ padding: {look.px(4)}px {look.px(8)}px; }}"
        f"th {{ color: {tokens.muted}; font-weight: 600; }}"
    )
