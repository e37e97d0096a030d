"""What the place to share and collect does outside the window: receipts, pictures, invitations."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ssc_desktop import files, i18n
from ssc_desktop.errors import ExportError
from ssc_desktop.i18n import _, ngettext
from ui.showing import show_file
from ui.tasks import Job
from ui.viewmodels.notice import Notice
from ui.viewmodels.workshops import Inviting, Workshops

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ssc_desktop.services.answers import Made
    from ssc_desktop.services.workshop import Workshop
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf

_BUNDLE = ".sscz"


class ShareErrands(QObject):
    """Asks where to, and hands the work on."""

    def __init__(self, owner: QWidget, shelf: "Shelf", errands: "Errands") -> None:
        super().__init__(owner)
        self._owner = owner
        self._shelf = shelf
        self._errands = errands
        self._made: Made | None = None
        errands.sharing.made.connect(self._keep_made)
        self.workshops = Workshops(shelf, errands.work, self)
        self.workshops.made.connect(self._on_invited)

    # ------------------------------------------------------------ receipts and requests

    def save_receipt(self) -> None:
        """Write what this computer holds where the person says."""
        self._write("receipt", _("Save a receipt"), _made_receipt)

    def save_request(self, ids: tuple[str, ...] = ()) -> None:
        """Write what this computer lacks, or lacks of some stories, where the person says."""
        self._write("request", _("Write a request"), partial(_made_request, ids=ids))

    def _write(
        self, kind: str, title: str, write: Callable[[Any, Path], "tuple[Made, str]"]
    ) -> None:
        def choose(name: str) -> None:
            target = self._target(title, name)
            if target is not None:
                self._errands.work.start(
                    _("Writing “{name}”…").format(name=target.name),
                    lambda library, _job: write(library, target),
                    self._tell_written,
                )

        self._shelf.tasks.run(partial(_suggested, kind), choose)

    def _tell_written(self, written: "tuple[Made, str]") -> None:
        made, checked = written
        said = _("“{name}” is ready. {checked}").format(name=made.path.name, checked=checked)
        folder = (_("Open folder"), lambda: show_file(made.path.parent))
        self._shelf.told.emit(Notice(said.strip(), (folder,)))

    def receipts_beside(self) -> None:
        """Write a receipt into every folder that bundles came from."""
        result = self._errands.collecting.result
        if result is None or not result.taken:
            return
        folders = tuple(dict.fromkeys(one.path.parent for one in result.taken))

        def work(library: Any, _job: Job) -> object:
            return [_receipt_in(library, folder) for folder in folders]

        def show(made: list["tuple[Made, str]"]) -> None:
            n = len(made)
            said = ngettext(
                "A receipt lies beside the bundles. {checked}",
                "{n} receipts lie beside the bundles. {checked}", n,
            ).format(n=n, checked=made[-1][1])  # fmt: skip
            folder = (_("Open folder"), lambda: show_file(folders[0]))
            self._shelf.told.emit(Notice(said.strip(), (folder,)))

        self._errands.work.start(_("Writing receipts…"), work, show)

    def show_made(self) -> None:
        """Open the folder of the bundle that was made last."""
        if self._made is not None:
            show_file(self._made.path.parent)

    def _keep_made(self, made: "Made", _checked: str) -> None:
        self._made = made

    # ------------------------------------------------------------ pictures

    def save_picture(self, picture: "QImage") -> None:
        """Save the sheet with the own fingerprint."""
        target = self._target(_("Save as picture"), "fingerprint.png", _("Pictures (*.png)"))
        if target is None:
            return
        if not picture.save(str(target)):
            self._shelf.refused.emit(
                ExportError(
                    _("The picture could not be written."),
                    advice=_("Choose another folder, and try again."),
                )
            )
            return
        folder = (_("Open folder"), lambda: show_file(target.parent))
        said = _("The picture is saved: {name}.").format(name=target.name)
        self._shelf.told.emit(Notice(said, (folder,)))

    # ------------------------------------------------------------ invitations

    def invite(self) -> None:
        """Ask what an invitation shall say, and write it."""
        from ui.widgets.invitation_sheet import InvitationSheet

        dialog = InvitationSheet(self._owner, self.workshops.others, i18n.language())
        dialog.wanted.connect(self._write_invitation)
        self._errands.dialogs.ask(dialog)

    def _write_invitation(self, inviting: Inviting) -> None:
        name = files.safe_name(inviting.name, "invitation") + _BUNDLE
        target = self._target(_("Make the invitation"), name)
        if target is not None:
            self.workshops.invite(inviting, target)

    def _on_invited(self, target: Path, workshop: "Workshop") -> None:
        said = _("The invitation to “{name}” is ready. Drop it on the window of each laptop.")
        folder = (_("Open folder"), lambda: show_file(target.parent))
        self._shelf.told.emit(Notice(said.format(name=workshop.name), (folder,)))

    def _target(self, title: str, name: str, kind: str = "") -> Path | None:
        folder = Path(self._errands.settings.last_folder or Path.home())
        suggested = (folder if folder.is_dir() else Path.home()) / name
        kind = kind or _("Bundles (*.sscz)")
        target = self._errands.dialogs.save_as(self._owner.window(), title, suggested, kind)
        if target is not None:
            self._errands.change(last_folder=str(target.parent))
        return target


def _services() -> Any:
    from ssc_desktop import services

    return services


def _suggested(kind: str, library: Any) -> str:
    name: str = _services().receipts.suggested_name(library, kind)
    return name


def _checked(made: "Made") -> "tuple[Made, str]":
    from ssc_desktop import media

    return made, media.checked_sentence(made.path)


def _made_receipt(library: Any, target: Path) -> "tuple[Made, str]":
    return _checked(_services().receipts.make(library, target))


def _made_request(library: Any, target: Path, ids: tuple[str, ...]) -> "tuple[Made, str]":
    return _checked(_services().receipts.request(library, target, ids))


def _receipt_in(library: Any, folder: Path) -> "tuple[Made, str]":
    return _made_receipt(library, folder / _suggested("receipt", library))
