"""Turn researched cases (facts from public sources) into sample records.

    python tools/make_samples.py CASES.json

writes one file a story into `resources/samples/`, in the form that `ssc-desktop add` takes.
What a source does not tell stays absent; ids are the same in every run.
"""

import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ssc_desktop.record import CASE, Definition, GroupDefinition
from ssc_desktop.record.vocabularies import vocabulary

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"

Record = dict[str, Any]

UNKNOWN = {"answer": "unknown"}
_FIRST_ID = 1_793_491_200_000  # 1 November 2026, in milliseconds: the time part of our ids

_AMOUNT_KINDS = {
    "approved_budget": "approved",
    "contribution_pledged": "pledged",
    "planned_budget": "planned",
    "actual_spent": "spent",
}
_ORG_TYPES = {"government": "10", "multilateral": "40", "private_sector": "70", "academic": "80"}
# the sources call two organisations just "partner"; technical support is the nearest role
_ROLES = {"partner": "technical_supporter"}
# a word that is no unit of ours goes into the description
_UNITS = {
    "tonne": "tonne",
    "people": "participant",
    "promoters": "person",
    "motor-cultivators": "item",
    "seed drills": "item",
    "seed packets": "item",
    "tool kits": "set",
    "walk-behind tractors": "item",
    "hand-held tractors": "item",
}
_LESSON_TYPES = {
    "worked": "worked",
    "did_not_work": "did_not_work",
    "conditions": "transfer_condition",
}

# judgements that no rule can make, by case
_ASKED_BY_THE_ADAPTING_SIDE = {"C-03", "C-17"}
_BASELINE_DATES = {("C-15", 0): "2013-12"}
_OTHER_FIGURES: dict[tuple[str, int], list[Record]] = {
    ("C-07", 1): [{"value": "quadrupled per hectare", "source": "FAO statement"}],
    ("C-12", 0): [
        {"value": "32", "date": "2019-11", "source": "CGTN 2019-11-06"},
        {"value": "more than 20", "source": "rBLH, international cooperation"},
    ],
    ("C-13", 2): [{"value": "about 200 in 15 years, for USD 30 million", "source": "gobmx"}],
    ("C-15", 0): [
        {"value": "60,000 beneficiaries", "date": "2009"},
        {"value": "13,000 plots", "date": "2010"},
    ],
}
_PICTURES: dict[str, Record] = {
    "C-06": {
        "file": "pictures/rice-and-mango.jpg",
        "caption": "Flooded rice fields with fruit trees behind (drawing)",
        "alt_text": "A drawing of rice fields under water and three mango trees by a hill.",
    },
    "C-08": {
        "file": "pictures/cotton-and-cistern.jpg",
        "caption": "Rows of cotton and a round cistern near the lake (drawing)",
        "alt_text": "A drawing of cotton rows, a white cistern with a roof, and a lake.",
    },
    "C-15": {
        "file": "pictures/garden-beds.jpg",
        "caption": "Vegetable beds beside a house (drawing)",
        "alt_text": "A drawing of five garden beds with vegetables before a small house.",
    },
}


@dataclass
class Ids:
    """Ids of one case: valid UUIDv7, the same in every run."""

    case: str
    count: int = 0

    def new(self) -> str:
        """The next id; later ones sort behind earlier ones."""
        number = int(self.case.removeprefix("C-"))
        time = _FIRST_ID + number * 1000 + self.count
        seed = hashlib.sha256(f"ssc-desktop sample {self.case} {self.count}".encode()).digest()
        self.count += 1
        tail = int.from_bytes(seed[:10], "big")
        bits = time << 80 | 7 << 76 | (tail >> 64 & 0xFFF) << 64 | 2 << 62 | tail & (2**62 - 1)
        return str(uuid.UUID(int=bits))


