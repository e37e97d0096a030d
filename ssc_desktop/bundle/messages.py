"""Bundles that carry no stories but a message: receipt, request, invitation (sections 7, 10, 12).

Write one with `writing.write(target, Contents((), [own_device]), key, header=header_of(message))`;
one that was read stands in `Opened.message`. What is too much for a header is left out on the way:
who is told less of what a copy holds sends more than is needed, and no harm is done.
"""

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ssc_desktop.bundle import kinds
from ssc_desktop.bundle.devices import is_recipient, plain_name
from ssc_desktop.bundle.header import NOTHING, Header, Held
from ssc_desktop.bundle.limits import LONGEST_NAME, MOST_NAMED, MOST_ROOTS
from ssc_desktop.bundle.refusals import damaged
from ssc_desktop.history.identifiers import is_digest, is_id, is_root

PREFIX: Final = 8
"""Bytes by which a receipt names an attachment."""
MOST_PREFIXES: Final = 98_304
MOST_TAKEN: Final = 2000
MOST_WANTED: Final = 10_000
MOST_KEYS: Final = 100
MOST_LANGUAGES: Final = 100
MOST_LAPTOPS: Final = 100_000
FACILITATOR: Final = "facilitator"
REPOSITORY: Final = "repository"

_KEY_LENGTH: Final = 32
_ROLE = re.compile(r"[a-z]{1,20}")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a computer holds, as it tells others, so that they need not send it again.

    Attributes:
        roots: number and fingerprint of every root it holds.
        everything: the same of all of them together.
        blobs: the sorted first eight bytes of the attachments it holds, one after the other; made
            by `prefixes`, asked by `holds`.
        missing: attachments that its stories name and that it does not hold.
        taken: the bundles that it took in, the latest last.
    """

    roots: Mapping[str, Held] = field(default_factory=dict)
    everything: Held = NOTHING
    blobs: bytes = b""
    missing: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A receipt that wants an answer: what a computer asks for.

    Attributes:
        held: what it holds, and which attachments it lacks.
        wanted: the roots it asks for; where there are none, whatever it lacks.
    """

    held: Receipt = field(default_factory=Receipt)
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HostKey:
    """A computer that an invitation vouches for.

    Attributes:
        key: its raw Ed25519 public key.
        age: its public key for encryption, `age1…`, or "".
        role: FACILITATOR or REPOSITORY; another one, of a later version, means nothing here.
    """

    key: bytes
    age: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What sets a laptop up for a workshop in one step.

    Attributes:
        workshop: the workshop's id.
        keys: the repository's and the facilitators'.
        form: the version of the record's form that is used there.
        part_size: the largest file that the way to the repository lets through, in bytes; 0 for
            any.
        languages: in which the stories may be told, the first one first.
        laptops: how many are expected; 0 where nobody knows.
    """

    workshop: str
    name: str
    keys: tuple[HostKey, ...]
    form: str = ""
    part_size: int = 0
    languages: tuple[str, ...] = ()
    laptops: int = 0


Message = Receipt | Request | Invitation


def prefixes(blobs: Iterable[str]) -> bytes:
    """The sorted first bytes of these SHA-256s, as a receipt tells them."""
    return b"".join(sorted({bytes.fromhex(one[: 2 * PREFIX]) for one in blobs}))


def named(blobs: bytes) -> frozenset[str]:
    """The prefixes in a receipt, each as 16 hex digits: the beginning of an attachment's name."""
    return frozenset(blobs[place : place + PREFIX].hex() for place in range(0, len(blobs), PREFIX))


def header_of(message: Message, *, by: str = "", to: tuple[str, ...] = ()) -> Header:
    """The header to write a message with."""
    if isinstance(message, Receipt):
        return Header(
            kind=kinds.RECEIPT,
            by=by,
            to=to,
            scope="all",
            roots=dict(sorted(message.roots.items())[:MOST_ROOTS]),
            everything=message.everything,
            own=_of_receipt(message),
        )
    if isinstance(message, Request):
        told = header_of(message.held, by=by, to=to)
        scope = "selected" if message.wanted else "all"
        own = {**told.own, "wanted": sorted(message.wanted)[:MOST_WANTED]}
        return replace(told, kind=kinds.REQUEST, scope=scope, own=own)
    return Header(
        kind=kinds.INVITATION,
        by=by,
        to=to,
        scope="all",
        workshop=message.workshop,
        own={"invitation": _of_invitation(message)},
    )


