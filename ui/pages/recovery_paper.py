"""Takes a recovery code to paper: prints its sheet, or saves it as a PDF."""

import dataclasses
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ssc_desktop import files
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.viewmodels import wording
from ui.widgets.recovery_step import RecoveryStep

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import Recovery
    from ui.errands import Errands


def recovery_step(
    parent: QWidget, errands: "Errands", recovery: "Recovery", name: str
) -> RecoveryStep:
    """The step that shows the code of the library called `name`, with its two buttons at work."""
    from ssc_desktop import services
    from ui.pdf import recovery_sheet

    made = services.protecting.recovery_sheet(recovery)
    day = wording.short_date(date.fromisoformat(recovery.made_at[:10]))
    sheet = dataclasses.replace(made, library=name, day=day)
    step = RecoveryStep(recovery)

    def on_paper() -> None:
        draw = partial(recovery_sheet.put, sheet)
        if errands.dialogs.print_page(parent, sheet.title, draw):
            step.keep()

    def as_file() -> None:
        name = f"{files.safe_name(sheet.library, 'library')} – {sheet.title}.pdf"
        target = errands.dialogs.save_as(
            parent, sheet.title, errands.folder() / name, _("PDF (*.pdf)")
        )
        if target is None:
            return
        try:
            recovery_sheet.save(sheet, target)
        except SscError as error:
            errands.dialogs.refuse(parent, error.message, error.advice)
        else:
            step.keep()

    step.print_wanted.connect(on_paper)
    step.save_wanted.connect(as_file)
    return step
