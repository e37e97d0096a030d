"""Telling persons from groups, and phone numbers from dates and codes, in what people write."""

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_WEB = re.compile(r"(?:https?://|www\.|doi:)\S+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w/.,-])(?:"
    r"\+\d[\d ()-]{6,16}\d"  # +256 772 123 456
    r"|\(?0\d{1,4}\)?(?:[ -]\d{2,5}){2,5}"  # 0772 123 456, (021) 555 12 34
    r"|0\d{8,12}"
    r")(?![\w/-])"
    r"|\b(?:tel|phone|telephone|mobile|fax|whatsapp)[.: ]+\+?\d[\d ()-]{4,16}\d(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_TITLE = re.compile(
    r"(?:dr|mr|mrs|ms|prof|professor|sra?|dra?|mme|m|eng|hon)\.?\s+\S", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Dra|Prof|Professor|Mme|Mlle|Sr|Sra|Eng|Hon)\.?[ \u00a0]+"
    r"(?:\w\.[ \u00a0]?)*"  # initials
    r"|(?:M\.|Don|Doña|Dona)[ \u00a0]+(?=\w{3}))"
    r"(?P<name>[^\W\d_][\w'’-]+(?:[ \u00a0][^\W\d_][\w'’-]+){0,4})"
)
_NO_PERSON = re.compile(
    r"\b(?:Univers\w+|Instit\w+|Foundation|Fundaci\w+|Fondation|Hospital|H[oô]pital|Colleges?|"
    r"Schools?|Centr\w+|Centers?|Awards?|Prizes?|Streets?|Avenue|Airport|Officers?|Advis[eo]rs?|"
    r"Managers?|Experts?)\b"
    r"|^(?:Phil|Tech|Arch|Bosco|Quixote|Quijote)\b"
)


def holds_contact(text: str) -> bool:
    """Whether `text` has an e-mail address or a phone number in it.

    Dates, sums, project codes, ISBNs and web addresses are full of figures and are none.
    """
    return bool(_EMAIL.search(text) or _PHONE.search(_WEB.sub(" ", text)))


def names_with_title(text: str) -> bool:
    """Whether `text` names a person with a title: “Dr Diallo”, but not “Dr Ambedkar University”."""
    return any(
        found["name"][0].isupper() and not _NO_PERSON.search(found["name"])
        for found in _NAMED.finditer(text)
    )


def is_name(text: str) -> bool:
    """Whether `text` reads like the name of one person: “Amina Diallo”, not “the promoters”.

    Scripts without capitals say nothing about it: there a name is assumed.
    """
    words: list[str] = [word for word in re.split(r"[\s,]+", text.strip()) if word]
    if not words:
        return False
    cased = any(word[0].islower() or word[0].isupper() for word in words)
    if _TITLE.match(text.strip()) or not cased:
        return True
    if not words[0][0].isupper() or words[0].lower() in {"the", "a", "an", "les", "los", "las"}:
        return False
    capitals = sum(word[0].isupper() for word in words)
    # small words between are particles (“de los”); a sentence has more of them than names
    return capitals >= 2 and capitals * 2 >= len(words)
