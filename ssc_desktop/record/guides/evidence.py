"""Guidance for sections H and I: sources, pictures and care for people."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

REFERENCE = Guidance(
    why=N_(
        "A source lets others check and read on. A report in a drawer counts, and so does a talk "
        "with somebody who was there: say where and when."
    ),
    good=N_("Final report of the seed bank programme, District Office, June 2013, 48 pages"),
    weak=N_("Internal documents (Which? Who could show them?)"),
)
ATTACHMENT = Guidance(
    why=N_(
        "Two or three good pictures make people read the rest. Say who took them and who is on "
        "them, and ask before you share a face."
    ),
    good=N_("Committee members weigh the returned seed, May 2012; picture: district office"),
    weak=N_("IMG_0412 (Who, where, when, and did they agree?)"),
)
PARTNER_CLEARANCE = Guidance(
    why=N_("A partner who first reads of itself in print may not be a partner again."),
    good=N_("Agreed by the head of the cooperation unit, by mail, on 3 May 2024"),
    weak=N_("Surely they do not mind (Ask; “asked, no answer yet” is an answer too.)"),
)
CONSENT_RECORD = Guidance(
    why=N_(
        "People who are named or shown must know where it will be seen, and that “no” costs them "
        "nothing. What you note here never travels with the story."
    ),
    good=N_("Agreed by voice after we showed her the page: name and picture, book and website"),
    weak=N_("She was in the picture willingly (Did she know that it would be on the internet?)"),
)
DO_NO_HARM = Guidance(
    why=N_(
        "Somebody may lose a job, a permit or a friend over a sentence. What you note here never "
        "leaves this computer."
    ),
    good=N_("The clerk who told us about the lost seed still works there: we say “an official”."),
    weak=N_("None (Have you thought of the people you quote, and of those you blame?)"),
)
