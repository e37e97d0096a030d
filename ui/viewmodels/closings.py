"""The work for which a library is closed: restored, rescued, unpacked, brought home, removed."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop.i18n import _, digits, ngettext
from ui.viewmodels import backup_words, libraries, wording
from ui.viewmodels.closed_work import ClosedWork, Outcome

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Progress, Stop
    from ssc_desktop.services.archiving import Archive
    from ssc_desktop.services.backing_up import Backup
    from ssc_desktop.services.protecting import DataKey
    from ssc_desktop.services.removing import Belongings
    from ssc_desktop.services.restoring import Restored
    from ssc_desktop.services.salvaging import Salvaged
    from ssc_desktop.settings import Settings

Facts = list[tuple[str, str, str]]


def restore(folder: Path, backup: "Backup", key: "DataKey | None" = None) -> ClosedWork:
    """Put a backup in the place of the library in `folder`."""

    def work(progress: "Progress", stop: "Stop") -> "Restored":
        restored: Restored = _services().restoring.restore(
            folder, backup, key, progress=progress, stop=stop
        )
        return restored

    def then(restored: "Restored") -> Outcome:
        head = _("Your library is as it was on {when}.").format(
            when=backup_words.day_and_time(restored.backup.made_at)
        )
        facts: Facts = []
        if restored.backup.stories is not None:
            stories = wording.stories(restored.backup.stories)
            facts.append(("circle-check", "green", stories))
        if restored.aside is not None:
            facts.append(("history", "muted", _kept_aside()))
        if restored.missing:
            facts.append(("triangle-alert", "amber", _missing(len(restored.missing))))
        return Outcome(folder, head, tuple(facts))

    return ClosedWork(_("Restoring the library…"), work, then)


def _kept_aside() -> str:
    return _(
        "What stood here before is kept: it is the newest of the backups, and can be restored as "
        "well."
    )


def _missing(n: int) -> str:
    return ngettext(
        "{n} photo or file is missing. Take in a bundle that holds it to get it back.",
        "{n} photos or files are missing. Take in a bundle that holds them to get them back.",
        n,
    ).format(n=digits(n))


def rescue(folder: Path, key: "DataKey | None" = None) -> ClosedWork:
    """Build a new library of all that can be read in the damaged one in `folder`."""

    def work(progress: "Progress", stop: "Stop") -> "Salvaged":
        salvaging = _services().salvaging
        salvaged: Salvaged = salvaging.salvage(
            folder, salvaging.free_place(folder), key, progress=progress, stop=stop
        )
        return salvaged

    def then(salvaged: "Salvaged") -> Outcome:
        n = salvaged.stories
        head = ngettext("{n} story was saved.", "{n} stories were saved.", n).format(n=digits(n))
        more = (one for one in salvaged.sentences if one != head)
        facts: Facts = [("circle-check", "muted", one) for one in more]
        facts += [
            ("triangle-alert", "amber", _("Something is missing in “{title}”.").format(title=title))
            for _case, title in salvaged.incomplete
        ]
        facts.append(("folder-open", "muted", _("The damaged library is kept as it is in {folder}.")
                      .format(folder=wording.path(folder))))  # fmt: skip
        return Outcome(salvaged.folder, head, tuple(facts))

    return ClosedWork(_("Reading what can be read…"), work, then)


def unpack(source: Path, folder: Path, preferences: "Settings", passphrase: str = "") -> ClosedWork:
    """Make a library in `folder` of an archive, also of one that was made for moving."""

    def work(progress: "Progress", stop: "Stop") -> "tuple[Archive, Settings | None]":
        archiving, moving = _services().archiving, _services().moving
        found: Archive = archiving.look(source, passphrase=passphrase)
        if not found.moved:
            unpacked: Archive = archiving.unpack(
                source, folder, passphrase=passphrase, progress=progress, stop=stop
            )
            return unpacked, None
        came: Settings = moving.arrive(
            source, folder, preferences, passphrase=passphrase, progress=progress, stop=stop
        )
        return found, came

    def then(made: "tuple[Archive, Settings | None]") -> Outcome:
        found, came = made
        head = _("Everything is here.") if came else _("The archive is open.")
        facts: Facts = [("circle-check", "green", backup_words.archive(found))]
        if came:
            facts += [
                ("user", "muted", _("Your name and your preferences came along.")),
                ("laptop", "muted", _("Work in this library here from now on: the one on the old "
                                      "laptop says that it moved.")),
            ]  # fmt: skip
        else:
            lies = _("It is a library of its own, in {folder}.").format(folder=wording.path(folder))
            facts.append(("folder-open", "muted", lies))
        return Outcome(folder, head, tuple(facts), came)

    return ClosedWork(_("Unpacking the library…"), work, then)


def bring_home(folder: Path, target: Path) -> ClosedWork:
    """Copy the library in `folder` to a place on a disk of this computer."""

    def work(progress: "Progress", stop: "Stop") -> None:
        _services().siting.bring_home(folder, target, progress=progress, stop=stop)

    def then(_made: object) -> Outcome:
        head = _("The library is on this computer now.")
        lies = _("It lies in {folder}.").format(folder=wording.path(target))
        stays = _("What lies in {folder} was not changed. Work only in the new one, so that there "
                  "are not two.").format(folder=wording.path(folder))  # fmt: skip
        facts: Facts = [
            ("circle-check", "green", _("Everything was copied and compared.")),
            ("folder-open", "muted", lies),
            ("info", "muted", stays),
        ]
        return Outcome(target, head, tuple(facts))

    return ClosedWork(_("Copying the library to this computer…"), work, then)


def remove(belongs: "Belongings", preferences: "Settings") -> ClosedWork:
    """Remove a library from this computer; then another one is opened."""
    folder = belongs.folder

    def work(progress: "Progress", _stop: "Stop") -> int:
        others: int = _services().removing.remove(belongs, progress)
        return others

    def then(others: int) -> Outcome:
        changed = libraries.forgotten(preferences, folder)
        left = dataclasses.replace(preferences, **changed)  # type: ignore[arg-type]
        known = filter(_services().known.holds_library, map(Path, left.libraries))
        facts: Facts = []
        if others:
            said = ngettext(
                "{n} file that this program did not make stays in its folder.",
                "{n} files that this program did not make stay in its folder.", others,
            )  # fmt: skip
            facts.append(("folder-open", "hint", said.format(n=others)))
        head = _("“{name}” is removed from this computer.").format(name=libraries.name(folder))
        return Outcome(next(known, libraries.chosen(left)), head, tuple(facts), left)

    return ClosedWork(_("The library is being removed…"), work, then, stops=False)


def _services() -> Any:
    from ssc_desktop import services

    return services
