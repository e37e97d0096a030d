"""What a save changed in one answer, or in the answers of one item; and the way back."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.widgets.changes_text import ChangesText
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.answers import Difference

_OF_ITEMS = frozenset({"added", "removed", "returned", "moved"})
_MOST_TOGETHER = 12


def together(found: "Iterable[Difference]") -> "list[tuple[Difference, ...]]":
    """Differences as cards show them: each answer by itself, those of one item together."""
    cards: list[tuple[Difference, ...]] = []
    for item, group in groupby(found, key=lambda one: one.path[: len(one.path) // 2 * 2]):
        some = tuple(group)
        if item:
            cards += [some[at : at + _MOST_TOGETHER] for at in range(0, len(some), _MOST_TOGETHER)]
        else:
            cards += [(one,) for one in some]
    return cards


class DifferencePart(Speaking, QWidget):
    """One difference: what it is called, the words, its buttons."""

    restore_wanted = Signal(object, bool)
    """The path, and whether the words before the save are meant."""
    withdraw_wanted = Signal(object)
    """The path of an answer that is to be destroyed everywhere."""

    def __init__(
        self, difference: "Difference", *, marked: bool, withdrawable: bool = False
    ) -> None:
        super().__init__()
        self._withdrawable = withdrawable and bool(difference.label)
        self.difference = difference
        self._marked = marked
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(4))
        self._label = plain_label("label", wraps=True)
        layout.addWidget(self._label)
        self._sign, self._contested = Chip("soft"), Chip("amber")
        self._signs = QWidget()
        flow = FlowLayout(self._signs, look.px(6))
        for chip in (self._sign, self._contested):
            flow.addWidget(chip)
        layout.addWidget(self._signs)
        self.text = ChangesText()
        layout.addWidget(self.text)
        self.text.setVisible(bool(difference.pieces))
        self._row = QWidget()
        self._buttons = FlowLayout(self._row, look.px(6))
        whole = not difference.label
        (flow if whole else layout).addWidget(self._row)  # what comes back whole says so above
        self.unfold = self._button("plain", self.text.unfold)
        self.back = self._button("secondary", lambda: self._want(before=False))
        self.back_before = self._button("secondary", lambda: self._want(before=True))
        self.withdraw = self._button("plain", self._withdraw)
        self.text.unfolded.connect(self._show_buttons)
        self.say(self._say_words)

    def _button(self, look_name: str, act: Callable[[], Any]) -> "QPushButton":
        made = button(look_name)
        made.clicked.connect(act)
        self._buttons.addWidget(made)
        return made

    def _want(self, *, before: bool) -> None:
        self.restore_wanted.emit(self.difference.path, before)

    def _withdraw(self) -> None:
        self.withdraw_wanted.emit(self.difference.path)

    def _sign_words(self) -> str:
        if not self.difference.label:
            return past_words.label(self.difference)
        fates = {fate for fate, _text in self.difference.pieces}
        if self._marked:
            return ""
        if fates == {"inserted"}:
            return _("New answer")
        return _("Answer taken out") if fates == {"deleted"} else ""

    def _say_words(self) -> None:
        one = self.difference
        name = past_words.label(one)
        self._label.setText(one.label)
        self._label.setVisible(bool(one.label))
        self._sign.set_text(self._sign_words())
        self._contested.set_text(_("Two answers stood side by side") if one.contested else "")
        self._signs.setVisible(bool(self._sign.text or self._contested.text or not one.label))
        self.text.show_pieces(one.pieces, name)
        self.unfold.setText(_("Show every word"))
        whole = not one.label
        self.back.setText(_("Bring this back") if whole else _("Restore this answer"))
        self.back_before.setText(_("Bring this back") if whole else _("Restore the words before"))
        self.withdraw.setText(_("Withdraw these words everywhere…"))
        for made in (self.back, self.back_before, self.withdraw):
            made.setAccessibleName(f"{made.text()}: {one.heading} {name}".strip())
            made.updateGeometry()
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = self.difference
        whole = not one.label
        self.unfold.setVisible(self.text.is_folded)
        # an item comes back where it is gone now; an answer where it says something else now
        after, before = not one.is_now, not one.was_is_now
        if whole:
            after = after and one.what in {"added", "returned"}
            before = before and one.what == "removed"
        elif one.what != "changed":  # it comes back with its item
            after = before = False
        self.back.setVisible(after)
        self.back_before.setVisible(before)
        self.withdraw.setVisible(self._withdrawable and bool(one.pieces))
        some = (self.unfold, self.back, self.back_before, self.withdraw)
        self._row.setVisible(any(not made.isHidden() for made in some))


class DifferenceCard(QFrame):
    """The differences of one answer or item under one heading."""

    restore_wanted = Signal(object, bool)
    """The path, and whether the words before the save are meant."""
    withdraw_wanted = Signal(object)
    """The path of an answer that is to be destroyed everywhere."""

    def __init__(self, found: "Sequence[Difference]", *, withdrawable: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        edge = look.px(12)
        layout.setContentsMargins(edge, look.px(10), edge, look.px(10))
        layout.setSpacing(look.px(8))
        if found[0].heading:
            heading = plain_label("small-strong", wraps=True)
            heading.setText(found[0].heading)
            layout.addWidget(heading)
        marked = any(one.what in _OF_ITEMS and not one.label for one in found)
        self.parts = [
            DifferencePart(one, marked=marked, withdrawable=withdrawable) for one in found
        ]
        for part in self.parts:
            part.restore_wanted.connect(self.restore_wanted)
            part.withdraw_wanted.connect(self.withdraw_wanted)
            layout.addWidget(part)
