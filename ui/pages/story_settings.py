"""The open story as the person likes it: side panel, spelling and advice, kept as they are left."""

from ui.errands import Errands
from ui.pages.story_pane import StoryPane


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
