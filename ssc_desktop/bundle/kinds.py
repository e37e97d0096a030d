"""The kinds of bundles, and the members that a kind has for itself in `bundle.json`."""

from collections.abc import Mapping
from typing import Final

DELTA: Final = "delta"
FULL: Final = "full"
LIGHT: Final = "light"
"""Without attachments; `absent` names them."""
RECEIPT: Final = "receipt"
REQUEST: Final = "request"
INVITATION: Final = "invitation"

KINDS: Final = (DELTA, FULL, LIGHT, RECEIPT, REQUEST, INVITATION)
"""A bundle of another kind, from a later minor version, is taken in like a delta."""

OWN_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    RECEIPT: ("blobs", "missing", "taken"),
    REQUEST: ("blobs", "missing", "taken", "wanted"),
    INVITATION: ("invitation",),
}
"""What a bundle of the kind says beside that which all say."""
