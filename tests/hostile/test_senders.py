"""Strangers, impostors and liars: what they say of themselves and others gives them nothing."""

import base64
import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from ssc_desktop.bundle import bag, messages, reading, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Held
from ssc_desktop.bundle.messages import HostKey, Invitation, Message, Receipt, Request
from ssc_desktop.errors import BundleError, InvalidInput, NotFound
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.services import (
    bundles,
    inbox,
    ledger,
    receipts,
    station,
    trust,
    workshop,
)
from ssc_desktop.services.answers import Taken
from ssc_desktop.services.gathering import Gathered
from ssc_desktop.services.station import Found, Rules
from tests.hostile.forge import (
    Files,
    sealed,
    taken_apart,
    with_file,
    zipped,
)
from tests.hostile.scales import Cost, weighed
from tests.hostile.victim import everything, is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE, device_key, numbered_id
from tests.unit.bundle.samples import Laptop as Maker

NewLibrary = Callable[[], Laptop]
MALLORY = device_key(66)
WORKSHOP = numbered_id(0xE)


def told(target: Path, message: Message, key: DeviceKey = MALLORY, name: str = "Mallory") -> Path:
    """A message, rightly signed by whoever says it."""
    contents = Contents((), [Device(key.public, name)])
    return writing.write(target, contents, key, header=messages.header_of(message)).path


def crowned(*keys: DeviceKey) -> Invitation:
    """An invitation that makes the first a facilitator and the others the repository."""
    roles = ["facilitator", *["repository"] * len(keys)]
    hosts = [
        HostKey(key.public, "", f"host {number}", role)
        for number, (key, role) in enumerate(zip(keys, roles, strict=False))
    ]
    return Invitation(WORKSHOP, "Nairobi", tuple(hosts))


def roles(laptop: Laptop) -> set[tuple[str, str]]:
    """Who is anything, and how far he is trusted."""
    return {(one.role, one.state) for one in trust.computers(laptop.library)}


# ------------------------------------------------------------ invitations


def taken_unasked(source: Path, laptop: Laptop) -> Taken:
    return bundles.take(laptop.library, source, accept=False)[0]


def _gathered_unasked(source: Path, laptop: Laptop) -> Gathered:
    return bundles.take_all(laptop.library, bundles.plan_all(laptop.library, [source]))[0]


def _looked_at(source: Path, laptop: Laptop) -> Found:
    surveyed = station.survey([source.parent])
    return station.look(laptop.library, surveyed, Rules(accept_new=True))


