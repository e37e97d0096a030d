"""Puts the place to share and collect together, part by part, when each is first shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ui.pages.share.share_errands import ShareErrands
from ui.pages.share.share_page import SharePage
from ui.viewmodels.computers import Computers
from ui.viewmodels.giving import Giving
from ui.viewmodels.happened import Happened
from ui.viewmodels.laptops import Laptops
from ui.viewmodels.notice import Notice
from ui.viewmodels.sharing import made_sentence
from ui.viewmodels.station import Station

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Made
    from ui.errands import Errands
    from ui.pages.share.front_page import FrontPage
    from ui.viewmodels.shelf import Shelf

GoTo = Callable[[str], object]


def share_page(shelf: "Shelf", errands: "Errands", go_to: GoTo) -> SharePage:
    """The place; `go_to` leads to another one by its name."""
    return _Builder(shelf, errands, go_to).page


class _Builder:
    """Knows what every part needs; the page keeps it alive by its makers."""

    def __init__(self, shelf: "Shelf", errands: "Errands", go_to: GoTo) -> None:
        self._shelf, self._errands, self._go_to = shelf, errands, go_to
        self.page = SharePage(
            {
                "bundles": self._give_take,
                "inbox": self._inbox,
                "laptops": self._laptops,
                "station": self._station,
                "computers": self._computers,
                "activity": self._activity,
            }
        )
        self._ways = ShareErrands(self.page, shelf, errands)
        self._happened = Happened(shelf, errands.work, self.page)
        self._ledger = Laptops(shelf, errands.work, self.page)
        self.page.show_settings(errands.settings)
        errands.changed.connect(self.page.show_settings)
        errands.inbox.changed.connect(self._count_waiting)
        self._count_waiting()
        self._ways.workshops.load()

    def _count_waiting(self) -> None:
        self.page.show_count("inbox", len(self._errands.inbox.waiting))

    def _give_take(self) -> QWidget:
        from ui.pages.share.give_take import GiveTake

        errands, ways = self._errands, self._ways
        part = GiveTake(self._shelf, errands.work, errands.incoming)
        front, result = part.front, part.result
        front.give_wanted.connect(errands.bundle_all)
        front.files_wanted.connect(errands.take_in)
        front.form_wanted.connect(errands.form_wanted)
        front.folder_wanted.connect(errands.take_folder)
        front.dropped.connect(errands.incoming.look_at)
        front.place_wanted.connect(self._go_to)
        front.show_settings(errands.settings)
        errands.changed.connect(front.show_settings)
        errands.inbox.changed.connect(lambda: front.show_waiting(len(errands.inbox.waiting)))
        front.show_waiting(len(errands.inbox.waiting))
        front.folder_of_made_wanted.connect(ways.show_made)
        errands.sharing.made.connect(partial(_show_made, front))
        self._add_under(front)
        result.place_wanted.connect(self._go_to)
        result.story_wanted.connect(lambda story: errands.place_wanted.emit(story, ()))
        part.documents.columns_wanted.connect(partial(self._ask_columns, part))
        part.documents.preview.story_wanted.connect(
            lambda story: errands.place_wanted.emit(story, ())
        )
        came = part.came
        came.place_wanted.connect(self._go_to)
        came.story_wanted.connect(lambda story: errands.place_wanted.emit(story, ()))
        result.receipt_wanted.connect(ways.save_receipt)
        result.beside_wanted.connect(ways.receipts_beside)
        result.request_wanted.connect(ways.save_request)
        return part

    def _ask_columns(self, owner: QWidget, table: Path) -> None:
        from ui.pages.share.columns_dialog import ColumnsDialog
        from ui.viewmodels.columns import Columns

        columns = Columns(self._shelf, table, self.page)
        dialog = ColumnsDialog(owner.window(), columns)
        dialog.used.connect(self._errands.incoming.arriving.read_with)
        dialog.finished.connect(columns.deleteLater)
        columns.look()
        self._errands.dialogs.ask(dialog)

    def _add_under(self, front: "FrontPage") -> None:
        from ui.pages.share.front_under import Lately, WorkshopStrip

        strip = WorkshopStrip(front, self._ways.workshops, self._ledger)
        strip.place_wanted.connect(self._go_to)
        strip.invite_wanted.connect(self._ways.invite)
        self._errands.changed.connect(lambda settings: strip.show_role(settings.role))
        strip.show_role(self._errands.settings.role)
        lately = Lately(front, self._happened)
        lately.place_wanted.connect(self._go_to)
        front.under.addWidget(strip)
        front.under.addWidget(lately)
        self._ledger.load()

    def _inbox(self) -> QWidget:
        from ui.pages.share.inbox_page import InboxPage

        part = InboxPage(self._errands.inbox)
        part.take_wanted.connect(self._errands.take_in)
        return part

    def _laptops(self) -> QWidget:
        from ui.pages.share.laptops_page import LaptopsPage

        part = LaptopsPage(self._ledger)
        part.invite_wanted.connect(self._ways.invite)
        part.bundle_wanted.connect(lambda one: self._errands.give(Giving(receiver=one.id)))
        part.answer_wanted.connect(
            lambda one: self._errands.give(Giving(receiver=one.id, answers=True))
        )
        return part

    def _station(self) -> QWidget:
        from ui.pages.share.station_page import StationPage

        errands = self._errands
        station = Station(self._shelf, errands.work, self.page)
        station.choose(tuple(Path(one) for one in errands.settings.watched))
        part = StationPage(station)

        def add() -> None:
            chosen = errands.choose_folder(_("Look into a folder"))
            if chosen is not None and chosen not in station.folders:
                station.choose((*station.folders, chosen))

        def keep() -> None:
            watched = tuple(str(one) for one in station.folders)
            if watched != errands.settings.watched:
                errands.change(watched=watched)

        part.folder_wanted.connect(add)
        station.changed.connect(keep)
        return part

    def _computers(self) -> QWidget:
        from ui.pages.share.computers_page import ComputersPage

        part = ComputersPage(Computers(self._shelf, self._errands.work, self.page))
        copied = Notice(_("The fingerprint is copied."))
        part.copied.connect(partial(self._shelf.told.emit, copied))
        part.picture_wanted.connect(lambda: self._ways.save_picture(part.sheet()))
        return part

    def _activity(self) -> QWidget:
        from ui.pages.share.activity_page import ActivityPage

        part = ActivityPage(self._happened)
        part.take_wanted.connect(self._errands.take_in)
        return part


def _show_made(front: "FrontPage", made: "Made", checked: str) -> None:
    front.show_made(made_sentence(made, checked), made.left_out)
