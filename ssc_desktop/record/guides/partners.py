"""Guidance for section B: who worked with whom."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

COOPERATION_TYPE = Guidance(
    why=N_(
        "Stories are grouped by it. What is easy between two neighbours may be hard among three "
        "sides, and readers look for their own case."
    ),
    good=N_("Triangular: two countries learned from each other, and a third paid and connected."),
    weak=N_(
        "Bilateral, because only two signed (Count who really took part: if a fund or an agency "
        "connected the two, it was triangular.)"
    ),
)
PARTNER = Guidance(
    why=N_(
        "Partners are what makes it South-South. Name the countries, and in each the organisation "
        "that did the work: that is whom a reader can ask."
    ),
    good=N_(
        "Two countries, the seed institute of the one, the district office and the farmers’ "
        "union of the other, and the regional bank that paid the travel"
    ),
    weak=N_("The governments (Which ministry, which office? Who carried the boxes?)"),
)
ROLES = Guidance(
    why=N_(
        "Roles show that it was more than giving and taking. The same partner may share, learn "
        "and pay; say all that is true."
    ),
    good=N_("Shares and learns; carries it out; pays the salaries of its own experts"),
    weak=N_("Beneficiary (What did they do? Who adapted it is not only one who receives.)"),
)
CONTRIBUTION_NOTE = Guidance(
    why=N_("What each side gave, in money or not, shows the real weight of the partnership."),
    good=N_("Lent six technicians for two months each and paid their salaries"),
    weak=N_("Technical support (Who did what, for how long?)"),
)
GAIN_NOTE = Guidance(
    why=N_(
        "In cooperation among equals every side learns. It is the least told part of such "
        "stories, and the one that convinces others to join."
    ),
    good=N_(
        "The sharing institute learned to train people who cannot read, and now does so at home."
    ),
    weak=N_("Good relations (With whom, to do what next?)"),
)
REQUEST_ORIGIN = Guidance(
    why=N_(
        "Whether the side with the need asked first decides much of what lasts. Most public "
        "stories do not tell it."
    ),
    good=N_(
        "The adapting district asked: its head had seen the water committees on a visit in 2016 "
        "and wrote to the ministry."
    ),
    weak=N_("The project was demand-driven. (Who asked whom, when, and for what?)"),
)
DECISION_MAKING = Guidance(
    why=N_("Who could say no shows whether it was led together."),
    good=N_(
        "A committee of three from each side met every quarter by phone. The adapting side could "
        "stop an activity, and once did."
    ),
    weak=N_("Decisions were taken jointly. (How? Name one that was.)"),
)
