"""The page of the side panel with stories that are like the open one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.cards_page import CardsPage
from ui.widgets.chip import Chip
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.finding import Similar
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf

_GROUP = "same_initiative_as"


class SimilarPanel(CardsPage):
    """Stories that tell much the same; one may be named as the same work, nothing is merged."""

    story_wanted = Signal(str)

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self._for = ""
        self._job: Job | None = None
        self._found: tuple[Similar, ...] = ()
        self.cards: list[SimilarCard] = []
        self.say(self._say_words)
        shelf.editor.opened.connect(self._on_opened)
        shelf.editor.changed.connect(self._on_changed)

    def _say_words(self) -> None:
        self._show(self._found)

    # ------------------------------------------------------------ asking

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def _on_opened(self) -> None:
        self._show(())
        if self.isVisible():
            self.look()

    def _on_changed(self, path: tuple[str, ...]) -> None:
        if path[:1] == (_GROUP,):
            self._show(self._found)

    def look(self) -> None:
        """Look for stories like the open one."""
        case_id = self._shelf.editor.case_id
        if self._job is not None:
            self._job.stop()
        if not case_id:
            self._show(())
            return

        def show(found: "tuple[Similar, ...]") -> None:
            self._job = None
            if case_id == self._shelf.editor.case_id:
                self._for = case_id
                self._show(found)

        self._job = self._shelf.tasks.look(
            lambda library: _finding().similar(library, case_id), show
        )

    # ------------------------------------------------------------ showing

    def _linked(self) -> set[str]:
        """The stories that the open one names, also when that was not saved yet."""
        held = self._shelf.editor.items((_GROUP,))
        return {str(getattr(one, "case", "")) for one in held}

    def _show(self, found: "tuple[Similar, ...]") -> None:
        self._found = found
        linked = self._linked() if found else set()
        old, self.cards = (
            self.cards,
            [SimilarCard(one, linked=one.linked or one.summary.id in linked) for one in found],
        )
        self.renew(old, self.cards)
        for card in self.cards:
            card.open.clicked.connect(
                lambda _on=False, one=card.case_id: self.story_wanted.emit(one)
            )
            card.relation_wanted.connect(self.link)
        if found:
            said = _("These stories have much in common. Is one of them about the same work?")
        elif self._for == self._shelf.editor.case_id:
            said = _("No other story in this library has much in common with this one.")
        else:
            said = _("Looking for stories that have much in common…")
        self.words.setText(said)

    def link(self, case_id: str, relation: str) -> None:
        """Say in the open story that another one is about the same work; undo takes it back."""
        from ssc_desktop.record import CASE
        from ssc_desktop.record.editing import new_item

        editor = self._shelf.editor
        title = next((one.summary.title for one in self._found if one.summary.id == case_id), "")
        self._shelf.name_story(case_id, title)
        item = new_item(CASE.groups()[_GROUP], case=case_id, relation=relation)
        editor.insert((_GROUP,), item)


class SimilarCard(Speaking, QFrame):
    """One story, what both tell of, and what can be said of it."""

    relation_wanted = Signal(str, str)
    """A story, and how it belongs to the open one."""

    def __init__(self, one: "Similar", *, linked: bool) -> None:
        super().__init__()
        self.case_id = one.summary.id
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        edge = look.px(12)
        column.setContentsMargins(edge, edge, edge, look.px(8))
        column.setSpacing(look.px(5))
        title, where, words = (
            plain_label("label", wraps=True),
            plain_label("small", wraps=True),
            plain_label("small", wraps=True),
        )
        title.setText(one.summary.title or _("Untitled story"))
        where.setText(wording.subtitle(one.summary))
        said = _("Both tell of {words}").format(words=i18n_list(one.words))
        words.setText(said)
        column.addWidget(title)
        column.addWidget(where)
        if one.nearly_same:
            chip = Chip("amber", bold=True)
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeading)
            chip.set_text(_("Nearly the same text"))
        column.addWidget(words)
        words.setVisible(bool(one.words))
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        self.open = button("link")
        self.open.setText(_("Open"))
        self.open.setAccessibleName(_("Open “{title}”").format(title=title.text()))
        self.relate = button("link", "link", "accent")
        self.relate.setText(_("Same work") if linked else _("Same work…"))
        self.relate.setAccessibleName(
            _("Say how “{title}” belongs to this story").format(title=title.text())
        )
        self.relate.setEnabled(not linked)
        self.relate.clicked.connect(self._show_relations)
        if linked:
            from ui.theme.icons import icon

            self.relate.setIcon(icon("check", "muted"))
            self.relate.setToolTip(_("Both are counted as the same work."))
        row.addWidget(self.open)
        row.addWidget(self.relate)
        row.addStretch(1)
        column.addLayout(row)

    def _show_relations(self) -> None:
        from ssc_desktop.record.vocabularies import vocabulary

        menu = QMenu(self)
        for entry in vocabulary("initiative_relation").entries:
            act = menu.addAction(entry.label(i18n.language()))
            act.triggered.connect(
                lambda _on=False, code=str(entry.code): self.relation_wanted.emit(
                    self.case_id, code
                )
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.relate.mapToGlobal(QPoint(0, self.relate.height() + 2)))


def i18n_list(words: tuple[str, ...]) -> str:
    """Words with commas between them, in the language's own sign."""
    comma = "، " if i18n.is_right_to_left(i18n.language()) else ", "
    return comma.join(words)


def _finding() -> Any:
    from ssc_desktop import services

    return services.finding
