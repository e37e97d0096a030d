"""The look in force: puts tokens, palette, font and style sheet on the application."""

import os

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ssc_desktop.paths import bundled
from ui.theme.stylesheet import style_sheet
from ui.theme.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens

BASE_POINTS = 10.0
_WEIGHTS = ("Regular", "SemiBold")
_FALLBACK = ("Inter", "IBM Plex Sans Arabic")


class Look(QObject):
    """One per program; `look` below. Emits `changed` after colours or text size changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.points: float = BASE_POINTS
        self.styled = False
        """Whether the application wears Fusion already."""
        self._fonts_loaded = False
        self._applied: tuple[str, float] | None = None

    @property
    def scale(self) -> float:
        """How much larger than usual the text is; sizes in pixels are multiplied by it."""
        return self.points / BASE_POINTS

    def px(self, size: float) -> int:
        """`size` pixels at the usual text size, scaled to the present one."""
        return round(size * self.scale)

    def edge(self, width: int) -> int:
        """The margin beside what is read, in a part of the window that is `width` wide."""
        return self.px(42 if width >= self.px(620) else 20)

    def colour(self, name: str) -> QColor:
        """The colour called `name` in the tokens."""
        return QColor(str(getattr(self.tokens, name)))

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """The interface's font at `factor` times the usual size."""
        font = QFont(QApplication.font())
        font.setPointSizeF(self.points * factor)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    @property
    def ring(self) -> int:
        """How thick painters draw the frame of what has the keyboard."""
        return self.tokens.ring

    def apply(self, app: QApplication, theme: str = "system", text_size: int = 100) -> None:
        """Put a theme (`system` or one of THEMES) on the application, text in percent."""
        before = self.points if self._applied else 0.0
        self.tokens = _system_tokens() if theme == "system" else THEMES.get(theme, LIGHT)
        self.points = float(os.environ.get("SSC_TEXT_POINTS", BASE_POINTS * text_size / 100))
        wanted = (self.tokens.name, self.points)
        if wanted == self._applied:
            return
        self._load_fonts()
        if not self.styled:
            app.setStyle("Fusion")
            self.styled = True
        self._applied = wanted
        font = QFont()
        font.setFamilies(list(_FALLBACK))
        font.setPointSizeF(self.points)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(font)
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(style_sheet(self.tokens, self.points))
        if before and before != self.points:
            self._rescale(app, self.points / before)
        self.changed.emit()

    @staticmethod
    def _rescale(app: QApplication, ratio: float) -> None:
        windows = app.topLevelWidgets()
        if windows:
            from ui.theme.scaling import rescale

            for window in windows:
                rescale(window, ratio)

    def _load_fonts(self) -> None:
        if self._fonts_loaded:
            return
        self._fonts_loaded = True
        for family in _FALLBACK:
            for weight in _WEIGHTS:
                name = f"{family.replace(' ', '')}-{weight}.ttf"
                QFontDatabase.addApplicationFont(str(bundled("resources") / "fonts" / name))


look = Look()


def _system_tokens() -> Tokens:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for part, name in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.on_red),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.ToolTipBase, tokens.toast),
        (role.ToolTipText, tokens.on_toast),
        (role.PlaceholderText, tokens.muted),
        (role.Link, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Mid, tokens.line),
    ):
        palette.setColor(part, QColor(name))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.faint))
    return palette
