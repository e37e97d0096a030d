"""Cards one under the other, made a few at a time: forty at once would hold up the window."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.look import look

_Item = TypeVar("_Item")
_Card = TypeVar("_Card", bound=QWidget)

_AT_ONCE = 3


class CardList(Generic[_Item, _Card]):
    """Keeps the cards of what stays, lets go of those of what went, makes those of what came."""

    def __init__(
        self,
        owner: QWidget,
        make: Callable[[_Item], _Card],
        renew: Callable[[_Card, _Item], object],
        *,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """`renew` shows a card's item anew; `then` is done when all cards are there."""
        self._make, self._renew, self._then = make, renew, then
        self._wanted: dict[str, _Item] = {}
        self.cards: dict[str, _Card] = {}
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(8))
        self._adding = QTimer(owner)
        self._adding.setInterval(0)
        self._adding.timeout.connect(self._add_some)

    @property
    def complete(self) -> bool:
        """Whether all cards are there."""
        return len(self.cards) == len(self._wanted)

    def show(self, items: Mapping[str, _Item]) -> None:
        """Show these, each by what names it, in this order."""
        self._wanted = dict(items)
        for gone in [key for key in self.cards if key not in items]:
            card = self.cards.pop(gone)
            self.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for key, card in self.cards.items():
            self._renew(card, items[key])
        self._add_some()

    def _add_some(self) -> None:
        missing = [key for key in self._wanted if key not in self.cards]
        for key in missing[:_AT_ONCE]:
            self.cards[key] = self._make(self._wanted[key])
        for at, key in enumerate(key for key in self._wanted if key in self.cards):
            card = self.cards[key]
            if self.column.indexOf(card) != at:
                self.column.insertWidget(at, card)
                card.show()
        if len(missing) > _AT_ONCE:
            self._adding.start()
        else:
            self._adding.stop()
            self._then()
