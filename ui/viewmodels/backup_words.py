"""Short words about backups and archives, in the interface's language."""

from typing import TYPE_CHECKING

from ssc_desktop import clock
from ssc_desktop.i18n import _, digits, ngettext
from ui.viewmodels import files, past_words, wording

if TYPE_CHECKING:
    from ssc_desktop.services.archiving import Archive
    from ssc_desktop.services.backing_up import Backup


def when(stamp: str) -> str:
    """“Today, 10:42”, “Yesterday, 17:05” or “12 Nov 2026, 10:42”."""
    return _("{day}, {time}").format(day=past_words.day(stamp), time=past_words.time(stamp))


def day_and_time(stamp: str) -> str:
    """The same inside a sentence: always with the date."""
    return past_words.day_and_time(stamp)


def short(stamp: str) -> str:
    """The time today, else the day: for a line with little room."""
    today = wording.moment(stamp).date() == clock.now().astimezone().date()
    return past_words.time(stamp) if today else wording.short_date(wording.moment(stamp).date())


def line(backup: "Backup") -> str:
    """Why it was made, how many stories it holds, and how large it is."""
    parts = [backup.why.rstrip(".")]
    if backup.stories is not None:
        parts.append(wording.stories(backup.stories))
    parts.append(files.size(backup.size))
    return " · ".join(parts)


def state(backup: "Backup") -> tuple[str, str, str]:
    """Whether it was looked through: words, their tone and a picture."""
    if backup.verified_at:
        return _("Checked"), "green", "check"
    return _("Not checked"), "amber", ""


def restore_of(backup: "Backup") -> str:
    """“Restore the backup of 12 Nov 2026, 10:42 (8 stories, checked)”."""
    parts = [wording.stories(backup.stories)] if backup.stories is not None else []
    parts.append(_("checked") if backup.verified_at else _("not checked"))
    return _("Restore the backup of {when} ({what})").format(
        when=day_and_time(backup.made_at), what=_(", ").join(parts)
    )


def archive(found: "Archive") -> str:
    """What an archive holds, in a line."""
    parts = [wording.stories(found.stories)] if found.stories is not None else []
    if found.attachments:
        n = found.attachments
        parts.append(ngettext("{n} file", "{n} files", n).format(n=digits(n)))
    parts.append(files.size(found.size))
    return " · ".join(parts)


def age(days: int | None) -> str:
    """How long there has been no second copy."""
    if days is None:
        return _("There is no copy of your stories outside this computer yet.")
    return ngettext(
        "The last copy of your stories outside this computer is {n} day old.",
        "The last copy of your stories outside this computer is {n} days old.", days,
    ).format(n=digits(days))  # fmt: skip


def facts(backup: "Backup") -> str:
    """What else is known of a backup, in a sentence or two."""
    said = []
    if backup.verified_at:
        said.append(_("Every word in it was read and found whole on {when}.").format(
            when=day_and_time(backup.verified_at)))  # fmt: skip
    else:
        said.append(_("Nobody has looked through it yet; that is done before it is restored."))
    if backup.attachments:
        n = backup.attachments
        belongs = ngettext(
            "{n} photo or file belongs to it.", "{n} photos and files belong to it.", n
        )
        said.append(belongs.format(n=digits(n)))
    if backup.protected:
        said.append(_("It opens with the password that the library had then."))
    return " ".join(said)