@dataclass
class Story:
    """One case on its way into a record."""

    facts: Record
    ids: Ids = field(init=False)
    payers: dict[str, str] = field(default_factory=dict)
    """Ids of partners by what the facts call them."""
    sources: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = Ids(self.facts["id"])

    @property
    def key(self) -> str:
        """The case's name in the facts."""
        return str(self.facts["id"])

    def item(self, **values: Any) -> Record:
        """An item without what is not told, with an id behind."""
        return {name: v for name, v in values.items() if v not in (None, [], "")} | {
            "id": self.ids.new()
        }


def record(facts: Record) -> Record:
    """The record of one case, in the order of the data dictionary."""
    story = Story(facts)
    made: Record = {"case_uuid": story.ids.new()}
    made |= _identity(facts) | {"partner": _partners(story)} | _context(facts)
    made["reference"] = _references(story)
    made |= _time_and_money(story) | _process(story)
    made["result"] = [_result(story, at, row) for at, row in enumerate(facts["results"])]
    if dates := [row["as_of"] for row in facts["results"] if row["as_of"]]:
        made["as_of_date"] = max(dates)
    made["lesson"] = _lessons(story)
    made["key_challenge"] = [story.item(challenge=code) for code in facts["key_challenges"]]
    if picture := _PICTURES.get(story.key):
        made["attachment"] = [
            story.item(
                **picture,
                credit="SSC Desktop sample picture",
                licence="cc0_1",
                people_shown=False,
            )
        ]
    made["visibility"] = "workshop"
    return in_order({name: value for name, value in made.items() if value not in (None, [], "")})


def in_order(made: Record, members: Iterable[Definition] = CASE.fields) -> Record:
    """A record or item sorted as the dictionary orders fields; the id comes last."""
    ordered: Record = {}
    for member in members:
        if member.name not in made:
            continue
        value = made[member.name]
        if isinstance(member, GroupDefinition) and isinstance(value, list):
            value = [in_order(item, member.fields) for item in value]
        ordered[member.name] = value
    ordered |= {name: made[name] for name in ("file", "id") if name in made}
    if lost := set(made) - set(ordered):
        raise SystemExit(f"no such field: {sorted(lost)}")
    return ordered


def _identity(facts: Record) -> Record:
    made = {
        "title": facts["title"],
        "short_name": facts["short_name"],
        "record_depth": "full_story",
        "narrative_language": "en",
        "overview": facts["summary"],
        "cooperation_type": facts["cooperation_type"],
    }
    code = facts.get("original_code", "")
    return made | ({"case_code": code} if re.fullmatch(r"[A-Z]{3}-\d+", code) else {})


def _partners(story: Story) -> list[Record]:
    made = []
    for row in story.facts["countries"]:
        code = row["iso3"]
        name = row.get("name_as_given") or vocabulary("country").label(code, "en")
        item = story.item(
            partner_kind="country", name_as_used=name, country=code, roles=_roles(row)
        )
        story.payers[code] = item["id"]
        made.append(item)
    for row in story.facts["organisations"]:
        item = story.item(
            partner_kind="organisation",
            name_as_used=row["name"],
            country=row["country_iso3"],
            org_type=_ORG_TYPES[row["org_type"]],
            roles=_roles(row),
        )
        story.payers[re.split(r" \(", row["name"])[0]] = item["id"]
        made.append(item)
    return made


def _roles(row: Record) -> list[str]:
    return [_ROLES.get(role, role) for role in row["roles"]]


def _context(facts: Record) -> Record:
    made: Record = {"challenge": facts["context"]}
    if origin := facts["request_origin"]:
        asked = facts["id"] in _ASKED_BY_THE_ADAPTING_SIDE
        code = "adapting_side_asked" if asked else "not_known"
        made["request_origin"] = {"code": code, "note": origin}
    return made | {"sector": facts["sectors"], "sdg_goal": facts["sdgs"]}


