"""Answers that hold several of ours: countries and their parts, from when to when, sums."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record import dates
from ssc_desktop.record.found import FoundAnswer, Trust
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import folded, vocabulary
from ssc_desktop.word.reading import numbers, questions
from ssc_desktop.word.reading.understanding import Reader, answer_of, plain_lines

_ROLES = {
    questions.PROVIDER: ["knowledge_provider"],
    questions.RECIPIENT: ["knowledge_recipient"],
    questions.SUPPORT: ["technical_supporter"],
}
_AND = re.compile(r"\s*[;\n،؛/]\s*|\s*,\s+|\s+(?:and|et|y|e|und|&|و)\s+")
_OR_LINES = re.compile(r"\s*[;\n؛]\s*")
_FROM_TO = re.compile(
    r"\s+(?:to|until|till|through|à|au|jusqu['’]?(?:à|en|au)?|a|al|hasta|até|ao|إلى|حتى)\s+"
    r"|\s*[–—−]\s*|\s+-\s+|(?<=\d{4})\s*-\s*(?=\d{4})"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s()./-]{6,20}\d")
_HEAD = re.compile(r"^(?:e-?mail|tel|phone|tél|correo)\b[\s.:]*", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{3}\b")
_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "R$": "BRL", "¥": "JPY", "₹": "INR"}
_DOUBTFUL = {"$", "¥"}


@dataclass
class Composed:
    """Takes such answers apart; every answer it makes is of new items."""

    reader: Reader
    trust: Trust

    def answers(self, name: str, text: str) -> list[FoundAnswer]:
        """What an answer to one of the composed questions says."""
        made = {
            questions.COUNTRIES: self._countries,
            questions.ORGANISATIONS: self._organisations,
            questions.DURATION: self._duration,
            questions.BUDGET: self._budget,
            questions.CONTACT: self._contact,
        }.get(name)
        said = "\n".join(plain_lines(text)).strip()
        if not said:
            return []
        if made is not None:
            return list(made(said))
        return list(self._partners(said, _ROLES[name]))

    # ------------------------------------------------------------ who

    def _countries(self, text: str) -> Iterator[FoundAnswer]:
        """Lines that begin with “Provider:” give the part that those behind it took."""
        for line in text.split("\n"):
            head, colon, rest = line.partition(":")
            asked = questions.asked(head) if colon else None
            if asked is not None and asked.name in _ROLES:
                yield from self._partners(rest, _ROLES[asked.name])
            else:
                yield from self._partners(line, [])

    def _partners(self, text: str, roles: list[str]) -> Iterator[FoundAnswer]:
        listed = vocabulary("country")
        whole = listed.meant(text.strip(" ."))
        for name in [text] if whole is not None else _AND.split(text):
            said = name.strip(" .")
            if not said:
                continue
            code = listed.meant(re.sub(r"\s*\([^()]*\)$", "", said))
            kind = "organisation" if code is None else "country"
            doubt = _("Whether this is a country or an organisation is a guess.")
            yield from self._partner(said, kind, code, roles, "" if code else doubt)

    def _partner(
        self, name: str, kind: str, code: Any, roles: list[str], doubt: str = ""
    ) -> Iterator[FoundAnswer]:
        item = new_id()
        yield self._of("partner", item, "partner_kind", kind, name, doubt)
        yield self._of("partner", item, "name_as_used", name, name)
        if code is not None:
            yield self._of("partner", item, "country", code, name)
        if roles:
            yield self._of("partner", item, "roles", roles, name)

    def _organisations(self, text: str) -> Iterator[FoundAnswer]:
        for line in _OR_LINES.split(text):
            name = line.strip(" .,")
            if name:
                yield from self._partner(name, "organisation", None, [])

    def _contact(self, text: str) -> Iterator[FoundAnswer]:
        """Whom to ask: the name comes first, mail and phone are known by how they look."""
        item = new_id()
        doubt = _("Look whether the name and what belongs to it were told apart rightly.")
        mail, phone = _MAIL.search(text), _PHONE.search(_MAIL.sub(" ", text))
        rest = text
        for found in (mail, phone):
            rest = rest.replace(found[0], " ") if found else rest
        parts = [p.strip(" .:") for p in re.split(r"[\n;,،]+", rest)]
        parts = [
            re.sub(r"^(?:e-?mail|tel|phone|tél|correo)\b[\s.:]*", "", p, flags=re.IGNORECASE)
            for p in parts
        ]
        parts = [part for part in parts if part]
        if parts:
            yield self._of("primary_contact", item, "name", parts[0], text, doubt)
        if len(parts) > 1:
            yield self._of(
                "primary_contact", item, "organisation", ", ".join(parts[1:]), text, doubt
            )
        if mail:
            yield self._of("primary_contact", item, "email", mail[0], mail[0])
        if phone:
            yield self._of("primary_contact", item, "phone", phone[0].strip(), phone[0])

    # ------------------------------------------------------------ when

    def _duration(self, text: str) -> Iterator[FoundAnswer]:
        parts = _FROM_TO.split(text.strip(" ."), maxsplit=1)
        parts[0] = re.sub(
            r"^(?:from|since|de|du|depuis|desde|من)\s+", "", parts[0], flags=re.IGNORECASE
        )
        found = [dates.read(part.strip(" .()")) for part in parts]
        if not all(found):
            yield FoundAnswer(("duration_note",), text, text, self.trust)
            return
        yield FoundAnswer(("start_date",), found[0], text, self.trust)
        if len(found) > 1:
            yield FoundAnswer(("end_date",), found[1], text, self.trust)

    # ------------------------------------------------------------ how much

    def _budget(self, text: str) -> Iterator[FoundAnswer]:
        answer = answer_of(text)
        if answer is not None:
            code = "withheld" if answer is Answer.WITHHELD else "unknown"
            yield FoundAnswer(("budget_disclosure",), code, text, self.trust)
            return
        for line in _OR_LINES.split(text):
            yield from self._sum(line.strip())

    def _sum(self, line: str) -> Iterator[FoundAnswer]:
        number, beside, doubt = numbers.read(line, self.reader.language)
        if not line:
            return
        item = new_id()
        if not number:
            yield self._of("financial_input", item, "covers", line, line)
            return
        code, doubtful, rest = _currency(beside)
        yield self._of("financial_input", item, "amount", number, line, doubt)
        if code:
            guess = _("Which currency is meant is a guess.") if doubtful else ""
            yield self._of("financial_input", item, "currency", code, line, guess)
        said = rest.strip(" .,;:()")
        if said:
            yield self._of("financial_input", item, "covers", said, line)

    def _of(
        self, group: str, item: str, name: str, value: Any, text: str, doubt: str = ""
    ) -> FoundAnswer:
        return FoundAnswer((group, item, name), value, text, self.trust, doubt)


def _currency(words: str) -> tuple[str, bool, str]:
    """The code of a currency in words, whether it is a guess, and the words without it."""
    listed = vocabulary("currency")
    for found in _CODE.finditer(words):
        if listed.holds(found[0]):
            return found[0], False, words.replace(found[0], " ", 1)
    for sign, code in _SIGNS.items():
        if sign in words:
            return code, sign in _DOUBTFUL, words.replace(sign, " ", 1)
    parts = words.split()
    for size in (3, 2, 1):
        for at in range(len(parts) - size + 1):
            said = " ".join(parts[at : at + size]).strip(".,()")
            meant = listed.meant(folded(said)) or listed.meant(folded(said.rstrip("s")))
            if meant is not None:
                return str(meant), False, " ".join(parts[:at] + parts[at + size :])
    return "", False, words
