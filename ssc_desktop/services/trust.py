"""Trust: the computers met, how far each is known, and their fingerprints."""

from dataclasses import dataclass

from ssc_desktop.store.library import Library

STATES = ("checked", "seen", "new", "blocked")
"""What a person may say of another computer; this one is `own`."""


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer whose signature was met."""

    id: str
    """As revisions and cuts name it."""
    name: str
    """What its owner calls it, or the beginning of its id."""
    fingerprint: str
    """Six groups of four characters, to be compared by voice or on paper."""
    state: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    role: str = ""
    """`facilitator`, `repository` or ""."""
    recipient: str = ""
    """Its public key for encryption; "" where it is not known."""
    first_seen: str = ""
    last_bundle: str = ""
    """When the last bundle from it was taken in; "" where there was none."""
    namesakes: tuple[str, ...] = ()
    """The ids of other keys under the same name: ask whose they are."""


def computers(library: Library) -> tuple[Computer, ...]:
    """All other computers, by name."""
    raise NotImplementedError


def own(library: Library) -> Computer:
    """This computer."""
    raise NotImplementedError


def find(library: Library, text: str) -> Computer:
    """The computer of a name, a fingerprint (or its beginning), or an id.

    Raises NotFound, and InvalidInput where several fit: their names and fingerprints are told.
    """
    raise NotImplementedError


def set_state(library: Library, text: str, state: str) -> Computer:
    """Say how far a computer is trusted; `text` names it as in `find`.

    Blocking counts from now on: what is here stays, what comes is put aside. Raises as `find`, and
    InvalidInput for a state that is none of STATES or for this computer itself.
    """
    raise NotImplementedError


def fingerprint(device: str) -> str:
    """The id of a computer as people compare it: six groups of four characters."""
    raise NotImplementedError


def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """A text as the squares of a QR code, row by row, True for dark; with its quiet margin."""
    raise NotImplementedError


def qr_svg(text: str) -> bytes:
    """The same as a picture for paper: SVG."""
    raise NotImplementedError
