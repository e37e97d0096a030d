"""What to know before bundles are taken in: what asks for an answer, and what is only told."""

from typing import TYPE_CHECKING

from ssc_desktop.i18n import _, ngettext
from ui.viewmodels import coming as words
from ui.viewmodels.collecting import AGREED, NEW, Collecting, Coming
from ui.widgets.facts_card import FactsCard
from ui.widgets.notice_box import NoticeBox
from ui.widgets.passphrase_line import PassphraseLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QFrame

    from ssc_desktop.services.gathering import Plans

_MOST = 6


def facts(collecting: Collecting, coming: Coming) -> "Iterator[QFrame]":
    """The boxes, those that ask for something first."""
    plans = coming.plans
    if plans.locked:
        yield _locked(collecting, plans)
    new = [one.sender_id for one in coming.plans.shares if coming.asks(one) == "new_device"]
    if len(new) > 1:
        yield _new_computers(collecting, new)
    card = _told(plans)
    if card.said:
        yield card


def _locked(collecting: Collecting, plans: "Plans") -> NoticeBox:
    n = len(plans.locked)
    said = ngettext(
        "{n} file is locked with a passphrase.", "{n} files are locked with a passphrase.", n
    )
    box = NoticeBox("hint", "lock")
    box.tell(said.format(n=n), _names(plans))
    line = PassphraseLine(wrong=collecting.wrong)
    line.given.connect(collecting.unlock)
    box.column.addWidget(line)
    return box


def _names(plans: "Plans") -> str:
    named = ", ".join(words.name_of(path) for path in plans.locked[:_MOST])
    more = len(plans.locked) - _MOST
    return _("{names} and {n} more").format(names=named, n=more) if more > 0 else named


def _new_computers(collecting: Collecting, new: list[str]) -> NoticeBox:
    n = len(new)
    said = ngettext("{n} computer was never met before.", "{n} computers were never met before.", n)
    box = NoticeBox("warm", "shield-question-mark")
    box.tell(
        said.format(n=n),
        _("Compare each fingerprint with its owner, or accept them as they are. What you do not "
          "accept waits in the Inbox."),
    )  # fmt: skip
    box.offer(lambda: _("Accept them all"), lambda: collecting.answer(new, AGREED))
    box.offer(lambda: _("Accept none now"), lambda: collecting.answer(new, NEW))
    return box


def _told(plans: "Plans") -> FactsCard:
    card = FactsCard()
    _tell_refused(card, plans)
    if plans.conflicts:
        card.add("git-compare", "amber", words.conflicts(plans.conflicts))
    if plans.duplicates:
        _tell_duplicates(card, plans)
    if plans.missing:
        ask = _("Once the bundles are in, you can write a request for them.")
        card.add("image", "blue", words.missing(len(plans.missing)), ask)
    if plans.quarantined:
        card.add("shield-alert", "amber", words.put_aside(plans.quarantined))
    for said in plans.warnings:
        card.add("info", "muted", said)
    return card


def _tell_refused(card: FactsCard, plans: "Plans") -> None:
    for one in plans.refused:
        if one.kept_as:
            card.add("clock", "amber", one.message, one.advice)
        elif one.path not in plans.locked:
            card.add("circle-alert", "red", one.message, one.advice)


def _tell_duplicates(card: FactsCard, plans: "Plans") -> None:
    pairs = [
        _("{one} – {other}").format(one=one.one.title, other=one.other.title)
        for one in plans.duplicates[:_MOST]
    ]
    later = _("Nothing is joined by itself: you can look at both side by side later.")
    n = len(plans.duplicates)
    card.add("files", "blue", words.duplicates(n), "\n".join([*pairs, later]))
