"""Commands that deal with others: bundles, receipts, computers, workshops."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from ssc_desktop.cli import telling
from ssc_desktop.cli.command import library_of, remark, say_json
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.errors import InvalidInput, SscError
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services import (
    activity,
    bundles,
    cases,
    inbox,
    ledger,
    receipts,
    trust,
    undoing,
    workshop,
)
from ssc_desktop.services.answers import Made
from ssc_desktop.services.libraries import Library
from ssc_desktop.services.sharing import Wish


def bundle(given: argparse.Namespace) -> None:
    """Write stories as a signed bundle, or say what would leave."""
    with library_of(given) as library:
        ids = [cases.found(library, one) for one in given.ids] or None
        if given.dry_run:
            telling.list_what_leaves(library, ids, "bundle", given.circle)
            return
        made = bundles.make(library, ids, given.output, _wish(library, given))
    _say_made(made)


def _wish(library: Library, given: argparse.Namespace) -> Wish:
    return Wish(
        circle=given.circle,
        with_private=given.with_private,
        receiver=_receiver(library, given.receiver) if given.receiver else "",
        light=given.light,
        most=given.max_part,
        to=tuple(_recipient(library, one) for one in given.to),
        passphrase=asked_passphrase(new=True) if given.passphrase else "",
    )


def _receiver(library: Library, text: str) -> str:
    """The computer a bundle is for: by its receipt's file, which is taken in, or by name.

    Raises InvalidInput for a file that brings more than that.
    """
    path = Path(text)
    if not path.is_file():
        return trust.find(library, text).id
    planned = bundles.plan(library, path)
    if planned.asks is None and planned.kind != "receipt":
        raise InvalidInput(
            _("“{name}” is no receipt.").format(name=path.name),
            advice=_("Take it in first, then name the computer that the bundle is for."),
        )
    bundles.take(library, planned)
    return planned.sender_id


def _recipient(library: Library, text: str) -> str:
    return text if text.startswith("age1") else trust.find(library, text).id


def asked_passphrase(*, new: bool = False) -> str:
    """Asked on the terminal; read as a line where there is none. Raises InvalidInput."""
    if sys.stdin.isatty():
        said = getpass.getpass(_("Passphrase: "))
        if new and getpass.getpass(_("Once more: ")) != said:
            raise InvalidInput(_("The two passphrases differ."), advice=_("Nothing was written."))
    else:
        said = sys.stdin.readline().rstrip("\r\n")
    if new and not said:  # an empty one would leave the bundle open
        raise InvalidInput(_("No passphrase was given."), advice=_("Nothing was written."))
    return said


def _say_made(made: Made) -> None:
    said = ngettext(
        "{path}: {n} story, {pictures} pictures. Checked.",
        "{path}: {n} stories, {pictures} pictures. Checked.",
        made.stories,
    )
    for path in made.files or (made.path,):
        say(said.format(path=path, n=made.stories, pictures=made.pictures))
    remark(made.left_out)


def verify(given: argparse.Namespace) -> int:
    """Check bundles, one line a file: accepted, or which rule refused it."""
    refused = 0
    for path in given.files:
        try:
            found = bundles.verify(path)
        except SscError as error:
            refused = 1
            rule = getattr(error, "rule", "") or type(error).__name__
            say(_("{path}: refused ({rule})").format(path=path, rule=rule))
            tell(str(error))
            continue
        say(
            _("{path}: accepted, {stories} stories, {revisions} revisions, from {sender}").format(
                path=path, stories=found.stories, revisions=found.revisions, sender=found.sender
            )
        )
        remark(found.quarantined)
    return refused


def told_of_waiting(waiting: inbox.Waiting) -> dict[str, Any]:
    """What waits in the Inbox, as JSON."""
    return {
        "file": waiting.file_name,
        "inbox": waiting.id,
        "reason": waiting.reason,
        "bundle": waiting.bundle,
        "sender": waiting.sender,
        "fingerprint": waiting.fingerprint,
    }


def waiting(given: argparse.Namespace) -> None:
    """List the Inbox; take in what waits, or leave it out."""
    with library_of(given) as library:
        if given.accept:
            taken, _changes = inbox.accept(library, given.accept)
            say(f"{taken.path.name}: {taken.sentence()}")
        elif given.remove:
            inbox.remove(library, given.remove)
        else:
            found = inbox.waiting(library)
            if given.json:
                say_json([told_of_waiting(one) for one in found])
                return
            for one in found:
                say(f"{one.id}  {one.file_name}  {one.fingerprint}  {one.sentence()}")


def undo(given: argparse.Namespace) -> None:
    """Take back what bundles brought, or bring it back."""
    with library_of(given) as library:
        act = undoing.put_back if given.put_back else undoing.undo
        undone, _changes = act(library, given.bundles)
    say(undone.sentence())
    remark(tuple(f"{one.title}: {one.why}" for one in undone.left))


def receipt(given: argparse.Namespace) -> None:
    """Write a receipt."""
    with library_of(given) as library:
        say(str(receipts.make(library, given.output).path))


def request(given: argparse.Namespace) -> None:
    """Write a request for what is lacking, or for some stories."""
    with library_of(given) as library:
        say(str(receipts.request(library, given.output, given.ids).path))


def devices(given: argparse.Namespace) -> None:
    """List the computers met, this one first."""
    with library_of(given) as library:
        found = (trust.own(library), *trust.computers(library))
    if given.json:
        say_json([_computer(one) for one in found])
        return
    for one in found:
        say(f"{one.fingerprint}  {one.state:<8} {one.role:<12} {one.name}")


def _computer(one: trust.Computer) -> dict[str, Any]:
    return {
        "key": one.id,
        "name": one.name,
        "fingerprint": one.fingerprint,
        "state": one.state,
        "role": one.role,
        "recipient": one.recipient,
        "first_seen": one.first_seen,
        "last_bundle": one.last_bundle,
    }


def set_trust(given: argparse.Namespace) -> None:
    """Say how far a computer is trusted."""
    with library_of(given) as library:
        one = trust.set_state(library, given.key, given.state)
    say(f"{one.fingerprint}  {one.state:<8} {one.name}")


def invite(given: argparse.Namespace) -> None:
    """Write an invitation to a workshop."""
    with library_of(given) as library:
        made = workshop.invite(
            library,
            given.name,
            given.output,
            languages=given.languages,
            part_size=given.max_part,
            laptops=given.laptops,
            repository=given.repository,
        )
        own = trust.own(library)
    say(f"{given.output}: {made.name}, {own.fingerprint}")


def join(given: argparse.Namespace) -> None:
    """Take an invitation in."""
    with library_of(given) as library:
        found = workshop.look(library, given.file)
        remark(found.warnings)
        joined, _changes = workshop.join(library, found)
    say(f"{joined.name}, {found.inviter.name}, {found.inviter.fingerprint}")


def delivered(given: argparse.Namespace) -> None:
    """Say how far stories have got and which laptops have delivered."""
    with library_of(given) as library:
        stories, laptops = ledger.stories(library), ledger.laptops(library)
    if given.json:
        say_json({
            "stories": [{"id": one.id, "state": one.state} for one in stories],
            "laptops": [
                {"key": one.id, "name": one.name, "delivered": one.delivered,
                 "stories": one.stories, "newer": one.newer}
                for one in laptops.laptops
            ],
            "expected": laptops.expected,
        })  # fmt: skip
        return
    say(laptops.sentence())
    for one in stories:
        say(f"{one.id}  {ledger.label(one.state):<16} {one.title}")


def log(given: argparse.Namespace) -> None:
    """List what was done with others."""
    with library_of(given) as library:
        for one in activity.entries(library, limit=given.limit):
            say(f"{one.at}  {one.sentence}" + (f"  [{one.bundle}]" if one.can_undo else ""))


def station(given: argparse.Namespace) -> None:
    """Look once into folders and sticks and take in what is ready."""
    from ssc_desktop.services import station as stations

    rules = stations.Rules(accept_new=given.accept, dry_run=given.dry_run)
    with library_of(given) as library:
        found = stations.look(library, stations.survey(given.folders), rules)
    for line in found.lines:
        say(f"{line.path}: {line.sentence} {line.advice}".rstrip())
    remark(found.notes)
    for written in found.receipts:
        say(str(written))
