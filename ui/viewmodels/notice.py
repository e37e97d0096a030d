"""Something to tell the person, with what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Notice:
    """A sentence or two, and actions by their words."""

    text: str
    actions: tuple[tuple[str, Callable[[], Any]], ...] = ()
