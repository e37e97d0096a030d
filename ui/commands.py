"""Everything that can be done from the keyboard and the menu, each once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QStyleOptionMenuItem, QWidget

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.theme.icons import icon


@dataclass(frozen=True)
class Command:
    """A thing to do: its name in the code, its words, its keys, its picture."""

    name: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_story: bool = False


TEXT = (
    Command("find", N_("Find in this story"), ("Ctrl+F",), "text-search", needs_story=True),
    Command("find_next", N_("Find the next place"), ("F3",), "arrow-down", needs_story=True),
    Command("find_previous", N_("Find the place before"), ("Shift+F3",), "arrow-up",
            needs_story=True),
    Command("spelling", N_("Next misspelt word"), ("F7",), "spell-check", needs_story=True),
    Command("focus", N_("Focus mode"), ("F8",), "focus", needs_story=True),
    Command("bold", N_("Bold"), ("Ctrl+B",), "bold", needs_story=True),
    Command("italic", N_("Italic"), ("Ctrl+I",), "italic", needs_story=True),
    Command("bullets", N_("List with bullets"), ("Ctrl+Shift+8",), "list", needs_story=True),
    Command("numbers", N_("Numbered list"), ("Ctrl+Shift+7",), "list-ordered", needs_story=True),
    Command("link", N_("Link"), ("Ctrl+Shift+K",), "link", needs_story=True),
)  # fmt: skip
"""What one does with the text of the open story."""

GROUPS: tuple[tuple[Command, ...], ...] = (
    (
        Command("new", N_("New story"), ("Ctrl+N",), "plus"),
        Command("quick_open", N_("Open a story or a section…"), ("Ctrl+K",), "folder-open"),
        Command("search", N_("Search all stories"), ("Ctrl+Shift+F",), "search"),
        Command("narrow", N_("Narrow the list…"), ("Ctrl+Shift+N",), "list-filter"),
        Command("sort", N_("Sort the list"), (), "arrow-down-up"),
        Command("views", N_("Views of the list"), (), "list"),
        Command("columns", N_("Columns or cards"), ("Ctrl+Shift+C",), "table-2"),
        Command("palette", N_("All commands…"), ("Ctrl+Shift+P",), "command"),
        Command("save", N_("Save"), ("Ctrl+S",), "save"),
    ),
    (
        Command("undo", N_("Undo"), ("Ctrl+Z",), "undo-2", needs_story=True),
        Command("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", needs_story=True),
        Command("answer", N_("Not known, does not apply, not to be told"), ("Ctrl+U",),
                "circle-help", needs_story=True),
        Command("next_gap", N_("Go to next gap"), ("Ctrl+G",), "flag", needs_story=True),
        Command("history", N_("History of this story"), ("Ctrl+H",), "history", needs_story=True),
        Command("similar", N_("Similar stories"), (), "files", needs_story=True),
        Command("decided", N_("What was decided in this story"), (), "handshake",
                needs_story=True),
        Command("panel", N_("Side panel"), ("F4",), "panel-right", needs_story=True),
        Command("next_section", N_("Next section"), ("Ctrl+Return", "Ctrl+Enter"), "arrow-down",
                needs_story=True),
    ),
    TEXT,
    (
        Command("document", N_("Word document or PDF…"), ("Ctrl+E",), "file-text",
                needs_story=True),
        Command("word_story", N_("Word document: the whole story…"), ("Ctrl+Shift+E",),
                "file-down", needs_story=True),
        Command("pdf", N_("PDF, or print…"), ("Ctrl+P",), "printer", needs_story=True),
        Command("form", N_("Form for what is missing…"), (), "mail", needs_story=True),
        Command("originals", N_("Originals of this story…"), (), "paperclip", needs_story=True),
        Command("bundle", N_("Bundle of this story…"), ("Ctrl+Alt+B",), "package",
                needs_story=True),
        Command("trash", N_("Put this story into the trash"), ("Ctrl+Shift+Delete",), "trash-2",
                needs_story=True),
    ),
    (
        Command("bundle_all", N_("Bundle of all stories…"), ("Ctrl+Shift+B",), "package"),
        Command("take", N_("Take in bundles, forms and tables…"), ("Ctrl+O",), "package-open"),
        Command("take_folder", N_("Take in what a folder or stick holds…"), ("Ctrl+Shift+O",),
                "usb"),
        Command("of_all", N_("Book or spreadsheet of all stories…"), (), "book-open"),
        Command("blank_form", N_("Blank form to send by mail…"), (), "mail"),
        Command("check", N_("Check a document before sharing…"), (), "shield-check"),
        Command("inbox", N_("Bundles that wait"), (), "inbox"),
        Command("laptops", N_("Laptops that delivered"), (), "laptop"),
        Command("station", N_("Collect station"), (), "circle-dot"),
        Command("computers", N_("Computers and fingerprints"), (), "shield-check"),
        Command("activity", N_("What happened with others"), (), "history"),
    ),
    (
        Command("library", N_("Library"), ("Ctrl+1",), "library"),
        Command("bundles", N_("Share and collect"), ("Ctrl+2",), "package"),
        Command("needs_you", N_("What needs you"), ("Ctrl+3",), "circle-alert"),
        Command("bin", N_("Trash"), ("Ctrl+4",), "trash-2"),
        Command("settings", N_("Settings"), ("Ctrl+,",), "settings"),
        Command("start", N_("Libraries…"), ("Ctrl+Shift+L",), "hard-drive"),
        Command("backups", N_("Backups"), (), "history"),
        Command("back_up", N_("Back up now"), (), "save"),
        Command("move", N_("Move to a new laptop…"), (), "laptop"),
        Command("archive", N_("Archive: the whole library in one file…"), (), "files"),
        Command("practise", N_("Practise"), (), "sprout"),
        Command("panes", N_("Next part of the window"), ("F6",), "layers"),
        Command("larger", N_("Larger text"), ("Ctrl++", "Ctrl+="), "plus"),
        Command("smaller", N_("Smaller text"), ("Ctrl+-",), "minus"),
        Command("usual_size", N_("Usual text size"), ("Ctrl+0",), "circle"),
        Command("lock", N_("Lock now"), ("Ctrl+L",), "lock"),
        Command("help", N_("Manual"), ("F1",), "book-open"),
        Command("quit", N_("Quit"), ("Ctrl+Q",), "x"),
    ),
)  # fmt: skip
"""The menu, group by group."""

STORY_MENU = ("answer", "next_gap", "next_section", "decided", "document", "word_story", "pdf",
              "form", "originals", "bundle", "trash")  # fmt: skip
_AT_HAND = {
    "library", "bundles", "needs_you", "bin", "settings",  # on the rail, beside the menu
    "take_folder", "of_all", "blank_form", "inbox", "laptops", "station", "computers",
    "activity",  # where one shares
    "check",
    "narrow", "sort", "views", "columns",  # over the list
    "undo", "redo", *STORY_MENU,  # over the story
    "bold", "italic", "bullets", "numbers", "link",  # under the text
    "find_next", "find_previous", "panes", "usual_size",
    "similar",  # in the side panel
    "practise",  # with the libraries
    "backups", "back_up", "move", "archive",  # in the settings
}  # fmt: skip
MAIN_MENU = tuple(
    command.name
    for group in GROUPS
    for command in group
    if command.name not in _AT_HAND or command.name == "next_gap"
)
"""So many as a small screen has room for; “All commands…” among them has the rest."""


class _Menu(QMenu):
    """Writes keys as they stand on the keyboard: “Ctrl++”, also where the words run to the left."""

    @override
    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        words, tab, keys = option.text.partition("\t")
        if tab:
            option.text = f"{words}\t\u2066{keys}\u2069"


class Commands:
    """The actions of one window."""

    def __init__(self, window: QMainWindow, acts: dict[str, Callable[[], Any]]) -> None:
        self.actions: dict[str, QAction] = {}
        for group in GROUPS:
            for command in group:
                action = QAction(window)
                action.setObjectName(command.name)
                action.setShortcuts([QKeySequence(keys) for keys in command.keys])
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                act = acts[command.name]
                action.triggered.connect(lambda _on=False, one=act: one())
                window.addAction(action)
                self.actions[command.name] = action

    def say_words(self) -> None:
        """Name the actions in the interface's language."""
        for group in GROUPS:
            for command in group:
                self.actions[command.name].setText(_(command.words))

    @staticmethod
    def keys(name: str) -> str:
        """The keys of a command as they are written; "" where it has none."""
        found = (c.keys[0] for group in GROUPS for c in group if c.name == name and c.keys)
        return QKeySequence(next(found, "")).toString(QKeySequence.SequenceFormat.NativeText)

    @staticmethod
    def all_keys(command: Command) -> str:
        """All keys of a command as they are written."""
        native = QKeySequence.SequenceFormat.NativeText
        written = (QKeySequence(keys).toString(native) for keys in command.keys)
        return ", ".join(dict.fromkeys(written))

    def enable_lock(self, there: bool) -> None:
        """Whether the library is protected and can be locked; else nobody is shown how."""
        self.actions["lock"].setVisible(there)
        self.actions["lock"].setEnabled(there)

    def enable_story(self, there: bool) -> None:
        """Whether a story is open that actions can work on."""
        for group in GROUPS:
            for command in group:
                if command.needs_story:
                    self.actions[command.name].setEnabled(there)

    def show_menu(self, owner: QWidget, names: tuple[str, ...] = MAIN_MENU) -> QMenu:
        """Drop a menu of some actions, or of all that stand nowhere else, under `owner`."""
        menu = _Menu(owner)
        pictures = {command.name: command.icon for group in GROUPS for command in group}
        for group in GROUPS:
            chosen = [c.name for c in group if c.name in names]
            if chosen and not menu.isEmpty():
                menu.addSeparator()
            for name in chosen:
                self.actions[name].setIcon(icon(pictures[name], "muted"))
                menu.addAction(self.actions[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(owner.mapToGlobal(QPoint(0, owner.height() + 2)))
        return menu
