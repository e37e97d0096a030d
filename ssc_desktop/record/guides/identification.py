"""Guidance for section A: the page that everybody reads first."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

TITLE = Guidance(
    why=N_(
        "The title is all that most readers ever see: in lists, in the book, in search results. "
        "Partners and topic together tell them at once whether the story is for them."
    ),
    good=N_("Indonesia and Fiji: tractors, farmer training and a regional training centre"),
    weak=N_("Strengthening capacities (Whose? For what? It could be the title of any project.)"),
)
SHORT_NAME = Guidance(
    why=N_(
        "Tables, maps and discussions cite your story by this name, so it must be short and "
        "belong to your story alone."
    ),
    good=N_("Indonesia-Fiji farming"),
    weak=N_("The project (Ten stories in the same table could be called that.)"),
)
NARRATIVE_LANGUAGE = Guidance(
    why=N_(
        "People tell more, and more honestly, in the language they think in. Spelling, search "
        "and the Word document follow what you choose here."
    ),
    good=N_("Portuguese, because the team in the district works in Portuguese."),
    weak=N_(
        "English, because donors read it (A thin text in a foreign language loses what only you "
        "know. It can be translated later.)"
    ),
)
OVERVIEW = Guidance(
    why=N_(
        "This paragraph stands for the whole story in the book and on the map. Give it all four "
        "parts: who, what, how, and what came of it."
    ),
    good=N_(
        "Two health ministries wanted fewer newborns to die of infections. Nurses of the one "
        "trained 24 nurses of the other during three visits, and both wrote a shorter handbook "
        "together. Within two years 11 of 14 district hospitals worked by it. The sharing side "
        "took home a cheaper way to keep records."
    ),
    weak=N_(
        "A successful project of South-South cooperation improved health in the region. (No "
        "partner, no act, no result: a stranger learns nothing.)"
    ),
)
AS_OF_DATE = Guidance(
    why=N_(
        "Figures grow old. With a date a reader in five years knows which time they speak of, "
        "and two stories can be compared."
    ),
    good=N_("March 2024: the last time we counted"),
    weak=N_("Today (It will be read on many other days.)"),
)
AUTHORS = Guidance(
    why=N_(
        "A story is trusted more when one knows who tells it. Several voices, also from the side "
        "that adapted, make it whole."
    ),
    good=N_("The agronomist of the district that adapted it, and the one who trained her"),
    weak=N_("The communication unit (Was anybody of them there?)"),
)
KEYWORDS = Guidance(
    why=N_("Somebody with your problem will search with these words: use theirs, not only yours."),
    good=N_("seed bank, drought, women farmers, study visit"),
    weak=N_("development, cooperation (Every story here has them, so they find nothing.)"),
)
