"""Which question a heading or label asks, in any language of the program and as others ask it."""

import difflib
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ssc_desktop.i18n import LANGUAGES, translated_in
from ssc_desktop.record import CASE, GroupDefinition
from ssc_desktop.record.vocabularies import folded

COUNTRIES, PROVIDER, RECIPIENT = "@countries", "@provider", "@recipient"
SUPPORT, ORGANISATIONS = "@support", "@organisations"
DURATION, BUDGET, CONTACT, RESULTS = "@duration", "@budget", "@contact", "@results"

_MOST_WORDS = 14
_FEW = 5
_LEAST = 0.78
_NUMBERING = re.compile(
    r"^\s*(?:(?:\d{1,2}|[ivx]{1,5}|[a-z])[.)\]]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\s*[-–:])\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    "the a an of and or in to for on le la les l un une des du de d et en au aux el los las y del "
    "o os as e da do das dos em na no what which were was is are your".split()
)

_OTHERS: dict[str, str] = {
    "title": "case title|case story title|title of the case|title of the case story|name of the "
    "case|project title|initiative|titre du cas|titre de l'histoire|titre du projet|intitule|"
    "titulo del caso|nombre de la experiencia|titulo da experiencia|titulo do caso|عنوان القصة",
    "overview": "summary|abstract|executive summary|short summary|brief description|resume|"
    "synthese|apercu|resumen|resumen ejecutivo|resumo|visao geral|sintese|ملخص|نبذة|موجز",
    "challenge": "challenge|challenges|development challenge|the challenge|problem|problem "
    "statement|background|background and challenge|context|contexte|defi|le defi|probleme|"
    "problematique|desafio|desafio de desarrollo|problema|contexto|antecedentes|السياق|التحدي|"
    "الخلفية",
    "experience_shared": "experience|solution|the solution|knowledge shared|experience partagee|"
    "solution apportee|la solucion|solucion|experiencia compartida|a solucao|الحل|الخبرة",
    "activities": "activities|main activities|approach|implementation|what was done|methodology|"
    "activites|activites menees|demarche|mise en oeuvre|actividades|enfoque|implementacion|"
    "atividades|abordagem|الانشطة|النهج|التنفيذ",
    "difficulty": "difficulties|obstacles|challenges met|challenges faced|difficultes|"
    "difficultes rencontrees|dificultades|dificuldades|الصعوبات|العقبات",
    "why_these_partners": "why south-south|rationale|choice of partners|choix des partenaires",
    "adaptation": "adaptation to local context|adaptacion|adaptacao|التكييف",
    "sustainability": "sustainability|durability|perennite|durabilite|sostenibilidad|"
    "sustentabilidade|الاستدامة",
    "lesson": "lessons|lessons learned|lessons learnt|key lessons|lecons|lecons apprises|"
    "enseignements|lecciones|lecciones aprendidas|licoes|licoes aprendidas|الدروس|"
    "الدروس المستفادة",
    "recommendation": "recommendations|way forward|recommandations|recomendaciones|recomendacoes|"
    "التوصيات",
    "result": "results|results and impact|outcomes|impact|achievements|results achieved|resultats|"
    "resultats obtenus|impacts|resultados|resultados e impacto|impacto|النتائج|الاثر|نتائج",
    "reference": "sources|references|bibliography|documents|further reading|links|liens|"
    "bibliographie|fuentes|bibliografia|enlaces|fontes|المراجع|المصادر",
    "sector": "sectors|theme|thematic area|area|secteurs|domaine|sectores|area tematica|tema|"
    "setores|setor|القطاعات|المجال",
    "sdg_goal": "sdg|sdgs|sustainable development goals|mdgs|odd|ods|objectifs de developpement "
    "durable|objetivos de desarrollo sostenible",
    "keywords": "key words|tags|mots cles|palabras clave|palavras chave|كلمات مفتاحية",
    "cooperation_type": "type of cooperation|kind of cooperation|modality of cooperation|type de "
    "cooperation|tipo de cooperacion|tipo de cooperacao",
    "modality": "modalities|tools|modalites|modalidades",
    "target_group": "beneficiaries|target group|beneficiaires|beneficiarios|المستفيدون",
    "network": "networks|reseaux|redes",
    "unintended": "unintended effects|unexpected results|effets inattendus",
    COUNTRIES: "country|countries|country ies|countries involved|participating countries|pays|"
    "pays concernes|pays participants|pais|paises|paises participantes|paises envolvidos|البلد|"
    "البلدان|الدول",
    PROVIDER: "provider|providers|providing country|provider country|pays fournisseur|fournisseur|"
    "fournisseurs|pays prestataire|pais oferente|oferente|pais prestador|البلد المقدم|مقدم الخبرة|"
    "الجهة المقدمة",
    RECIPIENT: "recipient|recipients|recipient country|beneficiary country|pays beneficiaire|"
    "beneficiaire|pais receptor|receptor|pais beneficiario|البلد المستفيد|المستفيد|"
    "الجهة المستفيدة",
    SUPPORT: "with the support of|supported by|support|donor|donors|avec l'appui de|bailleur|"
    "bailleurs|con el apoyo de|donante|com o apoio de|بدعم من|الجهة المانحة",
    ORGANISATIONS: "organization|organizations|organisation|organisations|organization s|"
    "organisation s|institution|institutions|institution s|implementing organization|implementing "
    "institutions|partner organizations|organisme|organismes|institutions partenaires|organizacion|"
    "organizaciones|instituciones|organizacao|organizacoes|instituicoes|المؤسسة|المؤسسات|المنظمة|"
    "المنظمات|الجهات",
    DURATION: "duration|period|dates|time frame|timeframe|project duration|duree|periode|duracion|"
    "periodo|duracao|المدة|الفترة|مدة المشروع",
    BUDGET: "budget|cost|costs|total budget|funding|budget total|cout|couts|financement|"
    "presupuesto|costo|financiamiento|orcamento|custo|الميزانية|التكلفة|التمويل",
    CONTACT: "contact|contacts|contact person|primary contact|contact information|focal point|"
    "personne de contact|point focal|persona de contacto|contacto|contato|pessoa de contato|"
    "جهة الاتصال|للاتصال|الاتصال",
}
"""What others call a question: forms of 2010, of agencies and of exhibitions."""

