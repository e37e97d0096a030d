"""Bundles that only those can open for whom they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.bundle import reading, sealing
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.errors import Cancelled, InvalidInput, NotForYou, PassphraseNeeded
from ssc_desktop.record.editing import with_item
from ssc_desktop.services import attachments, bundles, leaving, trust
from ssc_desktop.services.unpacking import own_recipient
from tests.laptops import Laptop

PRIVATE = {"primary_contact": [{"name": "Secret-4711"}], "consent_record": [{"person": "Secret"}]}
WORDS = "four quiet words here"


def met(laptop: Laptop, other: Laptop) -> None:
    """`laptop` knows the key of the other one."""
    laptop.take(other.receipt())


def test_a_sealed_bundle_opens_for_its_recipient_and_its_maker(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = amina.add(**PRIVATE)
    met(amina, bo)

    sealed = amina.send(to=(bo.id,), with_private=True)

    assert sealing.is_sealed(sealed)
    assert b"Secret-4711" not in sealed.read_bytes()
    bo.take(sealed)
    assert bo.case(case_id).primary_contact == amina.case(case_id).primary_contact
    assert amina.take(sealed).unchanged == 1
    with pytest.raises(NotForYou):
        chen.take(sealed)
    assert not list((amina.library.folder / "spool").glob("sealing-*"))


def test_the_recipients_stand_inside_the_signed_part(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    key = own_recipient(bo.library)

    sealed = amina.send(to=(key,))

    with sealing.opened(sealed, None, Keys(bo.library.config)) as plain:
        header = reading.head(plain).header
    assert set(header.to) == {key, own_recipient(amina.library)}


def test_a_passphrase_opens_it_too(amina: Laptop, bo: Laptop) -> None:
    amina.add()

    sealed = amina.send(passphrase=WORDS)

    with pytest.raises(PassphraseNeeded):
        bo.take(sealed)
    taken, _changes = bundles.take(bo.library, sealed, passphrase=WORDS)
    assert len(taken.new) == 1


def test_sealed_parts_are_small_enough_and_make_the_whole(amina: Laptop, bo: Laptop) -> None:
    for n in range(4):
        case_id = amina.add()
        source = amina.folder / "photo.txt"
        source.write_bytes(bytes([n]) * 60_000)
        item = attachments.attach(amina.library, source)
        amina.put(case_id, with_item(amina.case(case_id), ("attachment",), item))
    wish = bundles.Wish(to=(own_recipient(bo.library),), most=100_000)
    target = amina.folder / "large.sscz.age"
    told: list[tuple[int, int]] = []

    made = bundles.make(
        amina.library, None, target, wish, progress=lambda done, of: told.append((done, of))
    )

    assert len(made.files) > 2
    assert all(path.stat().st_size <= 100_000 for path in made.files)
    assert all(path.name.endswith(".sscz.age") for path in made.files)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    for path in made.files[::-1]:
        bo.take(path)
    assert bo.truth() == amina.truth()


def test_stopping_leaves_nothing_behind(amina: Laptop) -> None:
    amina.add()
    target = amina.folder / "never.sscz.age"
    wish = bundles.Wish(passphrase=WORDS)

    with pytest.raises(Cancelled):
        bundles.make(amina.library, None, target, wish, stop=lambda: True)

    assert not target.exists()
    assert not list((amina.library.folder / "spool").glob("*"))
    assert not amina.listed()[0].packed


def test_stopping_between_two_parts_leaves_neither(amina: Laptop) -> None:
    for n in range(3):
        case_id = amina.add()
        source = amina.folder / "photo.txt"
        source.write_bytes(bytes([n]) * 60_000)
        item = attachments.attach(amina.library, source)
        amina.put(case_id, with_item(amina.case(case_id), ("attachment",), item))
    wish = bundles.Wish(to=(own_recipient(amina.library),), most=100_000)
    parts = amina.folder / "parts"
    parts.mkdir()

    with pytest.raises(Cancelled):
        bundles.make(
            amina.library, None, parts / "x.sscz", wish, stop=lambda: any(parts.glob("*.sscz"))
        )

    assert not list(parts.iterdir())


@pytest.mark.parametrize("state", ["new", "blocked"])
def test_nobody_is_trusted_with_a_seal_before_a_person_said_so(
    amina: Laptop, bo: Laptop, state: str
) -> None:
    amina.add()
    met(amina, bo)
    trust.set_state(amina.library, bo.id, state)

    with pytest.raises(InvalidInput, match="not a computer that is trusted"):
        amina.send(to=(bo.id,))
    with pytest.raises(InvalidInput, match="not a computer that is trusted"):
        amina.send(to=("0" * 64,))


def test_a_computer_whose_key_is_not_known_is_told(amina: Laptop, bo: Laptop) -> None:
    from sqlalchemy import update

    from ssc_desktop.store.exchange_tables import DeviceRow

    amina.add()
    met(amina, bo)
    with amina.library.writing() as connection:
        connection.execute(update(DeviceRow.table).values(recipient=""))

    with pytest.raises(InvalidInput, match="No key for encryption"):
        amina.send(to=(bo.id,))


def test_keys_and_a_passphrase_do_not_go_together(amina: Laptop, bo: Laptop) -> None:
    amina.add()

    with pytest.raises(InvalidInput, match="not by both"):
        amina.send(to=(own_recipient(bo.library),), passphrase=WORDS)


def test_the_name_of_a_sealed_bundle_says_so(amina: Laptop) -> None:
    name = bundles.suggested_name(amina.library, bundles.Wish(passphrase=WORDS))

    assert name.endswith(".sscz.age")
    assert len(Path(name).name) <= 64


def test_the_preview_tells_what_goes_sealed(amina: Laptop) -> None:
    amina.add(**PRIVATE)
    wish = bundles.Wish(passphrase=WORDS, with_private=True)

    told = leaving.preview(amina.library, None, "bundle", wish)

    (story,) = told.stories
    assert told.sealed
    assert {part.name: part.names for part in story.parts} == {
        "primary_contact": ("Secret-4711",),
        "consent_record": ("Secret",),
    }
    assert not story.held


_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from ssc_desktop.bundle import sealing
sealed, spool, config = map(Path, sys.argv[1:])
with sealing.opened(sealed, spool, sealing.Keys(config)):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_what_a_killed_program_left_in_the_clear_goes_at_the_next_start(amina: Laptop) -> None:
    amina.add(**PRIVATE)
    sealed = amina.send(to=(own_recipient(amina.library),), with_private=True)
    spool = amina.library.folder / "spool"

    subprocess.run(
        [sys.executable, "-c", _IS_KILLED, sealed, spool, amina.library.config], check=False
    )
    left = list(spool.rglob("*.sscz"))
    amina.reopen()

    assert len(left) == 1
    assert not spool.exists()
