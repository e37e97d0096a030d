"""The partners: a table whose rows open, or their roles as a matrix."""

from typing import TYPE_CHECKING

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.values import Item
from ui.overriding import override
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.role_matrix import RoleMatrix
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path


class PartnerBox(GroupBox):
    """The group `partner`."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        self.matrix: RoleMatrix | None = None
        super().__init__(asking, group, path)
        self.turn = button("link", "table-2", "accent")
        self.turn.setCheckable(True)
        self.turn.toggled.connect(self.show_matrix)
        self.foot.insertWidget(1, self.turn)
        self.say(self._say_turn)
        self._show_turn()

    def _say_turn(self) -> None:
        shown = self.turn.isChecked()
        self.turn.setText(_("Partners one by one") if shown else _("Roles as a table"))
        self.turn.updateGeometry()

    def show_matrix(self, shown: bool) -> None:
        """Show the roles of all partners at once, or the partners one by one."""
        if shown and self.matrix is None:
            self.matrix = RoleMatrix(self.asking.editor, self.path)
            self.body.insertWidget(self.body.indexOf(self.table), self.matrix)
        if self.turn.isChecked() != shown:
            self.turn.setChecked(shown)
            return
        self._say_turn()
        if self.matrix is not None:
            self.matrix.renew()
        self.refresh()

    def _show_turn(self) -> None:
        items = self.asking.editor.items(self.path)
        self.turn.setVisible(len(items) > 1 or self.turn.isChecked())

    @override
    def refresh(self) -> None:
        super().refresh()
        if not hasattr(self, "turn"):
            return  # its rows are shown before the button is made
        shown = self.turn.isChecked() and bool(self.asking.editor.items(self.path))
        if self.matrix is not None:
            self.matrix.setVisible(shown)
            self.matrix.renew()
        self.table.setVisible(not shown and bool(self.asking.editor.items(self.path)))
        self._show_turn()

    @override
    def show_row(self, item: Item) -> None:
        super().show_row(item)
        if self.matrix is not None and not self.matrix.isHidden():
            self.matrix.renew()

    @override
    def open_item(self, item_id: str) -> None:
        self.show_matrix(False)
        super().open_item(item_id)

    @override
    def member_at(self, path: "Path") -> Member | None:
        if len(path) > len(self.path) and path[: len(self.path)] == self.path:
            self.show_matrix(False)
        return super().member_at(path)
