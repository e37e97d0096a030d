"""The case story: all its sections in one frozen dataclass, and their definition."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.consent import ConsentAndVisibility
from ssc_desktop.record.context import Context
from ssc_desktop.record.definition import CaseDefinition, SectionDefinition, members_of
from ssc_desktop.record.evidence import EvidenceAndFiles
from ssc_desktop.record.identification import Identification
from ssc_desktop.record.inputs import Inputs
from ssc_desktop.record.lessons import Lessons
from ssc_desktop.record.partners import PartnersAndRoles
from ssc_desktop.record.process import Process
from ssc_desktop.record.results import Results
from ssc_desktop.record.review import Reviewed


# bases in reverse: a dataclass collects the fields of its last base first
@dataclass(frozen=True, kw_only=True)
class Case(
    Reviewed,
    ConsentAndVisibility,
    EvidenceAndFiles,
    Lessons,
    Results,
    Process,
    Inputs,
    Context,
    PartnersAndRoles,
    Identification,
):
    """One case story. Every attribute carries its definition; absent answers are None or ()."""


_SECTIONS: tuple[tuple[type, SectionDefinition], ...] = (
    (
        Identification,
        SectionDefinition(
            "identification",
            "A",
            N_("Overview"),
            N_("What happened, between whom, and why it matters."),
            6,
            "file-text",
        ),
    ),
    (
        PartnersAndRoles,
        SectionDefinition(
            "partners",
            "B",
            N_("Partners and roles"),
            N_("Who worked with whom, and who did what."),
            10,
            "handshake",
        ),
    ),
    (
        Context,
        SectionDefinition(
            "context",
            "C",
            N_("Context"),
            N_("The problem, the experience on offer, and for whom."),
            8,
            "map-pin",
        ),
    ),
    (
        Inputs,
        SectionDefinition(
            "inputs",
            "D",
            N_("Inputs"),
            N_("People, money, equipment and time each side put in."),
            10,
            "coins",
        ),
    ),
    (
        Process,
        SectionDefinition(
            "process",
            "E",
            N_("Process"),
            N_("What was done, how it was adapted, and what was hard."),
            12,
            "layers",
        ),
    ),
    (
        Results,
        SectionDefinition(
            "results",
            "F",
            N_("Results"),
            N_("What was delivered, what became different, and how you know."),
            14,
            "target",
        ),
    ),
    (
        Lessons,
        SectionDefinition(
            "lessons",
            "G",
            N_("Lessons"),
            N_("What worked, what did not, and what others should know."),
            12,
            "lightbulb",
        ),
    ),
    (
        EvidenceAndFiles,
        SectionDefinition(
            "evidence",
            "H",
            N_("Sources and files"),
            N_("Reports, pictures and papers that back the story."),
            6,
            "image",
        ),
    ),
    (
        ConsentAndVisibility,
        SectionDefinition(
            "consent",
            "I",
            N_("Consent and sharing"),
            N_("Who agreed, and how far the story may travel."),
            4,
            "shield",
        ),
    ),
)


def definition_of(case_type: type) -> CaseDefinition:
    """The definition a case class carries; a subclass's own fields join the last section."""
    sections = [
        SectionDefinition(s.name, s.letter, s.label, s.intro, s.minutes, s.icon, members_of(part))
        for part, s in _SECTIONS
    ]
    extra = members_of(case_type, own=True)
    if extra:
        last = sections[-1]
        sections[-1] = SectionDefinition(
            last.name, last.letter, last.label, last.intro, last.minutes, last.icon,
            (*last.fields, *extra),
        )  # fmt: skip
    asked = (member for section in sections for member in section.fields)
    fields = (*asked, *members_of(Reviewed))
    return CaseDefinition(case_type, tuple(sections), fields)


CASE: CaseDefinition = definition_of(Case)
