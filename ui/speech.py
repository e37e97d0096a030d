"""The language of the window: our texts, Qt's own, the direction and the digits."""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLayout

from ssc_desktop import i18n


class Speech(QObject):
    """One per program."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, language: str, numerals: str = "language") -> None:
        """Show everything in `language` from now on, in its direction."""
        i18n.use(language, numerals)
        code = i18n.language()
        direction = Qt.LayoutDirection
        mirrored = i18n.is_right_to_left(code)
        before = self._app.layoutDirection()
        self._app.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
        if self._app.layoutDirection() != before:
            _turn_margins()
        self._translate_qt(code)
        # posted to every window, and compressed with what a new translator posted
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)

    def _translate_qt(self, code: str) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if code == "en":
            return
        name = {"pt": "pt_BR"}.get(code, code)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(f"qtbase_{name}", folder):
            self._app.installTranslator(translator)
            self._translator = translator


def _turn_margins() -> None:
    """Put the margins set by where reading starts on the other side, in every window."""
    for window in QApplication.topLevelWidgets():
        for layout in window.findChildren(QLayout):
            if layout.property("leading"):
                kept = layout.contentsMargins()
                layout.setContentsMargins(kept.right(), kept.top(), kept.left(), kept.bottom())
