"""The forms a cut is decoded into: strictly where it comes in, plainly where it is kept."""

import msgspec

from ssc_desktop.history.canonical import no_floats


class UsualCut(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """The usual body of a cut, members in canonical order."""

    at: str
    by: str
    dev: str
    inc: str
    note: str | msgspec.UnsetType = msgspec.UNSET
    prev: str
    revs: tuple[str, ...]
    root: str
    seq: int
    v: int


decode_strictly = msgspec.json.Decoder(UsualCut, float_hook=no_floats).decode


class CutForm(msgspec.Struct, gc=False):
    """A cut as it is kept; of a newer version only `v` is looked at."""

    v: int
    root: str = ""
    revs: tuple[str, ...] = ()
    at: str = ""
    by: str = ""
    dev: str = ""
    inc: str = ""
    seq: int = 0
    prev: str = ""
    note: str = ""


decode_cut = msgspec.json.Decoder(CutForm).decode
