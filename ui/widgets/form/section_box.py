"""One section of the form: its heading, and its questions as they are made."""

import math
import time

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import SectionDefinition
from ui.theme.look import look
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.columns import ColumnsLayout
from ui.widgets.form.making import member
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, plain_label


class SectionBox(Speaking, QWidget):
    """One section: its heading, and its questions once they were built."""

    def __init__(self, asking: Asking, section: SectionDefinition) -> None:
        super().__init__()
        self.section = section
        self._asking = asking
        self.members: list[Member] = []
        self._waiting = [one for one in section.fields if not one.automatic]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(6))
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(Picture(section.icon, "accent", 21))
        title = plain_label("heading", wraps=True)
        row.addWidget(title, 1)
        layout.addLayout(row)
        intro = plain_label("prompt", wraps=True)
        layout.addWidget(intro)
        layout.addSpacing(look.px(8))
        self._fields = QWidget()
        self._columns = ColumnsLayout(self._fields)
        layout.addWidget(self._fields)
        self.say(lambda: title.setText(_(section.label)))
        self.say(lambda: intro.setText(_(section.intro)))

    @property
    def built(self) -> bool:
        """Whether all its questions were made."""
        return not self._waiting

    def build(self, seconds: float = math.inf) -> None:
        """Make the questions that were not made yet, as many as fit into so much time."""
        until = time.perf_counter() + seconds
        while self._waiting:
            definition = self._waiting.pop(0)
            made = member(self._asking, definition, (definition.name,))
            self.members.append(made)
            self._columns.addWidget(made)
            asked = self._asking.editor.asks(definition, made.path)
            made.setVisible(asked)
            if time.perf_counter() > until:
                break

    def show_asked(self) -> None:
        """Show the questions that the depth asks, hide the others."""
        for made in self.members:
            asked = self._asking.editor.asks(made.definition, made.path)
            if made.isHidden() == asked:
                made.setVisible(asked)
        editor = self._asking.editor
        asks = (editor.asks(member, (member.name,)) for member in self.section.fields)
        self.setVisible(any(asks))
