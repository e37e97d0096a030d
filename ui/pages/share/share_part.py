"""A part of the place to share and collect: one column, a little wider than what is only read."""

from ui.pages.scrolled_page import ScrolledPage


class SharePart(ScrolledPage):
    """All parts begin and end at the same edges."""

    widest = 880
