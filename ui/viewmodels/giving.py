"""How a bundle is made: what a person chose, what can be offered, and both in words."""

from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import _, listed, ngettext
from ui.viewmodels import wording

MEGABYTE = 1_000_000
_MAIL = 1.37
"""What a file grows by when it goes by mail."""
MAILS = (10, 20)
"""Megabytes that mail usually carries."""
ALL, CHOSEN = "all", "chosen"
EVERYBODY, HOSTS, PASSPHRASE = "everybody", "hosts", "passphrase"
LEAST, _GOOD = 8, 16


@dataclass(frozen=True, slots=True)
class Giving:
    """What goes into a bundle and how, as a person chose it."""

    ids: tuple[str, ...] | None = None
    """The stories; None for all."""
    circle: str = "workshop"
    receiver: str = ""
    """The computer it is for: what that one holds is left out."""
    light: bool = False
    """Without pictures and files."""
    most: int = 0
    """The bytes of one file; 0 for any number."""
    to: tuple[str, ...] = ()
    """The computers for which it is locked."""
    passphrase: str = ""
    with_private: bool = False
    """Contacts and consents go along."""
    answers: bool = False
    """It answers a request of its receiver."""

    @property
    def locked(self) -> bool:
        """Whether only those it is for can open it."""
        return bool(self.to or self.passphrase)


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be offered, as far as the library knows."""

    receivers: tuple[tuple[str, str], ...] = ()
    """Computers of which it is known what they hold: id and name."""
    hosts: tuple[tuple[str, str], ...] = ()
    """Those who run the workshop and can open what is locked for them: id and name."""
    part_size: int = 0
    """The largest file, as the invitation says."""
    host_here: bool = False
    """This computer runs the workshop itself."""


def offers(library: Any) -> Offers:
    """A job: what can be offered."""
    from ssc_desktop import services

    known = [
        (one.id, one.name)
        for one in services.ledger.laptops(library).laptops
        if one.answered and one.trust != "blocked"
    ]
    workshop = services.workshop.current(library)
    if workshop is None:
        return Offers(tuple(known))
    hosts = [
        (one.id, one.name)
        for one in workshop.keys
        if one.recipient and one.state not in {"own", "blocked"}
    ]
    return Offers(tuple(known), tuple(hosts), workshop.part_size, workshop.made_here)


def for_mail(megabytes: int) -> int:
    """How many bytes a file may have that goes by a mail of so many megabytes."""
    return int(megabytes * MEGABYTE / _MAIL)


def summary(giving: Giving, found: Offers) -> str:
    """The choices in a line: “All stories · with pictures · one file · not locked”."""
    parts = [_which(giving, found), _("without pictures") if giving.light else _("with pictures")]
    if giving.most:
        n = round(giving.most * _MAIL / MEGABYTE)
        parts.append(_("files for mails of {n} MB").format(n=n))
    else:
        parts.append(_("one file"))
    parts.append(_locked(giving, found))
    return " · ".join(parts)


def _which(giving: Giving, found: Offers) -> str:
    if giving.receiver:
        name = dict(found.receivers).get(giving.receiver, "")
        return _("what {name} lacks").format(name=name) if name else _("what it lacks")
    if giving.ids is None:
        return _("all stories")
    return wording.stories(len(giving.ids))


def _locked(giving: Giving, found: Offers) -> str:
    if giving.passphrase:
        return _("locked with a passphrase")
    if giving.to:
        names = dict(found.hosts)
        named = listed(names.get(one, one) for one in giving.to)
        return _("locked for {names}").format(names=named)
    return _("not locked")


def chosen(ids: tuple[str, ...]) -> str:
    """The stories that were chosen, as one of the ways."""
    n = len(ids)
    return ngettext("This story", "The {n} chosen", n).format(n=n)


def strength(passphrase: str) -> tuple[str, str]:
    """How good a passphrase is: a tone, and a sentence."""
    if not passphrase:
        return "muted", _("Four words that have nothing to do with each other are easy to say and "
                          "hard to guess.")  # fmt: skip
    if len(passphrase) < LEAST:
        return "amber", _("Too short: at least {n} characters.").format(n=LEAST)
    if len(passphrase) < _GOOD or len(set(passphrase)) < LEAST:
        return "amber", _("It can be guessed by somebody who tries long enough. Longer is better.")
    return "green", _("Good.")


def is_ready(passphrase: str, again: str) -> bool:
    """Whether a passphrase that was typed twice can be used."""
    return len(passphrase) >= LEAST and passphrase == again
