"""The page of the side panel that goes along: why a question is asked, a good and a weak answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.case import CASE
from ssc_desktop.record.coach import translated
from ssc_desktop.record.definition import Definition, FieldDefinition, Guidance
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.advising import AdviceWatch
    from ui.viewmodels.story_editor import Path
    from ui.widgets.form.asking import Member


class _Block(QFrame):
    """A heading with a picture, and a text under it."""

    def __init__(self, look_name: str, icon_name: str, tone: str) -> None:
        super().__init__()
        self.setProperty("role", look_name)
        inner = look.px(11) if look_name != "clear" else 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.setSpacing(look.px(4))
        row = QHBoxLayout()
        row.setSpacing(look.px(7))
        row.addWidget(Picture(icon_name, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.head = plain_label("label", wraps=True)
        row.addWidget(self.head, 1)
        layout.addLayout(row)
        self.text = plain_label(wraps=True)
        layout.addWidget(self.text)

    def tell(self, head: str, text: str) -> None:
        """Say this; without a text the block is gone."""
        self.head.setText(head)
        self.text.setText(text)
        self.setVisible(bool(text))


class GuidePanel(Speaking, QScrollArea):
    """Follows the keyboard through the form."""

    def __init__(self, advising: "AdviceWatch") -> None:
        super().__init__()
        self._advising = advising
        self._member: tuple[Definition, Path] | None = None
        self.setObjectName("guide")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "read")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setProperty("role", "clear")
        self.setWidget(self._page)
        layout = QVBoxLayout(self._page)
        leading_margins(layout, look.px(18), look.px(14), look.px(16), look.px(24))
        layout.setSpacing(look.px(12))
        self._place = plain_label("small", wraps=True)
        self._title = plain_label("subheading", wraps=True)
        self._prompt = plain_label("prompt", wraps=True)
        self._why = _Block("clear", "circle-help", "accent")
        self._good = _Block("good", "thumbs-up", "on_green")
        self._weak = _Block("weak", "thumbs-down", "on_amber")
        self._advised = _Block("hint", "lightbulb", "on_blue")
        self._range = plain_label("small", wraps=True)
        self._otherwise = plain_label("small", wraps=True)
        head = QVBoxLayout()
        head.setSpacing(look.px(3))
        for label in (self._place, self._title, self._prompt):
            head.addWidget(label)
        layout.addLayout(head)
        for part in (self._advised, self._why, self._good, self._weak, self._range,
                     self._otherwise):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._tell)
        advising.changed.connect(lambda _paths: self._soon.start())
        self.say(self._tell)

    def show_member(self, member: "Member | None") -> None:
        """Tell about the question that has the keyboard now."""
        shown = (member.definition, member.path) if member is not None else None
        if shown is not None and shown != self._member:
            self._member = shown
            self._soon.start()  # a keyboard that hurries through the form is not followed

    def show_section(self, name: str) -> None:
        """Tell about the first question of a section that one reads, without the keyboard in it."""
        fields = next(one.fields for one in CASE.sections if one.name == name)
        first = next((one for one in fields if one.guidance is not None), fields[0])
        if self._member is None or all(self._member[1][0] != one.name for one in fields):
            self._member = (first, (first.name,))
            self._soon.start()

    # ------------------------------------------------------------ what it says

    def _tell(self) -> None:
        self._soon.stop()
        self.verticalScrollBar().setValue(0)
        if self._member is None:
            self._tell_nothing()
            return
        member, path = self._member
        group = CASE.by_name.get(path[0]) if len(path) > 1 else None
        guidance = member.guidance or (group.guidance if group is not None else None)
        self._place.setText(self._whereabouts(path, group))
        self._title.setText(_(member.label))
        self._prompt.setText(_(member.prompt) if member.prompt else "")
        self._prompt.setVisible(bool(member.prompt))
        self._tell_guidance(guidance)
        self._tell_advice(path)
        self._range.setText(_range(member))
        self._range.setVisible(bool(self._range.text()))
        self._otherwise.setText(
            _("“Not known”, “does not apply” and “not to be told” are answers too: Ctrl+U.")
        )
        self._otherwise.show()
        self._say_whole()

    def _tell_nothing(self) -> None:
        self._place.setText("")
        self._title.setText(_("Beside you while you write"))
        self._prompt.setText(
            _("Put the keyboard into a question. Here you read why it is asked, with a good and "
              "a weak answer.")
        )  # fmt: skip
        for block in (self._why, self._good, self._weak, self._advised):
            block.hide()
        self._range.hide()
        self._otherwise.hide()
        self._say_whole()

    def _tell_guidance(self, guidance: Guidance | None) -> None:
        self._why.tell(_("Why we ask"), _(guidance.why) if guidance else "")
        self._good.tell(_("A good answer"), _(guidance.good) if guidance else "")
        self._weak.tell(_("A weak answer"), _(guidance.weak) if guidance else "")

    def _tell_advice(self, path: "Path") -> None:
        said = [translated(one, _) for one in self._advising.at(path)]
        text = "\n\n".join(f"{one.message} {one.reason}" for one in said)
        self._advised.tell(_("To look at again"), text)

    @staticmethod
    def _whereabouts(path: "Path", group: Definition | None) -> str:
        section = next(
            (one.label for one in CASE.sections if any(f.name == path[0] for f in one.fields)), ""
        )
        parts = [_(section)] if section else []
        if group is not None and group.label != section:
            parts.append(_(group.label))
        return " · ".join(parts)

    def _say_whole(self) -> None:
        self.setAccessibleName(_("Guidance: {question}").format(question=self._title.text()))
        labels = self._page.findChildren(QLabel)
        said = [label.text() for label in labels if label.isVisibleTo(self._page)]
        self.setAccessibleDescription(" ".join(text for text in said if text))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.setMaximumWidth(self.viewport().width())


def _range(member: Definition) -> str:
    if not isinstance(member, FieldDefinition):
        return ""
    if member.words:
        least, most = member.words
        if least:
            return _("Aim for {least} to {most} words.").format(least=least, most=most)
        return _("Up to {most} words.").format(most=most)
    if member.characters:
        return _("Up to {most} signs.").format(most=member.characters)
    return ""
