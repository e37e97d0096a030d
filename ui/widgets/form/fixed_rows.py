"""A group with a fixed row for each code: principles of partnership, cross-cutting aims."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record.definition import FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.values import Answer, Item
from ssc_desktop.record.vocabularies import Entry, vocabulary
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.choices import ANSWERS, Code, Option
from ui.widgets.form import whole_answer
from ui.widgets.form.asking import Asking, Member
from ui.widgets.line import Line
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, icon_button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_ROOMY = 560


class FixedRow(QWidget):
    """One code: its name, how far, and a line of words where the group has one."""

    def __init__(self, box: "FixedRows", entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self._box = box
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        layout.setSpacing(look.px(6))
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(look.px(6))
        self.name = plain_label(wraps=True)
        self._line.addWidget(self.name, 10)
        self.degree = Segments()
        self.degree.chosen.connect(lambda code: box.give(entry.code, box.degree_field, code))
        self._line.addWidget(self.degree, 13)
        layout.addLayout(self._line)
        self.words: Line | None = None
        if box.words_field is not None:
            self.words = Line()
            self.words.textEdited.connect(
                lambda text: box.give(entry.code, box.words_field, text or None)
            )
            layout.addWidget(self.words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= look.px(_ROOMY)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if roomy else direction.TopToBottom)

    def say_words(self) -> None:
        """Name everything in the interface's language."""
        language = i18n.language()
        name = self.entry.label(language)
        self.name.setText(name)
        entries = vocabulary(self._box.degree_field.vocabulary).entries
        options = [Option(entry.code, entry.label(language)) for entry in entries]
        self.degree.set_options(options, name)
        self.degree.setAccessibleName(name)
        if self.words is not None and self._box.words_field is not None:
            label = _(self._box.words_field.label)
            self.words.setPlaceholderText(label)
            self.words.setAccessibleName(f"{name}: {label}")

    def show_item(self, item: Item | None) -> None:
        """Show the answers of the code's item, where it has one."""
        degree = getattr(item, self._box.degree_field.attribute, None)
        self.degree.show_code(degree if not isinstance(degree, Answer) else None)
        if self.words is None or self._box.words_field is None:
            return
        said = getattr(item, self._box.words_field.attribute, None)
        text = said if isinstance(said, str) and not isinstance(said, Answer) else ""
        if text != self.words.text():
            self.words.setText(text)
        answered = self.degree.code is not None or bool(text)
        self.words.setVisible(answered)


class FixedRows(Speaking, Member):
    """All codes of a vocabulary, each asked for."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        super().__init__()
        self.definition: GroupDefinition = group
        self.path = path
        self._asking = asking
        fields = [field for field in group.fields if isinstance(field, FieldDefinition)]
        self._code_field = next(field for field in fields if field.name == group.fixed)
        others = [field for field in fields if field.name != group.fixed]
        self.degree_field = next(field for field in others if field.kind is Kind.CHOICE)
        self.words_field = next((f for f in others if f.kind in {Kind.LINE, Kind.TEXT}), None)
        self.setObjectName(f"group_{group.name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(3))
        self._build_heading(layout)
        layout.addSpacing(look.px(3))
        self._table = QFrame()
        self._table.setProperty("role", "box")
        inside = QVBoxLayout(self._table)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        self.rows: dict[Code, FixedRow] = {}
        for entry in vocabulary(self._code_field.vocabulary).entries:
            if self.rows:
                line = QFrame()
                line.setProperty("role", "line")
                inside.addWidget(line)
            self.rows[entry.code] = FixedRow(self, entry)
            inside.addWidget(self.rows[entry.code])
        layout.addWidget(self._table)
        self._answer = button("answer", "x", "on_blue")
        self._answer.clicked.connect(lambda: asking.editor.set_value(path, ()))
        layout.addWidget(self._answer)
        asking.members[path] = self
        self.say(self._say_words)

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
        self.dots.setAccessibleName(_("Other answers to “{question}”").format(question=label))
        self.dots.setToolTip(_("Not known, does not apply, not to be told (Ctrl+U)"))
        for row in self.rows.values():
            row.say_words()
        self.refresh()

    def _items(self) -> dict[Code, Item]:
        code_of = self._code_field.attribute
        return {getattr(item, code_of): item for item in self._asking.editor.items(self.path)}

    @override
    def refresh(self) -> None:
        value = self._asking.editor.value(self.path)
        given = isinstance(value, Answer)
        self._answer.setVisible(given)
        self._table.setVisible(not given)
        if isinstance(value, Answer):
            said = _(ANSWERS[value])
            self._answer.setText(said)
            self._answer.setAccessibleName(
                _("{question}: {answer}. Press to answer otherwise.").format(
                    question=_(self.definition.label), answer=said
                )
            )
        items = self._items()
        for code, row in self.rows.items():
            row.show_item(items.get(code))

    def give(self, code: Code, field: FieldDefinition | None, value: Any) -> None:
        """Answer one field of the row of `code`; the row's item is made with its first answer."""
        if field is None:
            return
        item = self._items().get(code)
        if item is None:
            if value is not None:
                values = {self._code_field.attribute: code, field.attribute: value}
                self._asking.editor.add(self.definition, self.path, **values)
            return
        self._asking.editor.set_value((*self.path, item.id, field.name), value)

    def show_item(self, _item_id: str) -> None:
        """Renew the rows after an item was edited."""
        self.refresh()

    def _show_menu(self) -> None:
        whole_answer.show_menu(self._asking, self.path, self.dots)

    @override
    def cycle_answer(self) -> None:
        if whole_answer.cycle(self._asking, self.path):
            self.focus_in()

    @override
    def focus_in(self) -> None:
        if not self._answer.isHidden():
            self._answer.setFocus()
            return
        items = self._items()
        open_rows = [row for code, row in self.rows.items() if code not in items]
        row = (open_rows or list(self.rows.values()))[0]
        row.degree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def member_at(self, path: "Path") -> Member | None:
        return self if path[: len(self.path)] == self.path else None

    @override
    def forget(self) -> None:
        self._asking.members.pop(self.path, None)
