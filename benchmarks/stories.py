"""Stories as large as real full ones, made by walking the definitions; the same ones every time."""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.vocabularies import vocabulary

ITEMS = {
    "partner": 3,
    "event": 3,
    "financial_input": 2,
    "nonfinancial_input": 2,
    "result": 4,
    "lesson": 4,
    "recommendation": 2,
    "key_challenge": 1,
    "reference": 2,
}
"""Items in each story; with its picture and the story itself 25 records."""

TEXT = 8_000
"""Characters of text in each story."""

_WORDS = (
    "a the of and to in for with between cooperation partners exchange farmers école santé água "
    "district ministry experts cotton seed milk bank training visit agreement rice irrigation "
    "adapted budget women youth village region field officers learned shared results harvest "
    "década formação réseau appui technique suivi knowledge lesson cost weeks households yield"
).split()


def prose(chance: random.Random, length: int) -> str:
    """About `length` characters of sentences."""
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(chance.choice(_WORDS))
    return " ".join(words).capitalize() + "."


def _answer(field: FieldDefinition, chance: random.Random) -> Any:
    """An answer that fits the field; None for what the benchmark leaves out."""
    answers: dict[Kind, Callable[[], Any]] = {
        Kind.LINE: lambda: prose(chance, 20),
        Kind.TEXT: lambda: prose(chance, 20),
        Kind.CHOICE: lambda: chance.choice(vocabulary(field.vocabulary).entries).code,
        Kind.DATE: lambda: f"{chance.randint(1995, 2024)}-{chance.randint(1, 12):02}",
        Kind.COUNT: lambda: chance.randint(1900, 2024),
        Kind.DECIMAL: lambda: f"{chance.randint(100, 900_000)}.50",
    }
    fits = field.kind in answers and not field.automatic and not field.private
    return answers[field.kind]() if fits else None


def _item(group: GroupDefinition, chance: random.Random) -> dict[str, Any]:
    fields = [member for member in group.fields if isinstance(member, FieldDefinition)]
    answers = {field.name: _answer(field, chance) for field in fields}
    return {name: answer for name, answer in answers.items() if answer is not None}


def written(value: Any) -> int:
    """How many characters of text an answer or a record holds."""
    if isinstance(value, dict):
        return sum(map(written, value.values()))
    if isinstance(value, list):
        return sum(map(written, value))
    return len(value) if isinstance(value, str) else 0


def story(number: int) -> dict[str, Any]:
    """Record JSON of the story with this number."""
    chance = random.Random(number)
    made: dict[str, Any] = {"title": f"{number}: {prose(chance, 40)}"}
    for group in CASE.fields:
        if isinstance(group, GroupDefinition) and group.name in ITEMS:
            made[group.name] = [_item(group, chance) for _ in range(ITEMS[group.name])]
    narratives = [
        field.name
        for field in CASE.fields
        if isinstance(field, FieldDefinition) and field.kind is Kind.TEXT and not field.private
    ]
    left = TEXT - written(made)
    made |= {name: prose(chance, max(left, 0) // len(narratives)) for name in narratives}
    return made


def picture(number: int, size: int) -> bytes:
    """Bytes that begin and end like a JPEG and do not compress, as a photo does not."""
    return b"\xff\xd8\xff\xe0" + random.Random(number).randbytes(size - 6) + b"\xff\xd9"


def write(folder: Path, stories: int, size: int) -> None:
    """Put `stories.json` and a photo of `size` bytes for each story into `folder`."""
    folder.mkdir()
    records = []
    for number in range(stories):
        name = f"photo-{number}.jpg"
        (folder / name).write_bytes(picture(number, size))
        records.append({**story(number), "attachment": [{"file": name, "caption": name}]})
    (folder / "stories.json").write_text(json.dumps(records), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
