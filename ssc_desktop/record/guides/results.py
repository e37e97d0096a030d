"""Guidance for section F: what became different, and how one knows."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

RESULT = Guidance(
    why=N_(
        "First what was delivered, then what became different for somebody. A figure needs the "
        "one before it, or nobody can see the change."
    ),
    good=N_(
        "38 midwives trained (delivered). Births with a midwife rose from 41 to 63 of 100 in two "
        "years (changed)."
    ),
    weak=N_("Capacities were strengthened. (Whose? What do they do now that they did not before?)"),
)
STATEMENT = Guidance(
    why=N_("A result is a change for somebody, not a thing that was done."),
    good=N_("Farmers of four villages plant their own seed in time."),
    weak=N_("Three workshops held (That was an activity. What came of it?)"),
)
BASELINE = Guidance(
    why=N_(
        "Without the figure before, the figure reached says nothing. If nobody counted then, "
        "“no baseline” is an answer too."
    ),
    good=N_("41 of 100 births, from the register of 2008"),
    weak=N_("Low (How low? Even a rough figure helps.)"),
)
ACTUAL = Guidance(
    why=N_("What was reached, counted in the same way as before, with the date of the count."),
    good=N_("63 of 100 births, December 2010"),
    weak=N_("A significant rise (From what to what?)"),
)
EVIDENCE_LEVEL = Guidance(
    why=N_(
        "It says how one knows, not how good the result is. “Stated by the teller” is a fair "
        "answer; a level too high takes trust away from all the rest."
    ),
    good=N_("Monitored: the hospital counts it every month, and we saw the register."),
    weak=N_("Independent evaluation, because a consultant wrote our report (Was it independent?)"),
)
INSTITUTIONAL_CHANGE = Guidance(
    why=N_(
        "Trained people move on; a rule, a post or a line in the budget stays. It shows whether "
        "the experience took root."
    ),
    good=N_(
        "Since 2012 the district budget has a line for the seed banks, and the ministry’s course "
        "for advisers teaches them."
    ),
    weak=N_("Awareness was raised at the ministry. (What does it do differently now?)"),
)
UNINTENDED = Guidance(
    why=N_("Things nobody planned, good or bad, warn and encourage those who come after you."),
    good=N_(
        "Traders lowered their price of seed by a third. In one village the committee lent only "
        "to relatives until it was elected anew."
    ),
    weak=N_("None (If you looked and saw none, write how you looked.)"),
)
SUSTAINABILITY = Guidance(
    why=N_(
        "Others want to know what is left when the visitors have gone: who does it, who pays, and "
        "what is still used a year on."
    ),
    good=N_(
        "A year after the last visit 31 of 36 seed banks lend seed. Members’ fees pay the jars; "
        "the adviser’s salary still depends on the district."
    ),
    weak=N_("The results are sustainable thanks to ownership. (Who pays now? What still works?)"),
)
