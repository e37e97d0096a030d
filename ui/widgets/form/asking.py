"""What every part of the form knows: the story, the way to it, and who makes its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ssc_desktop.record.definition import Definition
from ui.widgets.form.advice_notes import AdviceNotes

if TYPE_CHECKING:
    from ui.viewmodels.advising import AdviceWatch
    from ui.viewmodels.names import Names
    from ui.viewmodels.story_editor import Path, StoryEditor

Thumbnail = Callable[[str, Callable[[QImage], None]], None]
"""Ask for the small picture of a stored file; the answer comes later."""


def _no_thumbnail(_sha256: str, _then: Callable[[QImage], None]) -> None:
    return


def _no_files() -> None:
    return


def _no_size(_sha256: str, _then: Callable[[int], None]) -> None:
    return


@dataclass
class Asking:
    """Shared by all parts of one form."""

    editor: "StoryEditor"
    make: Callable[["Asking", Definition, "Path"], "Member"]
    """Makes the part of the form for a definition: here, so that groups can hold groups."""
    members: dict["Path", "Member"] = field(default_factory=dict)
    """The parts that exist, by the path of what they ask."""
    thumbnail: Thumbnail = _no_thumbnail
    choose_files: Callable[[], None] = _no_files
    size_of: Callable[[str, Callable[[int], None]], None] = _no_size
    """Ask how many bytes a stored file has; the answer comes later."""
    view: Callable[[str], None] = lambda _item_id: None
    """Show a picture large."""
    save_copy: Callable[[str], None] = lambda _item_id: None
    who: Callable[[], str] = lambda: ""
    """Who writes here, as the settings say."""
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where cameras say that photos were taken, by item."""
    advising: "AdviceWatch | None" = None
    names: "Names | None" = None
    """Names that the library knows."""
    settle: Callable[["Path", str], None] = lambda _path, _revision: None
    """Say which version of a contested answer stays."""
    side_by_side: Callable[[str, "Path"], None] = lambda _case_id, _path: None
    """Look at all versions of a contested answer of a story."""


class Member(QWidget):
    """A part of the form: a question or a group."""

    definition: Definition
    path: "Path"
    short = False
    """Whether two of this kind fit side by side."""
    cluster = ""
    """Members next to each other with the same name here stand in one line."""
    notes: AdviceNotes | None = None

    def join(self, cluster: str) -> None:
        """Stand in one line with others, where there is room."""
        self.cluster = cluster

    def refresh(self) -> None:
        """Show what the story says now."""

    def focus_in(self) -> None:
        """Put the keyboard into it."""

    def cycle_answer(self) -> None:
        """Answer not known, does not apply, not to be told, and back."""

    def member_at(self, path: "Path") -> "Member | None":
        """The part that asks for `path`, made visible where it was folded away."""
        return self if path == self.path else None

    def show_advice(self, advising: "AdviceWatch", *, writing: bool = False) -> None:
        """Show what is advised here; while the person writes here, nothing new is said."""
        advised = advising.at(self.path)
        if self.notes is None:
            if not advised or writing:
                return
            self.notes = AdviceNotes(advising)
            self.place_notes(self.notes)
        if writing:
            self.notes.keep_only(advised)
        else:
            self.notes.show_advice(advised)
        self.describe()

    def place_notes(self, notes: AdviceNotes) -> None:
        """Put the notes where they belong: under everything else."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(notes)

    def describe(self) -> None:
        """Say for the ear what stands under the question."""

    def forget(self) -> None:
        """Leave the register, before it is deleted."""
