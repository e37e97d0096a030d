"""The command `take`: bundles, documents, forms, tables and stories as JSON, whatever comes in."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ssc_desktop.cli.command import library_of, remark, say_json
from ssc_desktop.cli.exchange import asked_passphrase, told_of_waiting
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import N_, _
from ssc_desktop.services import cases, inbox, incoming_files, profiling, proposals
from ssc_desktop.services.answers import Plan, Taken
from ssc_desktop.services.gathering import Refused
from ssc_desktop.services.incoming_files import How, Incoming, TakenIn
from ssc_desktop.services.libraries import Library
from ssc_desktop.services.proposals import (
    Proposal,
    Proposals,
    ProposedLine,
    RefusedFile,
    State,
    TakenDocument,
)

_STATES = {
    State.NEW: N_("new"),
    State.CHANGED: N_("changed"),
    State.CONFLICT: N_("needs you"),
    State.DOUBTFUL: N_("doubtful"),
    State.REMOVED: N_("removed"),
    State.LEFT_OUT: N_("left out"),
}

_Refusals = Sequence[Refused | RefusedFile]


def take(given: argparse.Namespace) -> int:
    """Take in files and folders of them, or say what they would bring."""
    profile = profiling.named(given.profile) if given.profile else None
    how = How(asked_passphrase() if given.passphrase else "", given.rescue, profile)
    with library_of(given) as library:
        planned = incoming_files.plan(library, given.files, how=how)
        if given.story:
            planned = _about(library, planned, cases.found(library, given.story))
        if given.dry_run:
            return _say_planned(planned, as_json=given.json)
        # an invitation is more than its computer: see `join`
        asking = [one for one in planned.plans.asking if one.waits != "invitation"]
        accept = [one.bundle for one in asking] if given.accept else []
        chosen = {one.key: _only(one, given.only) for one in planned.proposals.proposals}
        done, _changes = incoming_files.take(
            library, planned, chosen if given.only else None, accept=accept, how=how
        )
    refused = [one for one in planned.plans.refused if not one.kept_as]
    return _say_taken(planned, done, refused, as_json=given.json)


def _about(library: Library, planned: Incoming, case_id: str) -> Incoming:
    about = tuple(
        proposals.compared_with(library, one, case_id) for one in planned.proposals.proposals
    )
    return replace(planned, proposals=replace(planned.proposals, proposals=about))


def _only(proposal: Proposal, fields: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The answers at these paths, and below them."""
    paths = {line.path for line in proposal.lines if line.can_be_taken}
    paths |= {picture.path for picture in proposal.pictures if picture.suggested}
    return frozenset(
        path
        for path in paths
        if any("/".join(path) == one or "/".join(path).startswith(f"{one}/") for one in fields)
    )


# ------------------------------------------------------------------ what would happen


def _say_planned(planned: Incoming, *, as_json: bool) -> int:
    told = planned.proposals
    refused: _Refusals = [*planned.plans.refused, *told.refused]
    if as_json:
        files = map(_proposal, told.proposals)
        say_json([*map(_taken, planned.plans.plans), *files, *map(_refused, refused)])
    else:
        _tell_bundles(planned.plans.plans)
        for one in told.proposals:
            _tell_proposal(one)
        _tell_refused(refused)
    return 1 if refused else 0


def _tell_proposal(proposal: Proposal) -> None:
    say(_("{path}: {title}").format(path=proposal.source, title=proposal.title))
    say(f"  {proposal.sentence()}")
    for line in proposal.lines:
        if line.state is not State.SAME:
            say(f"  {_told(line)}")
    for other in proposal.alike:
        said = _("It may be the same as “{title}” ({id}): see --story.")
        remark([said.format(title=other.title, id=other.case_id)])
    remark((*proposal.warnings, *proposal.notices))
    remark(_("Without a place: {text}").format(text=text) for text in proposal.unmatched)


