"""Puts the place to share and collect together, part by part, when each is first shown."""

from typing import TYPE_CHECKING

from ui.pages.share.share_page import SharePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.errands import Errands
    from ui.pages.share.give_take import GiveTake
    from ui.viewmodels.shelf import Shelf


def share_page(shelf: "Shelf", errands: "Errands", go_to: "Callable[[str], object]") -> SharePage:
    """The place; `go_to` leads to another one by its name."""
    page = SharePage({"bundles": lambda: _give_take(shelf, errands, go_to)})
    page.show_settings(errands.settings)
    errands.changed.connect(page.show_settings)
    return page


def _give_take(shelf: "Shelf", errands: "Errands", go_to: "Callable[[str], object]") -> "GiveTake":
    from ui.pages.share.give_take import GiveTake

    part = GiveTake(shelf, errands.work, errands.collecting)
    front, result = part.front, part.result
    front.give_wanted.connect(errands.bundle_all)
    front.files_wanted.connect(errands.take_in)
    front.folder_wanted.connect(errands.take_folder)
    front.dropped.connect(errands.collecting.plan)
    front.place_wanted.connect(go_to)
    front.show_settings(errands.settings)
    errands.changed.connect(front.show_settings)
    result.place_wanted.connect(go_to)
    return part
