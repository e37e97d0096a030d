"""What documents, forms and tables would bring, in words."""

from typing import TYPE_CHECKING

from ssc_desktop.i18n import N_, _, ngettext
from ui.viewmodels.coming import bare, name_of

if TYPE_CHECKING:
    from ssc_desktop.record.found import FoundComment
    from ssc_desktop.services.proposals import (
        Proposal,
        Proposals,
        ProposedLine,
        TakenDocuments,
    )
    from ui.viewmodels.arrived import Arrived

_QUOTE = 140
_KINDS = {
    "export": N_("Document of a story"),
    "form": N_("Form to fill in"),
    "table": N_("Table of questions and answers"),
    "free": N_("Text"),
    "sheet": N_("Spreadsheet"),
    "json": N_("JSON file"),
}
_CHIPS = {
    "new": (N_("New answer"), "green"),
    "changed": (N_("Changed"), "blue"),
    "conflict": (N_("Changed here too"), "amber"),
    "doubtful": (N_("Please look"), "amber"),
    "removed": (N_("Taken out"), "red"),
    "left_out": (N_("Stays out"), "chip"),
    "same": (N_("As here"), "chip"),
}
_NOTES = {
    "conflict": N_("It was changed here since. Both answers are kept; you choose later."),
    "removed": N_("It no longer stands in the document. Tick it to take it out here too."),
}


def documents(n: int) -> str:
    """“3 documents”."""
    return ngettext("{n} document", "{n} documents", n).format(n=n)


def kind_label(code: str) -> str:
    """What sort of file it is."""
    return _(_KINDS[code]) if code in _KINDS else _("File")


def kind(proposal: "Proposal") -> str:
    """What sort of file it is, and its name."""
    return _("{kind} · {name}").format(
        kind=_(_KINDS[str(proposal.kind)]), name=name_of(proposal.source)
    )


def title(proposal: "Proposal") -> str:
    """The story it is about."""
    return proposal.title or _("Untitled story")


def belongs(proposal: "Proposal") -> str:
    """That its story is here; of a new one the notices tell."""
    return "" if proposal.is_new else _("About a story that is here.")


def chip(line: "ProposedLine") -> tuple[str, str]:
    """A word for how an answer stands to the library, and its tone."""
    words, tone = _CHIPS[str(line.state)]
    return _(words), tone


def note(line: "ProposedLine") -> str:
    """Why one should look at an answer."""
    said = _NOTES.get(str(line.state))
    return " ".join(one for one in (line.doubt, _(said) if said else "") if one)


def is_shown(line: "ProposedLine") -> bool:
    """Whether an answer is worth a line: what is as it is here is only counted."""
    return str(line.state) != "same"


def is_offered(line: "ProposedLine") -> bool:
    """Whether an answer is taken with “all”: what goes away here is ticked one by one."""
    return line.can_be_taken and str(line.state) not in {"removed", "same"}


def same(n: int) -> str:
    """How many answers stand here already."""
    return ngettext(
        "{n} answer is as it is here.", "{n} answers are as they are here.", n
    ).format(n=n)  # fmt: skip


def chosen(arrived: "Arrived", proposal: "Proposal") -> str:
    """How many answers and pictures come in."""
    wanted = arrived.wanted(proposal)
    lines = [one.path for one in proposal.lines if is_shown(one) and one.can_be_taken]
    pictures = [one.path for one in proposal.pictures if not (one.here or one.doubt)]
    if not lines and not pictures:
        return _("There is nothing to take in.")
    said = []
    if lines:
        n = len(wanted.intersection(lines))
        said.append(_("{n} of {all} chosen").format(n=n, all=answers(len(lines))))
    if pictures:
        n = len(wanted.intersection(pictures))
        of = len(pictures)
        every = ngettext("{n} picture", "{n} pictures", of).format(n=of)
        said.append(_("{n} of {all} chosen").format(n=n, all=every))
    return " · ".join(said)


def answers(n: int) -> str:
    """“14 answers”."""
    return ngettext("{n} answer", "{n} answers", n).format(n=n)


def certain(arrived: "Arrived") -> str:
    """What the button says that takes in what there is nothing to ask about."""
    n, of = len(arrived.certain), len(arrived.waiting)
    if n == of:
        return ngettext("Take it in", "Take all {n} in", n).format(n=n)
    said = ngettext("Take in the {n} that is certain", "Take in the {n} that are certain", n)
    return said.format(n=n)


def summary(proposals: "Proposals") -> str:
    """All of them in a sentence."""
    if not proposals.proposals:
        return _("Nothing can be taken in.")
    return proposals.sentence()


def guessed(name: str) -> tuple[str, str]:
    """That the columns of a table are not ours, and what to do."""
    return (
        _("“{name}” is a table of somebody else.").format(name=bare(name)),
        _(
            "See what its columns answer before you take anything in. What you say of them is kept "
            "for the next table of its kind."
        ),
    )


def place(arrived: "Arrived") -> str:
    """Which of several documents is looked at."""
    keys = [one.key for one in arrived.proposals.proposals]
    return _("{n} of {all}").format(n=keys.index(arrived.shown) + 1, all=documents(len(keys)))


def remark(comment: "FoundComment") -> tuple[str, str]:
    """Who commented when, and on what."""
    said = [one for one in (bare(comment.author), comment.date[:10]) if one]
    quote = comment.quote if len(comment.quote) <= _QUOTE else comment.quote[:_QUOTE] + "…"
    about = _("on “{words}”").format(words=quote) if quote else ""
    return " · ".join(said), about


def taken(found: "TakenDocuments") -> str:
    """What came of it, in a sentence."""
    if not found.taken:
        return _("Nothing was taken in.")
    return _("Taken in: {what}").format(what=found.sentence())


def came_in(n: int, stories: int) -> str:
    """What came of all of them, in a sentence."""
    said = ngettext("{n} document came in.", "{n} documents came in.", n).format(n=n)
    if n == stories:
        return said
    more = ngettext("It is about {n} story.", "They are about {n} stories.", stories)
    return f"{said} {more.format(n=stories)}"