def _time_and_money(story: Story) -> Record:
    facts = story.facts
    status = facts["initiative_status"]
    made = {
        "start_date": facts["start"]["value"] if facts["start"] else UNKNOWN,
        "end_date": facts["end"]["value"] if facts["end"] else UNKNOWN,
        "duration_note": facts["duration_note"],
        "initiative_status": UNKNOWN if status == "unknown" else status,
        "financial_input": [_sum(story, row) for row in facts["financial_inputs"]],
        "nonfinancial_input": [_in_kind(story, row) for row in facts["non_financial_inputs"]],
    }
    if not made["financial_input"]:
        made["budget_disclosure"] = "unknown"
    else:
        made["budget_disclosure"] = "partly" if "total cost" in facts["gaps"] else "disclosed"
    return made


def _sum(story: Story, row: Record) -> Record:
    covers = row["covers"]
    if note := row.get("note"):
        covers = f"{covers} ({note})"
    payer = row["payer"]
    if payer and payer not in story.payers:  # "MEX and CHL": the shares are not told
        names = [vocabulary("country").label(code, "en") for code in payer.split(" and ")]
        covers = f"{covers}; paid by {' and '.join(names)}"
    return story.item(
        amount=str(row["amount"]),
        currency=row["currency"] or UNKNOWN,
        amount_kind=_AMOUNT_KINDS[row["amount_kind"]],
        covers=covers,
        payer=story.payers.get(payer),
        is_per_year=True if "per year" in covers else None,
    )


def _in_kind(story: Story, row: Record) -> Record:
    word, said = row["unit"], row["description"]
    if word not in {"people", "tonne"} and word in _UNITS and word not in said:
        said = f"{word}: {said}"
    known = row["quantity"] is not None
    return story.item(
        kind=row["kind"],
        quantity=str(row["quantity"]) if known else UNKNOWN,
        unit=_UNITS.get(word, "other") if known else None,
        provider=story.payers.get(row["provider"]),
        description=said,
    )


def _process(story: Story) -> Record:
    facts = story.facts
    mechanism, adaptation = facts["mechanism"], facts["adaptation"]
    change = facts["institutional_change"]
    return {
        "modality": facts["modalities"],
        "activities": ". ".join(facts["process"]),
        "adaptation": {"note": adaptation} if adaptation else None,
        "mechanism": [story.item(name=mechanism)] if mechanism else None,
        "change_agent": [story.item(name=name) for name in facts["change_agents"]],
        "institutional_change": {"note": change} if change else None,
    }


def _references(story: Story) -> list[Record]:
    made = [story.item(citation=row["title"], url=row["url"]) for row in story.facts["sources"]]
    story.sources = [row["id"] for row in made]
    return made


def _result(story: Story, at: int, row: Record) -> Record:
    statement = row["statement"]
    if note := row.get("note"):
        statement = f"{statement} ({note})"
    others = _OTHER_FIGURES.get((story.key, at), [])
    return story.item(
        level=row["level"],
        domain=row["domain"],
        statement=statement,
        indicator=row["indicator"],
        unit=row["unit"],
        **{name: _figure(row[name]) for name in ("baseline", "target", "actual")},
        baseline_date=_BASELINE_DATES.get((story.key, at)),
        actual_date=row["as_of"],
        other_figure=[story.item(**other) for other in others],
        evidence_level=row["evidence_level"],
        source_ref=story.sources[row["source"]],
    )


def _figure(value: float | None) -> str | None:
    return None if value is None else str(value)


def _lessons(story: Story) -> list[Record]:
    told = story.facts["lessons"]
    return [
        story.item(type=kind, text=text)
        for name, kind in _LESSON_TYPES.items()
        for text in told[name]
    ]


def file_name(facts: Record) -> str:
    """What the record's file is called: `c07-fao-china-uganda.json`."""
    words = re.sub(r"[^a-z0-9]+", "-", facts["short_name"].lower()).strip("-")
    return f"{facts['id'].lower().replace('-', '')}-{words}.json"


def main(source: Path) -> None:
    """Read the cases and write a file for each."""
    cases = json.loads(source.read_text(encoding="utf-8"))["cases"]
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for facts in cases:
        text = json.dumps(record(facts), ensure_ascii=False, indent=1)
        (SAMPLES / file_name(facts)).write_text(text + "\n", encoding="utf-8")
    print(f"{len(cases)} records written")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
