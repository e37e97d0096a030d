"""Every dialog and window of the program beside the main one, and how to open it."""

from collections.abc import Callable
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


def _invitation(desk: Desk) -> QWidget:
    from ui.widgets.invitation_sheet import InvitationSheet

    sheet = InvitationSheet(desk.window, (), "en")
    sheet.show()
    return sheet


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
    "invitation": _invitation,
    "withdrawing": _withdrawing,
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
