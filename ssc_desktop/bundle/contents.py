"""What goes into a bundle, as whoever holds the library hands it over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Held


@dataclass(frozen=True, slots=True)
class History:
    """All that is held of one root, in any order.

    Attributes:
        cuts: the signed lines (`history.revision.signed_line`).
        revisions: the bodies.
    """

    root: str
    cuts: Sequence[bytes]
    revisions: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Blob:
    """An attachment, where it lies."""

    sha256: str
    size: int
    file: KeptFile


@dataclass(frozen=True, slots=True)
class Contents:
    """The matter of one bundle; histories are asked for once, one after the other.

    Attributes:
        histories: with ascending roots, so that the writer needs to hold one at a time.
        devices: at least those that occur; the others are left out.
        blobs: attachments to send along; each once.
        everything: what the sender holds in all; None where the bundle holds all of it.
        with_private: a person has confirmed, for this bundle, that contacts may go in it.
    """

    histories: Iterable[History]
    devices: Iterable[Device]
    blobs: Iterable[Blob] = ()
    everything: Held | None = None
    with_private: bool = False
