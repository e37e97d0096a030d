"""Section H: sources, files and pictures."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import evidence as guides
from ssc_desktop.record.values import (
    Code,
    Count,
    Flag,
    Item,
    PartialDate,
    References,
    Text,
)


@dataclass(frozen=True, kw_only=True)
class SourceReference(Item):
    """A report, evaluation, law, article or interview."""

    citation: Text = defined(Kind.LINE, N_("Source"), needs="oRR")
    kind: Code = defined(Kind.CHOICE, N_("Kind"), vocabulary="reference_kind")
    url: Text = defined(Kind.LINE, N_("Web address"))
    page: Text = defined(Kind.LINE, N_("Page"))
    accessed: PartialDate = defined(Kind.DATE, N_("Read on"))


@dataclass(frozen=True, kw_only=True)
class Attachment(Item):
    """A picture or file; its bytes are kept once, named by their SHA-256."""

    sha256: str | None = defined(Kind.DIGEST, N_("Checksum"), automatic=True)
    file_name: Text = defined(Kind.LINE, N_("File name"), automatic=True)
    media_type: Text = defined(Kind.LINE, N_("File type"), automatic=True)
    caption: Text = defined(Kind.LINE, N_("Caption"))
    alt_text: Text = defined(Kind.LINE, N_("What does the picture show?"))
    place: Text = defined(Kind.LINE, N_("Place"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    credit: Text = defined(Kind.LINE, N_("Taken by"))
    licence: Code = defined(Kind.CHOICE, N_("Licence"), vocabulary="licence")
    people_shown: Flag = defined(Kind.YES_NO, N_("Persons can be recognised"))
    consent: References = defined(Kind.REFERENCES, N_("Consent"), refers_to=("consent_record",))
    claim_link: References = defined(
        Kind.REFERENCES,
        N_("This file backs"),
        N_("Which statement does it support?"),
        refers_to=("result", "lesson"),
    )
    width: Count = defined(Kind.COUNT, N_("Width"), automatic=True)
    height: Count = defined(Kind.COUNT, N_("Height"), automatic=True)


@dataclass(frozen=True, kw_only=True)
class EvidenceAndFiles:
    """Fields of section H."""

    reference: tuple[SourceReference, ...] = repeated(
        SourceReference,
        N_("Sources"),
        N_("a source"),
        N_("Report, evaluation, law, article, interview."),
        star=True,
        least=1,
        needs="ooR",
        source="CS",
        guidance=guides.REFERENCE,
    )
    attachment: tuple[Attachment, ...] = repeated(
        Attachment,
        N_("Files and pictures"),
        N_("a file"),
        N_("Two or three good pictures; who took it, who is on it."),
        part="files",
        source="FAOe",
        guidance=guides.ATTACHMENT,
    )
