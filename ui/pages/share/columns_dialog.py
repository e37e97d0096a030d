"""What the columns of a table answer: one line for each column, and its values on demand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.pages.share.card_list import CardList
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.viewmodels.coming import bare
from ui.widgets.chip import Chip
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.cleared import clear
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.profiling import GuessedColumn, Profile
    from ui.viewmodels.columns import Columns

_SIZE = QSize(820, 660)
_BESIDE = 620
_CHOICE = 300


class ColumnRow(QFrame):
    """A column, the first of what stands in it, and what it answers."""

    def __init__(self, columns: "Columns", column: "GuessedColumn") -> None:
        super().__init__()
        self._columns = columns
        self.key = (column.rule.sheet, column.rule.column)
        self.setProperty("role", "box")
        down = QVBoxLayout(self)
        down.setContentsMargins(look.px(12), look.px(7), look.px(12), look.px(8))
        down.setSpacing(look.px(6))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(look.px(12))
        self._across.addLayout(_said_of(column), 1)
        answer = QHBoxLayout()
        self.chip = Chip("amber", bold=True)
        self.choice = ChoiceBox(self._options)
        self.choice.setMinimumWidth(look.px(180))
        self.choice.setAccessibleName(_("What “{column}” answers").format(column=self.key[1]))
        self.choice.chosen.connect(self._on_chosen)
        answer.addWidget(self.choice, 1)
        self._across.addLayout(answer)
        down.addLayout(self._across)
        foot = QHBoxLayout()
        self.unfold = button("small-link")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._show_values)
        foot.addWidget(self.unfold)
        foot.addStretch(1)
        foot.addWidget(self.chip)
        down.addLayout(foot)
        self._values = QGridLayout()
        self._values.setHorizontalSpacing(look.px(12))
        self._values.setColumnStretch(0, 1)
        self._values.setColumnStretch(1, 1)
        down.addLayout(self._values)
        self.show_rule()

    def _options(self) -> list[Option]:
        return [Option("", _("Not used")), *self._columns.options()]

    def show_rule(self) -> None:
        """Show what it answers now."""
        target = self._columns.target(self.key)
        self.choice.nothing_yet = _("Not used")
        self.choice.show_code(target.field if target else "", target.label if target else "")
        likely = self._columns.sure.get(self.key) == "likely"
        self.chip.set_text(_("Please look") if likely else "")
        values = self._columns.values(self.key)
        n = len(values)
        self.unfold.setText(ngettext("{n} value…", "{n} values…", n).format(n=n))
        said = _("What stands in “{column}”").format(column=self.key[1])
        self.unfold.setAccessibleName(said)
        self.unfold.setVisible(bool(n))
        if not n and self.unfold.isChecked():
            self.unfold.setChecked(False)

    def _on_chosen(self, field: object) -> None:
        self._columns.answer(self.key, str(field or ""))

    def _show_values(self, opened: bool) -> None:
        clear(self._values)
        target = self._columns.target(self.key)
        if not opened or target is None:
            return
        labels = dict(target.codes)
        for row, value in enumerate(self._columns.values(self.key)):
            said = plain_label(wraps=True)
            said.setText(bare(value))
            box = ChoiceBox(lambda: [Option(code, label) for code, label in target.codes])
            box.nothing_yet = _("As it stands")
            box.setAccessibleName(_("What “{value}” means").format(value=value))
            code = self._columns.meaning(self.key, value)
            box.show_code(code or None, labels.get(code, ""))

            def mean(chosen: object, value: str = value, box: ChoiceBox = box) -> None:
                code = str(chosen or "")
                self._columns.mean(self.key, value, code)
                box.show_code(code or None, labels.get(code, ""))

            box.chosen.connect(mean)
            self._values.addWidget(said, row, 0)
            self._values.addWidget(box, row, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.choice.setMinimumWidth(look.px(_CHOICE if beside else 120))
        super().resizeEvent(event)


def _said_of(column: "GuessedColumn") -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    name = plain_label("label", wraps=True)
    name.setText(bare(column.rule.column))
    samples = plain_label("small", wraps=True)
    samples.setText(" · ".join(bare(one[:40]) for one in column.samples))
    words.addWidget(name)
    words.addWidget(samples)
    return words


class ColumnsDialog(Sheet):
    """Nothing comes in by it: the preview follows."""

    help_place = "columns"

    used = Signal(object)
    """The Profile to read the table with."""

    def __init__(self, parent: QWidget, columns: "Columns") -> None:
        super().__init__(parent, gap=8)
        self._columns = columns
        self.setWindowTitle(_("What the columns answer"))
        self.head.setText(_("What the columns answer"))
        self.intro.setText(_("Reading “{name}”…").format(name=columns.file.name))
        self.saved = ChoiceBox(lambda: columns.names)
        self.saved.nothing_yet = _("As in a table before…")
        self.saved.setAccessibleName(_("As in a table before"))
        self.saved.chosen.connect(self._on_saved)
        self.saved.hide()
        self.down.addWidget(self.saved)
        area, column = self.scrolled(gap=8)
        self.rows = CardList["GuessedColumn", ColumnRow](
            self, lambda one: ColumnRow(columns, one), lambda row, _one: row.show_rule()
        )
        column.addLayout(self.rows.column)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.down.addWidget(self._foot())
        self.fit(_SIZE)
        columns.looked.connect(self._on_looked)
        columns.changed.connect(self._on_changed)

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        row.setContentsMargins(0, look.px(4), 0, 0)
        row.setSpacing(look.px(8))
        self._bar = row
        self.name = Line(undoes=True)
        self.name.setPlaceholderText(_("Keep it under a name, for the next table"))
        self.name.setAccessibleName(_("Keep it under a name, for the next table"))
        row.addWidget(self.name, 1)
        ways = QHBoxLayout()
        ways.setSpacing(look.px(8))
        self.cancel, self.use = button("secondary"), button("primary")
        self.cancel.setText(_("Cancel"))
        self.use.setText(_("Use these columns"))
        self.use.setDefault(True)
        self.use.setEnabled(False)
        self.cancel.clicked.connect(self.reject)
        self.use.clicked.connect(self._on_use)
        ways.addStretch(1)
        ways.addWidget(self.cancel)
        ways.addWidget(self.use)
        row.addLayout(ways)
        return foot

    def _on_looked(self) -> None:
        self.saved.setVisible(bool(self._columns.names))
        self._on_changed()

    def _on_changed(self) -> None:
        columns = self._columns
        n, of = columns.used, len(columns.columns)
        said = ngettext("{n} of {all} column is used.", "{n} of {all} columns are used.", of)
        self.intro.setText(f"{bare(columns.file.name)} · {said.format(n=n, all=of)}")
        self.rows.show({f"{at}": one for at, one in enumerate(columns.columns)})
        self.use.setEnabled(bool(n))

    def _on_saved(self, name: object) -> None:
        if name:
            self.saved.show_code(str(name), str(name))
            self.name.setText(str(name))
            self._columns.use(str(name))

    def _on_use(self) -> None:
        def hand_over(profile: "Profile") -> None:
            self.used.emit(profile)
            self.accept()

        self._columns.done(self.name.text(), hand_over)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._bar.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        super().resizeEvent(event)
