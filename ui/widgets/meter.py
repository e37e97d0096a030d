"""The thin bar under a text: how near it is to the suggested length; amber at most."""

from PySide6.QtWidgets import QSizePolicy

from ui.widgets.part_bar import PartBar


class Meter(PartBar):
    """A bar that fills towards the upper end of a range."""

    usual = (120, 6)
    tone = "accent"

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: int, most: int) -> None:
        """Show `words` against the upper end of the range; beyond it the bar is amber."""
        self.tone = "on_amber" if most and words > most else "accent"
        self.show_part(words, most)
