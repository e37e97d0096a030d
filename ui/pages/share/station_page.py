"""The collect station: a switch, where it looks, what it may do, and what happened."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _, ngettext
from ui.pages.share.share_part import SharePart
from ui.pages.share.told_line import ToldLine
from ui.theme.look import look
from ui.viewmodels import station as words
from ui.viewmodels import wording
from ui.widgets.check import Check
from ui.widgets.cleared import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_box import NoticeBox
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, icon_button, named, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.station import Station

_RULES = (
    ("sticks", N_("Look on every stick that is plugged in")),
    ("receipts", N_("Put a receipt beside what was taken in, so that nobody sends it twice")),
    ("accept_new", N_("Accept computers that were never met, without asking each time")),
)
_MOST_SHOWN = 60


class StationPage(SharePart):
    """Goes on working while one is elsewhere in the window."""

    folder_wanted = Signal()
    place_wanted = Signal(str)

    def __init__(self, station: "Station") -> None:
        super().__init__(gap=8)
        self._station = station
        self._intro = plain_label("prompt", wraps=True)
        self.column.addWidget(self._intro)
        self.column.addSpacing(look.px(4))
        self._build_switch()
        self._build_places()
        self._build_rules()
        self._build_list()
        self.column.addStretch(1)
        self.say(self._say_words)
        station.changed.connect(self._on_changed)
        self._on_changed()

    def _build_switch(self) -> None:
        self.state = NoticeBox("good", "circle-dot")
        self.column.addWidget(self.state)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.start = button("primary", "circle-dot", "on_accent")
        self.stop = button("secondary", "pause")
        self.start.clicked.connect(self._station.start)
        self.stop.clicked.connect(self._station.stop)
        flow.addWidget(self.start)
        flow.addWidget(self.stop)
        self.column.addWidget(ways)

    def _build_places(self) -> None:
        self.column.addSpacing(look.px(14))
        self._where = plain_label("label", wraps=True)
        self.column.addWidget(self._where)
        self._folders = QVBoxLayout()
        self._folders.setSpacing(look.px(2))
        self.column.addLayout(self._folders)
        self.add: QPushButton = button("link", "plus", "accent")
        self.add.clicked.connect(self.folder_wanted)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def _build_rules(self) -> None:
        self.rules: dict[str, Check] = {}
        for name, _said in _RULES:
            made = Check()
            made.setObjectName(f"rule_{name}")
            made.clicked.connect(self._on_rule)
            self.rules[name] = made
            self.column.addWidget(made)

    def _build_list(self) -> None:
        self.column.addSpacing(look.px(16))
        self._heading = plain_label("label", wraps=True)
        self._nothing = plain_label("prompt", wraps=True)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(2))
        self.column.addLayout(self._list)
        self._shown: tuple[words.Told, ...] = ()

    # ------------------------------------------------------------ what it shows

    def _say_words(self) -> None:
        self._intro.setText(
            _("While it is on, it takes in every bundle that is put into a folder or comes on a "
              "stick. It never deletes or changes a file there.")
        )  # fmt: skip
        self.start.setText(_("Start collecting"))
        self.stop.setText(_("Stop collecting"))
        self._where.setText(_("Where it looks"))
        self.add.setText(_("Add a folder…"))
        for name, said in _RULES:
            self.rules[name].show_words(_(said))
        self._heading.setText(_("What happened here"))
        self._nothing.setText(_("Nothing yet. Each file that it deals with gets a line here."))
        self._say_state()

    def _say_state(self) -> None:
        station = self._station
        n = station.taken
        came = ngettext("{n} bundle came in.", "{n} bundles came in.", n).format(n=n)
        if station.arriving:
            k = station.arriving
            more = ngettext(
                "{n} file is still being copied.", "{n} files are still being copied.", k
            )
            came = f"{came} {more.format(n=k)}"
        self.state.tell(_("Collecting from {places}.").format(places=words.places(station)), came)

    def _on_changed(self) -> None:
        station = self._station
        self.state.setVisible(station.on)
        self.stop.setVisible(station.on)
        self.start.setVisible(not station.on)
        self.start.setEnabled(station.has_places)
        for name, made in self.rules.items():
            made.setChecked(bool(getattr(station.rules, name)))
        self._show_folders()
        self._show_told()
        self._say_state()

    def _show_folders(self) -> None:
        clear(self._folders)
        for folder in self._station.folders:
            row = self._folder(folder)
            self._folders.addWidget(row)
            row.show()

    def _folder(self, folder: Path) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(Picture("folder-open", "muted", 17))
        label = plain_label(wraps=True)
        label.setText(wording.path(folder))
        row.addWidget(label, 1)
        gone = icon_button("x", "muted", 14)
        named(gone, _("Do not look into “{name}” any more").format(name=folder.name))
        gone.clicked.connect(lambda: self._drop(folder))
        row.addWidget(gone)
        return part

    def _drop(self, folder: Path) -> None:
        left = tuple(one for one in self._station.folders if one != folder)
        self._station.choose(left)
        self.add.setFocus()

    def _on_rule(self) -> None:
        chosen = {name: made.isChecked() for name, made in self.rules.items()}
        self._station.rule(dataclasses.replace(self._station.rules, **chosen))

    def _show_told(self) -> None:
        told = self._station.told[:_MOST_SHOWN]
        if told == self._shown:
            return
        known = self._shown[0] if self._shown else None
        fresh = told.index(known) if known in told else len(told)
        for one in reversed(told[:fresh]):
            line = ToldLine(one)
            self._list.insertWidget(0, line)
            line.show()
        clear(self._list, len(told))
        self._shown = told
        self._nothing.setVisible(not told)


def _arriving(n: int) -> str:
    return ngettext(
        "{n} file is still being copied.", "{n} files are still being copied.", n
    ).format(n=n)
