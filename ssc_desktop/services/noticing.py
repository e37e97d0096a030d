"""Noticing: what people should hear about the computers that wrote in a bundle (section 5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ssc_desktop import settings
from ssc_desktop.bundle.devices import Device
from ssc_desktop.history.fingerprints import fingerprint_of
from ssc_desktop.history.revision import Cut
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.store import devices, truth
from ssc_desktop.store.library import Library

CLOCK = "clock"
COPIED = "copied"
NAMESAKE = "namesake"


@dataclass
class Noticed:
    """What was noticed while a bundle was looked at or, with `taking`, taken in.

    Taking remembers what people were told: they hear of a copied laptop or a wrong clock once.
    """

    library: Library
    connection: Connection
    taking: bool = False
    incomplete: set[str] = field(default_factory=set)
    """Stories of which something is missing."""
    lost: bool = False
    """The bundle leaves out what was here once and is not any more."""
    for_others: bool = False
    """It is addressed to somebody else, by a computer that nobody here met."""
    restored: bool = False
    """This library was copied, or came back from a backup."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the bundle calls computers that nobody here met."""
    _wrong_clocks: set[str] = field(default_factory=set)
    _copied: set[str] = field(default_factory=set)
    _numbers: dict[tuple[str, str, str, int], str] = field(default_factory=dict)
    _writers: dict[str, str] = field(default_factory=dict)
    """Those who wrote in it, with the name of another computer, or ""."""
    _sender: str = ""
    _key_changed: str = ""

    def look(self, cuts: Iterable[Cut], held: bool) -> None:
        """Look at new cuts; `held` says whether something of their story was here before."""
        clock = self.library.clock
        own = self.library.device.id
        for cut in cuts:
            if cut.device not in self._writers:
                self._writers[cut.device] = self._name_of_another(cut.device)
            if cut.at and (clock.seen(cut.at) if self.taking else clock.is_ahead(cut.at)):
                self._wrong_clocks.add(cut.device)
            number = (cut.device, cut.incarnation, cut.root, cut.sequence)
            twin = self._numbers.setdefault(number, cut.id) != cut.id
            if cut.at and (twin or (held and truth.is_twin(self.connection, cut))):
                self._copied.add(cut.device)
            if (cut.device, cut.incarnation) == (own, self.library.incarnation):
                # our own save that we do not know: this library was restored or copied
                self.restored = True
                if self.taking:
                    self.library.begin_incarnation(self.connection)

    def look_at_sender(self, sender: Device) -> None:
        """Whether somebody whose name is known sends with another key than before."""
        self._sender = sender.id
        if self._is_taken(sender.id, sender.name):
            self._key_changed = _(
                "“{name}” had another key until now. Compare the fingerprint {fingerprint} with"
                " the person before you take this in."
            ).format(name=sender.name, fingerprint=fingerprint_of(sender.id))

    def _name_of_another(self, device: str) -> str:
        """The name of a computer, where another has it too and nobody said that both may."""
        met = {identity: name for identity, _key, name in devices.known(self.connection)}
        name = met.get(device) or self.names.get(device, "")
        is_known = device in {self._sender, self.library.device.id}
        return name if not is_known and self._is_taken(device, name) else ""

    def _is_taken(self, device: str, name: str) -> bool:
        wanted = devices.folded(name)
        if not wanted or devices.trust(self.connection, device) != devices.NEW:
            return False
        known = devices.known(self.connection)
        others = {other for identity, _key, other in known if identity != device}
        return wanted in map(devices.folded, {*others, settings.load().author_name})

    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words."""
        said = list(self._of_people())
        if self._news_of(self._wrong_clocks, CLOCK):
            said.append(_("The clock of a computer that wrote in this bundle is wrong."))
        copied = self._news_of(self._copied | self._own_if_restored(), COPIED)
        if self.restored:
            said.append(_("This library was copied or restored. Both its histories are kept."))
        elif copied:
            said.append(_("A laptop was copied: two write under one name. Both are kept."))
        if self.lost:
            said.append(
                _(
                    "The sender left out what this library held once, before an older copy of it"
                    " came back: ask for it with a request."
                )
            )
        if self.incomplete:
            n = len(self.incomplete)
            said.append(
                ngettext(
                    "{n} story is incomplete: ask the sender for it again.",
                    "{n} stories are incomplete: ask the sender for them again.",
                    n,
                ).format(n=n)
            )
        return tuple(said)

    def _of_people(self) -> Iterator[str]:
        """Whose it is, and for whom."""
        if self._key_changed:
            yield self._key_changed
        if self.for_others:
            yield _("It was made for somebody else: take it in only if its sender agrees to that.")
        for device, name in sorted(self._writers.items()):
            if name and self._news_of({device}, NAMESAKE):
                yield _(
                    "“{name}” wrote in it with another key than the one known here. Compare the"
                    " fingerprint {fingerprint} with the person."
                ).format(name=name.strip(), fingerprint=fingerprint_of(device))

    def _own_if_restored(self) -> set[str]:
        return {self.library.device.id} if self.restored else set()

    def _news_of(self, found: set[str], what: str) -> bool:
        """Whether people have yet to hear this of one of the computers."""
        tell = devices.tell if self.taking else devices.is_untold
        untold = [one for one in sorted(found) if tell(self.connection, one, what)]
        return bool(untold)
