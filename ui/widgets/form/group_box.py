"""A repeated group as a table whose rows open into the questions of an item."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.values import Answer, Item
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import rows
from ui.viewmodels.choices import ANSWERS
from ui.widgets.form import whole_answer
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.item_row import ItemRow
from ui.widgets.form.row_header import HeadBand
from ui.widgets.speaking import Speaking, button, icon_button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path


_ONCE = frozenset({"attachment", "consent_record", "partner_clearance", "withdrawal"})
"""Groups in which a copy would say something of a file or a person that is not so."""


class GroupBox(Speaking, Member):
    """The items of a group, and a button to add one."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        super().__init__()
        self.definition: GroupDefinition = group
        self.path = path
        self.asking = asking
        self.rows: dict[str, ItemRow] = {}
        self.setObjectName(f"group_{group.name}")
        layout = QVBoxLayout(self)
        self.body = layout
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(3))
        self._build_heading(layout)
        self.table = QFrame()
        self.table.setProperty("role", "box")
        self._inside = QVBoxLayout(self.table)
        self._inside.setContentsMargins(1, 1, 1, 1)
        self._inside.setSpacing(0)
        self.band = HeadBand()
        self._inside.addWidget(self.band)
        layout.addSpacing(look.px(3))
        layout.addWidget(self.table)
        self._answer = button("answer", "x", "on_blue")
        self._answer.clicked.connect(lambda: asking.editor.set_value(path, ()))
        layout.addWidget(self._answer)
        self.foot = foot = QHBoxLayout()
        self.add = button("link", "plus", "accent")
        self.add.setObjectName(f"add_{group.name}")
        self.add.clicked.connect(self._on_add)
        foot.addWidget(self.add)
        foot.addStretch(1)
        layout.addLayout(foot)
        asking.members[path] = self
        self.say(self._say_words)
        self.refresh()

    def _build_heading(self, layout: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.label = plain_label("label", wraps=True)
        row.addWidget(self.label, 1)
        self.dots = icon_button("ellipsis", "muted", 15)
        self.dots.setProperty("role", "dots")
        self.dots.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the key is Ctrl+U
        self.dots.clicked.connect(self._show_menu)
        row.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
        self._prompt = plain_label("prompt", wraps=True)
        layout.addWidget(self._prompt)
        self._prompt.setVisible(bool(self.definition.prompt))

    def _say_words(self) -> None:
        label = _(self.definition.label)
        self.label.setText(label)
        self._prompt.setText(_(self.definition.prompt))
        said = _("Add {one}").format(one=_(self.definition.one))
        self.add.setText(said)
        self.add.setAccessibleName(said)
        self.describe()
        self.dots.setAccessibleName(_("Other answers to “{question}”").format(question=label))
        self.dots.setToolTip(_("Not known, does not apply, not to be told (Ctrl+U)"))
        self.band.set_names([_(field.label) for field in rows.columns(self.definition)])
        self.refresh()

    # ------------------------------------------------------------ what it shows

    @override
    def refresh(self) -> None:
        value = self.asking.editor.value(self.path)
        items = value if isinstance(value, tuple) else ()
        self._show_answer(value)
        ids = [item.id for item in items]
        for gone in [item_id for item_id in self.rows if item_id not in ids]:
            row = self.rows.pop(gone)
            row.forget()
            self._inside.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, item in enumerate(items):
            row = self.rows.get(item.id) or self._new_row(item)
            if self._inside.indexOf(row) != at + 1:
                self._inside.removeWidget(row)
                self._inside.insertWidget(at + 1, row)
            row.header.last = at == len(items) - 1
            self.show_row(item)
        self.table.setVisible(bool(items))
        most = self.definition.most
        self.add.setVisible(not isinstance(value, Answer) and (not most or len(items) < most))

    def _new_row(self, item: Item) -> ItemRow:
        row = ItemRow(self, item.id)
        self.rows[item.id] = row
        return row

    def show_row(self, item: Item) -> None:
        """Renew the words of one closed row."""
        case = self.asking.editor.case
        row = self.rows.get(item.id)
        if case is not None and row is not None:
            row.header.set_cells(rows.cells(self.definition, item, case))
            if self.asking.advising is not None:
                row.header.set_advice(self.asking.advising.below((*self.path, item.id)))

    def show_item(self, item_id: str) -> None:
        """Renew the row of an item that was edited."""
        for item in self.asking.editor.items(self.path):
            if item.id == item_id:
                self.show_row(item)

    def show_item_advice(self, item_id: str) -> None:
        """Mark the row of an item in which something is advised."""
        row, advising = self.rows.get(item_id), self.asking.advising
        if row is not None and advising is not None:
            row.header.set_advice(advising.below((*self.path, item_id)))

    @override
    def describe(self) -> None:
        said = [_(self.definition.prompt), self.notes.words() if self.notes else ""]
        self.add.setAccessibleDescription(" ".join(part for part in said if part))

    def _show_answer(self, value: object) -> None:
        self._answer.setVisible(isinstance(value, Answer))
        if isinstance(value, Answer):
            self._answer.setText(_(ANSWERS[value]))
            self._answer.setAccessibleName(
                _("{question}: {answer}. Press to answer otherwise.").format(
                    question=_(self.definition.label), answer=_(ANSWERS[value])
                )
            )

    # ------------------------------------------------------------ what the person does

    def _on_add(self) -> None:
        item_id = self.asking.editor.add(self.definition, self.path)
        self.open_item(item_id)

    def open_item(self, item_id: str) -> None:
        """Open one item and put the keyboard into its first question."""
        row = self.rows.get(item_id)
        if row is not None:
            row.open()
            if row.members:
                row.members[0].focus_in()

    def move_item(self, item_id: str, by: int) -> None:
        """Move an item up or down; the keyboard stays with it."""
        self.asking.editor.move(self.path, item_id, by)
        row, here = self.rows[item_id], QApplication.focusWidget()
        if here is None or not row.isAncestorOf(here):
            row.header.setFocus()

    @property
    def doubles(self) -> bool:
        """Whether an item may be doubled: not where there is room for one alone, nor files."""
        held = len(self.rows)
        most = self.definition.most
        return self.definition.name not in _ONCE and (most is None or held < most)

    def duplicate_item(self, item_id: str) -> None:
        """Put a copy of an item right after it, and the keyboard into the copy."""
        copy = self.asking.editor.duplicate(self.path, item_id) if self.doubles else ""
        if copy:
            self.rows[item_id].open(False)
            self.open_item(copy)

    def remove_item(self, item_id: str) -> None:
        """Take an item out; undo brings it back."""
        ids = list(self.rows)
        at = ids.index(item_id)
        self.asking.editor.remove(self.path, item_id)
        left = [row for row in ids if row != item_id]
        after: QWidget = self.rows[left[min(at, len(left) - 1)]].header if left else self.add
        after.setFocus()

    def _show_menu(self) -> None:
        whole_answer.show_menu(self.asking, self.path, self.dots)

    @override
    def cycle_answer(self) -> None:
        if whole_answer.cycle(self.asking, self.path):
            self.focus_in()

    @override
    def focus_in(self) -> None:
        first = next(iter(self.rows.values()), None)
        if not self._answer.isHidden():
            self._answer.setFocus()
        elif first is not None and self.add.isHidden():
            first.header.setFocus()
        else:
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def member_at(self, path: "Path") -> Member | None:
        if path == self.path:
            return self
        row = self.rows.get(path[len(self.path)]) if len(path) > len(self.path) else None
        if row is None or path[: len(self.path)] != self.path:
            return None
        row.open()
        for member in row.members:
            found = member.member_at(path)
            if found is not None:
                return found
        return self

    @override
    def forget(self) -> None:
        for row in self.rows.values():
            row.forget()
        self.asking.members.pop(self.path, None)
