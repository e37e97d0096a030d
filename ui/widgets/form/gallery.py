"""Files and pictures of the story as cards that open into their questions."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.record.values import Answer, Item, given
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import files
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.cards_layout import CardsLayout
from ui.widgets.form.columns import ColumnsLayout
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.photo_card import Facing, PhotoCard
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_FIRST = ("caption", "alt_text", "credit", "licence", "place", "date", "people_shown", "consent",
          "claim_link")  # fmt: skip


class Card(PhotoCard):
    """One file in the gallery; what `GroupBox` asks of a row."""

    def __init__(self, gallery: "Gallery", item_id: str) -> None:
        super().__init__()
        self.item_id = item_id
        self._gallery = gallery
        self.setObjectName("row_attachment")
        self.clicked.connect(self._on_clicked)
        self.move_wanted.connect(lambda by: gallery.move_item(item_id, by))
        self.removal_wanted.connect(lambda: gallery.remove_item(item_id))
        self.view_wanted.connect(lambda: gallery.view(item_id))
        self.neighbour_wanted.connect(lambda by: gallery.go_beside(item_id, by))
        self.first_shown.connect(lambda: gallery.read_picture(item_id))

    @property
    def header(self) -> "Card":
        """What has the keyboard."""
        return self

    @property
    def members(self) -> list[Member]:
        """The questions of this file, while they are open."""
        panel = self._gallery.panel
        return panel.members if panel is not None and panel.item_id == self.item_id else []

    def _on_clicked(self) -> None:
        self.open(self.isChecked())

    def open(self, opened: bool = True) -> None:
        """Show or fold away the questions."""
        self._gallery.open_panel(self.item_id if opened else "")

    def set_advice(self, *_said: Any, **_more: Any) -> None:
        """The note on the card says it already."""

    def forget(self) -> None:
        """Leave the register, before the card is deleted."""
        if self.members:
            self._gallery.open_panel("")


class Panel(Speaking, QFrame):
    """The questions about one file, and what can be done with it."""

    def __init__(self, gallery: "Gallery", item_id: str) -> None:
        super().__init__()
        self.item_id = item_id
        self._gallery = gallery
        self.members: list[Member] = []
        self.setProperty("role", "well")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(12))
        inside.setSpacing(look.px(12))
        self._about = plain_label("small", wraps=True)
        inside.addWidget(self._about)
        inside.addWidget(self._questions())
        self._place = button("link", "map-pin", "accent")
        self._place.clicked.connect(lambda: gallery.take_position(item_id))
        inside.addWidget(self._place, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addLayout(self._actions())
        self.say(self._say_words)

    def _questions(self) -> QWidget:
        fields = QWidget()
        columns = ColumnsLayout(fields, down=13)
        asking, group = self._gallery.asking, self._gallery.definition
        by_name = {member.name: member for member in group.fields if not member.automatic}
        order = [name for name in _FIRST if name in by_name]
        for name in (*order, *(one for one in by_name if one not in order)):
            path = (*self._gallery.path, self.item_id, name)
            made = asking.make(asking, by_name[name], path)
            self.members.append(made)
            columns.addWidget(made)
        return fields

    def _actions(self) -> QHBoxLayout:
        gallery, item_id = self._gallery, self.item_id
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        self._view = button("plain", "eye", "muted")
        self._view.clicked.connect(lambda: gallery.view(item_id))
        self._copy = button("plain", "download", "muted")
        self._copy.clicked.connect(lambda: gallery.asking.save_copy(item_id))
        self._earlier = icon_button("arrow-left", "muted", 16)
        self._later = icon_button("arrow-right", "muted", 16)
        self._earlier.clicked.connect(lambda: gallery.move_item(item_id, -1))
        self._later.clicked.connect(lambda: gallery.move_item(item_id, 1))
        self._remove = button("plain", "trash-2", "muted")
        self._remove.clicked.connect(lambda: gallery.remove_item(item_id))
        for made in (self._view, self._copy, self._earlier, self._later):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self._remove)
        return row

    def _say_words(self) -> None:
        self._view.setText(_("View"))
        self._copy.setText(_("Save a copy…"))
        named(self._earlier, _("Move forward"), "Alt+Up")
        named(self._later, _("Move back"), "Alt+Down")
        self._remove.setText(_("Remove"))
        self._place.setText(_("Take the place from the camera’s notes"))
        self.refresh()

    def refresh(self) -> None:
        """Say anew what the file is."""
        item = self._gallery.item(self.item_id)
        if item is None:
            return
        self._view.setVisible(files.is_picture(item))
        said = [str(item.file_name or "")]
        if isinstance(item.width, int) and isinstance(item.height, int):
            said.append(_("{width} × {height} pixels").format(width=item.width, height=item.height))
        size = self._gallery.sizes.get(str(item.sha256))
        if size:
            said.append(files.size(size))
        if files.is_picture(item):
            said.append(_("without the camera’s notes on place and owner"))
        self._about.setText(files.side_by_side(said))
        known = self.item_id in self._gallery.asking.positions
        self._place.setVisible(known and not given(item.place))

    def forget(self) -> None:
        """Leave the register, before the panel is deleted."""
        for member in self.members:
            member.forget()


class Gallery(GroupBox):
    """The group `attachment`."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        self.panel: Panel | None = None
        self.sizes: dict[str, int] = {}
        self._cards: CardsLayout | None = None
        super().__init__(asking, group, path)
        self.table.hide()
        self._holder = QWidget()
        self._cards = CardsLayout(self._holder)
        self.body.insertWidget(self.body.indexOf(self.table), self._holder)
        self._hint = plain_label("small", wraps=True)
        self.body.addWidget(self._hint)
        self.say(self._say_hint)
        self.refresh()

    def _say_hint(self) -> None:
        self._hint.setText(
            _("Or drop files anywhere on the story, or paste a picture. The story keeps a copy of "
              "1,600 pixels at most, without the place that the camera noted; your own file stays "
              "as it is.")
        )  # fmt: skip
        self.add.setText(_("Add pictures and files"))
        self.add.setAccessibleName(_("Add pictures and files"))

    def item(self, item_id: str) -> Attachment | None:
        """One of the files."""
        found = (one for one in self.asking.editor.items(self.path) if one.id == item_id)
        item = next(found, None)
        return item if isinstance(item, Attachment) else None

    # ------------------------------------------------------------ what it shows

    @override
    def _say_words(self) -> None:
        super()._say_words()
        if self._cards is not None:
            self._say_hint()

    @override
    def refresh(self) -> None:
        if self._cards is None:
            return
        value = self.asking.editor.value(self.path)
        items = value if isinstance(value, tuple) else ()
        self._show_answer(value)
        self._remove_gone({item.id for item in items})
        for item in items:
            if item.id not in self.rows:
                self.rows[item.id] = self._new_row(item)
            self.show_row(item)
        self._cards.put_in_order([self.rows[item.id] for item in items])
        self.rows = {item.id: self.rows[item.id] for item in items}
        self._holder.setVisible(bool(items))
        self.add.setVisible(not isinstance(value, Answer))
        if self.panel is not None:
            self.panel.refresh()

    def _remove_gone(self, held: set[str]) -> None:
        if self.panel is not None and self.panel.item_id not in held:
            self.open_panel("")
        for gone in [item_id for item_id in self.rows if item_id not in held]:
            card = self.rows.pop(gone)
            card.forget()
            card.hide()
            card.deleteLater()

    @override
    def _new_row(self, item: Item) -> Any:
        card = Card(self, item.id)
        card.setParent(self._holder)
        assert self._cards is not None  # noqa: S101 - made before the first row
        self._cards.addWidget(card)
        card.show()
        return card

    @override
    def show_row(self, item: Item) -> None:
        card: Any = self.rows.get(item.id)
        if card is None or not isinstance(item, Attachment):
            return
        note, tone = files.note(self.asking.editor, item)
        size = self.sizes.get(str(item.sha256))
        if not files.is_picture(item) and size:
            note = files.side_by_side((files.size(size), note))
        picture = files.is_picture(item)
        card.show_facing(
            Facing(files.title(item), note, tone, "image" if picture else "file-text", picture,
                   files.statements(item))
        )  # fmt: skip
        alt = item.alt_text if isinstance(item.alt_text, str) else ""
        card.setAccessibleDescription(alt)
        if self.panel is not None and self.panel.item_id == item.id:
            self.panel.refresh()

    def read_picture(self, item_id: str) -> None:
        """Ask for the picture of a card that came on screen."""
        item = self.item(item_id)
        if item is None or not item.sha256:
            return
        sha256 = item.sha256
        if files.is_picture(item):
            self.asking.thumbnail(sha256, partial(self._on_picture, item_id))
        self.asking.size_of(sha256, partial(self._on_size, item_id, sha256))

    def _on_picture(self, item_id: str, image: QImage) -> None:
        card: Any = self.rows.get(item_id)
        if card is not None and not image.isNull():
            card.set_picture(image)

    def _on_size(self, item_id: str, sha256: str, size: int) -> None:
        self.sizes[sha256] = size
        item = self.item(item_id)
        if item is not None and item_id in self.rows:
            self.show_row(item)

    # ------------------------------------------------------------ what the person does

    def open_panel(self, item_id: str) -> None:
        """Show the questions of one file; of none with ""."""
        if self._cards is None or (self.panel is not None and self.panel.item_id == item_id):
            return
        if self.panel is not None:
            old, self.panel = self.panel, None
            old.forget()
            self._cards.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards.opened = self.rows.get(item_id)
        for one, row in self.rows.items():
            card: Any = row
            card.setChecked(one == item_id)
        if item_id in self.rows:
            self.panel = Panel(self, item_id)
            self.panel.setParent(self._holder)
            self._cards.addWidget(self.panel)
            self.panel.show()
        self._cards.panel = self.panel
        self._cards.invalidate()
        self.updateGeometry()

    @override
    def _on_add(self) -> None:
        self.asking.choose_files()

    def view(self, item_id: str) -> None:
        """Show a picture large; of another file a copy is saved."""
        item = self.item(item_id)
        if item is not None and files.is_picture(item):
            self.asking.view(item_id)
        elif item is not None:
            self.asking.save_copy(item_id)

    def go_beside(self, item_id: str, by: int) -> None:
        """Put the keyboard on the next card, or the one before."""
        ids = list(self.rows)
        at = ids.index(item_id) + by
        if 0 <= at < len(ids):
            self.rows[ids[at]].header.setFocus()

    def take_position(self, item_id: str) -> None:
        """Put what the camera noted of the place into the place, because somebody asked."""
        position = self.asking.positions.get(item_id)
        if position is not None:
            said = f"{position[0]:.3f}, {position[1]:.3f}"
            self.asking.editor.set_value((*self.path, item_id, "place"), said)
