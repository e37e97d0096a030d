"""A new answer in the place of all versions, given to the same question as in the story's form."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ssc_desktop.record import codec
from ssc_desktop.record.definition import FieldDefinition
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.viewmodels.steps import member_at
from ui.viewmodels.story_editor import StoryEditor
from ui.widgets.flow import FlowLayout
from ui.widgets.form.asking import Asking
from ui.widgets.form.question import Question
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.text.format_bar import ACTIONS
from ui.widgets.text.prose import Prose

if TYPE_CHECKING:
    from ssc_desktop.services.answers import OpenedCase
    from ssc_desktop.services.disputes import Dispute

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ConflictWriting(Speaking, QFrame):
    """The question by itself, with an undo of its own; nothing is kept before one says so."""

    written = Signal(object)
    """The new value, in memory form."""
    stopped = Signal()

    def __init__(self, dispute: "Dispute", opened: "OpenedCase", draft: Any = None) -> None:
        """`draft` is what was written here before, and not kept."""
        super().__init__()
        self._dispute = dispute
        self._draft = draft
        self._begun: Any = None
        self._path = tuple(dispute.path)
        field = member_at(self._path)
        assert isinstance(field, FieldDefinition)  # noqa: S101 - only answers are in conflict
        self._field = field
        self.editor = StoryEditor(self)
        self.editor.open(replace(opened, conflicts={}, unread={}))
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(14), edge, look.px(14))
        down.setSpacing(look.px(10))
        self._head = plain_label("label", wraps=True)
        down.addWidget(self._head)
        down.addWidget(self._beginnings())
        self.question = Question(Asking(self.editor, _no_member), field, self._path)
        down.addWidget(self.question)
        down.addWidget(self._buttons())
        self.editor.changed.connect(lambda _path: self._on_changed())
        _Keys(self)
        self.say(self._say_words)
        self.begin_with(self._first())

    def _beginnings(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, look.px(6))
        self._begin = plain_label("small")
        flow.addWidget(self._begin)
        self._pills = [(button("pill"), which) for which in self._offered()]
        for made, which in self._pills:
            made.clicked.connect(self._beginning(which))
            flow.addWidget(made)
        return row

    def _beginning(self, which: str) -> Callable[[], None]:
        def begin() -> None:
            self.begin_with(which)
            self.question.focus_in()

        return begin

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.keep, self.stop = button("primary"), button("secondary")
        self.keep.clicked.connect(self.finish)
        self.stop.clicked.connect(self.stopped)
        flow.addWidget(self.keep)
        flow.addWidget(self.stop)
        return row

    def _say_words(self) -> None:
        self._head.setText(_("A new text in the place of all versions") if self._dispute.long else
                           _("A new answer in the place of all versions"))  # fmt: skip
        self._begin.setText(_("Begin with:"))
        for made, which in self._pills:
            made.setText(self._called(which))
            made.setAccessibleName(_("Begin with: {what}").format(what=made.text()))
            made.updateGeometry()
        self.keep.setText(_("Keep what I wrote (Ctrl+Enter)"))
        self.stop.setText(_("Stop writing (Esc)"))
        for part in (self.keep, self.stop):
            part.updateGeometry()

    # ------------------------------------------------------------ what it begins with

    def _offered(self) -> tuple[str, ...]:
        one = self._dispute
        numbers = tuple(str(at) for at in range(1, len(one.sides) + 1))
        texts = [name for name, text in (("proposal", one.proposal), ("both", one.both)) if text]
        mine = ("draft",) if self._draft is not None else ()
        return (*mine, *(texts if one.long else ()), *numbers, "nothing")

    def _first(self) -> str:
        return self._offered()[0]

    def _called(self, which: str) -> str:
        if which.isdigit():
            side = self._dispute.sides[int(which) - 1]
            return _("Version {n}, {who}").format(n=digits(which), who=settle_words.author(side))
        return {
            "draft": _("what I wrote before"),
            "proposal": _("the proposal"),
            "both": _("both, one after the other"),
            "nothing": _("nothing"),
        }[which]

    def begin_with(self, which: str) -> None:
        """Put the proposal, a version (by its number), `both` or `nothing` into the box."""
        self.editor.close_step()
        self._begun = self._value(which)
        self.editor.set_value(self._path, self._begun)
        self.editor.close_step()
        self.question.refresh()

    def _value(self, which: str) -> Any:
        if which.isdigit():
            side = self._dispute.sides[int(which) - 1]
            return codec.understood(self._field, side.value)
        return {
            "draft": self._draft,
            "proposal": self._dispute.proposal_value,
            "both": self._dispute.both or None,
        }.get(which)

    # ------------------------------------------------------------ writing

    def _on_changed(self) -> None:
        self.keep.setEnabled(not self.editor.unread_at(self._path))

    def step(self, *, back: bool) -> None:
        """Take the last change here back, or make it again."""
        if back:
            self.editor.undo()
        else:
            self.editor.redo()
        self.question.refresh()

    @property
    def draft(self) -> Any:
        """What was written here; None where it is what it began with, and was no draft before."""
        self.question.control.finish()
        value = self.editor.value(self._path)
        return self._draft if value == self._begun else value

    def finish(self) -> None:
        """Keep what was written."""
        self.question.control.finish()
        if not self.editor.unread_at(self._path):
            self.written.emit(self.editor.value(self._path))


class _Keys(QObject):
    """What is pressed inside belongs to this box, before the window's commands hear of it."""

    def __init__(self, writing: ConflictWriting) -> None:
        super().__init__(writing)
        self._writing = writing
        for inside in (writing.question, *writing.question.findChildren(QWidget)):
            inside.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        override_wanted = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and (
            override_wanted or event.type() == QEvent.Type.KeyPress
        ):
            act = self._act(event, watched)
            if act is not None:
                if not override_wanted:
                    act()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _act(self, event: QKeyEvent, watched: QObject) -> Callable[[], object] | None:
        writing = self._writing
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            return lambda: writing.step(back=True)
        if event.matches(QKeySequence.StandardKey.Redo):
            return lambda: writing.step(back=False)
        if control and event.key() in _ENTER:
            return writing.finish
        if event.key() == Qt.Key.Key_Escape:
            return writing.stopped.emit
        if isinstance(watched, Prose):
            pressed = event.keyCombination()
            for name, _icon, _words, keys in ACTIONS:
                if QKeySequence(keys)[0] == pressed:
                    return lambda: watched.act(name)
        return None


def _no_member(_asking: Asking, _member: Any, _path: Any) -> Any:
    raise AssertionError("a question holds no others")