def message_in(header: Header) -> Message | None:
    """The message of a bundle; None where it has none. Raises Refusal where it is malformed."""
    read = _READERS.get(header.kind)
    if read is None:
        return None
    try:
        return read(header)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged(f"{header.kind} schema") from error


# ------------------------------------------------------------ receipts


def _of_receipt(message: Receipt) -> dict[str, object]:
    return {
        "blobs": base64.b64encode(message.blobs[: MOST_PREFIXES * PREFIX]).decode(),
        "missing": sorted(message.missing)[:MOST_NAMED],
        "taken": list(message.taken)[-MOST_TAKEN:],
    }


def _receipt(header: Header) -> Receipt:
    blobs = base64.b64decode(header.own.get("blobs", ""), validate=True)
    if len(blobs) % PREFIX:
        raise ValueError("blobs")
    return Receipt(
        header.roots,
        header.everything,
        blobs,
        _all(header.own.get("missing", []), is_digest, MOST_NAMED),
        _all(header.own.get("taken", []), is_id, MOST_TAKEN),
    )


# ------------------------------------------------------------ requests


def _request(header: Header) -> Request:
    return Request(_receipt(header), _all(header.own.get("wanted", []), _is_root, MOST_WANTED))


# ------------------------------------------------------------ invitations


def _of_invitation(message: Invitation) -> dict[str, object]:
    return {
        "form": message.form,
        "keys": [
            {
                "age": host.age,
                "key": base64.b64encode(host.key).decode(),
                "name": host.name,
                "role": host.role,
            }
            for host in message.keys
        ],
        "languages": message.languages,
        "laptops": message.laptops,
        "name": message.name,
        "part_size": message.part_size,
    }


def _invitation(header: Header) -> Invitation:
    members = header.own["invitation"]
    keys = members["keys"]
    if not is_id(header.workshop) or not 0 < len(keys) <= MOST_KEYS:
        raise ValueError("workshop or keys")
    return Invitation(
        header.workshop,
        _name(members["name"]),
        tuple(map(_host, keys)),
        _name(members.get("form", "")),
        _number(members.get("part_size", 0), 2**53),
        _all(members.get("languages", []), _is_language, MOST_LANGUAGES),
        _number(members.get("laptops", 0), MOST_LAPTOPS),
    )


def _host(members: Any) -> HostKey:
    key = base64.b64decode(members["key"], validate=True)
    age, role = members.get("age", ""), members.get("role", "")
    if len(key) != _KEY_LENGTH or not (age == "" or is_recipient(age)):
        raise ValueError("key")
    if _ROLE.fullmatch(role) is None:
        raise ValueError("role")
    return HostKey(key, age, _name(members.get("name", "")), role)


# ------------------------------------------------------------ all


def _is_root(text: object) -> bool:
    return isinstance(text, str) and is_root(text)


def _is_language(text: object) -> bool:
    return isinstance(text, str) and _LANGUAGE.fullmatch(text) is not None


def _all(items: Any, fits: Callable[[object], bool], most: int) -> tuple[str, ...]:
    if not isinstance(items, list) or len(items) > most or not all(map(fits, items)):
        raise ValueError("list")
    return tuple(items)


def _name(text: Any) -> str:
    if not isinstance(text, str) or len(text) > LONGEST_NAME:
        raise ValueError("name")
    return plain_name(text)


def _number(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("number")
    return value


_READERS: Final[Mapping[str, Callable[[Header], Message]]] = {
    kinds.RECEIPT: _receipt,
    kinds.REQUEST: _request,
    kinds.INVITATION: _invitation,
}
