"""The start screen: the libraries opened lately, and every way to another one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.scrolled_page import ScrolledPage
from ui.theme.look import look
from ui.viewmodels import libraries, wording
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.flow import FlowLayout
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, icon_button, named, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.known import Known
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf


class StartPage(ScrolledPage):
    """Which library to open."""

    library_wanted = Signal(object, object)
    """A folder to open, and bundles (a tuple of paths) to look at there."""
    practice_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, shelf: "Shelf", errands: "Errands", library: Path) -> None:
        super().__init__(gap=8)
        self._shelf = shelf
        self._errands = errands
        self._library = library
        self._known: tuple[Known, ...] = ()
        self._error: SscError | None = None
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
        self.trouble = self._trouble_box()
        layout.addWidget(self.trouble)
        layout.addSpacing(look.px(12))
        ways = QWidget()
        flow = FlowLayout(ways, look.px(10))
        self.new = button("primary", "plus", "on_accent")
        self.open = button("secondary", "folder-open")
        self.bundle = button("secondary", "package-open")
        self.form = button("secondary", "mail")
        self.practise = button("secondary", "sprout")
        self.new.clicked.connect(self.begin_new)
        self.open.clicked.connect(self.open_other)
        self.bundle.clicked.connect(self.open_bundle)
        self.practise.clicked.connect(self.practice_wanted)
        self.form.clicked.connect(self._errands.form_wanted)
        for made in (self.new, self.open, self.bundle, self.form, self.practise):
            flow.addWidget(made)
        layout.addWidget(ways)
        layout.addSpacing(look.px(18))
        self._recent = plain_label("heading", wraps=True)
        layout.addWidget(self._recent)
        layout.addSpacing(look.px(2))
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        layout.addLayout(self._list)
        layout.addStretch(1)

    def _trouble_box(self) -> QFrame:
        box = QFrame()
        box.setProperty("role", "warm")
        row = QHBoxLayout(box)
        row.setContentsMargins(look.px(14), look.px(12), look.px(14), look.px(12))
        row.setSpacing(look.px(12))
        row.addWidget(Picture("triangle-alert", "on_amber", 20), 0, Qt.AlignmentFlag.AlignTop)
        self._trouble_words = plain_label("warm", wraps=True)
        row.addWidget(self._trouble_words, 1)
        self.again = button("secondary", "refresh-cw")
        self.again.clicked.connect(lambda: self.library_wanted.emit(self._library, ()))
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        box.hide()
        return box

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
        self.again.setText(_("Try again"))
        self._show_known()
        self._say_trouble()

    # ------------------------------------------------------------ what it shows

    def show_trouble(self, error: SscError) -> None:
        """Say why the library could not be opened."""
        self._error = error
        self.back.hide()
        self.form.hide()  # it is made with the library that is open
        self._say_trouble()

    def _say_trouble(self) -> None:
        if self._error is not None:
            self._trouble_words.setText(f"{self._error.message} {self._error.advice}")
        self.trouble.setVisible(self._error is not None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    def look_again(self) -> None:
        """Look at the folders of the libraries anew."""
        folders = [Path(name) for name in self._errands.settings.libraries]
        if self._library not in folders and self._error is None:
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
        for one in self._known:
            row = self._row(one)
            self._list.addWidget(row)
            row.show()
        self._recent.setVisible(bool(self._known))

    def _row(self, one: "Known") -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(6))
        here = one.folder == self._library and self._shelf.is_ready
        card = ChoiceCard("library" if one.there else "circle-alert")
        card.setObjectName(f"library_{one.folder.name}")
        card.show_words(libraries.name(one.folder), self._about(one, here=here))
        card.setToolTip(str(one.folder))
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
            return f"{said}\n{_path(one.folder)}"
        listing = self._shelf.listing
        stories = sum(listing.counts.values()) if here and listing is not None else one.stories
        parts = [_("Open now")] if here else []
        if stories is not None:
            parts.append(wording.stories(stories))
        if one.changed is not None and not here:
            day = wording.short_date(one.changed.astimezone().date())
            parts.append(_("last opened {day}").format(day=day))
        return " · ".join(parts) + f"\n{_path(one.folder)}"

    def _forget(self, folder: Path) -> None:
        self._errands.change(**libraries.forgotten(self._errands.settings, folder))
        self._known = tuple(one for one in self._known if one.folder != folder)
        self._show_known()
        self.new.setFocus()

    # ------------------------------------------------------------ what the person does

    def begin_new(self) -> None:
        """Choose a folder, and begin a library in it."""
        title = _("Where shall the new library be?")
        chosen = self._errands.choose_folder(title)
        if chosen is not None:
            self.library_wanted.emit(libraries.place_for_new(chosen), ())

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
            well = self._error is None
            place = libraries.place_for_bundles(usual_is_well=well)
            self.library_wanted.emit(place, tuple(chosen))


def _path(folder: Path) -> str:
    return f"\u2066{folder}\u2069"  # runs from left to right inside any text
