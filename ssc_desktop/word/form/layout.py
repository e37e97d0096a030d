"""The questions of a form on paper: brief ones in a table, long ones in boxes, items in rows.

Within a chapter the brief questions come first, so that every other table has its question above
it and none touches another.
"""

from collections.abc import Iterable
from dataclasses import replace

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, FieldDefinition, Kind
from ssc_desktop.word import blocks
from ssc_desktop.word.form import items
from ssc_desktop.word.form.asking import Chapter, Question
from ssc_desktop.word.form.boxes import CENTIMETRE, Box, BoxRow, box, spread
from ssc_desktop.word.form.pen import BESIDE, LABEL, SIDE, WIDE, Pen, Room, Slot, is_several
from ssc_desktop.word.places import field_anchor
from ssc_desktop.word.text import runs

_CHOICES = 0.35
"""The share that choices take beside the words to them."""
_BRIEF_ROW = 640
_WORD = 28
"""Height for a word of the longest answer that is suggested."""
_LEAST_BOX, _TALLEST_BOX = 1700, 4300


def chapter(pen: Pen, one: Chapter) -> None:
    """Write a chapter: its heading, the brief questions, then all others in their order."""
    paper = pen.paper
    paper.write(blocks.heading(paper, 1, runs(paper.say(one.label), paper.look())))
    paper.write(pen.line("SSCHelp", paper.say(one.intro), keep=True))
    brief = [question for question in one.questions if _is_brief(pen, question)]
    if brief:
        paper.write(_brief(pen, one, brief))
    for question in one.questions:
        if question not in brief:
            paper.write(_asked(pen, question))


def _is_brief(pen: Pen, question: Question) -> bool:
    member = question.member
    if not isinstance(member, FieldDefinition) or member.kind in {Kind.TEXT, Kind.NOTED}:
        return False
    _name, choices = pen.choices(member)
    return not (is_several(member) and BESIDE.ticks < len(choices) <= WIDE.ticks)


def _brief(pen: Pen, one: Chapter, questions: Iterable[Question]) -> str:
    rows = []
    for question in questions:
        member = question.member
        assert isinstance(member, FieldDefinition)  # noqa: S101 - groups are never brief
        slot = _slot(pen, member, BESIDE)
        label = pen.paragraph("SSCFormLabel", _label(pen, member, "beside"))
        rows.append(BoxRow([label + _help(pen, member), pen.answer(slot)], _BRIEF_ROW))
    widths = spread(pen.paper.width, (LABEL, 1 - LABEL))
    return box(pen.paper, Box(widths, pen.paper.say(one.label), first_column=True), rows)


def _slot(pen: Pen, member: FieldDefinition, room: Room) -> Slot:
    value = getattr(pen.telling.case, member.attribute)
    return Slot(member, value, member.name, pen.paper.say(member.label), room)


def _label(pen: Pen, member: FieldDefinition, where: str) -> str:
    """The runs of a question under its bookmark; it is noted for the description."""
    paper = pen.paper
    anchor = paper.anchor(field_anchor((member.name,)))
    pen.fields.append(pen.described(member, (member.name,), anchor=anchor, where=where))
    return blocks.bookmarked(paper, anchor, runs(paper.say(member.label), paper.look()))


def _help(pen: Pen, member: FieldDefinition, *more: str, keep: bool = False) -> str:
    """The small print of a question; nothing where there is none."""
    say = pen.paper.say
    said = [say(member.prompt), *_how(pen, member), *more]
    text = " ".join(part for part in said if part)
    return pen.line("SSCHelp", text, keep=keep) if text else ""


def _how(pen: Pen, member: FieldDefinition) -> Iterable[str]:
    say = pen.paper.say
    _name, choices = pen.choices(member)
    chosen = choices and not member.refers_to
    if chosen and not is_several(member) and len(choices) <= BESIDE.ticks:
        yield say(N_("Tick one."))
    elif chosen and is_several(member):
        most = say(N_("Tick {n} at most.")).format(n=member.most)
        yield most if member.most else say(N_("More than one is fine."))
    if member.kind is Kind.LINES:
        yield say(N_("One in each line."))
    if member.words is not None:
        least, most_words = member.words
        if least and member.kind is not Kind.LINE:
            pattern = say(N_("About {least} to {most} words."))
            yield pattern.format(least=least, most=most_words)


def _asked(pen: Pen, question: Question) -> str:
    member = question.member
    if isinstance(member, FieldDefinition):
        return _field(pen, member)
    return items.asked(pen, question, member)


def _field(pen: Pen, member: FieldDefinition) -> str:
    """A long question: its name, what is meant, and a box over the whole page."""
    head = pen.paragraph("SSCQuestion", _label(pen, member, "below"), keep=True)
    head += _help(pen, member, keep=True)
    width, title = pen.paper.width, pen.paper.say(member.label)
    slot = _slot(pen, member, WIDE)
    height = _box_height(member) if member.kind in {Kind.TEXT, Kind.NOTED} else CENTIMETRE
    if member.kind is not Kind.NOTED:
        return head + box(pen.paper, Box([width], title), [BoxRow([pen.answer(slot)], height)])
    _name, choices = pen.choices(member)
    words = pen.note(replace(slot, tag=f"{slot.tag}#note"))
    if not choices or isinstance(slot.value, Answer):
        return head + box(pen.paper, Box([width], title), [BoxRow([words], height)])
    if len(choices) <= SIDE.ticks:
        ticks = pen.chosen(replace(slot, room=SIDE))
        shape = Box(spread(width, (_CHOICES, 1 - _CHOICES)), title)
        return head + box(pen.paper, shape, [BoxRow([ticks, words], height)])
    rows = [BoxRow([pen.chosen(slot)]), BoxRow([words], _LEAST_BOX // 2)]
    return head + box(pen.paper, Box([width], title), rows)


def _box_height(member: FieldDefinition) -> int:
    most = member.words[1] if member.words else 0
    return max(_LEAST_BOX, min(_TALLEST_BOX, most * _WORD))
