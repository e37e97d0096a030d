"""What stands in a layout, without asking Qt for its items.

Python keeps what `QLayout.itemAt` gives as long as the layout lives. Qt deletes an item when its
widget goes; the next object at that address is then taken for the item, and the program crashes.
"""

from PySide6.QtWidgets import QLayout, QWidget


def placed(layout: QLayout) -> dict[int, QWidget | QLayout]:
    """The widgets and the layouts in `layout` by their place, in order; no stretches or gaps."""
    inside: list[QWidget | QLayout] = [one for one in layout.children() if isinstance(one, QLayout)]
    parent = layout.parentWidget()
    if parent is not None:
        inside += [one for one in parent.children() if isinstance(one, QWidget)]
    found = {layout.indexOf(one): one for one in inside}
    return {at: found[at] for at in sorted(found) if at >= 0}
