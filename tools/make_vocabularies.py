"""Make the lists of countries, languages and currencies in `resources/vocabularies/`.

All other lists there are written by hand. Usage, with the folders of the unpacked
packages pycountry 26.2.16 (codes) and undata 0.4.3 (regions); labels come from the
installed Babel (CLDR):

    python tools/make_vocabularies.py PYCOUNTRY/databases UNDATA/.../m49.csv
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision

LANGUAGES = ("en", "fr", "es", "pt", "ar")
TOOLS = Path(__file__).parent
VOCABULARIES = TOOLS.parent / "resources" / "vocabularies"
EXTRAS: dict[str, Any] = json.loads((TOOLS / "vocabulary_extras.json").read_text(encoding="utf-8"))
CODES_AS_OF = "2026-02"  # the release of pycountry's data

# UNDP's Arab States that M49 does not place in Northern Africa or Western Asia
_ARAB_BEYOND = {"DJI", "SOM"}
# Western Asia by M49, but not Arab States
_WESTERN_ASIA_ECA = {"ARM", "AZE", "CYP", "GEO", "ISR", "TUR"}
_BOOK_REGION_BY_SUBREGION = {"015": "ARB", "145": "ARB", "143": "ECA", "021": "GLO"}
_BOOK_REGION_BY_REGION = {"002": "AFR", "019": "LAC", "142": "APA", "009": "APA", "150": "ECA"}
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}

Entry = dict[str, Any]


def labels(kind: str, code: str) -> dict[str, str]:
    """The CLDR names of a territory, language or currency in our five languages.

    Some are said otherwise in the field than CLDR has them: `instead` of the extras.
    """
    found = {lang: str(getattr(Locale(lang), kind).get(code, "")) for lang in LANGUAGES}
    found |= EXTRAS["instead"][kind].get(code, {})
    return found if all(found.values()) else {}


def book_region(code: str, region: str, subregion: str) -> str:
    """The chapter of the workshop book that a country falls into by default."""
    if code in _ARAB_BEYOND:
        return "ARB"
    if code in _WESTERN_ASIA_ECA:
        return "ECA"
    return _BOOK_REGION_BY_SUBREGION.get(subregion) or _BOOK_REGION_BY_REGION.get(region, "GLO")


def countries(codes: list[Entry], m49: dict[str, dict[str, str]]) -> list[Entry]:
    """ISO 3166-1 with regions, groups and other names; then former and own entries."""
    entries = []
    for row in sorted(codes, key=lambda row: row["alpha_3"]):
        code = row["alpha_3"]
        place = m49.get(code, {})
        if code == "TWN":  # no row in M49
            place = {"region_code": "142", "sub_region_code": "030"}
        region = place.get("region_code", "")
        subregion = place.get("intermediate_region_code") or place.get("sub_region_code", "")
        entry: Entry = {"code": code, "labels": labels("territories", row["alpha_2"])}
        known = set(entry["labels"].values())
        names = [row.get(key, "") for key in ("common_name", "name", "official_name")]
        names += EXTRAS["country_names"].get(code, [])
        entry["names"] = list(dict.fromkeys(n for n in names if n and n not in known))
        entry |= {"alpha2": row["alpha_2"], "region": region, "subregion": subregion}
        entry["book_region"] = book_region(code, region, subregion)
        entry["groups"] = [group.upper() for group in ("ldc", "lldc", "sids") if place.get(group)]
        entries.append({key: value for key, value in entry.items() if value})
    return [*entries, *EXTRAS["countries_beyond_iso"]]


def own_name(code: str) -> str:
    """What speakers call a language, or nothing where CLDR has no locale for it."""
    try:
        return str(Locale.parse(code).get_language_name(code) or "")
    except (UnknownLocaleError, ValueError):
        return ""


def languages(codes: list[Entry]) -> list[Entry]:
    """All of ISO 639-1 and the widely spoken ISO 639-3 languages that CLDR can name."""
    wanted = sorted(row["alpha_2"] for row in codes if "alpha_2" in row and row["alpha_2"] != "sh")
    entries = []
    for code in wanted + EXTRAS["languages_beyond_two_letters"]:
        words = EXTRAS["language_labels"].get(code) or labels("languages", code)
        entry: Entry = {"code": code, "labels": words}
        name = own_name(code)
        if name and name not in entry["labels"].values():
            entry["names"] = [name]
        if code in _RIGHT_TO_LEFT:
            entry["right_to_left"] = True
        entries.append(entry)
    return entries


def currencies(codes: list[Entry]) -> list[Entry]:
    """ISO 4217 without precious metals, funds codes and test codes."""
    wanted = sorted({row["alpha_3"] for row in codes} - set(EXTRAS["currencies_left_out"]))
    return [
        {
            "code": code,
            "labels": EXTRAS["currency_labels"].get(code) or labels("currencies", code),
            "decimals": get_currency_precision(code),
        }
        for code in wanted
    ]


def write(name: str, source: str, entries: list[Entry], beyond: str = "") -> None:
    """Write a list, one entry a line, so that a change of one code is a change of one line."""
    about = {"name": name, "source": source, "as_of": CODES_AS_OF}
    if beyond:
        about["open"] = beyond
    head = json.dumps(about, ensure_ascii=False, indent=1)
    rows = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    text = f'{head[:-2]},\n "entries": [\n{rows}\n ]\n}}\n'
    (VOCABULARIES / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{name}: {len(entries)} entries")


def main(databases: Path, m49_file: Path) -> None:
    """Read the code lists and write the three vocabularies."""

    def rows(standard: str) -> list[Entry]:
        text = (databases / f"iso{standard}.json").read_text(encoding="utf-8")
        found: list[Entry] = json.loads(text)[standard.removeprefix("0")]
        return found

    with m49_file.open(encoding="utf-8", newline="") as stream:
        m49 = {row["iso3"]: row for row in csv.DictReader(stream)}
    cldr = "labels: Unicode CLDR (Babel 2.18)"
    codes = "ISO {} (codes: Debian iso-codes, through pycountry 26.2.16); "
    write(
        "country",
        codes.format("3166-1") + "regions and groups: UN M49 (undata 0.4.3); " + cldr,
        countries(rows("3166-1"), m49),
    )
    known = languages(rows("639-3"))
    write("language", codes.format("639-1 and 639-3") + cldr, known, "^[a-z]{2,3}$")
    write("currency", codes.format("4217") + cldr, currencies(rows("4217")))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
