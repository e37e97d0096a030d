"""Guidance for section C: the problem and the experience on offer."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

CHALLENGE = Guidance(
    why=N_(
        "Readers look for a problem like their own. Say for whom it was a problem, since when, "
        "and how big: one figure is worth a page."
    ),
    good=N_(
        "Since the drought of 2011 the 6,000 families of the valley bought seed at three times "
        "the old price. Two in five planted less land, and women who farm alone stopped first."
    ),
    weak=N_("There was a lack of capacity. (For what? What went wrong in somebody’s day?)"),
)
EXPERIENCE_SHARED = Guidance(
    why=N_(
        "What travelled is the heart of the story. Say where it had worked before and for how "
        "long, so that one can judge whether it was ready to be shared."
    ),
    good=N_(
        "Village seed banks, run by elected committees in 40 villages for eight years. Members "
        "borrow one sack and return one and a quarter."
    ),
    weak=N_("Our best practices in agriculture (Which? Tried where, by whom, how long?)"),
)
WHY_THESE_PARTNERS = Guidance(
    why=N_("It helps others to choose a partner of their own."),
    good=N_(
        "Both are dry, both speak the same language at the border market, and one had the "
        "committees that the other had tried to found."
    ),
    weak=N_("Historic ties of friendship (What did one have that the other needed?)"),
)
SECTOR = Guidance(
    why=N_(
        "Search, tables and maps use it, and it is the list that statistics of cooperation use "
        "too. The first is the main one."
    ),
    good=N_("Agriculture first; water supply second, because half of the work was on wells."),
    weak=N_("Four sectors for one training course (Then none of them says what it is about.)"),
)
SDG_GOAL = Guidance(
    why=N_(
        "Three goals that the work truly served say more than ten it might touch. Others look "
        "for stories by them."
    ),
    good=N_("Zero hunger, because the seed was for food crops; gender equality, because the "
            "committees are led by women."),
    weak=N_("All that could apply (A reader cannot see what the work was for.)"),
)  # fmt: skip
TARGET_GROUP = Guidance(
    why=N_(
        "Results can only be judged when one knows for whom they were meant, and how many they are."
    ),
    good=N_("About 1,200 families with less than one hectare, most of them headed by women"),
    weak=N_("The population (All of it? Who would notice if the work stopped?)"),
)
