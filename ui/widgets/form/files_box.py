"""Files and pictures of the story: a table with small pictures that takes drops."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage

from ssc_desktop.i18n import _
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.record.values import Item
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.dropping import others_in
from ui.widgets.form.asking import Asking
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.row_header import PICTURE
from ui.widgets.speaking import plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path


class FilesBox(GroupBox):
    """The group `attachment`."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        self._pictured: set[str] = set()
        super().__init__(asking, group, path)
        self.setAcceptDrops(True)
        self.band.indent(look.px(PICTURE))
        self._hint = plain_label("small", wraps=True)
        self.body.addWidget(self._hint)
        self.say(lambda: self._hint.setText(_("Or drop files and pictures here.")))

    @override
    def _on_add(self) -> None:
        self.asking.choose_files()

    @override
    def show_row(self, item: Item) -> None:
        super().show_row(item)
        row = self.rows.get(item.id)
        if row is None or not isinstance(item, Attachment) or item.id in self._pictured:
            return
        self._pictured.add(item.id)
        row.header.set_picture(None)
        header = row.header
        kind = item.media_type
        if isinstance(kind, str) and kind.startswith("image/") and item.sha256:

            def show(image: QImage, item_id: str = item.id) -> None:
                if item_id in self.rows and self.rows[item_id].header is header:
                    header.set_picture(image)

            self.asking.thumbnail(item.sha256, show)

    @override
    def refresh(self) -> None:
        held = {item.id for item in self.asking.editor.items(self.path)}
        self._pictured &= held & set(self.rows)
        super().refresh()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if others_in(event):
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = others_in(event)
        if paths:
            event.acceptProposedAction()
            self.asking.attach(paths)
