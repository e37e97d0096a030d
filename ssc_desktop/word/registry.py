"""All layouts by name, in the order in which they are offered.

A layout is a module with a `LAYOUT`; whoever writes a new one adds its module here.
"""

from ssc_desktop.word.book import layout as book
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import comparison, overview, poster, story, study

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        overview.LAYOUT,
        story.LAYOUT,
        poster.LAYOUT,
        study.LAYOUT,
        comparison.LAYOUT,
        book.LAYOUT,
    )
}
