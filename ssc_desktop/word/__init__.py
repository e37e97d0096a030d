"""Stories as Word documents: one streaming writer for all layouts, no window and no database here.

`write` takes stories out of the record layer and makes a file. What must not leave is taken out of
the story first (`sharing`); the pages and the machine copy in the file are made of what is left.
"""

from ssc_desktop.word.layout import Layout
from ssc_desktop.word.registry import LAYOUTS
from ssc_desktop.word.stories import DocumentCase
from ssc_desktop.word.wish import DocumentWish
from ssc_desktop.word.writing import Written, write

__all__ = ["LAYOUTS", "DocumentCase", "DocumentWish", "Layout", "Written", "write"]
