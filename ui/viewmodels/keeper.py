"""What view models that belong to the library need of it: the Shelf has all of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.tasks import Tasks
    from ui.viewmodels.autosave import Autosave
    from ui.viewmodels.listed import Listed
    from ui.viewmodels.story_editor import StoryEditor


class Keeper(Protocol):
    """The library as the window works with it."""

    tasks: "Tasks"
    editor: "StoryEditor"
    autosave: "Autosave"
    list: "Listed"
    is_ready: bool
    ready: Any
    told: Any
    refused: Any

    @property
    def listing(self) -> "Listing | None":
        """What is listed now."""

    def refresh(self, *, then: Callable[[], None] | None = None) -> None:
        """Read the list anew."""

    def refresh_trash(self) -> None:
        """Read what is in the trash."""

    def open_first(self) -> None:
        """Open a story where none is open."""

    def reload(self) -> None:
        """Read the open story anew."""

    def close_story(self) -> None:
        """Show no story."""
