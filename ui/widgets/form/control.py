"""What a question holds to be answered with; one class a kind of value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop.record.definition import FieldDefinition

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor


@dataclass(frozen=True)
class Asked:
    """A field, and the story it belongs to."""

    field: FieldDefinition
    editor: "StoryEditor"
    within_item: bool = False


class Control(QWidget):
    """Shows a value and says when the person gave another; never holds an `Answer`."""

    answered = Signal(object)
    """The new value, None where it was emptied."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked
        self.unread = ""
        """What stands in the box and cannot be read as the field's kind."""

    def show_value(self, value: Any) -> None:
        """Show `value` without saying that it was given."""
        raise NotImplementedError

    def show_unread(self, text: str) -> None:
        """Show what was typed and cannot be read; only boxes that read have such."""

    def call_it(self, label: str) -> None:
        """Say what is asked: the accessible name."""
        raise NotImplementedError

    @property
    def target(self) -> QWidget:
        """The widget the keyboard goes to."""
        raise NotImplementedError

    def finish(self) -> None:
        """The keyboard leaves: put what was typed into clean words."""
