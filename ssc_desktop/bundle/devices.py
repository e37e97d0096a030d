"""`devices.jsonl`: the public keys of all computers whose work is in a bundle."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ssc_desktop.bundle.limits import LONGEST_NAME, MOST_DEVICES
from ssc_desktop.bundle.refusals import damaged
from ssc_desktop.history.canonical import NotCanonical, canonical, parsed, storable
from ssc_desktop.history.identifiers import digest

_KEY_LENGTH: Final = 32
_RECIPIENT = re.compile(r"age1[a-z0-9-]{1,4000}")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that make what follows them run the other way, also behind the end of a name."""


@dataclass(frozen=True, slots=True)
class Device:
    """A computer.

    Attributes:
        key: its raw public key.
        name: what its owner calls it.
        age: its public key for encryption, `age1…`, or "" where it tells none.
    """

    key: bytes
    name: str = ""
    age: str = ""

    @property
    def id(self) -> str:
        """Its name in revisions and cuts: the SHA-256 of the key."""
        return digest(self.key)


def written(devices: Iterable[Device]) -> bytes:
    """The lines of `devices.jsonl`, sorted by device."""
    return b"".join(
        canonical(_members(device)) + b"\n"
        for device in sorted(devices, key=lambda device: device.id)
    )


def is_recipient(text: object) -> bool:
    """Whether `text` has the form of a public key for encryption."""
    return isinstance(text, str) and _RECIPIENT.fullmatch(text) is not None


def plain_name(name: str) -> str:
    """A name as it may stand in a sentence: one line, not endless, turning nothing around."""
    return " ".join(_TURNING.sub("", str(storable(name))).split())[:LONGEST_NAME]


def _members(device: Device) -> dict[str, object]:
    members: dict[str, object] = {
        "key": base64.b64encode(device.key).decode(),
        "name": plain_name(device.name),
    }
    if device.age:
        members["age"] = device.age
    return members


def read(body: bytes) -> dict[str, Device]:
    """The devices by id; raises Refusal where a line is not one, or one stands twice."""
    devices: dict[str, Device] = {}
    lines = body.split(b"\n")
    if lines.pop():
        raise damaged("devices")
    if len(lines) > MOST_DEVICES:
        raise damaged("devices")
    for line in lines:
        device = _device(line)
        if device.id in devices:
            raise damaged("devices")
        devices[device.id] = device
    return devices


def _device(line: bytes) -> Device:
    try:
        members = parsed(line)
        key = base64.b64decode(members["key"], validate=True)
        name, age = members.get("name", ""), members.get("age", "")
    except (NotCanonical, KeyError, TypeError, ValueError, binascii.Error) as error:
        raise damaged("devices") from error
    if len(key) != _KEY_LENGTH or not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise damaged("devices")
    # a way of encrypting that is not known here is no reason to refuse the stories
    return Device(key, plain_name(name), age if is_recipient(age) else "")
