"""The start screen: the libraries opened lately, and every way to another one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.errors import PlaceRefused, SscError
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.start_trouble import TroubleBox
from ui.showing import show_file
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import closings, libraries, trouble, wording
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import button, icon_button, named, plain_label, plain_tip, role
from ui.widgets.working_box import WorkingBox

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ssc_desktop.services.known import Known
    from ssc_desktop.services.protecting import DataKey
    from ui.errands import Errands
    from ui.viewmodels.closed_work import ClosedRun, ClosedWork
    from ui.viewmodels.shelf import Shelf


class StartPage(ScrolledPage):
    """Which library to open."""

    library_wanted = Signal(object, object)
    """A folder to open, and bundles (a tuple of paths) to look at there."""
    practice_wanted = Signal()
    back_wanted = Signal()
    backups_wanted = Signal()
    closed_wanted = Signal(object)
    """A ClosedWork."""

    def __init__(self, shelf: "Shelf", errands: "Errands", library: Path) -> None:
        super().__init__(gap=8)
        self._shelf = shelf
        self._errands = errands
        self._library = library
        self._known: tuple[Known, ...] = ()
        self._error: SscError | None = None
        self._alone = False
        self._listed = True
        self._build(self.column)
        self.say(self._say_words)

    def _build(self, layout: QVBoxLayout) -> None:
        top = QHBoxLayout()
        self.back = icon_button("arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self._title = plain_label("title", wraps=True)
        top.addWidget(self.back)
        top.addWidget(self._title, 1)
        layout.addLayout(top)
        self._words = plain_label("prompt", wraps=True)
        layout.addWidget(self._words)
        self.trouble = TroubleBox(self._shelf.tasks, self._library)
        self.trouble.way_wanted.connect(self._go)
        layout.addWidget(self.trouble)
        self.working = WorkingBox()
        layout.addWidget(self.working)
        layout.addSpacing(look.px(12))
        layout.addWidget(self._ways())
        layout.addSpacing(look.px(18))
        self._recent = plain_label("heading", wraps=True)
        layout.addWidget(self._recent)
        layout.addSpacing(look.px(2))
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        layout.addLayout(self._list)
        layout.addStretch(1)

    def _ways(self) -> QWidget:
        self._other_ways = QWidget()
        flow = FlowLayout(self._other_ways, look.px(10))
        self.new = button("primary", "plus", "on_accent")
        self.open = button("secondary", "folder-open")
        self.bundle = button("secondary", "package-open")
        self.form = button("secondary", "mail")
        self.practise = button("secondary", "sprout")
        self.move_here = button("secondary", "laptop")
        self.archive = button("secondary", "archive-restore")
        self.backups = button("secondary", "history")
        acts: tuple[tuple[QPushButton, Callable[[], object]], ...] = (
            (self.new, self.begin_new), (self.open, self.open_other),
            (self.bundle, self.open_bundle), (self.form, self._errands.form_wanted.emit),
            (self.practise, self.practice_wanted.emit), (self.backups, self.backups_wanted.emit),
            (self.move_here, lambda: self.unpack(moved=True)), (self.archive, self.unpack),
        )  # fmt: skip
        for made, act in acts:
            made.clicked.connect(lambda _on=False, act=act: act())
            flow.addWidget(made)
        return self._other_ways

    def _say_words(self) -> None:
        named(self.back, _("Back to the library"), "Esc")
        self._title.setText(_("Libraries"))
        self._words.setText(
            _("A library is a folder with stories and their pictures. Each is a world of its own.")
        )
        self.new.setText(_("New library…"))
        self.open.setText(_("Open a library…"))
        self.bundle.setText(_("Open a bundle…"))
        self.form.setText(_("Form to send by mail…"))
        self.form.setToolTip(_("For somebody without this program: filled in with Word"))
        self.practise.setText(_("Practise"))
        self.practise.setToolTip(_("Try everything on sample stories, apart from your own"))
        self._recent.setText(_("Opened lately"))
        self.move_here.setText(_("Move here from another laptop…"))
        self.archive.setText(_("Open an archive…"))
        self.archive.setToolTip(_("A whole library in one file"))
        self.backups.setText(_("Backups"))
        self._show_known()

    # ------------------------------------------------------------ what it shows

    def show_trouble(self, error: SscError | None) -> None:
        """Say why the library could not be opened; with None, that none is open for a while."""
        self._error = error
        self._alone = True
        for made in (self.back, self.form, self.backups):
            made.hide()  # they are for the library that is open
        self.working.hide()
        self.trouble.show_error(error)
        self.open.setVisible(error is None)  # it stands among the ways out
        if error is not None:
            role(self.new, "secondary")  # the best way out stands above
            self.new.setIcon(icon("plus", "text"))
        self._show_rest(shown=error is not None)

    def show_run(self, run: "ClosedRun", work: "ClosedWork") -> None:
        """Show how far work is, and nothing else meanwhile."""
        self.trouble.hide()
        self._show_rest(shown=False)
        self.working.follow(run, work.words, stops=work.stops)
        run.stopped.connect(lambda: self.show_trouble(self._error))

    def _show_rest(self, *, shown: bool) -> None:
        for part in (self._other_ways, self._words):
            part.setVisible(shown)
        self._listed = shown
        self._show_known()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    def look_again(self) -> None:
        """Look at the folders of the libraries anew."""
        folders = [Path(name) for name in self._errands.settings.libraries]
        if self._library not in folders and not self._alone:
            folders.insert(0, self._library)

        def look_at() -> "tuple[Known, ...]":
            from ssc_desktop import services

            return services.known.looked_at(folders)

        self._shelf.tasks.aside(look_at, self._on_known)

    def _on_known(self, known: "tuple[Known, ...]") -> None:
        self._known = known
        self._show_known()

    def _show_known(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._known if self._listed else ():
            row = self._row(one)
            self._list.addWidget(row)
            row.show()
        self._recent.setVisible(bool(self._known) and self._listed)

    def _row(self, one: "Known") -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(6))
        here = one.folder == self._library and self._shelf.is_ready
        card = ChoiceCard("library" if one.there else "circle-alert")
        card.setObjectName(f"library_{one.folder.name}")
        card.show_words(libraries.name(one.folder), self._about(one, here=here))
        card.setToolTip(plain_tip(str(one.folder)))
        card.setEnabled(one.there)
        wanted = self.back_wanted.emit if here else self._wanting(one.folder)
        card.clicked.connect(wanted)
        layout.addWidget(card, 1)
        if not here:
            gone = icon_button("x", "muted", 16)
            named(gone, _("Take “{name}” off this list").format(name=one.folder.name))
            gone.clicked.connect(lambda: self._forget(one.folder))
            layout.addWidget(gone)
        return row

    def _wanting(self, folder: Path) -> Callable[[], None]:
        return lambda: self.library_wanted.emit(folder, ())

    def _about(self, one: "Known", *, here: bool) -> str:
        if not one.there:
            said = _("Not found now. Is it on a stick that is not plugged in?")
            return f"{said}\n{wording.path(one.folder)}"
        listing = self._shelf.listing
        stories = sum(listing.counts.values()) if here and listing is not None else one.stories
        parts = [_("Open now")] if here else []
        if stories is not None:
            parts.append(wording.stories(stories))
        if one.changed is not None and not here:
            day = wording.short_date(one.changed.astimezone().date())
            parts.append(_("last opened {day}").format(day=day))
        return " · ".join(parts) + f"\n{wording.path(one.folder)}"

    def _forget(self, folder: Path) -> None:
        self._errands.change(**libraries.forgotten(self._errands.settings, folder))
        self._known = tuple(one for one in self._known if one.folder != folder)
        self._show_known()
        self.new.setFocus()

    # ------------------------------------------------------------ what the person does

    def begin_new(self) -> None:
        """Choose a folder, and begin a library in it."""
        from ssc_desktop import services

        title = _("Where shall the new library be?")
        chosen = self._errands.choose_folder(title)
        if chosen is None:
            return
        place = libraries.place_for_new(chosen)
        try:
            services.siting.refuse(place)
        except PlaceRefused as error:  # the library that is open stays open
            self._shelf.refused.emit(error)
        else:
            self.library_wanted.emit(place, ())

    def open_other(self) -> None:
        """Choose the folder of a library."""
        from ssc_desktop import services

        chosen = self._errands.choose_folder(_("Open a library"))
        if chosen is None:
            return
        inside = chosen / "library"
        if not services.known.holds_library(chosen) and services.known.holds_library(inside):
            chosen = inside
        if services.known.holds_library(chosen):
            self.library_wanted.emit(chosen, ())
        else:
            self._shelf.refused.emit(
                SscError(
                    _("There is no library in “{folder}”.").format(folder=chosen.name),
                    advice=_("Choose the folder that holds the file “library.sqlite”, or begin a "
                             "new library."),
                )
            )  # fmt: skip

    def open_bundle(self) -> None:
        """Choose bundles; they are looked at in the library that is open, else in the first."""
        chosen = self._errands.choose_bundles()
        if not chosen:
            return
        if self._shelf.is_ready and not libraries.is_practice(self._library):
            self._errands.incoming.look_at(chosen)
        else:
            well = not self._alone
            place = libraries.place_for_bundles(usual_is_well=well)
            self.library_wanted.emit(place, tuple(chosen))

    def unpack(self, *, moved: bool = False) -> None:
        """Choose an archive, or what was made on another laptop for this one, and open it here."""
        title = _("Move here from another laptop") if moved else _("Open an archive")
        chosen = self._errands.choose_files(title, _("Libraries in one file (*.ssclibrary)"))
        if chosen:
            self.open_archive(chosen[0])

    def open_archive(self, archive: Path) -> None:
        """Say what a library in one file holds, and open it here if that is wanted."""
        from ui.pages.unpack_sheet import UnpackSheet

        sheet = UnpackSheet(self, self._shelf.tasks, self._errands, archive)
        sheet.closed_wanted.connect(self.closed_wanted)
        self._errands.dialogs.ask(sheet)

    # ------------------------------------------------------------ the ways out of trouble

    def _go(self, way: str) -> None:
        """Do what a button in the box of trouble says."""
        acts: dict[str, Callable[[], object]] = {
            trouble.RESTORE: self._restore,
            trouble.OTHERS: self.backups_wanted.emit,
            trouble.RESCUE: self._rescue,
            trouble.HOME: self._bring_home,
            trouble.ANYWAY: self._open_anyway,
            trouble.AGAIN: lambda: self.library_wanted.emit(self._library, ()),
            trouble.ANEW: self._begin_anew,
            trouble.OPEN: self.open_other,
            trouble.SHOW: lambda: show_file(self._library),
        }
        acts[way]()

    def _restore(self) -> None:
        backup = self.trouble.newest
        if backup is not None:
            self._with_key(backup, lambda key: closings.restore(self._library, backup, key))

    def _rescue(self) -> None:
        self._with_key(self._library, lambda key: closings.rescue(self._library, key))

    def _with_key(
        self, wanted: "Path | Backup", work: "Callable[[DataKey | None], ClosedWork]"
    ) -> None:
        """Begin work, after the password was asked for where there is one."""
        from ui.pages.asking_key import ask_key

        ask_key(self, self._errands, self._shelf.tasks, wanted,
                lambda key: self.closed_wanted.emit(work(key)))  # fmt: skip

    def _bring_home(self) -> None:
        target = libraries.place_for_new_library()
        if not libraries.is_good_place(target):
            chosen = self._errands.choose_folder(_("Where on this computer shall it be?"))
            if chosen is None:
                return
            target = libraries.place_for_new(chosen)
        self.closed_wanted.emit(closings.bring_home(self._library, target))

    def _open_anyway(self) -> None:
        from ssc_desktop import services

        folder = self._library
        self._shelf.tasks.aside(lambda: services.siting.accept(folder),
                                lambda _nothing: self.library_wanted.emit(folder, ()))  # fmt: skip

    def _begin_anew(self) -> None:
        self._errands.change(**libraries.forgotten(self._errands.settings, self._library))
        self.library_wanted.emit(self._library, ())
