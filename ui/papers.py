"""Errands of documents: asks what shall be made and where to, and tells what came of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ssc_desktop import files
from ssc_desktop.i18n import _, ngettext
from ui.showing import show_file
from ui.viewmodels import document as words
from ui.viewmodels.document import FORM, Order
from ui.viewmodels.making import Finished, How, Making, Remark
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.document.document_dialog import DocumentDialog
    from ui.widgets.leaving_list import Ids, Look


class Papers(QObject):
    """What one can do with documents; loaded when it is first wanted."""

    def __init__(self, window: QWidget, shelf: "Shelf", errands: "Errands") -> None:
        super().__init__(window)
        self._window, self._shelf, self._errands = window, shelf, errands
        self.making = Making(shelf, errands.work, self)
        self.making.finished.connect(self._tell)

    # ------------------------------------------------------------ making

    def document(self, layout: str = "", ids: Sequence[str] | None = None, file: str = "") -> None:
        """Make a document of some stories, or of the open one.

        `layout` and `file` begin as they were last.
        """
        chosen = (self._shelf.editor.case_id,) if ids is None else tuple(ids)
        if all(chosen):
            order = words.begun(self._errands.settings, chosen, layout)
            self._ask(order, file)

    def of_all(self, layout: str = "") -> None:
        """Make a document of all stories."""

        def ask(ids: tuple[str, ...]) -> None:
            if ids:
                self.document(layout, ids)
            else:
                self._shelf.told.emit(Notice(_("There is no story here yet.")))

        self._shelf.tasks.run(_every, ask)

    def blank_form(self) -> None:
        """Make a form for a story that nobody told yet."""
        self._ask(words.begun(self._errands.settings, ()))

    def _ask(self, order: Order, file: str = "") -> None:
        from ui.widgets.document.document_dialog import DocumentDialog

        dialog = DocumentDialog(self._window, self._look(), order, self._errands.settings)
        dialog.keep_file(file)
        dialog.go_wanted.connect(self._errands.place_wanted)
        dialog.make_wanted.connect(partial(self._make, dialog))
        dialog.template_wanted.connect(partial(self._choose_template, dialog))
        dialog.examine_wanted.connect(partial(self._examine, dialog))
        self.making.find_office(dialog.show_office)
        if order.house:
            self._examine(dialog)
        dialog.look_up()
        self._errands.dialogs.ask(dialog)

    def _look(self) -> "Look":
        def ask(ids: "Ids", circle: str, then: object) -> None:
            self._errands.sharing.look(ids, "word", circle, then)  # type: ignore[arg-type]

        return ask

    def _choose_template(self, dialog: "DocumentDialog") -> None:
        title = _("Choose your organisation’s Word file")
        kind = _("Word documents and templates (*.docx *.dotx)")
        chosen = self._errands.choose_files(title, kind)
        if chosen:
            self._errands.change(template=str(chosen[0]))
            self._examine(dialog)
        else:
            dialog.no_template()

    def _examine(self, dialog: "DocumentDialog") -> None:
        template = Path(self._errands.settings.template)
        self.making.examine(template, partial(dialog.show_examined, template))

    def _make(self, dialog: "DocumentDialog", order: Order, circle: str) -> None:
        target = self._target(order)
        if target is None:
            return
        settings = self._errands.settings
        self._errands.change(
            last_folder=str(target if order.is_several_forms else target.parent),
            documents=words.remembered(settings, order),
        )
        who = ", ".join(one for one in (settings.author_name, settings.organisation) if one)
        native = settings.digits != "latin"
        self.making.make(order, How(circle, dialog.house.template, who, native), target)

    def _target(self, order: Order) -> Path | None:
        title = words.make_words(order).rstrip("…")
        if order.is_several_forms:
            return self._errands.choose_folder(title)
        suggested = self._errands.folder() / (self._name_of(order) + words.suffix(order))
        kind = words.kinds(order)
        return self._errands.dialogs.save_as(self._window, title, suggested, kind)

    def _name_of(self, order: Order) -> str:
        if order.title:
            return files.safe_name(order.title, "book")
        case = self._shelf.editor.case
        name = (
            _("Form for a case story")
            if order.is_blank
            else _("Stories")
            if len(order.ids) > 1
            else _("Story")
        )
        if case is not None and order.ids == (self._shelf.editor.case_id,):
            name = str(next((one for one in (case.short_name, case.title) if one), None) or name)
        if order.layout == FORM and not order.is_blank:
            name = _("{name} – form").format(name=name)
        return files.safe_name(name, "story")

    # ------------------------------------------------------------ telling

    def _tell(self, finished: Finished) -> None:
        path, order = finished.path, finished.order
        ready = words.ready(order, path.name, finished.made.stories, finished.files)
        said = [ready, *finished.left_out]
        folder = path if order.is_several_forms else path.parent
        ways = [(_("Open folder"), partial(show_file, folder))]
        if not order.is_several_forms:
            ways.insert(0, (_("Open file"), partial(show_file, path)))
        if finished.mend:
            n = len(finished.mend)
            pattern = ngettext(
                "{n} thing to mend before it is shared.",
                "{n} things to mend before it is shared.", n,
            )  # fmt: skip
            said.append(pattern.format(n=n))
            ways.insert(0, (_("Show"), partial(self._show_check, path, finished.mend)))
        elif finished.checked:
            said.append(_("Checked: fit to share."))
        self._shelf.told.emit(Notice(" ".join(said), tuple(ways)))

    def check(self) -> None:
        """Look a Word document through before it is shared."""
        title = _("Check a document before sharing")
        chosen = self._errands.choose_files(title, _("Word documents (*.docx)"))
        if chosen:
            self.making.check(chosen[0], partial(self._show_check, chosen[0]))

    def _show_check(self, path: Path, mend: "Sequence[Remark]") -> None:
        from ui.widgets.document.check_dialog import CheckDialog

        self._errands.dialogs.ask(CheckDialog(self._window, path, tuple(mend)))


def _every(library: Any) -> tuple[str, ...]:
    from ssc_desktop import services
    from ssc_desktop.services.answers import Query

    ids: tuple[str, ...] = services.listing.every(library, Query())
    return ids
