"""Making an invitation: a name is enough; the rest helps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.viewmodels.giving import for_mail
from ui.viewmodels.workshops import Inviting
from ui.widgets.flow import FlowLayout
from ui.widgets.line import Line
from ui.widgets.segments import Segments
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.trust import Computer

_SIZE = QSize(560, 620)
_MOST_LAPTOPS = 999
_SIZES = ((0, N_("Any size")), (10, N_("10 MB, for e-mail")), (20, N_("20 MB, for e-mail")))
_NONE = "none"


class InvitationSheet(Sheet):
    """Says what an invitation does, and asks for what it holds."""

    wanted = Signal(object)
    """Inviting: what the person said."""

    def __init__(self, parent: QWidget, computers: "Sequence[Computer]", language: str) -> None:
        super().__init__(parent)
        self._repositories = [one for one in computers if one.state != "blocked"]
        self._first_language = language
        area, self._column = self.scrolled(gap=4)
        self.name = Line(undoes=True)
        self.name.textChanged.connect(lambda _text: self._show_ready())
        self._block(N_("Name of the workshop"), self.name)
        self.laptops = Line(undoes=True)
        self.laptops.setValidator(QIntValidator(0, _MOST_LAPTOPS, self.laptops))
        self.laptops.setMaximumWidth(look.px(120))
        self._block(N_("How many laptops do you expect?"), self.laptops,
                    N_("The ledger then says how many have delivered."))  # fmt: skip
        self._build_languages()
        self.size_choice = self._choice(
            N_("Largest file"), _sizes, N_("Larger bundles are cut into parts by themselves.")
        )
        self.repository = self._choice(
            N_("Central repository"), self._known,
            N_("Its key goes along, so that bundles can be locked for it. It must be known here "
               "first."),
        )  # fmt: skip
        self.repository.show_code(next(
            (one.id for one in self._repositories if one.role == "repository"), _NONE
        ))  # fmt: skip
        self.size_choice.show_code(0)
        self._column.addStretch(1)
        self.down.addWidget(area, 1)
        self._buttons()
        self.say(self._say_words)
        self.fit(_SIZE)
        self._show_ready()
        self.name.setFocus()

    def _block(self, label: str, control: QWidget, prompt: str = "") -> None:
        head, under = plain_label("label", wraps=True), plain_label("prompt", wraps=True)
        self._column.addSpacing(look.px(8))
        self._column.addWidget(head)
        if prompt:
            self._column.addWidget(under)
        self._column.addWidget(control)

        def say() -> None:
            head.setText(_(label))
            under.setText(_(prompt))
            control.setAccessibleName(_(label))
            control.setAccessibleDescription(_(prompt))

        self.say(say)

    def _choice(
        self, label: str, options: Callable[[], "Sequence[Option]"], prompt: str
    ) -> Segments:
        made = Segments()
        self._block(label, made, prompt)
        held: list[object] = []

        def keep(code: object) -> None:
            if code is None:  # pressed again: one of them always counts
                made.show_code(held[-1] if held else options()[0].code)  # type: ignore[arg-type]
            else:
                held.append(code)

        made.chosen.connect(keep)
        self.say(lambda: made.set_options(options(), _(label)))
        return made

    def _build_languages(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(6))
        self.languages: dict[str, QPushButton] = {}
        for code, name in i18n.available().items():
            made: QPushButton = button("pill")
            made.setCheckable(True)
            made.setText(name)
            made.setChecked(code == self._first_language)
            self.languages[code] = made
            flow.addWidget(made)
        self._block(N_("Languages of the workshop"), holder)

    def _known(self) -> list[Option]:
        return [
            Option(_NONE, _("None")),
            *(Option(one.id, one.name[:40]) for one in self._repositories),
        ]

    def _buttons(self) -> None:
        self.cancel, self.make = button("secondary"), button("primary", "ticket", "on_accent")
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._on_make)
        self.make.setDefault(True)
        self.end_with(self.cancel, self.make)

    def _say_words(self) -> None:
        self.setWindowTitle(_("Invitation"))
        self.head.setText(_("Invite the laptops of a workshop"))
        self.intro.setText(
            _("An invitation is a small file. Opened on a laptop, it sets it up in one step: whom "
              "its bundles are for, and whose bundles it trusts.")
        )  # fmt: skip
        self.cancel.setText(_("Cancel"))
        self.make.setText(_("Make the invitation…"))
        self.name.setPlaceholderText(_("For example: Nairobi, November 2026"))

    def _show_ready(self) -> None:
        self.make.setEnabled(bool(self.name.text().strip()))

    def _on_make(self) -> None:
        repository = str(self.repository.code or _NONE)
        size = self.size_choice.code
        first = [code for code in self.languages if code == self._first_language]
        rest = [code for code in self.languages if code != self._first_language]
        inviting = Inviting(
            self.name.text().strip(),
            tuple(code for code in (*first, *rest) if self.languages[code].isChecked()),
            for_mail(size) if isinstance(size, int) else 0,
            int(self.laptops.text() or 0),
            "" if repository == _NONE else repository,
        )
        self.accept()
        self.wanted.emit(inviting)


def _sizes() -> list[Option]:
    return [Option(size, _(words)) for size, words in _SIZES]
