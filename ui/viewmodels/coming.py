"""What bundles would bring, in words."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.i18n import _, listed, ngettext
from ui.viewmodels import wording

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Plan, Summary, Taken
    from ssc_desktop.services.gathering import Gathered, Plans, Share
    from ui.viewmodels.collecting import Coming

_KINDS = {
    "receipt": lambda: _("A receipt: it tells what the other computer holds."),
    "request": lambda: _("A request: it asks for stories that the other computer lacks."),
    "invitation": lambda: _("An invitation to a workshop. Open it by itself."),
}


def bundles(n: int) -> str:
    """“40 bundles”."""
    return ngettext("{n} bundle", "{n} bundles", n).format(n=n)


def about(plans: "Plans") -> str:
    """What was looked at, in a line."""
    computers = len(plans.shares)
    said = [bundles(len(plans.plans))]
    if computers > 1:
        said.append(ngettext("from {n} computer", "from {n} computers", computers)
                    .format(n=computers))  # fmt: skip
    if plans.pictures:
        said.append(ngettext("with {n} picture or file", "with {n} pictures and files",
                             plans.pictures).format(n=plans.pictures))  # fmt: skip
    return " ".join(said) + ". " + _("Nothing is changed yet.")


def headline(plans: "Plans", documents: int) -> str:
    """The whole in one sentence, with the documents that came along."""
    said = plans.sentence() if plans.plans else _("Nothing can be taken in.")
    if not documents:
        return said
    more = ngettext("{n} document", "{n} documents", documents).format(n=documents)
    return _("{bundles} · {documents}").format(bundles=said.rstrip("."), documents=more)


def with_documents(n: int) -> str:
    """That documents came along with bundles."""
    return ngettext("{n} document came along.", "{n} documents came along.", n).format(n=n)


def brings(new: int, updated: int) -> str:
    """“5 new, 1 updated”, or that there is nothing new."""
    said = []
    if new:
        said.append(ngettext("{n} new", "{n} new", new).format(n=new))
    if updated:
        said.append(ngettext("{n} updated", "{n} updated", updated).format(n=updated))
    return listed(said) or _("Nothing new")


def share_line(share: "Share") -> str:
    """What a computer brings, in a line."""
    said = brings(share.new, share.updated)
    if share.bundles > 1:
        said = _("{what} in {bundles}").format(what=said, bundles=bundles(share.bundles))
    return said


def story_line(summary: "Summary") -> str:
    """A story, and where it plays."""
    return _("{title}  ·  {where}").format(
        title=summary.title or _("Untitled story"), where=wording.subtitle(summary)
    )


def kind_line(plan: "Plan") -> str:
    """What a bundle is that holds no stories; "" for one that does."""
    return _KINDS[plan.kind]() if plan.kind in _KINDS else ""


def chosen(coming: "Coming") -> str:
    """“39 of 40 bundles come in, 1 waits in the Inbox.”."""
    every, going = len(coming.plans.plans), len(coming.coming_in)
    waits = len(coming.chosen) - going
    said = _("{n} of {all} come in").format(n=going, all=bundles(every))
    if every == going:
        said = ngettext("The bundle comes in", "All {n} bundles come in", every).format(n=every)
    if waits:
        more = ngettext("{n} waits for your word", "{n} wait for your word", waits)
        said = f"{said} · {more.format(n=waits)}"
    left = every - len(coming.chosen)
    if left:
        said = f"{said} · " + ngettext("{n} is left", "{n} are left", left).format(n=left)
    return said


def only_one_asks(coming: "Coming") -> bool:
    """Whether all that is told comes from one computer that was never met, and nothing was said."""
    shares = coming.plans.shares
    return (
        len(shares) == 1
        and not coming.coming_in
        and coming.asks(shares[0]) == "new_device"
        and coming.answer(shares[0]) == "new"
    )


def take_words(coming: "Coming") -> str:
    """What the button says that takes them in."""
    n = len(coming.coming_in)
    return ngettext("Take it in", "Take {n} bundles in", n).format(n=n)


def is_worth(coming: "Coming") -> bool:
    """Whether going on changes, keeps or tells anything."""
    return any(
        plan.new or plan.updated or plan.waits or plan.kind in _KINDS for plan in coming.chosen
    ) or any(one.kept_as for one in coming.plans.refused)


def conflicts(n: int) -> str:
    """That people changed the same words."""
    return ngettext(
        "{n} answer was changed on both sides. Both versions are kept; you choose later.",
        "{n} answers were changed on both sides. Both versions are kept; you choose later.", n,
    ).format(n=n)  # fmt: skip


def put_aside(n: int) -> str:
    """That lines of a bundle broke a rule."""
    return ngettext(
        "{n} line does not follow the rules and is put aside. The rest comes in.",
        "{n} lines do not follow the rules and are put aside. The rest comes in.", n,
    ).format(n=n)  # fmt: skip


def missing(n: int) -> str:
    """That pictures did not come along."""
    return ngettext(
        "{n} picture that the stories name is not in the bundles.",
        "{n} pictures that the stories name are not in the bundles.", n,
    ).format(n=n)  # fmt: skip


def duplicates(n: int) -> str:
    """That stories may be about the same work."""
    return ngettext(
        "{n} story may tell of the same work as another one.",
        "{n} stories may tell of the same work as others.", n,
    ).format(n=n)  # fmt: skip


def together(brought: "Sequence[Taken]") -> "Taken":
    """What several bundles brought as if it were one; a story that several bring is told once."""
    if len(brought) == 1:
        return brought[0]
    latest = {line.id: line for one in brought for line in (*one.new, *one.updated)}
    new = {line.id for one in brought for line in one.new}
    return replace(
        brought[0],
        new=tuple(line for line in latest.values() if line.id in new),
        updated=tuple(line for line in latest.values() if line.id not in new),
        unchanged=sum(one.unchanged for one in brought),
        conflicts=sum(line.conflicts for line in latest.values()),
        pictures=sum(one.pictures for one in brought),
        quarantined=tuple(line for one in brought for line in one.quarantined),
        missing=tuple(sorted({sha256 for one in brought for sha256 in one.missing})),
        warnings=tuple(dict.fromkeys(said for one in brought for said in one.warnings)),
    )


def result(gathered: "Gathered") -> str:
    """What came of it, in a sentence."""
    if not gathered.taken:
        return _("Nothing was taken in.")
    return _("Taken in: {what}").format(what=together(gathered.taken).sentence())


def name_of(path: Path) -> str:
    """A file's name, whose direction is its own in any text."""
    return bare(path.name)


def bare(name: str) -> str:
    """A name that others gave, whose direction is its own in any text."""
    return f"\u2068{name}\u2069"
