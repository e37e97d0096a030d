"""The story coach: what an experienced colleague would ask on reading, by rules and offline.

It speaks once a story is under way, says its reason, and rather says nothing than something
wrong. Words are looked at in the five languages of the interface only; the lists are data, in
`resources/coach/words.json`.
"""

import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from ssc_desktop.i18n import N_
from ssc_desktop.paths import bundled
from ssc_desktop.record import words
from ssc_desktop.record.advising import Advice
from ssc_desktop.record.case import Case
from ssc_desktop.record.completeness import items
from ssc_desktop.record.values import Answer, Noted, given, usable
from ssc_desktop.record.vocabularies import folded

_MOST_OF_A_RULE = 3
"""More than three times the same is nagging; the next ones come when these are gone."""
_UNDER_WAY = 40
_CHANGES = frozenset({"outcome", "impact"})
_CRITICAL = frozenset({"did_not_work", "obstacle"})
_ADAPTED = frozenset({"small_changes", "large_changes"})
_GENERIC = 25
"""A text of fewer words that speaks of the local context says nothing else."""

RULES: dict[str, tuple[str, str]] = {
    "vague_figure": (
        N_("“{said}”: how many?"),
        N_("A rough number can be compared and believed; a word like this cannot."),
    ),
    "no_adaptation": (
        N_("What was changed because the place is different?"),
        N_("No solution travels unchanged. Others who adapt it need this most, and few tell it."),
    ),
    "only_praise": (
        N_("What went wrong, or did not work?"),
        N_("A story without any trouble is not believed, and others learn most from the trouble."),
    ),
    "no_baseline": (
        N_("What was it before?"),
        N_("Without the figure before nobody can see the change. “No baseline” is an answer."),
    ),
    "no_actual": (
        N_("What was reached, in figures?"),
        N_("A figure shows how far it went. If nobody counted, say “not known”."),
    ),
    "no_in_kind": (
        N_("What was given besides money: people, days, things?"),
        N_("It is most of what partners of the South give, and the part that is never counted."),
    ),
    "who_asked": (
        N_("Who asked first, and how?"),
        N_("Whether the side with the need asked for it decides much of what lasts."),
    ),
    "no_addressee": (
        N_("To whom is this said?"),
        N_("A recommendation to nobody is carried out by nobody."),
    ),
    "nobody_decided": (
        N_("“{said}”: by whom?"),
        N_("Who decided shows how the partners worked together."),
    ),
    "outcome_is_output": (
        N_("This reads like something delivered. What did it change?"),
        N_("A training or a workshop is an output; the outcome is what people do since then."),
    ),
}
"""What each rule says, and why."""


def hints(case: Case, silenced: Collection[str] = ()) -> tuple[Advice, ...]:
    """What the coach asks about this story, in the order of its rules."""
    found: list[Advice] = []
    for rule in _RULES:
        found += rule(case)
    times: Counter[str] = Counter()
    kept: list[Advice] = []
    for one in found:
        times[one.rule] += 1
        if one.rule not in silenced and times[one.rule] <= _MOST_OF_A_RULE:
            kept.append(one)
    return tuple(kept)


def _hint(rule: str, *path: str, said: str = "") -> Advice:
    message, reason = RULES[rule]
    return Advice(path, message, rule, reason, said, coach=True)


# ---------------------------------------------------------------- words


@functools.cache
def _lists() -> dict[str, dict[str, list[str]]]:
    path = bundled("resources") / "coach" / "words.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    return {name: lists for name, lists in read.items() if isinstance(lists, dict)}


@functools.cache
def _pattern(name: str, language: str) -> re.Pattern[str] | None:
    """What finds the words of a list; None in a language that has no list."""
    listed = _lists()[name].get(language)
    if not listed:
        return None
    longest_first = sorted(map(folded, listed), key=len, reverse=True)
    joined = "|".join(map(re.escape, longest_first))
    # “and” and “so” are written on to the word in Arabic
    before = "[وف]?" if language == "ar" else ""
    return re.compile(rf"(?<![\w’'-]){before}(?:{joined})(?![\w-])")


def _found(name: str, text: str, case: Case) -> str:
    """The first words of a list in `text`, in the language of the story; "" for none."""
    pattern = _pattern(name, _language(case))
    match = pattern.search(folded(text)) if pattern else None
    return match[0] if match else ""


def _as_written(found: str, text: str) -> str:
    """`found` as it stands in `text`, with its accents."""
    said = text.split()
    size = len(found.split())
    runs = (" ".join(said[at : at + size]) for at in range(len(said)))
    return next((run.strip(".,;:()«»“”") for run in runs if found in folded(run)), found)


