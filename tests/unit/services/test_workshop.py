"""Invitations: one click sets a laptop up, and no key takes another's place unseen."""

from pathlib import Path

import pytest

from ssc_desktop import settings
from ssc_desktop.bundle import messages, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.errors import InvalidInput
from ssc_desktop.services import bundles, inbox, trust, workshop
from tests.laptops import Laptop, config
from tests.strategies import numbered_id

NAME = "Nairobi, November 2026"


def invited(laptop: Laptop, **said: object) -> Path:
    """An invitation to a workshop, from Amina."""
    target = laptop.folder / "invitation.sscz"
    with config(laptop.folder / "config"):
        settings.save(settings.Settings(author_name="Amina"))
        workshop.invite(laptop.library, NAME, target, **said)  # type: ignore[arg-type]
    return target


def test_an_invitation_sets_a_laptop_up(amina: Laptop, bo: Laptop) -> None:
    path = invited(amina, languages=["fr", "en"], part_size=7_300_000, laptops=41)

    shown = workshop.look(bo.library, path)
    assert workshop.current(bo.library) is None
    assert shown.inviter.fingerprint == trust.own(amina.library).fingerprint
    assert (shown.inviter.name, shown.inviter.state) == ("Amina", "new")
    joined, changes = workshop.join(bo.library, path)

    assert changes.settings
    assert (joined.name, joined.languages) == (NAME, ("fr", "en"))
    assert (joined.part_size, joined.laptops, joined.made_here) == (7_300_000, 41, False)
    assert joined.recipients == (trust.own(amina.library).recipient,)
    assert workshop.current(bo.library) == joined
    facilitator = trust.find(bo.library, "Amina")
    assert (facilitator.state, facilitator.role) == ("checked", "facilitator")
    # from now on its bundles come in without a question
    amina.add()
    assert bundles.plan(bo.library, amina.send()).waits == ""


def test_the_repository_goes_along(amina: Laptop, bo: Laptop, laptop_of: object) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    chi.add()
    amina.take(chi.send())
    repository = trust.own(chi.library)
    path = invited(amina, repository=repository.fingerprint)

    workshop.join(bo.library, path)

    keys = {one.role: one for one in workshop.current(bo.library).keys}  # type: ignore[union-attr]
    assert keys["repository"].id == repository.id
    assert keys["repository"].state == "checked"


def test_an_invitation_waits_until_a_person_agrees(amina: Laptop, bo: Laptop) -> None:
    path = invited(amina)

    plans = bundles.plan_all(bo.library, [path])
    assert [plan.waits for plan in plans.plans] == ["invitation"]
    gathered, _changes = bundles.take_all(bo.library, plans)

    assert [one.reason for one in gathered.waiting] == ["invitation"]
    assert workshop.current(bo.library) is None
    inbox.accept(bo.library, gathered.waiting[0].id)
    assert workshop.current(bo.library).name == NAME  # type: ignore[union-attr]


def test_another_invitation_is_told_apart(amina: Laptop, bo: Laptop, laptop_of: object) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    workshop.join(bo.library, invited(amina))

    # somebody else invites to the same workshop, with keys of his own
    held = workshop.current(bo.library)
    assert held is not None
    host = messages.HostKey(chi.library.device.public, "", "Chi", messages.FACILITATOR)
    forged = messages.Invitation(held.id, NAME, (host,))
    target = chi.folder / "invitation.sscz"
    sender = Contents((), [Device(chi.library.device.public, "Chi")])
    writing.write(target, sender, chi.library.device, header=messages.header_of(forged))

    shown = workshop.look(bo.library, target)
    assert len(shown.warnings) == 1
    assert "other keys" in shown.warnings[0]
    # another workshop replaces the one of before, and says so
    other = chi.folder / "other.sscz"
    workshop.invite(chi.library, "Lima", other)
    assert workshop.look(bo.library, other).replaces == NAME
    assert workshop.current(bo.library) == held


def test_who_is_not_named_cannot_invite(amina: Laptop, bo: Laptop, laptop_of: object) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    host = messages.HostKey(amina.library.device.public, "", "Amina", messages.FACILITATOR)
    forged = messages.Invitation(numbered_id(9), NAME, (host,))
    target = chi.folder / "invitation.sscz"
    sender = Contents((), [Device(chi.library.device.public, "Chi")])
    writing.write(target, sender, chi.library.device, header=messages.header_of(forged))

    for look in (workshop.look, workshop.join, bundles.take):
        with pytest.raises(InvalidInput):
            look(bo.library, target)
    assert trust.computers(bo.library) == ()


def test_a_blocked_computer_is_not_unblocked_by_an_invitation(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    bo.take_all_of(amina)
    trust.set_state(bo.library, trust.own(amina.library).fingerprint, "blocked")
    path = invited(amina)

    assert "is blocked here" in workshop.look(bo.library, path).warnings[0]
    bundles.take(bo.library, path)
    with pytest.raises(InvalidInput, match="is blocked"):
        workshop.join(bo.library, path)

    assert trust.computers(bo.library)[0].state == "blocked"
    assert workshop.current(bo.library) is None


def test_inviting_again_continues_the_workshop(amina: Laptop) -> None:
    first = workshop.invite(amina.library, NAME, amina.folder / "one.sscz")
    second = workshop.invite(amina.library, f" {NAME} ", amina.folder / "two.sscz", laptops=12)

    assert second.id == first.id
    held = workshop.current(amina.library)
    assert held is not None
    assert (held.made_here, held.laptops) == (True, 12)
    for name, said in (
        ("  ", {}),
        (NAME, {"languages": ["any language"]}),
        (NAME, {"laptops": -1}),
    ):
        with pytest.raises(InvalidInput):
            workshop.invite(amina.library, name, amina.folder / "three.sscz", **said)
    assert not (amina.folder / "three.sscz").exists()


def test_a_bundle_is_no_invitation(amina: Laptop, bo: Laptop) -> None:
    amina.add()

    with pytest.raises(InvalidInput):
        workshop.look(bo.library, amina.send())
