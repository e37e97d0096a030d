"""One item of a group: a closed row, and under it its questions once it was opened."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.form import clusters
from ui.widgets.form.asking import Member
from ui.widgets.form.backing import STATEMENTS, Backing
from ui.widgets.form.columns import ColumnsLayout
from ui.widgets.form.row_header import RowHeader
from ui.widgets.speaking import Speaking, button, icon_button, plain_tip

if TYPE_CHECKING:
    from ssc_desktop.record.definition import GroupDefinition
    from ui.viewmodels.story_editor import Path
    from ui.widgets.form.asking import Asking

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Holder(Protocol):
    """The group that an item is in."""

    definition: "GroupDefinition"
    path: "Path"
    asking: "Asking"

    @property
    def doubles(self) -> bool: ...

    def move_item(self, item_id: str, by: int) -> None: ...

    def duplicate_item(self, item_id: str) -> None: ...

    def remove_item(self, item_id: str) -> None: ...


class ItemRow(Speaking, QWidget):
    """Alt+Up and Alt+Down move it and Ctrl+D doubles it, wherever the keyboard is in it."""

    def __init__(self, box: _Holder, item_id: str) -> None:
        super().__init__()
        self.item_id = item_id
        self._box = box
        self.members: list[Member] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.header = RowHeader()
        self.header.setObjectName(f"row_{box.definition.name}")
        self.header.clicked.connect(self._on_clicked)
        self.header.removal_wanted.connect(lambda: box.remove_item(item_id))
        self._layout.addWidget(self.header)
        self._panel: QFrame | None = None

    def _on_clicked(self) -> None:
        self.open(self.header.isChecked())

    def open(self, opened: bool = True) -> None:
        """Show or fold away the questions."""
        self.header.setChecked(opened)
        if opened and self._panel is None:
            self._build_panel()
        if self._panel is not None:
            self._panel.setVisible(opened)
        self.updateGeometry()

    def _build_panel(self) -> None:
        self._panel = QFrame()
        self._panel.setProperty("role", "clear")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(12))
        inside.setSpacing(look.px(14))
        fields = QWidget()
        columns = ColumnsLayout(fields, down=13)
        asking, group = self._box.asking, self._box.definition
        place = (*self._box.path, self.item_id)
        for member, cluster in clusters.arranged(group):
            made = asking.make(asking, member, (*place, member.name))
            made.join(cluster)
            self.members.append(made)
            columns.addWidget(made)
            extra = clusters.after(group, member.name, asking, place)
            if extra is not None:
                columns.addWidget(extra)
        inside.addWidget(fields)
        if group.name in STATEMENTS:
            inside.addWidget(Backing(asking, self.item_id))
        inside.addLayout(self._actions())
        self._layout.addWidget(self._panel)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        up, down = icon_button("arrow-up", "muted", 16), icon_button("arrow-down", "muted", 16)
        up.clicked.connect(lambda: self._box.move_item(self.item_id, -1))
        down.clicked.connect(lambda: self._box.move_item(self.item_id, 1))
        double = button("plain", "copy", "muted")
        double.clicked.connect(lambda: self._box.duplicate_item(self.item_id))
        remove = button("plain", "trash-2", "muted")
        remove.clicked.connect(lambda: self._box.remove_item(self.item_id))
        row.addWidget(up)
        row.addWidget(down)
        row.addStretch(1)
        if self._box.doubles:
            row.addWidget(double)
        row.addWidget(remove)

        def words() -> None:
            for made, name, keys in (
                (up, _("Move up"), "Alt+Up"),
                (down, _("Move down"), "Alt+Down"),
            ):
                made.setToolTip(plain_tip(f"{name} ({keys})"))
                made.setAccessibleName(name)
            double.setText(_("Duplicate"))
            double.setToolTip(_("Add a copy below (Ctrl+D)"))
            remove.setText(_("Remove"))
            remove.setToolTip(_("Remove it; undo brings it back (Delete on the row)"))

        self.say(words)
        return row

    @override
    def event(self, event: QEvent) -> bool:
        # the keys of an item come before those of the boxes in it
        pressed = event.type() == QEvent.Type.ShortcutOverride
        if pressed and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_D:
            self._box.duplicate_item(self.item_id)
        else:
            self._box.move_item(self.item_id, _STEPS[Qt.Key(event.key())])

    def _is_own(self, event: QKeyEvent) -> bool:
        modifier, held = Qt.KeyboardModifier, event.modifiers()
        if event.key() == Qt.Key.Key_D:
            return held == modifier.ControlModifier and self._box.doubles
        plain = held & ~modifier.KeypadModifier
        return plain == modifier.AltModifier and event.key() in _STEPS

    def forget(self) -> None:
        """Leave the register, before the row is deleted."""
        for member in self.members:
            member.forget()