_HEADS = frozenset(
    "field|question|item|answer|answers|response|champ|question|reponse|rubrique|campo|pregunta|"
    "respuesta|pergunta|resposta|السؤال|الحقل|البند|no|nr|n".split("|")
)
"""What stands above a column of questions or answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was recognised."""

    name: str
    """A field or group of the story, or one of the names above that stand for several."""
    sure: bool = True
    language: str = ""


@functools.cache
def _spoken() -> dict[str, Asked]:
    """All questions by their words."""
    found: dict[str, Asked] = {}
    for name, said in _OTHERS.items():
        for alias in said.split("|"):
            found.setdefault(_simple(alias), Asked(name))
    for language in LANGUAGES:
        words = translated_in(language)
        for member in CASE.fields:
            if not member.automatic:
                name = _COMPOSED.get(member.name, member.name)
                found[_simple(words.gettext(member.label))] = Asked(name, language=language)
    return found


_COMPOSED = {"primary_contact": CONTACT}
"""Groups whose label stands before a text that is taken apart."""


@functools.cache
def _by_words() -> list[tuple[frozenset[str], Asked]]:
    return [(frozenset(said.split()) - _EMPTY, asked) for said, asked in _spoken().items()]


def asked(text: str, *, exactly: bool = False) -> Asked | None:
    """The question that a heading or label asks; None where it asks none of ours."""
    plain = _simple(text)
    if not plain or len(plain.split()) > _MOST_WORDS:
        return None
    known = _spoken().get(plain)
    if known is not None or exactly:
        return known
    return _alike(plain)


def columns_of(group: GroupDefinition, heads: Mapping[int, str]) -> dict[int, str]:
    """Which field of a group each column of a table is, by its heading."""
    known = _fields_of(group)
    return {at: known[_simple(head)] for at, head in heads.items() if _simple(head) in known}


@functools.lru_cache(maxsize=128)
def _fields_of(group: GroupDefinition) -> dict[str, str]:
    return {
        _simple(translated_in(language).gettext(member.label)): member.name
        for language in LANGUAGES
        for member in group.fields
        if not member.automatic
    }


def about(heading: str) -> Asked | None:
    """The question whose words are all in a heading of a few more, as a guess."""
    words = frozenset(_simple(heading).split()) - _EMPTY
    if len(words) > _FEW:
        return None
    held = [(len(known), one) for known, one in _by_words() if known and known <= words]
    most = max((count for count, _one in held), default=0)
    found = {one.name: one for count, one in held if count == most}
    if len(found) != 1:  # the words of several questions are those of none
        return None
    (one,) = found.values()
    return Asked(one.name, sure=False, language=one.language)


def is_head(text: str) -> bool:
    """Whether words stand above a column of questions or answers."""
    return _simple(text) in _HEADS


@functools.lru_cache(maxsize=1024)
def _alike(plain: str) -> Asked | None:
    """The question whose words are nearly those of a heading."""
    words = frozenset(plain.split()) - _EMPTY
    best, found = _LEAST, None
    for known, one in _by_words():
        if known and words and abs(len(known) - len(words)) <= 2:
            score = _score(words, known)
            if score > best:
                best, found = score, one
    return Asked(found.name, sure=False, language=found.language) if found else None


def _score(words: frozenset[str], known: frozenset[str]) -> float:
    total = 0.0
    for word in words:
        near = max(
            (1.0 if word == one else difflib.SequenceMatcher(None, word, one).ratio())
            for one in known
        )
        total += near if near >= 0.8 else 0.0
    return total / max(len(words), len(known))


@functools.lru_cache(maxsize=4096)
def _simple(text: str) -> str:
    """Words alone: without numbering, brackets, accents and signs."""
    bare = _BRACKETS.sub(" ", _NUMBERING.sub("", text))
    return " ".join(_WORD.findall(folded(bare if bare.strip(" :.-*") else text)))
