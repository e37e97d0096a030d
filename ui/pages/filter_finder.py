"""What the list can be narrowed to, with how many stories each would leave."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services.asking import KINDS, NOTHING, Conditions
from ui.theme.look import look
from ui.viewmodels import narrowing
from ui.viewmodels.narrowing import FLAGS, KIND_WORDS, Facets, Offer
from ui.widgets.finder import Finder
from ui.widgets.finder_entries import Entry
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import button, plain_label, plain_tip

if TYPE_CHECKING:
    from ui.viewmodels.shelf import Shelf

_MORE = "more:"
_FLAG = "flag:"


class FilterFinder(QObject):
    """The window in which conditions are chosen; each choice narrows the list at once."""

    def __init__(self, shelf: "Shelf", window: QWidget) -> None:
        name = _("Narrow the list")
        self.finder = Finder(window, hint=_("Country, sector, status…"), name=name)
        super().__init__(self.finder)
        self._shelf = shelf
        self._listed = shelf.list
        self._facets: Facets = {}
        self._whole: set[str] = set()
        self._clear = button("link")
        self._figures: dict[str, QLineEdit] = {}
        self.finder.stays = True
        self.finder.picked.connect(self._on_picked)
        self.finder.typed.connect(lambda _text: self._show())
        self._build_foot()
        self._show()
        self._count()

    def open_under(self, widget: QWidget) -> None:
        """Open under the button."""
        self.finder.open_under(widget, 400, 560)

    def _build_foot(self) -> None:
        now = self._listed.conditions
        pairs = (
            (
                _("Years"),
                ("from_year", now.from_year or "", 9999, "1990", _("from year")),
                ("to_year", now.to_year or "", 9999, "2025", _("to year")),
            ),
            (
                _("Told"),
                ("least", now.least or "", 100, "0 %", _("from %")),
                ("most", now.most if now.most < 100 else "", 100, "100 %", _("to %")),
            ),
        )
        holder = QWidget()
        flow = FlowLayout(holder, look.px(8))
        for words, *boxes in pairs:
            flow.addWidget(self._range(words, boxes))
        self._clear.setText(_("Clear"))
        self._clear.setAccessibleName(_("Take back all conditions"))
        self._clear.clicked.connect(self._on_clear)
        flow.addWidget(self._clear)
        self.finder.foot.addWidget(holder)

    def _range(self, words: str, boxes: "list[tuple[str, int | str, int, str, str]]") -> QWidget:
        """Two figures, from and to, with what they are."""
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(5))
        label = plain_label("small-strong")
        label.setText(words)
        row.addWidget(label)
        for name, value, most, example, said in boxes:
            box = QLineEdit(str(value))
            box.setValidator(QIntValidator(0, most, box))
            box.setPlaceholderText(i18n.digits(example))
            box.setAccessibleName(said)
            box.setToolTip(plain_tip(said))
            box.setFixedWidth(look.px(64))
            box.editingFinished.connect(self._on_figures)
            self._figures[name] = box
            row.addWidget(box)
        return part

    # ------------------------------------------------------------ what it shows

    def _count(self) -> None:
        query = replace(self._listed.query, sort="changed")

        def show(facets: Facets) -> None:
            self._facets = facets
            self._show()

        job = self._shelf.tasks.look(lambda library: _listing().facets(library, query), show)
        self.finder.closed.connect(job.stop)

    def _show(self) -> None:
        typed = self.finder.search.text()
        self._clear.setEnabled(self._listed.conditions != NOTHING)
        if typed.strip():
            every = [one for kind in KINDS for one in self._offers(kind)]
            entries = [self._entry(one, named=True) for one in narrowing.matching(every, typed)]
        else:
            entries = self._sections()
        nothing = _("Nothing here has that name.") if self._facets else _("Counting…")
        self.finder.show_entries(entries, nothing)

    def _offers(self, kind: str) -> list[Offer]:
        return narrowing.offers(self._facets, self._listed.conditions, kind)

    def _sections(self) -> list[Entry]:
        now = self._listed.conditions
        entries = [
            Entry(_FLAG + flag, _(words), checked=bool(getattr(now, flag)))
            for flag, words in FLAGS.items()
        ]
        for kind in KINDS:
            found = self._offers(kind)
            if not found:
                continue
            entries.append(Entry(f"head:{kind}", _(KIND_WORDS[kind]), heading=True))
            shown = narrowing.first_of(found, whole=kind in self._whole)
            entries += [self._entry(one) for one in shown]
            left = len(found) - len(shown)
            if left:
                words = ngettext("{n} more…", "{n} more…", left).format(n=left)
                entries.append(Entry(_MORE + kind, words, icon="chevron-down"))
        return entries

    def _entry(self, one: Offer, *, named: bool = False) -> Entry:
        detail = _(KIND_WORDS[one.kind]) if named else ""
        key = f"{one.kind}:{one.code}"
        trailing = i18n.digits(one.stories) if one.stories else ""
        return Entry(key, one.label, detail, trailing, checked=one.chosen, places=one.places)

    # ------------------------------------------------------------ what the person does

    def _on_picked(self, key: str) -> None:
        now = self._listed.conditions
        if key.startswith(_MORE):
            self._whole.add(key.removeprefix(_MORE))
            self._show()
            return
        if key.startswith(_FLAG):
            flag = key.removeprefix(_FLAG)
            self._narrow(narrowing.with_flag(now, flag, on=not getattr(now, flag)))
            return
        kind, _colon, code = key.partition(":")
        self._narrow(now.toggled(kind, code))

    def _on_figures(self) -> None:
        def read(name: str, usual: int) -> int:
            text = self._figures[name].text()
            return int(text) if text else usual

        now = self._listed.conditions
        self._narrow(
            replace(
                now,
                from_year=read("from_year", 0),
                to_year=read("to_year", 0),
                least=read("least", 0),
                most=read("most", 100),
            )
        )

    def _on_clear(self) -> None:
        for box in self._figures.values():
            box.clear()
        self._narrow(NOTHING)

    def _narrow(self, conditions: Conditions) -> None:
        if conditions != self._listed.conditions:
            self._listed.narrow(conditions)
            self._show()
            self._count()


def _listing() -> Any:
    from ssc_desktop import services

    return services.listing
