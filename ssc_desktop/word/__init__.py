"""Stories as Word documents: one streaming writer for all layouts, no window and no database here.

`write` takes stories out of the record layer and makes a file. What must not leave is taken out of
the story first (`sharing`); the pages and the machine copy in the file are made of what is left.
"""

from ssc_desktop.word.writing import LAYOUTS, DocumentCase, Written, write

__all__ = ["LAYOUTS", "DocumentCase", "Written", "write"]
