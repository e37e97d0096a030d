"""The manual in a window of its own, beside the work."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.case import CASE
from ui.commands import GROUPS, Commands
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import manual
from ui.widgets.announcing import announce
from ui.widgets.reading import Reading
from ui.widgets.speaking import Speaking, icon_button, named, plain_label
from ui.widgets.tab_order import step

if TYPE_CHECKING:
    from ui.pages.library_page import LibraryPage

_CONTENTS = 250
_WITH_CONTENTS = 620
_ANCHOR = Qt.ItemDataRole.UserRole


class ManualWindow(Speaking, QWidget):
    """Contents, search, and the chapter that is read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("manual")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._past: list[str] = []
        self._coming: list[str] = []
        self.anchor = ""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(self._head())
        line = QFrame()
        line.setProperty("role", "line")
        down.addWidget(line)
        across = QHBoxLayout()
        across.setSpacing(0)
        self._side = self._contents_pane()
        across.addWidget(self._side)
        self._edge = QFrame()
        self._edge.setProperty("role", "vline")
        across.addWidget(self._edge)
        self.text = Reading()
        self.text.link_pressed.connect(self._on_link)
        across.addWidget(self.text, 1)
        down.addLayout(across, 1)
        for keys, act in (("Alt+Left", self.go_back), ("Alt+Right", self.go_forward),
                          ("Ctrl+F", self.search.setFocus), ("Esc", self.close)):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.resize(min(look.px(900), 1000), min(look.px(640), 580))
        self.say(self._say_words)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        edge = look.px(10)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(look.px(6))
        self.back, self.forward = icon_button("arrow-left"), icon_button("arrow-right")
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_forward)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setClearButtonEnabled(True)
        action = self.search.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        action.setEnabled(False)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._open_first)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.search, 1)
        return row

    def _contents_pane(self) -> QWidget:
        pane = QWidget()
        pane.setProperty("role", "pane")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pane.setFixedWidth(look.px(_CONTENTS))
        layout = QVBoxLayout(pane)
        edge = look.px(8)
        layout.setContentsMargins(edge, edge, edge, edge)
        self.contents = QListWidget()
        self.contents.setProperty("role", "contents")
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.itemClicked.connect(self._on_item)
        self.contents.itemActivated.connect(self._on_item)
        layout.addWidget(self.contents, 1)
        self.count = plain_label("small", wraps=True)
        layout.addWidget(self.count)
        return pane

    def _say_words(self) -> None:
        self.setWindowTitle(_("Manual – SSC Desktop"))
        named(self.back, _("Back"), "Alt+←")
        named(self.forward, _("Forward"), "Alt+→")
        self.search.setPlaceholderText(_("Search the manual…"))
        self.search.setAccessibleName(_("Search the manual"))
        self.contents.setAccessibleName(_("Contents of the manual"))
        self.text.setAccessibleName(_("Chapter of the manual"))
        self._list()
        if self.anchor:
            self._show()

    # ------------------------------------------------------------ contents and search

    def _on_search(self, _text: str) -> None:
        self._list()
        if self.search.text().strip():
            announce(self, self.count.text())

    def _list(self) -> None:
        words = self.search.text().strip()
        shown = (
            manual.found(words)
            if words
            else tuple(one for one in manual.sections(i18n.language()) if one.is_chapter)
        )
        self.contents.clear()
        for one in shown:
            item = QListWidgetItem(one.title)
            item.setData(_ANCHOR, one.anchor)
            self.contents.addItem(item)
        said = ngettext("{n} place found", "{n} places found", len(shown)).format(n=len(shown))
        self.count.setText(said if shown else _("Nothing found. Try another word."))
        self.count.setVisible(bool(words))
        self._mark()

    def _mark(self) -> None:
        chapter = manual.chapter_of(self.anchor)[0].anchor
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            if item.data(_ANCHOR) in {self.anchor, chapter}:
                self.contents.setCurrentItem(item)
                return

    def _on_item(self, item: QListWidgetItem) -> None:
        self.go_to(str(item.data(_ANCHOR)))

    def _open_first(self) -> None:
        if self.contents.count():
            self.contents.setCurrentRow(0)
            self._on_item(self.contents.item(0))

    # ------------------------------------------------------------ going

    def go_to(self, anchor: str) -> None:
        """Show the place called `anchor`."""
        if anchor != self.anchor:
            if self.anchor:
                self._past.append(self.anchor)
            self._coming.clear()
            self.anchor = anchor
        self._show()

    def go_back(self) -> None:
        """Show what was read before."""
        if self._past:
            self._coming.append(self.anchor)
            self.anchor = self._past.pop()
            self._show()

    def go_forward(self) -> None:
        """Show what was read before going back."""
        if self._coming:
            self._past.append(self.anchor)
            self.anchor = self._coming.pop()
            self._show()

    def _show(self) -> None:
        self.text.show_rich(manual.rich_text(manual.chapter_of(self.anchor), keys()))
        if manual.chapter_of(self.anchor)[0].anchor == self.anchor:
            self.text.verticalScrollBar().setValue(0)
        else:
            self.text.scrollToAnchor(self.anchor)
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._coming))
        self._mark()

    def _on_link(self, link: str) -> None:
        if link.startswith("#"):  # nothing else is ever opened
            self.go_to(link[1:])

    # ------------------------------------------------------------ room and keys

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= look.px(_WITH_CONTENTS) or bool(self.search.text())
        self._side.setVisible(roomy)
        self._edge.setVisible(roomy)
        self._side.setFixedWidth(min(look.px(_CONTENTS), self.width() * 2 // 5))
        super().resizeEvent(event)


def keys() -> tuple[tuple[str, str], ...]:
    """Every command with its keys, as the manual lists them."""
    return tuple(
        (Commands.all_keys(command), _(command.words).removesuffix("…"))
        for group in GROUPS
        for command in group
        if command.keys
    )


def anchor_here(place: str, page: "LibraryPage") -> str:
    """Where F1 leads from what has the keyboard, on the page called `place`."""
    here = QApplication.focusWidget()
    named = _place_around(here)
    if named:
        return manual.anchor_for(place=named)
    if place != "library" or here is None:
        return manual.anchor_for(place=place)
    if page.list_pane.isAncestorOf(here):
        return manual.anchor_for(place="list")
    pane = page.pane
    if pane.panel.isAncestorOf(here):
        return manual.anchor_for(place=pane.panel.page)
    if pane.outline.isAncestorOf(here):
        return manual.anchor_for(place="outline")
    member = pane.form.focused_member()
    name = member.path[0] if member is not None else ""
    section = next(
        (s.name for s in CASE.sections if any(f.name == name for f in s.fields)), pane.form.section
    )
    return manual.anchor_for(field=name, section=section)


def _place_around(widget: QWidget | None) -> str:
    """What the manual calls the dialogue or the panel around a widget; "" where it has no name."""
    while widget is not None:
        place = str(getattr(widget, "help_place", ""))
        if place:
            return place
        widget = widget.parentWidget()
    return ""


def open_manual(window: QWidget, anchor: str) -> ManualWindow:
    """Open the manual at a place, beside `window` or the dialogue over it."""
    over = QApplication.activeModalWidget() or window  # a dialogue lets nothing else be touched
    shown = over.findChild(ManualWindow) or ManualWindow(over)
    shown.go_to(anchor)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.text.setFocus()
    return shown