def _told(line: ProposedLine) -> str:
    question = " · ".join(part for part in (line.item, line.label) if part)
    theirs = line.theirs.replace("\n", " ")
    said = _("{state}: {question}: {answer}").format(
        state=_(_STATES[line.state]), question=question, answer=theirs
    )
    return f"{said} ({line.doubt})" if line.doubt else said


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "file": str(proposal.source),
        "kind": str(proposal.kind),
        "id": proposal.case_id,
        "title": proposal.title,
        "dry_run": True,
        "new_story": proposal.is_new,
        "lines": list(map(_line, proposal.lines)),
        "pictures": [one.found.name for one in proposal.pictures if one.suggested],
        "comments": len(proposal.comments),
        "unmatched": list(proposal.unmatched),
        "notices": list(proposal.notices),
        "warnings": list(proposal.warnings),
        "alike": [{"id": one.case_id, "title": one.title, "likeness": round(one.likeness, 2)}
                  for one in proposal.alike],
    }  # fmt: skip


def _line(line: ProposedLine) -> dict[str, Any]:
    return {
        "field": "/".join(line.path),
        "label": line.label,
        "item": line.item,
        "state": str(line.state),
        "before": line.before,
        "now": line.now,
        "theirs": line.theirs,
        "doubt": line.doubt,
        "taken_by_default": line.suggested,
    }


# ------------------------------------------------------------------ what happened


def _say_taken(
    planned: Incoming, done: TakenIn, refused: Sequence[Refused], *, as_json: bool
) -> int:
    files = done.documents
    failed: _Refusals = [
        *refused, *planned.proposals.refused, *done.gathered.refused, *files.refused
    ]  # fmt: skip
    if as_json:
        taken = list(_documents(done))
        waiting = map(told_of_waiting, done.gathered.waiting)
        say_json([*map(_taken, done.gathered.taken), *taken, *waiting, *map(_refused, failed)])
    else:
        _tell_bundles(done.gathered.taken)
        for one in files.taken:
            say(f"{one.path}: {one.title}: {one.sentence()}")
        _tell_waiting(done.gathered.waiting)
        _tell_left(planned.proposals, files.taken)
        _tell_refused(failed)
    return 1 if failed else 0


def _documents(done: TakenIn) -> Iterator[dict[str, Any]]:
    for one in done.documents.taken:
        yield {
            "file": str(one.path),
            "bundle": one.batch,
            "id": one.case_id,
            "title": one.title,
            "dry_run": False,
            "new_story": one.is_new,
            "answers": one.answers,
            "conflicts": one.conflicts,
            "pictures": one.pictures,
        }


def _tell_left(planned: Proposals, taken: Sequence[TakenDocument]) -> None:
    """Say of which files nothing came in, and why; and what wants to be looked at."""
    done = {(one.path, one.case_id) for one in taken}
    for one in planned.proposals:
        if (one.source, one.case_id) not in done:
            say(f"{one.source}: {one.title}: {_('Nothing new in it.')}")
            remark(one.warnings)
        doubtful = one.count(State.DOUBTFUL, State.REMOVED)
        if doubtful:
            said = _("{path}: {n} answers want to be looked at: see --dry-run.")
            remark([said.format(path=one.source, n=doubtful)])


def _tell_bundles(told: Sequence[Taken]) -> None:
    for one in told:
        say(f"{one.path}: {one.sentence()}")
        remark((*one.warnings, *one.quarantined))


def _tell_waiting(waiting: Sequence[inbox.Waiting]) -> None:
    for item in waiting:
        say(f"{item.file_name}: {item.sentence()}")


def _tell_refused(refused: _Refusals) -> None:
    remark(f"{one.path}: {one.message} {one.advice}".strip() for one in refused)


def _taken(taken: Taken) -> dict[str, Any]:
    return {
        "file": str(taken.path),
        "bundle": taken.bundle,
        "dry_run": isinstance(taken, Plan),
        "sender": taken.sender,
        "sender_state": taken.sender_state,
        "new": [one.id for one in taken.new],
        "updated": [one.id for one in taken.updated],
        "unchanged": taken.unchanged,
        "conflicts": taken.conflicts,
        "attachments": taken.pictures,
        "quarantined": list(taken.quarantined),
        "missing": list(taken.missing),
        "warnings": list(taken.warnings),
    }


def _refused(refused: Refused | RefusedFile) -> dict[str, Any]:
    rule = refused.rule if isinstance(refused, Refused) else ""
    return {"file": str(refused.path), "refused": refused.message, "rule": rule}
