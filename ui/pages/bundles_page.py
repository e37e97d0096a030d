"""Bundles: make one for others, or look at one from others before anything is taken in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.pages.scrolled_page import ScrolledPage
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.dropping import bundles_in
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing, Plan, Summary
    from ui.viewmodels.coming import Coming
    from ui.viewmodels.shelf import Shelf

_MOST_LISTED = 12


class DropPlace(Speaking, QFrame):
    """A place to drop a bundle on, with a button for those who do not drag."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(20), look.px(22), look.px(20), look.px(22))
        layout.setSpacing(look.px(12))
        words = plain_label("prompt", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(words)
        self.choose = button("secondary", "folder-open")
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.say(lambda: words.setText(_("Drop bundles here (.sscz), or choose their files.")))
        self.say(lambda: self.choose.setText(_("Choose bundles…")))

    def _light(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bundles_in(event):
            event.acceptProposedAction()
            self._light(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        found = bundles_in(event)
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)


class BundlesPage(ScrolledPage):
    """Two halves, and between them the summary of a bundle that waits."""

    make_wanted = Signal()
    choose_wanted = Signal()
    files_dropped = Signal(object)
    take_wanted = Signal(object)
    """The Plans that the person agreed to."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__(gap=8)
        title = plain_label("title")
        self.column.addWidget(title)
        self.say(lambda: title.setText(_("Bundles")))
        self._unpacked = 0
        self.plan: Coming | None = None
        self.summary = self._summary_card()
        self.column.addSpacing(look.px(10))
        self.column.addWidget(self.summary)
        self._build_make()
        self._build_take()
        self.column.addStretch(1)
        shelf.listed.connect(self._on_listed)
        if shelf.listing is not None:
            self._on_listed(shelf.listing)

    def _build_make(self) -> None:
        self.column.addSpacing(look.px(12))
        heading = plain_label("heading", wraps=True)
        words = plain_label("prompt", wraps=True)
        self.waiting = plain_label("prompt", wraps=True)
        self.make = button("primary", "package", "on_accent")
        self.make.clicked.connect(self.make_wanted)
        for part in (heading, words, self.waiting):
            self.column.addWidget(part)
        self.column.addSpacing(look.px(6))
        self.column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeading)

        def say() -> None:
            heading.setText(_("Give your stories to others"))
            words.setText(_(
                "A bundle is one signed file with stories and pictures, for a stick or a mail. "
                "What you did not clear stays on this computer."
            ))  # fmt: skip
            self.make.setText(_("Make a bundle of all stories…"))
            self._say_waiting()

        self.say(say)

    def _build_take(self) -> None:
        self.column.addSpacing(look.px(28))
        heading = plain_label("heading", wraps=True)
        words = plain_label("prompt", wraps=True)
        self.column.addWidget(heading)
        self.column.addWidget(words)
        self.column.addSpacing(look.px(6))
        self.drop = DropPlace()
        self.drop.choose.clicked.connect(self.choose_wanted)
        self.drop.dropped.connect(self.files_dropped)
        self.column.addWidget(self.drop)

        def say() -> None:
            heading.setText(_("Take in stories from others"))
            words.setText(_("You see what a bundle brings before anything is changed."))

        self.say(say)

    def _say_waiting(self) -> None:
        n = self._unpacked
        if n:
            said = ngettext(
                "{n} story changed since the last bundle.",
                "{n} stories changed since the last bundle.", n,
            ).format(n=n)  # fmt: skip
        else:
            said = _("Nothing changed since the last bundle.")
        self.waiting.setText(said)

    def _on_listed(self, listing: "Listing") -> None:
        self._unpacked = listing.unpacked
        self.make.setEnabled(bool(sum(listing.counts.values())))
        self._say_waiting()

    # ------------------------------------------------------------ what a bundle brings

    def _summary_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("plan")
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        edge = look.px(20)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look.px(6))
        self.plan_title = plain_label("heading", wraps=True)
        self.plan_sender = plain_label("prompt", wraps=True)
        self.plan_lines = QVBoxLayout()
        self.plan_lines.setSpacing(look.px(4))
        layout.addWidget(self.plan_title)
        layout.addWidget(self.plan_sender)
        layout.addSpacing(look.px(6))
        layout.addLayout(self.plan_lines)
        layout.addSpacing(look.px(10))
        row = QHBoxLayout()
        self.take = button("primary", "check", "on_accent")
        self.cancel = button("secondary")
        self.take.clicked.connect(self._on_take)
        self.cancel.clicked.connect(self.forget_plan)
        row.addWidget(self.take)
        row.addWidget(self.cancel)
        row.addStretch(1)
        layout.addLayout(row)
        card.hide()
        self.say(lambda: self.cancel.setText(_("Leave it")))
        return card

    def show_plan(self, coming: "Coming") -> None:
        """Show what bundles would bring, and ask whether to take it in."""
        self.plan, plan = coming, coming.whole
        self.plan_title.setText(plan.sentence())
        self.plan_sender.setText("\n".join(map(_sender_line, coming.plans)))
        while self.plan_lines.count():
            item = self.plan_lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        refused = [("amber", text) for text in coming.refused]
        for look_name, text in (*plan_lines(plan), *refused):
            line = plain_label(look_name, wraps=True)
            line.setText(text)
            self.plan_lines.addWidget(line)
        brings, n = bool(coming.bringing), len(coming.bringing)
        self.take.setText(ngettext("Take it in", "Take all {n} in", n).format(n=n))
        self.take.setVisible(brings)
        self.cancel.setText(_("Leave it") if brings else _("Close"))
        self.summary.show()
        self.verticalScrollBar().setValue(0)
        (self.take if brings else self.cancel).setFocus()

    def forget_plan(self) -> None:
        """Leave the bundle that waits."""
        self.plan = None
        self.summary.hide()

    def _on_take(self) -> None:
        if self.plan is not None:
            self.take_wanted.emit(self.plan.bringing)


def _sender_line(plan: "Plan") -> str:
    known = (
        _("From {sender}, {file}. Something from this computer was taken in before.")
        if plan.sender_known
        else _("From {sender}, {file}. Nothing from this computer was taken in before.")
    )
    return known.format(sender=plan.sender or "?", file=plan.path.name)


def plan_lines(plan: "Plan") -> list[tuple[str, str]]:
    """What a bundle brings, line by line, each with its look."""
    lines: list[tuple[str, str]] = []
    for heading, summaries in ((_("New"), plan.new), (_("Updated"), plan.updated)):
        if summaries:
            lines.append(("small-strong", heading))
            lines += [("", _story_line(one)) for one in summaries[:_MOST_LISTED]]
            more = len(summaries) - _MOST_LISTED
            if more > 0:
                lines.append(("small", _("and {n} more").format(n=more)))
    if plan.unchanged:
        lines.append(("small", ngettext(
            "{n} story is the same as here.", "{n} stories are the same as here.", plan.unchanged,
        ).format(n=plan.unchanged)))  # fmt: skip
    if plan.conflicts:
        lines.append(("amber", ngettext(
            "{n} answer was changed on both sides. Both versions are kept; you choose later.",
            "{n} answers were changed on both sides. Both versions are kept; you choose later.",
            plan.conflicts,
        ).format(n=plan.conflicts)))  # fmt: skip
    if plan.pictures:
        lines.append(("small", ngettext(
            "{n} picture or file comes with it.", "{n} pictures and files come with it.",
            plan.pictures,
        ).format(n=plan.pictures)))  # fmt: skip
    return lines + _warnings(plan)


def _warnings(plan: "Plan") -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    if plan.missing:
        n = len(plan.missing)
        lines.append(("small", ngettext(
            "{n} picture is not in the bundle.", "{n} pictures are not in the bundle.", n,
        ).format(n=n)))  # fmt: skip
    if plan.quarantined:
        n = len(plan.quarantined)
        lines.append(("amber", ngettext(
            "{n} line does not follow the rules and is put aside.",
            "{n} lines do not follow the rules and are put aside.", n,
        ).format(n=n)))  # fmt: skip
    lines += [("amber", warning) for warning in plan.warnings]
    return lines


def _story_line(summary: "Summary") -> str:
    return _("{title}  ·  {where}").format(
        title=summary.title or _("Untitled story"), where=wording.subtitle(summary)
    )
