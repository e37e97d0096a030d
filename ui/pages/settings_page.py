"""The settings: language, theme, who writes, and where the library is."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.settings import Settings
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, plain_label

_THEMES = (("system", N_("As the computer")), ("light", N_("Light")), ("dark", N_("Dark")))


class SettingsPage(Speaking, QScrollArea):
    """What a person may choose; it counts at once."""

    changed = Signal(object)
    """The new Settings."""
    folder_wanted = Signal()

    def __init__(self, settings: Settings, library: Path) -> None:
        super().__init__()
        self._settings = settings
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("role", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(page)
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(look.px(42), look.px(24), look.px(42), look.px(40))
        self._layout.setSpacing(look.px(6))
        title = plain_label("title")
        self._layout.addWidget(title)
        self.say(lambda: title.setText(_("Settings")))
        self.language = Segments()
        self.theme = Segments()
        self.author = self._line("author_name")
        self._block(N_("Language"), N_("The language of this window. Each story keeps its own."),
                    self.language)  # fmt: skip
        self._block(N_("Colours"), "", self.theme)
        self._block(N_("Your name"), N_("Others see it on the bundles you make."),
                    self.author)  # fmt: skip
        self.folder = QLabel(str(library))
        self.folder.setTextFormat(Qt.TextFormat.PlainText)
        self.folder.setWordWrap(True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._block(N_("Library"), N_("All your stories and pictures are in this folder."),
                    self.folder)  # fmt: skip
        self.open_folder = button("secondary", "folder-open")
        self.open_folder.clicked.connect(self.folder_wanted)
        self._layout.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeading)
        self._layout.addStretch(1)
        self.say(lambda: self.open_folder.setText(_("Show the folder")))
        self.language.chosen.connect(lambda code: self._choose("language", self.language, code))
        self.theme.chosen.connect(lambda code: self._choose("theme", self.theme, code))
        self.say(self._say_options)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(str(getattr(self._settings, name)))
        line.setObjectName(name)
        line.setMaximumWidth(look.px(420))
        line.editingFinished.connect(lambda: self._give(name, line.text().strip()))
        return line

    def _block(self, label: str, prompt: str, control: QWidget) -> None:
        name, words = plain_label("label"), plain_label("prompt", wraps=True)
        self._layout.addSpacing(look.px(16))
        self._layout.addWidget(name)
        if prompt:
            self._layout.addWidget(words)
        self._layout.addWidget(control)

        def say() -> None:
            name.setText(_(label))
            words.setText(_(prompt))
            control.setAccessibleName(_(label))

        self.say(say)

    def _say_options(self) -> None:
        languages = [Option("system", _("As the computer"))]
        languages += [Option(code, name) for code, name in i18n.available().items()]
        self.language.set_options(languages, _("Language"))
        self.language.show_code(self._settings.language)
        themes = [Option(code, _(words)) for code, words in _THEMES]
        self.theme.set_options(themes, _("Colours"))
        self.theme.show_code(self._settings.theme)

    def _choose(self, name: str, segments: Segments, code: object) -> None:
        if code is None:  # pressed again: the choice stays
            segments.show_code(getattr(self._settings, name))
            return
        self._give(name, str(code))

    def _give(self, name: str, value: str) -> None:
        if getattr(self._settings, name) != value:
            self._settings = dataclasses.replace(self._settings, **{name: value})  # type: ignore[arg-type]
            self.changed.emit(self._settings)
