"""Guidance for section D: time, money, people and things."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

START_DATE = Guidance(
    why=N_(
        "With a beginning and an end one can tell what the time was like, and how long such work "
        "takes. Write it as you know it; the year alone will do."
    ),
    good=N_("Aug 2008, or “about 2011”"),
    weak=N_("Some years ago (From when on should a reader count?)"),
)
END_DATE = Guidance(
    why=N_(
        "It tells whether the results below are final. Work that goes on without the project is "
        "a result too: say so under “Will it last”."
    ),
    good=N_("June 2013, or “still going on”"),
    weak=N_("Empty, because it is not quite over (Then write “still going on”.)"),
)
INITIATIVE_STATUS = Guidance(
    why=N_(
        "A plan is read otherwise than something that is finished. Stopped work can teach most of "
        "all: nothing is lost by saying so."
    ),
    good=N_("Stopped, because the new minister chose another partner; the wells are still used."),
    weak=N_("Finished, although it was stopped (The lesson is lost.)"),
)
BUDGET_DISCLOSURE = Guidance(
    why=N_(
        "Without it nobody knows whether no money was spent or nobody says. “Not to be told” is "
        "an honest answer and is respected."
    ),
    good=N_("Partly: we know what the fund paid, not what the ministries spent on salaries."),
    weak=N_("Left empty (Does it mean nothing, unknown or secret?)"),
)
AMOUNT = Guidance(
    why=N_(
        "Sums can only be compared with their currency, their year and their kind. A plan is not "
        "spending, and what others invested is not what the partners gave."
    ),
    good=N_("Spent 412,000 reais from 2009 to 2011, paid by the cooperation agency, for travel"),
    weak=N_("A budget of 1 billion (Whose money, promised or spent, in which currency?)"),
)
NONFINANCIAL_INPUT = Guidance(
    why=N_(
        "Most of what partners of the South give is people, time and things, and most of it is "
        "never counted. Count it in its own unit; no price is needed."
    ),
    good=N_(
        "24 technicians for two years; 5,800 seed packets; the training rooms of the institute"
    ),
    weak=N_("In-kind contribution (Which? How many days, people, sacks?)"),
)
PARTICIPANTS = Guidance(
    why=N_("Round figures are fine. Each person counts once, however many courses there were."),
    good=N_("About 360 people, 140 of them women, from the attendance lists"),
    weak=N_("1,080 participants (These were 360 people in three courses each.)"),
)
