"""What strangers send waits, and what they ask to be destroyed or shown is not."""

from functools import partial
from pathlib import Path

import pytest

from ssc_desktop.bundle import writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.messages import Receipt, Request
from ssc_desktop.errors import NotFound, Unsafe
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import read_cut
from ssc_desktop.history.saving import Change
from ssc_desktop.services import (
    ledger,
    receipts,
    redacting,
)
from tests.hostile.forge import (
    REVISIONS,
    Files,
    body,
    cut_over,
    with_lines,
    zipped,
)
from tests.hostile.scales import weighed
from tests.hostile.test_senders import NewLibrary, taken_unasked, told
from tests.unit.bundle.samples import RICE, numbered_id
from tests.unit.bundle.samples import Laptop as Maker


def test_messages_of_strangers_wait(new_library: NewLibrary, tmp_path: Path) -> None:
    for message in (Receipt(), Request()):
        source = told(tmp_path / "message.sscz", message)

        taken, laptop = weighed(partial(taken_unasked, source), new_library)

        assert taken.kept
        assert receipts.asking(laptop.library) == ()
        assert not any(one.delivered for one in ledger.laptops(laptop.library).laptops)


# ------------------------------------------------------------ withdrawing, and what is private


def test_a_redaction_by_somebody_else_does_nothing(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: redaction by an unauthorised device."""
    words = next(line for line in good[REVISIONS].splitlines() if b"Kampala" in line)
    asked = body(
        {"target": digest(words), "reason": "because"},
        kind="redaction",
        rec=numbered_id(0x77),
        dev=Maker(2).key.id,
    )
    cut = cut_over([asked], Maker(2))
    source = tmp_path / "redaction.sscz"
    source.write_bytes(zipped(with_lines(good, cuts=[cut], bodies=[asked])))

    taken, laptop = weighed(lambda one: one.take(source), new_library)

    assert taken.quarantined == ()
    assert redacting.waiting(laptop.library) == ()
    with pytest.raises(NotFound):
        redacting.confirm(laptop.library, read_cut(cut).id)
    assert laptop.case(RICE).overview == "Écrit à Kampala"


def test_private_matter_is_never_written_into_a_plain_bundle(tmp_path: Path) -> None:
    """Also: private root in a plain bundle."""
    maker = Maker(1)
    maker.save([Change(RICE, "case", "", {"name": "Mr Musa"})], f"{RICE}/private")
    (private,) = maker.histories()
    contents = Contents([private], [Device(maker.key.public)])

    with pytest.raises(Unsafe) as refused:
        writing.write(tmp_path / "rice.sscz", contents, maker.key, header=Header())

    assert refused.value.rule == "private root"
    assert list(tmp_path.iterdir()) == []


def test_a_stranger_cannot_have_private_matter_shown_as_open(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Contacts stay in their part of the story, whoever says otherwise, and leave with nobody."""
    contact = body(
        {"name": "Mr Musa", "email": "musa@example.org"},
        kind="primary_contact",
        rec=numbered_id(0x77),
        **{"in": RICE},
    )
    source = tmp_path / "contact.sscz"
    source.write_bytes(zipped(with_lines(good, cuts=[cut_over([contact])], bodies=[contact])))

    taken, laptop = weighed(lambda one: one.take(source), new_library)

    assert taken.quarantined == ()
    assert laptop.send(RICE).exists()