def _language(case: Case) -> str:
    held = case.narrative_language
    return held if isinstance(held, str) and not isinstance(held, Answer) else ""


def _text(value: object) -> str:
    held = value.note if isinstance(value, Noted) else value
    return held if isinstance(held, str) and not isinstance(held, Answer) else ""


def _under_way(case: Case) -> bool:
    """Whether so much is told that one may ask for the rest."""
    if case.record_depth == "overview":
        return False
    told = words.count(_text(case.activities)) >= _UNDER_WAY
    return told or bool(items(case, "result")) or bool(items(case, "lesson"))


# ---------------------------------------------------------------- rules


def _vague(case: Case) -> Iterator[Advice]:
    for one in items(case, "result"):
        text = _text(one.statement)
        figures = any(usable(getattr(one, name)) for name in ("baseline", "target", "actual"))
        if figures or re.search(r"\d", text) or _found("numbers", text, case):
            continue
        found = _found("vague", text, case)
        if found:
            said = _as_written(found, text)
            yield _hint("vague_figure", "result", one.id, "statement", said=said)
    for one in items(case, "result"):
        for name in ("baseline", "actual"):
            text = _text(getattr(one, name))
            if not re.search(r"\d", text) and (found := _found("vague", text, case)):
                said = _as_written(found, text)
                yield _hint("vague_figure", "result", one.id, name, said=said)


def _adaptation(case: Case) -> Iterator[Advice]:
    held = case.adaptation
    if isinstance(held, Answer):
        return
    note = _text(held)
    code = held.code if isinstance(held, Noted) else None
    untold = not note and (code in _ADAPTED or (code is None and _under_way(case)))
    generic = bool(note) and words.count(note) < _GENERIC and _found("local_context", note, case)
    if untold or generic:
        yield _hint("no_adaptation", "adaptation")


def _praise(case: Case) -> Iterator[Advice]:
    lessons = items(case, "lesson")
    if any(lesson.type in _CRITICAL for lesson in lessons):
        return
    trouble, effects = _text(case.difficulty), _text(case.unintended)
    denied = bool(trouble) and words.count(trouble) <= 8 and bool(_found("none", trouble, case))
    told = words.count(_text(case.activities)) >= _UNDER_WAY and bool(items(case, "result"))
    silent = not given(case.difficulty) and not effects and (told or len(lessons) > 1)
    if denied or (silent and _under_way(case)):
        yield _hint("only_praise", "difficulty")


def _comparison(case: Case) -> Iterator[Advice]:
    for one in items(case, "result"):
        if one.level not in _CHANGES or one.measure == "qualitative" or not usable(one.statement):
            continue
        if usable(one.actual) and not given(one.baseline):
            yield _hint("no_baseline", "result", one.id, "baseline")
        elif not given(one.actual) and (usable(one.baseline) or usable(one.target)):
            yield _hint("no_actual", "result", one.id, "actual")


def _delivered(case: Case) -> Iterator[Advice]:
    for one in items(case, "result"):
        text = _text(one.statement)
        if one.level not in _CHANGES or not text:
            continue
        if _found("delivered", text, case) and not _found("changed", text, case):
            yield _hint("outcome_is_output", "result", one.id, "level")


def _untold(case: Case) -> Iterator[Advice]:
    if not _under_way(case):
        return
    if not given(case.nonfinancial_input):
        yield _hint("no_in_kind", "nonfinancial_input")
    asked = case.request_origin
    if not given(asked):
        yield _hint("who_asked", "request_origin")


def _addressee(case: Case) -> Iterator[Advice]:
    for one in items(case, "recommendation"):
        if usable(one.text) and not given(one.audience):
            yield _hint("no_addressee", "recommendation", one.id, "audience")


def _nobody(case: Case) -> Iterator[Advice]:
    for name in ("decision_making", "activities", "adaptation", "institutional_change"):
        text = _text(getattr(case, name))
        for sentence in re.split(r"(?<=[.!?؟])\s+|\n", text):
            found = _found("nobody", sentence, case)
            if found and not _found("somebody", sentence, case):
                yield _hint("nobody_decided", name, said=_as_written(found, sentence))
                break


_RULES: tuple[Callable[[Case], Iterator[Advice]], ...] = (
    _untold,
    _adaptation,
    _praise,
    _vague,
    _comparison,
    _delivered,
    _addressee,
    _nobody,
)


def translated(one: Advice, say: Callable[[str], str]) -> Advice:
    """The advice in the interface's language; `say` translates."""
    message = say(one.message).format(said=one.said) if one.said else say(one.message)
    return replace(one, message=message, reason=say(one.reason) if one.reason else "")
