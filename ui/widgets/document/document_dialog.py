"""Making a document: one sheet that says what it will be, for whom, and what stays here."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import document as words
from ui.viewmodels.document import BOOK, FORM, OFFICE, PDF, TABLE, Order
from ui.widgets.check import Check
from ui.widgets.document.asked import Asked, Choice
from ui.widgets.document.book_box import BookBox
from ui.widgets.document.form_box import FormBox
from ui.widgets.document.house_box import HouseBox
from ui.widgets.document.layout_cards import LayoutCards
from ui.widgets.leaving_list import LeavingBoard, Look
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving
    from ssc_desktop.settings import Settings
    from ui.viewmodels.making import Examined

_SIZE = QSize(900, 680)
_BLANK_SIZE = QSize(520, 560)
_CARDS_WIDE = 290
_BESIDE = 700
_LOW = 420


class DocumentDialog(Sheet):
    """Made only when the person says so."""

    go_wanted = Signal(str, object)
    """A story, and the path of what holds something back there."""
    told = Signal()
    """What leaves is shown."""
    make_wanted = Signal(object, str)
    """The Order, and the circle of readers."""
    template_wanted = Signal()
    """A Word file for the organisation's look."""
    examine_wanted = Signal()
    """Ask the doctor about the file there is."""

    def __init__(self, parent: QWidget, ask: Look, order: Order, settings: "Settings") -> None:
        super().__init__(parent, gap=6)
        self.order = order
        self._settings = settings
        self._office = ""
        self._file = ""
        self.setWindowTitle(_("Make a document"))
        self.head.setText(_("Form to fill in") if order.is_blank else _("Make a document"))
        self.intro.setText(words.about(order, ()))
        self.board = LeavingBoard(self, ask)
        self.board.told.connect(self._show_leaving)
        self.board.changed.connect(lambda _circle: self._allow())
        self.board.list.go_wanted.connect(self._go)
        self.cards = LayoutCards(() if order.is_blank else words.layouts(len(order.ids)))
        self.cards.chosen.connect(self._on_layout)
        area, column = self.scrolled(gap=6)
        self.fit(_BLANK_SIZE if order.is_blank else _SIZE)
        if self.height() < look.px(_LOW):
            for part in (self.head, self.intro):  # they scroll away: the room is for choices
                self.down.removeWidget(part)
                column.addWidget(part)
        column.addSpacing(look.px(4))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(look.px(20))
        self._beside.addWidget(self.cards)
        self._beside.addWidget(self._options(), 1)
        column.addLayout(self._beside)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.down.addWidget(_line())
        self.down.addLayout(self._buttons())
        self.cards.setVisible(not order.is_blank)
        self._show_order()

    # ------------------------------------------------------------ its parts

    def _options(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(14))
        readers = Asked(N_("For whom"))
        readers.answered_by(self.board.circles)
        self.book, self.form = BookBox(self._change), FormBox(self._change)
        self.language = Choice(N_("Language of headings and labels"), words.languages())
        self.language.chosen.connect(lambda code: self._change(language=code))
        kinds = [(one, _(said)) for one, said in words.FILES.items()]
        self.file = Choice(N_("File"), kinds)
        self.file.chosen.connect(self._on_file)
        tables = [(one, _(said)) for one, said in words.TABLES.items()]
        self.table = Choice(N_("File"), tables)
        self.table.chosen.connect(lambda code: self._change(table=code))
        self.everything = Check()
        self.everything.show_words(_("With contacts and consents: for yourself alone"))
        self.everything.clicked.connect(
            lambda: self._change(everything=self.everything.isChecked())
        )
        self.house = HouseBox()
        self.house.chosen.connect(self._on_house)
        self.house.file_wanted.connect(self.template_wanted)
        for_stories = (readers, self.board.sum)
        for part in (*for_stories, self.form, self.book, self.language, self.file, self.table,
                     self.everything, self.house, self.board.list):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        for part in (*for_stories, self.board.list):
            part.setVisible(not self.order.is_blank)
        return holder

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, look.px(8), 0, 0)
        row.setSpacing(look.px(8))
        row.addStretch(1)
        self.cancel, self.make = button("secondary"), button("primary")
        self.cancel.setText(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.make.setDefault(True)
        self.make.clicked.connect(self._on_make)
        row.addWidget(self.cancel)
        row.addWidget(self.make)
        return row

    # ------------------------------------------------------------ what it shows

    @property
    def help_place(self) -> str:  # type: ignore[override]  # it follows what is chosen
        """Forms and spreadsheets have chapters of their own."""
        return {FORM: "form", TABLE: "table"}.get(self.order.layout, "document")

    @property
    def leaving(self) -> "Leaving | None":
        """What is shown of what leaves; None as long as nothing is."""
        return self.board.leaving

    def look_up(self) -> None:
        """Ask what would leave."""
        if not self.order.is_blank:
            self.board.look_up(self.order.ids)
        self._allow()

    def show_office(self, name: str) -> None:
        """Say which office program makes pages here; "" for none."""
        self._office = name
        self.file.segments.buttons[OFFICE].setVisible(bool(name))
        if not name and self.order.file == OFFICE:
            self._on_file(PDF)
            self.file.show_code(PDF)
        self._tell_file()

    def show_examined(self, template: Path, found: "Examined") -> None:
        """Say what the doctor found in an organisation's file; it counts where it can be used."""
        usable, remarks = found
        self._change(house=usable)
        self.house.show_house(template if usable else None, theirs=usable)
        self.house.show_remarks(remarks)

    def no_template(self) -> None:
        """No file was chosen: without one there is only our own look."""
        self._change(house=self.order.house and self.house.template is not None)
        self.house.show_house(self.house.template, theirs=self.order.house)

    def _show_order(self) -> None:
        order = self.order
        if order.layout in self.cards.cards:
            self.cards.show_layout(order.layout)
        self.book.setVisible(order.layout == BOOK)
        self.form.setVisible(order.layout == FORM)
        is_table = order.layout == TABLE
        for part in (self.table, self.everything):
            part.setVisible(is_table)
        self.file.setVisible(not (is_table or order.is_several_forms))
        self.house.setVisible(not is_table)
        self.table.show_code(order.table)
        self.everything.setChecked(order.everything)
        self.book.show_order(order)
        self.form.show_order(order)
        self.language.show_code(order.language or words.languages()[0][0])
        self.file.show_code(order.file)
        self.file.segments.buttons[OFFICE].setVisible(bool(self._office))
        kept = self._settings.template
        template = Path(kept) if kept and Path(kept).is_file() else self.house.template
        if template is None and order.house:
            self.order = dataclasses.replace(order, house=False)
        self.house.show_house(template, theirs=self.order.house)
        if self.leaving is not None:
            self.book.show_stories(self.leaving.stories)
        self._tell_file()
        self._allow()

    def _tell_file(self) -> None:
        if self.order.file == PDF:
            said = _("Made by this program. Lines and pages can end elsewhere than in Word.")
            if not self._office:
                more = _("For the same pages, install LibreOffice.")
                said = f"{said} {more}"
            self.file.tell(said)
        elif self.order.file == OFFICE:
            self.file.tell(_("Made by {program}. This takes longer.").format(program=self._office))
        else:
            self.file.tell("")

    def _show_leaving(self, found: "Leaving") -> None:
        self.intro.setText(words.about(self.order, tuple(one.title for one in found.stories)))
        self.book.show_stories(found.stories)
        self._allow()
        here = self.focusWidget()
        if here is None or here is self.cancel:
            (self.make if found.going else self.cancel).setFocus()
        self.told.emit()

    def _allow(self) -> None:
        found = self.leaving
        asked = found is not None and found.circle == self.board.circle and bool(found.going)
        self.make.setEnabled(self.order.is_blank or asked)
        self.make.setText(words.make_words(self.order))

    # ------------------------------------------------------------ what the person chooses

    def _change(self, **choice: Any) -> None:
        self.order = dataclasses.replace(self.order, **choice)
        self._allow()

    def _on_layout(self, layout: str) -> None:
        self.order = words.with_layout(self.order, layout, self._settings)
        self.keep_file(self._file)

    def keep_file(self, file: str) -> None:
        """Make this sort of file, whatever layout is chosen; "" for as each was made last."""
        self._file = file
        if file:
            self.order = words.with_file(self.order, file)
        self._show_order()

    def _on_file(self, file: str) -> None:
        self._file = ""
        self._change(file=file)
        self._tell_file()

    def _on_house(self, theirs: bool) -> None:
        self._change(house=theirs)
        self.house.show_house(self.house.template, theirs=theirs)
        if theirs and self.house.template is not None:
            self.examine_wanted.emit()

    def _go(self, story: str, path: object) -> None:
        self.reject()
        self.go_wanted.emit(story, path)

    def _on_make(self) -> None:
        self.accept()
        self.make_wanted.emit(self.order, self.board.circle)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.cards.setMaximumWidth(look.px(_CARDS_WIDE) if beside else 16_777_215)
        self.cards.setMinimumWidth(look.px(_CARDS_WIDE) if beside else 0)
        super().resizeEvent(event)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
