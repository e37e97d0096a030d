"""Nothing of a layout is kept that Qt may delete: its address would stand for something else."""

import gc

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from ui.theme.placing import placed
from ui.theme.scaling import rescale
from ui.widgets.tab_order import stops


def test_what_stands_in_a_layout_is_told_in_its_order(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    down = QVBoxLayout(top)
    first, last = QLabel("first"), QLabel("last")
    across = QHBoxLayout()
    down.addStretch(1)
    down.addWidget(last)
    down.insertWidget(0, first)
    down.insertLayout(1, across)
    across.addWidget(QPushButton("inside"))

    assert placed(down) == {0: first, 1: across, 3: last}


def test_no_item_of_a_layout_is_kept(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    down = QVBoxLayout(top)
    across = QHBoxLayout()
    down.addLayout(across)
    gap = QVBoxLayout()
    gap.addSpacing(40)
    down.addLayout(gap)
    for layout in (down, across):
        for number in range(3):
            layout.addWidget(QPushButton(str(number)))
    top.show()
    before = _items()

    rescale(top, 1.4)
    assert len(list(stops(top))) == 6

    assert _items() == before
    assert gap.sizeHint().height() == 56


def _items() -> int:
    return sum(isinstance(one, QWidgetItem) for one in gc.get_objects())
