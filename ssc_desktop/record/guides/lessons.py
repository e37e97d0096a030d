"""Guidance for section G: what others can learn from it."""

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Guidance

LESSON = Guidance(
    why=N_(
        "Lessons are why stories are collected. Besides what worked, tell at least one thing that "
        "did not, and one condition without which it will not work elsewhere."
    ),
    good=N_(
        "When the committees had never kept books, doing the first two closings together led to "
        "books that balanced, because questions came up at the table and not in the course."
    ),
    weak=N_("Commitment is key. (Of whom? Commitment to do what, and what did it bring about?)"),
)
LESSON_TEXT = Guidance(
    why=N_(
        "Situation, act, effect, reason: with these four a reader can tell whether it would hold "
        "at home. Leave one out and it becomes a proverb."
    ),
    good=N_(
        "When visitors came without a farmer among them, showing the fields led to few questions, "
        "because officials did not know what to ask."
    ),
    weak=N_("Study visits are useful. (For whom, when, why?)"),
)
RECOMMENDATION = Guidance(
    why=N_(
        "A recommendation is for somebody who can act on it. Name them and say one thing that "
        "they could do on Monday."
    ),
    good=N_(
        "To cooperation agencies: pay a second visit after the first harvest before you count a "
        "course as done."
    ),
    weak=N_("More resources should be made available. (By whom, for what?)"),
)
KEY_CHALLENGE = Guidance(
    why=N_(
        "The six questions bring the stories together. Tick those to which yours has an answer, "
        "also if the answer is “no, not that way”."
    ),
    good=N_("Transfer and adaptation, because what we left out mattered more than what we took."),
    weak=N_("All six (Three at most: where would you speak up in a discussion?)"),
)
CHALLENGE_ANSWER = Guidance(
    why=N_("This answer stands in the evidence table beside those of other stories."),
    good=N_(
        "Adaptation took longer than the training: three visits, because each harvest showed what "
        "did not fit. A plan that paid only for the course would have ended before the first "
        "result."
    ),
    weak=N_("The project contributed to adaptation. (What does your case say about it?)"),
)
OFFER = Guidance(
    why=N_("With this, somebody who looks for what you know can find you."),
    good=N_("Keeping the books of a village seed bank: a week with two of our committees"),
    weak=N_("Expertise in agriculture (In what exactly, and in which form?)"),
)
