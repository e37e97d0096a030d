"""Guidance for section E: what was done and how it was adapted."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

MODALITY = Guidance(
    why=N_(
        "It shows how knowledge really moved. Others plan their own exchange from it, so tick "
        "what was done and not what was planned."
    ),
    good=N_("Study visit, long-term experts, demonstration plots"),
    weak=N_("Everything in the list (Which of them made the difference?)"),
)
ACTIVITIES = Guidance(
    why=N_(
        "This is what others could do again. Tell it in order and say who did it: a reader should "
        "see people at work."
    ),
    good=N_(
        "In March six farmers and two technicians spent ten days in the villages of the partner. "
        "Back home they chose four villages that wanted to try. Two committee members came for "
        "the first harvest, sat in the meetings and went through the books with each committee."
    ),
    weak=N_("Workshops were held and capacity was built. (By whom, with whom, how often?)"),
)
ADAPTATION = Guidance(
    why=N_(
        "No solution travels unchanged. What you changed, and why, is what the next partner needs "
        "most, and almost no public story tells it."
    ),
    good=N_(
        "We left out the metal silos, because no smith here makes them, and used clay jars. Loans "
        "are returned after the second harvest, since ours is smaller. Meetings moved to Friday, "
        "so that women could come."
    ),
    weak=N_("It was adapted to the local context. (What was changed, and for which reason?)"),
)
PRINCIPLE_CHECK = Guidance(
    why=N_(
        "It makes visible whether partners met as equals, beyond fine words. “A little” is an "
        "honest answer; where you say “fully”, one example makes it believable."
    ),
    good=N_("Led together: mostly. Each side chaired every second meeting."),
    weak=N_("Everything “fully” (Without an example nobody can learn from it.)"),
)
INFO_KEPT = Guidance(
    why=N_(
        "What was not written down cannot be shown later. Say who kept which records and whether "
        "both sides saw them."
    ),
    good=N_(
        "Each committee keeps a book of loans; the district copies it twice a year and sends it "
        "to both ministries."
    ),
    weak=N_("Monitoring was carried out. (By whom? Where are the figures now?)"),
)
DIFFICULTY = Guidance(
    why=N_(
        "Every work has trouble. A story without any is not believed, and the way you dealt with "
        "it is worth more to others than the success."
    ),
    good=N_(
        "The first seed came after the rains, because customs held it for seven weeks. The next "
        "year we bought half of it at home and sent the papers in January."
    ),
    weak=N_("No major difficulties were met. (What would you do differently?)"),
)
