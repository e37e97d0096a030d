"""Commands for what needs a person: fields with several versions, and settling them."""

import argparse
import json
from pathlib import Path

from ssc_desktop.cli import telling
from ssc_desktop.cli.command import library_of, say_json
from ssc_desktop.cli.streams import say
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import Case
from ssc_desktop.services import cases, settling
from ssc_desktop.services import conflicts as disputes

_LONGEST = 4 * 1024 * 1024


def conflicts(given: argparse.Namespace) -> None:
    """List the fields that need a person, and contested deletions."""
    with library_of(given) as library:
        found = disputes.listed(library)
        contested = disputes.contested(library)
    if given.json:
        say_json([*map(telling.conflict, found), *map(telling.contested, contested)])
        return
    for one in found:
        say(f"{one.case_id}  {one.field}  ({one.title})")
        for version in one.versions:
            value = json.dumps(version.value, ensure_ascii=False)
            say(f"    {version.revision[:12]}  {version.device}, {version.at[:16]}: {value}")
    for other in contested:
        say(f"{other.case_id}  {other.field}  ({other.title})")
        for act in other.deleted:
            say(f"    {act.device}, {act.at[:16]}: {_('deleted it')}")
        for act in other.edited:
            say(f"    {act.device}, {act.at[:16]}: {_('changed it')}")


def settle(given: argparse.Namespace) -> None:
    """Settle one dispute: a version, both, a new text, or what was deleted."""
    with library_of(given) as library:
        case_id = cases.found(library, given.id)
        opened = cases.opened(library, case_id)
        path = tuple(given.field.split("/")) if given.field not in {"", "."} else ()
        versions = [one.revision for one in opened.conflicts.get(given.field, ())]
        choice = _choice(given, opened.case, versions)
        done = settling.settle(library, case_id, path, choice, given.why)
    say(ngettext("{n} settled.", "{n} settled.", done.settled).format(n=done.settled))


def _choice(given: argparse.Namespace, case: Case, versions: list[str]) -> settling.Choice:
    if given.keep:
        fits = [one for one in versions if one.startswith(given.keep)]
        if len(fits) != 1:
            raise InvalidInput(
                _("“{text}” is not one of the versions of this field.").format(text=given.keep),
                advice=_("See “conflicts” for them; nothing was changed."),
            )
        return settling.Keep(fits[0])
    if given.text:
        _path, value = cases.read_value(case, given.field, _content(given.text))
        return settling.Write(value)
    if given.both:
        return settling.Both()
    return settling.Delete() if given.delete else settling.Stay()


def _content(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LONGEST + 1)
        if len(content) <= _LONGEST:
            return content.decode("utf-8-sig").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path) from error
    raise _unreadable(path)


def _unreadable(path: Path) -> InvalidInput:
    return InvalidInput(
        _("The file “{name}” cannot be read.").format(name=path.name),
        advice=_("Name a text file in UTF-8; nothing was changed."),
    )
