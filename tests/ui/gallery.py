"""Every dialog and window of the program beside the main one, and how to open it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tests.ui.driving import Desk


def _manual(desk: Desk) -> QWidget:
    from ui.pages.manual_window import open_manual

    return open_manual(desk.window, "first-steps")


_OPENING: dict[str, Callable[[Any], QWidget]] = {"manual": _manual}

DIALOGS = tuple(_OPENING)
"""Their names."""


def opened(desk: Desk, name: str) -> QWidget:
    """Open the dialog called `name`; the desk has a story open."""
    return _OPENING[name](desk)
