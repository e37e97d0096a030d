"""The open story as the person likes it: side panel, spelling and advice, kept as they are left."""

from ui.errands import Errands
from ui.pages.story_pane import StoryPane
from ui.viewmodels.delivering import Delivering
from ui.viewmodels.shelf import Shelf
from ui.widgets.speaking import plain_tip


def remember(pane: StoryPane, errands: Errands) -> None:
    """Show the pane as it was left, and remember from now on how it is left."""
    pane.panel.recall(errands.settings.side_panel)
    pane.spelling.switch(errands.settings.spelling)
    pane.fit()
    pane.panel.page_changed.connect(lambda name: errands.change(side_panel=name))
    advising = pane.advising
    advising.prefer(errands.settings)
    errands.changed.connect(advising.prefer)
    advising.preferences_changed.connect(
        lambda: errands.change(silenced=advising.silenced, dismissed=advising.dismissed)
    )


def follow(pane: StoryPane, shelf: Shelf, errands: Errands) -> None:
    """Show in the head of the pane how far its story has got."""
    delivering = Delivering(shelf, errands.work, pane)
    chip = pane.header.delivery

    def show() -> None:
        way = delivering.way
        chip.show_state(way.words, way.tone, way.icon)
        chip.setToolTip(plain_tip(way.meaning))
        chip.setAccessibleDescription(way.meaning)

    delivering.changed.connect(show)
    pane.header.say(show)
    delivering.load()
