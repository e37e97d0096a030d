"""Every dialog and window of the program beside the main one, and how to open it."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.driving import Desk


def _manual(desk: Desk) -> QWidget:
    from ui.pages.manual_window import open_manual

    return open_manual(desk.window, "first-steps")


def _gate(desk: Desk) -> QWidget:
    from ui.widgets.gate_dialog import GateDialog

    desk.window.library_page.pane.change_status("published")
    return _found(desk, GateDialog)


def _story_then(desk: Desk) -> QWidget:
    from ui.widgets.story_then import StoryThen

    desk.type_into("Forty farmers learned.", "overview")
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)
    pane = desk.window.library_page.pane
    pane.show_panel("history")
    panel: Any = pane.panel.widget("history")
    panel.past.load_whole()
    desk.wait(lambda: panel.past.ready and desk.quiet())
    panel.look_at(panel.past.saves.saves[-1])
    desk.wait(lambda: bool(panel.parts()) and desk.quiet())
    panel.read_story.click()
    return _found(desk, StoryThen)


def _leaving(desk: Desk) -> QWidget:
    from ui.widgets.leaving_dialog import LeavingDialog

    desk.answers.agrees = False
    desk.window.commands.actions["bundle_all"].trigger()
    desk.wait(lambda: bool(desk.window.findChildren(LeavingDialog)))
    shown = desk.window.findChildren(LeavingDialog)[-1]
    desk.wait(lambda: shown.leaving is not None and desk.quiet())
    shown.show()
    return shown


def _withdrawing(desk: Desk) -> QWidget:
    from ui.pages.settle_withdraw import WithdrawDialog

    desk.type_into("Achieng Atieno told us of her debts.", "challenge")
    panel: Any = desk.window.library_page.pane
    panel.show_panel("history")
    panel.panel.widget("history")._ask_to_withdraw(("challenge",))  # noqa: SLF001
    return _found(desk, WithdrawDialog)


def _giving(desk: Desk) -> QWidget:
    shown: Any = _leaving(desk)
    shown.how.fold.setChecked(True)
    shown.how.lock.buttons["passphrase"].click()
    shown.how.passphrase.first.setText("rain boat")
    shown.how.size_choice.buttons[-1].click()
    return shown  # type: ignore[no-any-return]


def _document(layout: str) -> Callable[[Desk], QWidget]:
    def opening(desk: Desk) -> QWidget:
        from ui.widgets.document.document_dialog import DocumentDialog

        desk.answers.agrees = False
        desk.window.paperwork.document(layout, file="pdf")
        desk.wait(lambda: bool(desk.window.findChildren(DocumentDialog)))
        shown: Any = desk.window.findChildren(DocumentDialog)[-1]
        desk.wait(lambda: shown.leaving is not None and desk.quiet())
        shown.show_office("LibreOffice")
        shown.book.full.segments.buttons["some"].click()
        return shown  # type: ignore[no-any-return]

    return opening


def _blank_form(desk: Desk) -> QWidget:
    from ui.widgets.document.document_dialog import DocumentDialog

    desk.answers.agrees = False
    desk.window.paperwork.papers.blank_form()
    return _found(desk, DocumentDialog)


def _check(desk: Desk) -> QWidget:
    from ui.widgets.document.check_dialog import CheckDialog

    said = "2 pictures say nothing to those who cannot see them: describe each in a sentence."
    shown = CheckDialog(desk.window, Path("rice.docx"), ((True, said), (False, said)) * 4)
    shown.show()
    return shown


def _originals(desk: Desk) -> QWidget:
    from ssc_desktop.services.originals import Original
    from ui.widgets.originals_dialog import OriginalsDialog

    name = "Formular der Hebammen von Kisumu, ausgefüllt und unterschrieben, zweite Fassung.docx"
    some = tuple(
        Original(n, "", sha256, name, "", 81_234, "2026-11-20T10:00:00Z", "form", (), "", (), ())
        for n, sha256 in enumerate(("a" * 64, ""))
    )
    shown = OriginalsDialog(desk.window, some)
    shown.show()
    return shown


def _columns(desk: Desk) -> QWidget:
    from ui.pages.share.columns_dialog import ColumnsDialog
    from ui.viewmodels.columns import Columns

    table = Path(tempfile.mkdtemp()) / "kobo.csv"
    table.write_text("Title,Sector,What the enumerator noted\nRice,agri,Nothing\n", "utf-8")
    columns = Columns(desk.shelf, table, desk.window)
    shown = ColumnsDialog(desk.window, columns)
    columns.look()
    desk.wait(lambda: len(shown.rows.cards) == 3 and desk.quiet())
    for row in shown.rows.cards.values():
        row.unfold.setChecked(True)
    return shown


def _invitation(desk: Desk) -> QWidget:
    from ui.widgets.invitation_sheet import InvitationSheet

    sheet = InvitationSheet(desk.window, (), "en")
    sheet.show()
    return sheet


def _protecting(desk: Desk) -> QWidget:
    from ui.pages.password_section import PasswordSection
    from ui.pages.protect_sheet import ProtectSheet

    section: Any = desk.window.page("settings").findChild(PasswordSection)
    section.protect()
    shown: Any = _found(desk, ProtectSheet)
    shown.new.first.setText("rain boat")
    return shown  # type: ignore[no-any-return]


def _recovery(*, kept: bool) -> Callable[[Desk], QWidget]:
    def opening(desk: Desk) -> QWidget:
        from ssc_desktop.services.protecting import Recovery
        from ui.pages.recovery_dialog import RecoveryDialog

        code = "-".join(["WM0WM"] * 8)
        made = Recovery(code, "Kisumu", "2026-11-20T10:00:00Z")
        shown = RecoveryDialog(desk.window, desk.window.errands, made, "Kisumu")
        shown.open()
        if kept:
            shown.paper.keep()
            for box in shown.paper.boxes.boxes.values():
                box.textEdited.emit("ZZZZZ")
        return shown

    return opening


def _changing_password(desk: Desk) -> QWidget:
    from ui.pages.password_dialogs import ChangeDialog

    shown = ChangeDialog(desk.window)
    shown.open()
    return shown


def _removal(desk: Desk) -> QWidget:
    from ui.pages.password_section import PasswordSection
    from ui.pages.removal_sheet import RemovalSheet

    section: Any = desk.window.page("settings").findChild(PasswordSection)
    section.remove.click()
    return _found(desk, RemovalSheet)


def _taking_password(desk: Desk) -> QWidget:
    from ssc_desktop.store.key_slots import DataKey
    from ui.pages.password_dialogs import UnprotectDialog
    from ui.viewmodels.protection import Protection

    there = Protection(desk.shelf, Path(), desk.window)
    shown = UnprotectDialog(desk.window, there, DataKey.new())
    shown.open()
    return shown


def _popup(command: str) -> Callable[[Desk], QWidget]:
    def opening(desk: Desk) -> QWidget:
        from ui.widgets.finder import Finder

        desk.window.commands.actions[command].trigger()
        desk.wait(lambda: any(one.isVisible() for one in desk.window.findChildren(Finder)))
        desk.wait(desk.quiet)
        return next(one for one in desk.window.findChildren(Finder) if one.isVisible())

    return opening


def _refusal(desk: Desk) -> QWidget:
    from ui.dialogs import Dialogs

    Dialogs().refuse(desk.window, "The library could not be opened.", "Try it again later. " * 4)
    return desk.window.findChildren(QDialog)[-1]


def _crash(desk: Desk) -> QWidget:
    from ui.dialogs import Dialogs

    Dialogs().crashed(desk.window, "Traceback\n" * 30, "What you wrote was saved.")
    return desk.window.findChildren(QDialog)[-1]


def _found(desk: Desk, kind: type[QWidget]) -> QWidget:
    desk.wait(lambda: bool(desk.window.findChildren(kind)))
    QApplication.processEvents()
    return desk.window.findChildren(kind)[-1]


_OPENING: dict[str, Callable[[Desk], QWidget]] = {
    "manual": _manual,
    "gate": _gate,
    "story then": _story_then,
    "leaving": _leaving,
    "giving": _giving,
    "document": _document("story"),
    "book": _document("book"),
    "form": _document("form"),
    "spreadsheet": _document("table"),
    "blank form": _blank_form,
    "check": _check,
    "originals": _originals,
    "columns": _columns,
    "invitation": _invitation,
    "withdrawing": _withdrawing,
    "protecting": _protecting,
    "recovery": _recovery(kept=False),
    "typed back": _recovery(kept=True),
    "new password": _changing_password,
    "password away": _taking_password,
    "removal": _removal,
    "quick open": _popup("quick_open"),
    "all commands": _popup("palette"),
    "conditions": _popup("narrow"),
    "refusal": _refusal,
    "crash": _crash,
}

DIALOGS = tuple(_OPENING)
"""Their names."""


def opened(desk: Desk, name: str) -> QWidget:
    """Open the dialog called `name`; the desk has a story open."""
    return _OPENING[name](desk)
