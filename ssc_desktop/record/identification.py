"""Section A: what the story is called, who tells it, and in short what it says."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import identification as guides
from ssc_desktop.record.values import Code, Item, Lines, PartialDate, Reference, Text


@dataclass(frozen=True, kw_only=True)
class Author(Item):
    """Somebody who tells the story."""

    person: Text = defined(Kind.LINE, N_("Name"), needs="oRR")
    organisation: Text = defined(Kind.LINE, N_("Organisation"))
    role: Code = defined(Kind.CHOICE, N_("Part in it"), vocabulary="author_role")


@dataclass(frozen=True, kw_only=True)
class Contact(Item):
    """A person whom others may ask; kept apart from what travels."""

    name: Text = defined(Kind.LINE, N_("Name"), overview=True, needs="oRR")
    job_title: Text = defined(Kind.LINE, N_("Title"), overview=True)
    organisation: Text = defined(Kind.LINE, N_("Organisation"), overview=True)
    city: Text = defined(Kind.LINE, N_("City"), overview=True)
    country: Code = defined(Kind.CHOICE, N_("Country"), vocabulary="country", overview=True)
    email: Text = defined(Kind.LINE, N_("E-mail"))
    phone: Text = defined(Kind.LINE, N_("Phone"))
    share: Code = defined(
        Kind.CHOICE,
        N_("How far this may travel"),
        N_("Nothing is shared until you say so."),
        vocabulary="visibility",
    )


@dataclass(frozen=True, kw_only=True)
class Translation(Item):
    """The record of which this text is a translation."""

    case: Reference = defined(Kind.REFERENCE, N_("Story"), refers_to=("case",))
    translator: Text = defined(Kind.LINE, N_("Translator"))
    state: Code = defined(Kind.CHOICE, N_("State"), vocabulary="translation_state")


@dataclass(frozen=True, kw_only=True)
class SameInitiative(Item):
    """Another record on the same work."""

    case: Reference = defined(Kind.REFERENCE, N_("Story"), refers_to=("case",))
    relation: Code = defined(Kind.CHOICE, N_("Relation"), vocabulary="initiative_relation")


@dataclass(frozen=True, kw_only=True)
class Identification:
    """Fields of section A."""

    case_uuid: str | None = defined(
        Kind.LINE, N_("Record id"), automatic=True, needs="RRR", source="bundle merge"
    )
    title: Text = defined(
        Kind.LINE,
        N_("Title"),
        N_("Name the topic and the partners, so that a stranger knows what it is about."),
        words=(4, 20),
        overview=True,
        star=True,
        needs="RRR",
        source="B10",
        guidance=guides.TITLE,
    )
    short_name: Text = defined(
        Kind.LINE,
        N_("Short name"),
        N_("The two or three words colleagues use; tables cite the case by it."),
        characters=30,
        overview=True,
        star=True,
        needs="oRR",
        source="S1",
        guidance=guides.SHORT_NAME,
    )
    case_code: Text = defined(
        Kind.LINE,
        N_("Code"),
        N_("Given when the book is made; stable per workshop."),
        pattern=r"[A-Z]{2,4}-[0-9]{1,4}",
        example="AFR-24",
        needs="--o",
        source="B10",
    )
    status: Code = defined(
        Kind.CHOICE, N_("Status"), vocabulary="case_status", automatic=True, needs="RRR"
    )
    record_depth: Code = defined(
        Kind.CHOICE,
        N_("Depth"),
        N_("Start with the page; go deeper when you have time."),
        vocabulary="record_depth",
        overview=True,
        needs="RRR",
        source="B10, CS",
    )
    narrative_language: Code = defined(
        Kind.CHOICE,
        N_("Language of the text"),
        N_("Write in the language you think in; a translation can be linked later."),
        vocabulary="language",
        overview=True,
        star=True,
        needs="oRR",
        source="OECD",
        guidance=guides.NARRATIVE_LANGUAGE,
    )
    translation_of: tuple[Translation, ...] = repeated(
        Translation,
        N_("Translation of"),
        N_("the original"),
        N_("If this text is a translation, of which record?"),
        most=1,
    )
    overview: Text = defined(
        Kind.TEXT,
        N_("Overview"),
        N_("Who worked with whom, on what, how, and what came of it, in one paragraph."),
        words=(60, 180),
        overview=True,
        star=True,
        needs="oRR",
        source="B10",
        guidance=guides.OVERVIEW,
        poster="background",
    )
    as_of_date: PartialDate = defined(
        Kind.DATE,
        N_("Facts as of"),
        N_("When were these facts true?"),
        overview=True,
        star=True,
        needs="oRR",
        source="TOSSD",
        guidance=guides.AS_OF_DATE,
    )
    authors: tuple[Author, ...] = repeated(
        Author,
        N_("Story told by"),
        N_("an author"),
        N_("Who tells this story, and what was your part in it?"),
        star=True,
        least=1,
        needs="oRR",
        part="people",
        source="MSC, CS",
        guidance=guides.AUTHORS,
    )
    primary_contact: tuple[Contact, ...] = repeated(
        Contact,
        N_("Primary contact"),
        N_("a contact"),
        N_("Whom may others ask? Tick how far this may travel."),
        overview=True,
        least=1,
        needs="oRR",
        private=True,
        part="contacts",
        source="B10",
    )
    case_institution: Lines = defined(
        Kind.LINES,
        N_("Institutions of the study"),
        N_("Which institutions made the study?"),
        source="CS",
    )
    case_authors: Lines = defined(
        Kind.LINES, N_("Authors of the study"), N_("Who wrote the study?"), source="CS"
    )
    method: Text = defined(
        Kind.TEXT,
        N_("Method"),
        N_("How was the study made: interviews, documents, visits?"),
        source="CS",
    )
    same_initiative_as: tuple[SameInitiative, ...] = repeated(
        SameInitiative,
        N_("Same initiative as"),
        N_("a related story"),
        N_("Is there another record on the same work? Then it is counted once."),
        source="S2",
    )
    keywords: Lines = defined(
        Kind.LINES,
        N_("Keywords"),
        N_("Words a searcher would type."),
        most=10,
        overview=True,
        guidance=guides.KEYWORDS,
    )
