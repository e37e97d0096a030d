"""The list of hostile cases in the design of the format, and that each has a test."""

import re
from pathlib import Path

from tests.hostile import bad_bags, bad_headers, bad_zips, test_kept, test_quarantined

NUMBERS = {*map(str, range(1, 60)), "40b", "40b'", "40c"}
ALSO = (
    "old bundle",
    "blocked device",
    "clock in 2099",
    "40-part set with one part from another set",
    "receipt with forged fingerprints",
    "image decompression bomb",
    "a document with macros",
    "redaction by an unauthorised device",
    "private root in a plain bundle",
    "disk full at each step",
    "stick pulled out while writing",
    "two imports at once",
)


def test_every_number_of_the_list_has_a_case() -> None:
    cases = [
        *(bad_zips.REFUSED | bad_bags.REFUSED | bad_headers.REFUSED),
        *test_quarantined.PUT_ASIDE,
        *test_kept.NEWER,
    ]
    told = {case.partition(" ")[0] for case in cases}
    for path in Path(__file__).parent.glob("test_*.py"):
        told |= set(re.findall(r'"""(\d+[bc]?\'?)[ ,:"]', path.read_text("utf-8")))

    assert NUMBERS - told == set()


def test_everything_else_on_the_list_has_a_test_that_says_so() -> None:
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    said = " ".join(text.replace("_", " ") for text in texts if "ALSO" not in text)

    assert [words for words in ALSO if words not in said] == []
