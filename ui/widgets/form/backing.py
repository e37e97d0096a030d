"""At a result or lesson: the files that back it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.evidence import Attachment
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import files
from ui.widgets.flow import FlowLayout
from ui.widgets.form.asking import Asking
from ui.widgets.speaking import Speaking, button, plain_tip

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_LONGEST = 48
STATEMENTS = frozenset({"result", "lesson"})


class Backing(Speaking, QWidget):
    """Chips of the files that back one statement, and a button to choose more."""

    def __init__(self, asking: Asking, item_id: str) -> None:
        super().__init__()
        self._asking = asking
        self._item_id = item_id
        self._chips: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        self._flow = FlowLayout(holder, look.px(6))
        row.addWidget(holder, 1)
        self.choose = button("link", "paperclip", "accent")
        self.choose.setObjectName("choose_backing")
        self.choose.clicked.connect(self._show_menu)
        self._flow.addWidget(self.choose)
        asking.editor.changed.connect(self._on_changed)
        self.say(self._show)

    def _on_changed(self, path: "Path") -> None:
        if path and path[0] == "attachment":
            self._show()

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.choose)
        backed = files.backed(self._asking.editor, self._item_id)
        self._chips = [self._chip(one) for one in backed]
        for shown in (*self._chips, self.choose):
            self._flow.addWidget(shown)
            shown.show()
        self.choose.setText(_("Add a file that backs this") if not backed else _("Files…"))
        self.updateGeometry()

    def _chip(self, one: Attachment) -> QPushButton:
        name = files.title(one)
        chip = button("pill", "image" if files.is_picture(one) else "file-text", "muted")
        chip.setText(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…")
        chip.setAccessibleName(_("Backed by “{name}”. Press to see it.").format(name=name))
        chip.setToolTip(plain_tip(chip.accessibleName()))
        chip.clicked.connect(partial(self._go_to, one.id))
        return chip

    def _go_to(self, item_id: str) -> None:
        self._asking.editor.focus_wanted.emit(("attachment", item_id, "caption"))

    def _show_menu(self) -> None:
        menu = QMenu(self)
        held = files.attachments(self._asking.editor)
        for one in held:
            linked = isinstance(one.claim_link, tuple) and self._item_id in one.claim_link
            name = files.title(one).replace("&", "&&")
            action = menu.addAction(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…")
            action.setCheckable(True)
            action.setChecked(linked)
            if linked:
                action.setIcon(icon("check", "accent"))
            action.triggered.connect(partial(self._link, one.id))
        if held:
            menu.addSeparator()
        menu.addAction(icon("plus", "muted"), _("Another file…"), self._asking.choose_files)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.choose.mapToGlobal(QPoint(0, self.choose.height())))

    def _link(self, attachment_id: str, linked: bool) -> None:
        held = files.attachments(self._asking.editor)
        one = next((one for one in held if one.id == attachment_id), None)
        if one is not None:
            files.link(self._asking.editor, one, self._item_id, linked=linked)
