"""`devices.jsonl`: the public keys of all computers whose work is in a bundle."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ssc_desktop.bundle.refusals import damaged
from ssc_desktop.history.canonical import NotCanonical, canonical, parsed, storable
from ssc_desktop.history.identifiers import digest

_KEY_LENGTH: Final = 32
_RECIPIENT = re.compile(r"age1[a-z0-9-]{1,4000}")


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


def _members(device: Device) -> dict[str, object]:
    members: dict[str, object] = {
        "key": base64.b64encode(device.key).decode(),
        "name": storable(device.name),
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
    if len(key) != _KEY_LENGTH or not isinstance(name, str):
        raise damaged("devices")
    # a way of encrypting that is not known here is no reason to refuse the stories
    return Device(key, name, age if is_recipient(age) else "")
