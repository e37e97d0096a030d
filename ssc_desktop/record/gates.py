"""The gates of the statuses: what must be there before a story may be called complete."""

from collections.abc import Iterator

from ssc_desktop.i18n import N_
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.completeness import COMPLETE, PUBLISHED, Gap, items, standing
from ssc_desktop.record.definition import CaseDefinition, Need
from ssc_desktop.record.values import Answer, given

_LEVEL = {
    "draft": "",
    "complete": COMPLETE,
    "in_review": COMPLETE,
    "changes_asked": "",
    "published": PUBLISHED,
    "withdrawn": "",
    "archived": "",
}


def missing_for(case: Case, status: str, definition: CaseDefinition = CASE) -> tuple[Gap, ...]:
    """What is missing before `case` may have `status`, in the order of the form; none = allowed."""
    level = _LEVEL.get(status, COMPLETE)
    if not level:
        return tuple(_for_a_draft(case, definition))
    gaps = list(standing(case, level, definition).missing)
    if case.record_depth != "overview":
        gaps += _results(case)
        gaps += _lessons(case)
    if level == PUBLISHED:
        gaps += _clearances(case)
    return tuple(gaps)


def _for_a_draft(case: Case, definition: CaseDefinition) -> Iterator[Gap]:
    for section in definition.sections:
        for member in section.fields:
            if member.needs.draft is Need.REQUIRED and not given(getattr(case, member.attribute)):
                yield Gap(section.name, (member.name,), member.label)


def _results(case: Case) -> Iterator[Gap]:
    """At least one output and one outcome; an outcome may be answered as unknown: too early."""
    if isinstance(case.result, Answer):
        return
    levels = {result.level for result in items(case, "result")}
    if "output" not in levels:
        yield Gap("results", ("result",), N_("A result that was delivered (output)"))
    if not levels & {"outcome", "impact"}:
        yield Gap("results", ("result",), N_("A result that became different (outcome)"))


def _lessons(case: Case) -> Iterator[Gap]:
    """Two lessons that worked, one that did not, and one condition of transfer."""
    kinds = [lesson.type for lesson in items(case, "lesson")]
    if isinstance(case.lesson, Answer):
        return
    if kinds.count("worked") < 2:
        yield Gap("lessons", ("lesson",), N_("Two lessons about what worked"))
    if "did_not_work" not in kinds:
        yield Gap("lessons", ("lesson",), N_("A lesson about what did not work"))
    if "transfer_condition" not in kinds:
        yield Gap("lessons", ("lesson",), N_("A condition for using it elsewhere"))


def _clearances(case: Case) -> Iterator[Gap]:
    """Every partner organisation has agreed, or need not."""
    agreed = {
        clearance.partner
        for clearance in items(case, "partner_clearance")
        if clearance.cleared in {"yes", "not_needed"}
    }
    if isinstance(case.partner_clearance, Answer):
        return
    for partner in items(case, "partner"):
        if partner.partner_kind == "organisation" and partner.id not in agreed:
            yield Gap("consent", ("partner_clearance",), N_("A partner’s agreement to publication"))
            return
