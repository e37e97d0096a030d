"""One question of the form: its label and prompt, what it is answered with, and other answers."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
)

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels.choices import ANSWERS
from ui.widgets.form import choice_controls, line_controls, text_controls
from ui.widgets.form.advice_notes import AdviceNotes
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.completing import Completing, completes
from ui.widgets.form.control import Asked, Control
from ui.widgets.form.versions import Versions
from ui.widgets.speaking import Speaking, button, icon_button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_FIXED = QSizePolicy.Policy.Fixed
_CYCLE = (Answer.UNKNOWN, Answer.NOT_APPLICABLE, Answer.WITHHELD, None)


def _control(asked: Asked) -> Control:
    kind = asked.field.kind
    if kind is Kind.REFERENCE and not asked.field.refers_to:
        kind = Kind.LINE
    if asked.field.pattern:
        return line_controls.CodeControl(asked)
    maker = text_controls.MAKERS.get(kind) or choice_controls.MAKERS.get(kind)
    return (maker or line_controls.LineControl)(asked)


class Question(Speaking, Member):
    """A field of the case or of an item, bound to the open story."""

    def __init__(self, asking: Asking, field: FieldDefinition, path: "Path") -> None:
        super().__init__()
        self.definition: FieldDefinition = field
        self.path = path
        self._asking = asking
        within = len(path) > 1
        typed = text_controls.is_short(field, within_item=within)
        self.short = typed or choice_controls.is_short(field)
        self._answer: QPushButton | None = None
        self._versions: Versions | None = None
        self.setObjectName(f"question_{field.name}")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.px(3))
        self._build_heading()
        self.control = _control(Asked(field, asking.editor, within))
        self.control.answered.connect(lambda value: self._on_answered(value, self.control.unread))
        self._lift = QSpacerItem(0, 0, _FIXED, _FIXED)
        self._layout.addItem(self._lift)
        self._layout.addSpacing(look.px(2))
        self._layout.addWidget(self.control)
        self._layout.addStretch(1)
        self.label.setBuddy(self.control.target)
        target = self.control.target
        if completes(path) and isinstance(target, QLineEdit):
            Completing(target, asking, path)
            if asking.names is not None:
                asking.names.prepare()
        asking.members[path] = self
        self.say(self._say_words)
        self.refresh()

    def _build_heading(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        self.label = plain_label("label", wraps=True)
        row.addWidget(self.label, 1)
        self.dots = icon_button("ellipsis", "muted", 15)
        self.dots.setProperty("role", "dots")
        self.dots.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the key is Ctrl+U
        self.dots.clicked.connect(self._show_menu)
        row.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)
        self._prompt = plain_label("prompt", wraps=True)
        self._layout.addWidget(self._prompt)  # first: shown without a parent it is a window
        self._prompt.setVisible(bool(self.definition.prompt))

    # ------------------------------------------------------------ beside another question

    @override
    def join(self, cluster: str) -> None:
        super().join(cluster)
        if cluster:  # the side panel has the prompt; in a line of three there is no room for it
            self._prompt.hide()

    def head_height(self, width: int) -> int:
        """How high the label and the prompt are."""
        parts = [self._layout.itemAt(at) for at in range(2)]
        shown = [part for part in parts if part is not None and not part.isEmpty()]
        high = (part.heightForWidth(width) if part.hasHeightForWidth() else
                part.sizeHint().height() for part in shown)  # fmt: skip
        return sum(high) + len(shown) * self._layout.spacing()

    def bare_height(self, width: int) -> int:
        """How high the question is by itself."""
        return self._layout.totalHeightForWidth(width) - self._lift.sizeHint().height()

    def lift(self, high: int) -> None:
        """Leave room under the prompt, so that the box stands level with its neighbour's."""
        if high != self._lift.sizeHint().height():
            self._lift.changeSize(0, high, _FIXED, _FIXED)
            self._layout.invalidate()

    def _say_words(self) -> None:
        label, prompt = _(self.definition.label), _(self.definition.prompt)
        self.label.setText(label)
        self._prompt.setText(prompt)
        self.control.call_it(label)
        self.describe()
        self.dots.setAccessibleName(_("Other answers to “{question}”").format(question=label))
        self.dots.setToolTip(_("Not known, does not apply, not to be told (Ctrl+U)"))
        if self._answer is not None:
            self._show_answer(self._value())

    # ------------------------------------------------------------ what it shows

    def _value(self) -> Any:
        return self._asking.editor.value(self.path)

    @override
    def refresh(self) -> None:
        unread = self._asking.editor.unread_at(self.path)
        value = None if unread else self._value()
        self._show_answer(value)
        if unread:
            self.control.show_unread(unread)
        elif not isinstance(value, Answer):
            self.control.show_value(value)
        self._show_versions()
        if self._asking.advising is not None and self.notes is None:
            self.show_advice(self._asking.advising, writing=self.control.target.hasFocus())

    @override
    def place_notes(self, notes: AdviceNotes) -> None:
        self._layout.insertWidget(self._layout.indexOf(self.control) + 1, notes)

    @override
    def describe(self) -> None:
        said = [_(self.definition.prompt) if self.definition.prompt else ""]
        if self.notes is not None:
            said.append(self.notes.words())
        self.control.target.setAccessibleDescription(" ".join(part for part in said if part))

    def _show_answer(self, value: Any) -> None:
        given = isinstance(value, Answer)
        if given and self._answer is None:
            self._answer = button("answer", "x", "on_blue")
            self._answer.clicked.connect(lambda: self._on_answered(None))
            self._answer.setObjectName(f"answer_{self.definition.name}")
            self._layout.insertWidget(self._layout.indexOf(self.control), self._answer)
        if self._answer is not None:
            if given:
                said = _(ANSWERS[value])
                self._answer.setText(said)
                question = _(self.definition.label)
                self._answer.setAccessibleName(
                    _("{question}: {answer}. Press to answer otherwise.").format(
                        question=question, answer=said
                    )
                )
            self._answer.setVisible(given)
        if self.control.isHidden() != given:
            self.control.setVisible(not given)

    def _show_versions(self) -> None:
        versions = self._asking.editor.versions(self.path)
        if not versions and self._versions is None:
            return
        if self._versions is None:
            self._versions = Versions(self.definition, self._asking.editor)
            self._versions.taken.connect(lambda kept: self._asking.settle(self.path, kept))
            self._versions.compare_wanted.connect(self._compare)
            self._layout.insertWidget(3, self._versions)
        self._versions.show_versions(versions)

    def _compare(self) -> None:
        self._asking.side_by_side(self._asking.editor.case_id, self.path)

    # ------------------------------------------------------------ what the person does

    def _on_answered(self, value: Any, unread: str = "") -> None:
        had_focus = self._answer is not None and self._answer.hasFocus()
        self._asking.editor.set_value(self.path, value, unread)
        if had_focus or (
            value is None and self._answer is not None and not self.control.isHidden()
        ):
            self.control.target.setFocus()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        value = self._value()
        for answer, words in ANSWERS.items():
            action = menu.addAction(_(words))
            action.setCheckable(True)
            action.setChecked(value is answer)
            if value is answer:
                action.setIcon(icon("check", "accent"))
            action.triggered.connect(lambda _on=False, one=answer: self._on_answered(one))
        menu.addSeparator()
        clear: QAction = menu.addAction(_("Take the answer back"))
        clear.setEnabled(value is not None or bool(self.control.unread))
        clear.triggered.connect(lambda: self._on_answered(None))
        menu.popup(self.dots.mapToGlobal(QPoint(0, self.dots.height())))

    @override
    def cycle_answer(self) -> None:
        value = self._value()
        at = _CYCLE.index(value) if isinstance(value, Answer) else -1
        self._on_answered(_CYCLE[at + 1])
        self.focus_in()

    @override
    def focus_in(self) -> None:
        shown = self._answer if self._answer is not None and self.control.isHidden() else None
        (shown or self.control.target).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def forget(self) -> None:
        self._asking.members.pop(self.path, None)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), super().minimumSizeHint().height())
