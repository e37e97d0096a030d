"""The settings: language, look, who writes, what helps, and where the library is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.settings import Settings
from ui.pages.scrolled_page import ScrolledPage
from ui.theme.look import look
from ui.theme.sizes import TEXT_SIZES
from ui.viewmodels.choices import Option
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.speaking import button, plain_label

_THEMES = (("system", N_("As the computer")), ("light", N_("Light")), ("dark", N_("Dark")),
           ("contrast", N_("High contrast")))  # fmt: skip
_DIGITS = (("language", N_("As the language")), ("latin", N_("Always 0–9")))
_ROLES = (("author", N_("I write stories")), ("facilitator", N_("I collect them from others")))
_SWITCH = ((True, N_("On")), (False, N_("Off")))
_UNSAID = {"role": "author", "spelling": False, "coach": False}
"""What counts where nothing was said."""

Options = Callable[[], Sequence[Option]]


class SettingsPage(ScrolledPage):
    """What a person may choose; it counts at once."""

    chosen = Signal(str, object)
    """The name of a preference and its new value."""
    folder_wanted = Signal()
    libraries_wanted = Signal()
    backups_wanted = Signal()

    def __init__(self, settings: Settings, library: Path) -> None:
        super().__init__(gap=6)
        self._settings = settings
        self._segments: dict[str, Segments] = {}
        self._lines: dict[str, QLineEdit] = {}
        title = plain_label("title")
        self.column.addWidget(title)
        self.say(lambda: title.setText(_("Settings")))
        self._build_window()
        self._build_person()
        self._build_helpers()
        self._build_library(library)
        self.column.addStretch(1)

    # ------------------------------------------------------------ its parts

    def _build_window(self) -> None:
        self._heading(N_("The window"))
        keeps = N_("Each story keeps the language it is written in.")
        self.language = self._choice("language", N_("Language"), _languages, keeps)
        self._choice("digits", N_("Digits"), _listed(_DIGITS))
        self.theme = self._choice("theme", N_("Colours"), _listed(_THEMES))
        self._choice("text_size", N_("Text size"), _sizes,
                     N_("Ctrl and + or − change it from anywhere."))  # fmt: skip

    def _build_person(self) -> None:
        self._heading(N_("You"))
        self.author = self._line("author_name", N_("Your name"),
                                 N_("It stands in new stories as their first author."))  # fmt: skip
        self._line("organisation", N_("Organisation"))
        self._choice("role", N_("What you do here"), _listed(_ROLES),
                     N_("It changes only what you see first."))  # fmt: skip

    def _build_helpers(self) -> None:
        self._heading(N_("Help while writing"))
        self._choice("spelling", N_("Spelling"), _listed(_SWITCH),
                     N_("Words that the dictionary does not know are underlined."))  # fmt: skip
        speaks = N_("It speaks where a figure is vague or something important is missing.")
        self._choice("coach", N_("Story coach"), _listed(_SWITCH), speaks)
        self.hear_again = button("secondary", "refresh-cw")
        self.hear_again.clicked.connect(lambda: self._give("silenced", ()))
        self.column.addWidget(self.hear_again, 0, Qt.AlignmentFlag.AlignLeading)
        self.say(lambda: self.hear_again.setText(_("Hear silenced advice again")))
        self.hear_again.setVisible(bool(self._settings.silenced))

    def _build_library(self, library: Path) -> None:
        self._heading(N_("Library"))
        self.folder = QLabel(str(library))
        self.folder.setTextFormat(Qt.TextFormat.PlainText)
        self.folder.setWordWrap(True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._block(N_("Its folder"), N_("All your stories and pictures are here."), self.folder)
        self.say(self._place_folder)
        self.column.addSpacing(look.px(4))
        holder = QWidget()
        flow = FlowLayout(holder, look.px(10))
        self.open_folder = button("secondary", "folder-open")
        self.libraries = button("secondary", "hard-drive")
        self.backups = button("secondary", "history")
        self.open_folder.clicked.connect(self.folder_wanted)
        self.libraries.clicked.connect(self.libraries_wanted)
        self.backups.clicked.connect(self.backups_wanted)
        for made in (self.open_folder, self.libraries, self.backups):
            flow.addWidget(made)
        self.column.addWidget(holder)
        self.say(lambda: self.open_folder.setText(_("Show the folder")))
        self.say(lambda: self.libraries.setText(_("Libraries…")))
        self.say(lambda: self.backups.setText(_("Backups…")))

    def _place_folder(self) -> None:
        # what can be selected goes by its own direction, not by the window's
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        side = right if QGuiApplication.isRightToLeft() else left
        self.folder.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)

    def _heading(self, words: str) -> None:
        label = plain_label("heading", wraps=True)
        self.column.addSpacing(look.px(24))
        self.column.addWidget(label)
        self.say(lambda: label.setText(_(words)))

    def _line(self, name: str, label: str, prompt: str = "") -> QLineEdit:
        line = QLineEdit(str(getattr(self._settings, name)))
        line.setObjectName(name)
        line.setMaximumWidth(look.px(420))
        line.editingFinished.connect(lambda: self._give(name, line.text().strip()))
        self._lines[name] = line
        self._block(label, prompt, line)
        return line

    def _choice(self, name: str, label: str, options: Options, prompt: str = "") -> Segments:
        made = Segments()
        made.setObjectName(name)
        self._segments[name] = made
        self._block(label, prompt, made)
        made.chosen.connect(lambda code: self._on_chosen(name, code))

        def say() -> None:
            made.set_options(options(), _(label))
            self._show(name)

        self.say(say)
        return made

    def _block(self, label: str, prompt: str, control: QWidget) -> None:
        name, words = plain_label("label", wraps=True), plain_label("prompt", wraps=True)
        self.column.addSpacing(look.px(10))
        self.column.addWidget(name)
        if prompt:
            self.column.addWidget(words)
        self.column.addWidget(control)

        def say() -> None:
            name.setText(_(label))
            words.setText(_(prompt))
            control.setAccessibleName(_(label))
            control.setAccessibleDescription(_(prompt))

        self.say(say)

    # ------------------------------------------------------------ what is chosen

    def show_settings(self, settings: Settings) -> None:
        """Show what counts now, whoever chose it."""
        self._settings = settings
        for name in self._segments:
            self._show(name)
        for name, line in self._lines.items():
            if not line.hasFocus():
                line.setText(str(getattr(settings, name)))
        self.hear_again.setVisible(bool(settings.silenced))

    def _show(self, name: str) -> None:
        self._segments[name].show_code(_code(getattr(self._settings, name) or _UNSAID.get(name)))

    def _on_chosen(self, name: str, code: object) -> None:
        now = getattr(self._settings, name)
        if code is None:  # pressed again: the choice stays
            self._show(name)
        else:
            self._give(name, code == "True" if isinstance(now, bool) else code)

    def _give(self, name: str, value: object) -> None:
        if getattr(self._settings, name) != value:
            self.chosen.emit(name, value)


def _code(value: object) -> str | int:
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _listed(options: Sequence[tuple[object, str]]) -> Options:
    return lambda: [Option(_code(code), _(words)) for code, words in options]


def _languages() -> list[Option]:
    own = [Option(code, name) for code, name in i18n.available().items()]
    return [Option("system", _("As the computer")), *own]


def _sizes() -> list[Option]:
    return [Option(size, _("{n} %").format(n=size)) for size in TEXT_SIZES]