@pytest.mark.parametrize("way", [taken_unasked, _gathered_unasked, _looked_at])
@pytest.mark.parametrize("state", ["new", "seen", "checked"])
def test_an_invitation_gives_nothing_without_a_click(
    way: Callable[[Path, Laptop], object], state: str, new_library: NewLibrary, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    source = told(tmp_path / "stick" / "invitation.sscz", crowned(MALLORY, device_key(67)))

    def met() -> Laptop:
        laptop = new_library()
        if state != "new":
            laptop.take(told(tmp_path / "receipt.sscz", Receipt()))
            trust.set_state(laptop.library, "Mallory", state)
        return laptop

    _answer, laptop = weighed(partial(way, source), met)
    inbox.again(laptop.library)

    assert workshop.current(laptop.library) is None
    assert roles(laptop) <= {("", state)}


def test_an_invitation_in_the_place_of_an_accepted_bundle_waits(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    """A stick may show one file when it is looked at, and another when it is taken in."""
    laptop, source = new_library(), tmp_path / "rice.sscz"
    contents = Contents((), [Device(MALLORY.public, "Mallory")])

    def lay(message: Message) -> None:
        header = replace(messages.header_of(message), bundle=numbered_id(0xB))
        writing.write(source, contents, MALLORY, header=header)

    lay(Receipt())
    plan = bundles.plan(laptop.library, source)
    plans = bundles.plan_all(laptop.library, [source])
    assert plan.waits == "new_device"
    lay(crowned(MALLORY))

    kept = bundles.take(laptop.library, plan, accept=True)[0].kept
    bundles.take_all(laptop.library, plans, accept=[plan.bundle])

    assert kept
    assert workshop.current(laptop.library) is None
    assert roles(laptop) == {("", "new")}


def test_an_invitation_that_nobody_in_it_signed_is_refused(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    source = told(tmp_path / "invitation.sscz", crowned(device_key(67)))
    laptop = new_library()
    before = everything(laptop)

    with pytest.raises(InvalidInput, match="does not name"):
        bundles.take(laptop.library, source)

    assert everything(laptop) == before


def test_an_invitation_neither_frees_nor_crowns_a_blocked_computer(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    laptop = new_library()
    blocked = device_key(67)
    laptop.take(told(tmp_path / "receipt.sscz", Receipt(), blocked, "Bo"))
    trust.set_state(laptop.library, "Bo", "blocked")

    laptop.take(told(tmp_path / "invitation.sscz", crowned(MALLORY, blocked)))

    assert roles(laptop) == {("facilitator", "checked"), ("", "blocked")}


def test_a_full_invitation_costs_little(new_library: NewLibrary, tmp_path: Path) -> None:
    keys = [MALLORY, *(device_key(number) for number in range(100, 199))]
    source = told(tmp_path / "invitation.sscz", crowned(*keys))

    _taken, laptop = weighed(lambda one: one.take(source), new_library)

    assert len(trust.computers(laptop.library)) == 100


# ------------------------------------------------------------ computers and their names


def test_computers_that_wrote_nothing_are_not_remembered(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """10,000 names in a bundle must not fill the list of those whom people know."""
    lines = b"".join(
        b'{"key":"%s","name":"Amina"}\n' % base64.b64encode(os.urandom(32)) for _one in range(9998)
    )
    source = tmp_path / "names.sscz"
    source.write_bytes(zipped(with_file(good, bag.DEVICES, good[bag.DEVICES] + lines)))

    taken, laptop = weighed(lambda one: one.take(source), new_library)

    assert len(taken.new) == 2
    assert {one.id for one in trust.computers(laptop.library)} == {Maker(1).key.id, Maker(2).key.id}


def test_roles_and_trust_that_somebody_claims_are_passed_over(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    lines = good[bag.DEVICES].replace(
        b'"name":"laptop 1"}', b'"name":"laptop 1","role":"facilitator","trust":"checked"}'
    )
    source = tmp_path / "claims.sscz"
    source.write_bytes(zipped(with_file(good, bag.DEVICES, lines)))

    _taken, laptop = weighed(lambda one: one.take(source), new_library)

    assert roles(laptop) == {("", "seen"), ("", "new")}


NAMES = {
    "Amina\u202e\u2066gnp.exe\u2069": "Aminagnp.exe",
    "Amina\nis your facilitator\n": "Amina is your facilitator",
    " \t Amina \t ": "Amina",
    "<img src='file:////host/share'>": "<img src='file:////host/share'>",
    "<b>Amina</b> &amp;": "<b>Amina</b> &amp;",
    "عائشة\u200f": "عائشة\u200f",
    "క్\u200cష": "క్\u200cష",
    "{0} {sender} %s": "{0} {sender} %s",
    "x" * 200: "x" * 200,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_line_of_plain_text(
    name: str, new_library: NewLibrary, tmp_path: Path
) -> None:
    lines = b'{"key":"%s","name":%s}\n' % (base64.b64encode(MALLORY.public), _json(name))
    source = told(tmp_path / "receipt.sscz", Receipt())
    source.write_bytes(_named(source, lines))

    taken, laptop = weighed(partial(taken_unasked, source), new_library)

    (waiting,) = inbox.waiting(laptop.library)
    (known,) = trust.computers(laptop.library)
    assert taken.sender == waiting.sender == known.name == NAMES[name]
    assert NAMES[name] in waiting.sentence()


def _json(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()


def _named(source: Path, devices: bytes) -> bytes:
    """The same message with other lines for the computers in it."""
    files = taken_apart(source)
    bundle = source.read_bytes()[34:70].decode()
    return zipped(sealed(files | {bag.DEVICES: devices}, MALLORY, bundle), bundle)


@pytest.mark.parametrize("name", ["\x1b[31mAmina", "Amina\x00", "Amina\x9b", "x" * 201])
def test_a_name_with_control_characters_or_without_end_is_refused(
    name: str, victim: Laptop, tmp_path: Path
) -> None:
    lines = b'{"key":"%s","name":%s}\n' % (base64.b64encode(MALLORY.public), _json(name))
    source = told(tmp_path / "receipt.sscz", Receipt())
    source.write_bytes(_named(source, lines))

    with pytest.raises(BundleError) as refused:
        bundles.plan(victim.library, source)

    assert refused.value.rule == "devices"


# ------------------------------------------------------------ blocked


def test_what_a_blocked_computer_sends_stays_in_the_inbox(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: blocked device."""
    source = tmp_path / "rice.sscz"
    source.write_bytes(zipped(good))

    def blocking() -> Laptop:
        laptop = new_library()
        laptop.take(told(tmp_path / "receipt.sscz", Receipt(), Maker(1).key, "Bo"))
        trust.set_state(laptop.library, "Bo", "blocked")
        return laptop

    taken, laptop = weighed(lambda one: one.take(source), blocking)

    assert taken.kept
    assert [one.reason for one in inbox.waiting(laptop.library)] == ["blocked"]
    assert RICE not in laptop.truth()
    assert not any(laptop.library.attachments.folder.rglob("*"))
    assert is_tidy(laptop)


def test_the_lines_of_a_blocked_computer_are_put_aside_and_the_rest_taken(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: blocked device, whose work another brings."""
    source = tmp_path / "rice.sscz"
    source.write_bytes(zipped(good))

    def blocking() -> Laptop:
        laptop = new_library()
        laptop.take(told(tmp_path / "receipt.sscz", Receipt(), Maker(2).key, "Bo"))
        trust.set_state(laptop.library, "Bo", "blocked")
        return laptop

    taken, laptop = weighed(lambda one: one.take(source), blocking)

    assert [one.rpartition(": ")[2] for one in taken.quarantined] == ["blocked", "blocked"]
    assert laptop.case(RICE).title == "Hybrid rice"
    assert laptop.case(FISH).title == "Fish ponds"


# ------------------------------------------------------------ receipts and requests


def _everything_held(laptop: Laptop) -> Receipt:
    """What somebody says who wants to be sent nothing."""
    return messages.message_in(  # type: ignore[return-value]
        _header_of(laptop.receipt())
    )


def _header_of(bundle: Path) -> Header:
    return reading.head(bundle).header


def test_forged_fingerprints_send_too_little_until_the_next_true_word(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: receipt with forged fingerprints."""
    amina = new_library()
    story = amina.add(title="Rice", visibility="public")
    amina.take(told(tmp_path / "lie.sscz", _everything_held(amina)))

    with pytest.raises(InvalidInput, match="Nothing needs to be sent"):
        amina.send(receiver=MALLORY.id)
    assert ledger.stories(amina.library, [story])[0].state == "delivered"
    amina.take(told(tmp_path / "truth.sscz", Request()))

    bo = new_library()
    bo.take(amina.send(receiver=MALLORY.id))
    assert bo.case(story).title == "Rice"
    assert ledger.stories(amina.library, [story])[0].state != "delivered"


def test_forged_fingerprints_send_too_much_and_harm_nobody(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    amina = new_library()
    story = amina.add(title="Rice", visibility="public")
    forged = Receipt({story: Held(2**53 - 1, "f" * 32)}, Held(2**53 - 1, "f" * 32))
    amina.take(told(tmp_path / "lie.sscz", forged))

    bo = new_library()
    bo.take(amina.send(receiver=MALLORY.id))

    assert bo.case(story) == amina.case(story)
    assert receipts.lacking(amina.library).stories == (story,)


def test_a_full_receipt_changes_no_story(new_library: NewLibrary, tmp_path: Path) -> None:
    """Of 60,000 stories, as many as a receipt may name: the only one that may cost a second.

    Whoever has so many stories has to tell of them; each is a row of a table.
    """
    many = {numbered_id(number): Held(1, "0" * 32) for number in range(60_000)}
    missing = tuple(f"{number:064x}" for number in range(20_000))
    bundles_taken = tuple(numbered_id(number) for number in range(2000))
    message = Receipt(many, Held(60_000, "0" * 32), bytes(8 * 98_304), missing, bundles_taken)
    source = told(tmp_path / "receipt.sscz", message)

    taken, laptop = weighed(lambda one: one.take(source), new_library, Cost(seconds=2.0))

    assert taken.is_message
    assert set(laptop.truth()) == {laptop.listed()[0].id}
    assert {one.state for one in ledger.stories(laptop.library)} == {"draft"}


def test_a_request_for_10_000_stories_that_nobody_has(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    wanted = tuple(numbered_id(number) for number in range(10_000))
    source = told(tmp_path / "request.sscz", Request(wanted=wanted))

    _taken, laptop = weighed(lambda one: one.take(source), new_library)

    (asked,) = receipts.asking(laptop.library)
    assert len(asked.stories) == 10_000
    with pytest.raises(NotFound):
        receipts.answer(laptop.library, MALLORY.id, tmp_path / "answer.sscz")
