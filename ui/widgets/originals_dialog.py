"""The files from which answers of a story came: kept as they came, on this computer alone."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import arriving_words, files, wording
from ui.viewmodels.coming import bare
from ui.widgets.flow import FlowLayout
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.originals import Original

_SIZE = QSize(560, 440)
_ICONS = {"form": "mail", "sheet": "table-2", "json": "table-2"}


class OriginalsDialog(Sheet):
    """The latest first."""

    help_place = "originals"

    open_wanted = Signal(object)
    """An Original; whoever hears it asks first."""
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget, originals: "tuple[Original, ...]") -> None:
        super().__init__(parent, gap=8)
        self.setWindowTitle(_("Originals of this story"))
        self.head.setText(_("Originals of this story"))
        if originals:
            self.intro.setText(
                _("The files from which answers came. They stay on this computer: no bundle and "
                  "no document takes them along.")
            )  # fmt: skip
        else:
            self.intro.setText(_("No document, form or table was taken in for this story."))
        area, column = self.scrolled(gap=8)
        for one in originals:
            column.addWidget(self._row(one))
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.close_it = self.add_close()
        self.fit(_SIZE)

    def _row(self, one: "Original") -> QFrame:
        card = QFrame()
        card.setProperty("role", "box")
        row = QHBoxLayout(card)
        row.setContentsMargins(look.px(12), look.px(9), look.px(12), look.px(9))
        row.setSpacing(look.px(12))
        icon = Picture(_ICONS.get(one.kind, "file-text"), "muted", 20)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(look.px(2))
        name, about = plain_label("label", wraps=True), plain_label("small", wraps=True)
        name.setText(bare(one.name))
        kind = arriving_words.kind_label(one.kind)
        parts = [kind, files.size(one.size), wording.day(one.taken_at)]
        if one.undone:
            parts.append(_("taken back"))
        about.setText(" · ".join(parts))
        down.addWidget(name)
        down.addWidget(about)
        if one.sha256:
            down.addWidget(self._ways(one))
        else:
            gone = plain_label("small", wraps=True)
            gone.setText(_("Its words were withdrawn for good; the file is not kept any more."))
            down.addWidget(gone)
        row.addLayout(down, 1)
        return card

    def _ways(self, one: "Original") -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(4))
        for said, icon, act in (
            (_("Open…"), "external-link", self.open_wanted.emit),
            (_("Save a copy…"), "save", self.copy_wanted.emit),
        ):
            made = button("small-link", icon, "accent")
            made.setText(said)
            made.setAccessibleName(f"{said} {one.name}")
            made.clicked.connect(partial(act, one))
            flow.addWidget(made)
        return holder
