"""What is missing before a story may have a status: each a link that leads there."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.case import CASE
from ssc_desktop.record.completeness import Gap
from ssc_desktop.record.vocabularies import vocabulary
from ui.theme.look import look
from ui.viewmodels.choices import item_name
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor

_SIZE = QSize(520, 470)


class GateDialog(Sheet):
    """Lists the gaps by section. Nothing is locked: the story is saved and stays as it is."""

    gap_wanted = Signal(object)
    """The path of the answer that the person wants to give."""

    def __init__(
        self, parent: QWidget, editor: "StoryEditor", status: str, gaps: Sequence[Gap]
    ) -> None:
        super().__init__(parent)
        self.status = status
        self._editor = editor
        self.links: list[QWidget] = []
        self.down.addSpacing(look.px(4))
        self.down.addWidget(self._list(gaps), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = button("secondary")
        self.close_button.clicked.connect(self.reject)
        self.first = button("primary")
        self.first.setDefault(True)
        self.first.clicked.connect(lambda: self._go(gaps[0].path))
        for made in (self.close_button, self.first):
            row.addWidget(made)
        self.down.addLayout(row)
        self.say(lambda: self._say_words(len(gaps)))
        self.fit(_SIZE)
        self.first.setFocus()

    def _say_words(self, n: int) -> None:
        status = vocabulary("case_status").label(self.status, i18n.language())
        self.setWindowTitle(_("What is missing"))
        self.head.setText(
            ngettext(
                "{n} answer is missing before this story is “{status}”.",
                "{n} answers are missing before this story is “{status}”.",
                n,
            ).format(n=n, status=status)
        )
        self.intro.setText(
            _("Everything is saved. Choose an answer to go to it; “not known” counts too (Ctrl+U).")
        )
        self.close_button.setText(_("Close"))
        self.first.setText(_("Go to the first"))

    def _list(self, gaps: Sequence[Gap]) -> QScrollArea:
        area, down = self.scrolled(gap=1)
        for section, group in groupby(gaps, key=lambda gap: gap.section):
            down.addLayout(self._heading(section))
            for gap in group:
                down.addWidget(self._link(gap))
            down.addSpacing(look.px(6))
        down.addStretch(1)
        return area

    def _heading(self, name: str) -> QHBoxLayout:
        section = next(one for one in CASE.sections if one.name == name)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(Picture(section.icon, "accent", 16))
        label = plain_label("label", wraps=True)
        row.addWidget(label, 1)
        self.say(lambda: label.setText(_(section.label)))
        return row

    def _link(self, gap: Gap) -> QWidget:
        made = button("small-link")
        made.clicked.connect(lambda: self._go(gap.path))
        made.setProperty("path", "/".join(gap.path))
        self.links.append(made)
        self.say(lambda: made.setText(self._words(gap)))
        holder = QWidget()
        across = QHBoxLayout(holder)
        leading_margins(across, look.px(18), 0, 0, 0)
        across.addWidget(made)
        across.addStretch(1)
        return holder

    def _words(self, gap: Gap) -> str:
        """The question's label; within an item also what the item is called."""
        if len(gap.path) < 3:
            return _(gap.label)
        group = CASE.groups().get(gap.path[0])
        items = self._editor.items(gap.path[:1])
        item = next((one for one in items if one.id == gap.path[1]), None)
        number = items.index(item) + 1 if item is not None else 0
        called = item_name(item) if item is not None else ""
        if not called and group is not None:
            called = _("{group}, number {n}").format(group=_(group.label), n=number)
        return _("{item}: {question}").format(item=called[:60], question=_(gap.label))

    def _go(self, path: tuple[str, ...]) -> None:
        self.accept()
        self.gap_wanted.emit(path)
