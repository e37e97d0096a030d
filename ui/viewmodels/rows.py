"""What the closed row of an item says: two or three of its answers."""

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record import phrases
from ssc_desktop.record.case import Case
from ssc_desktop.record.definition import FieldDefinition, GroupDefinition
from ssc_desktop.record.values import Answer, Item
from ui.viewmodels.choices import item_name

_SHOWN = {
    "authors": ("person", "organisation", "role"),
    "primary_contact": ("name", "organisation", "share"),
    "partner": ("name_as_used", "country", "roles"),
    "agreement": ("reference", "kind", "date"),
    "location": ("place", "region", "country"),
    "financial_input": ("payer", "amount", "amount_kind"),
    "nonfinancial_input": ("description", "kind", "provider"),
    "event": ("what", "date", "where"),
    "mechanism": ("name", "kind"),
    "change_agent": ("name", "role", "organisation"),
    "result": ("statement", "level", "actual"),
    "other_figure": ("value", "date", "source"),
    "replication": ("place", "date", "degree"),
    "lesson": ("text", "type", "evidence_level"),
    "recommendation": ("text", "audience"),
    "key_challenge": ("challenge", "challenge_answer"),
    "building_block": ("name", "what"),
    "offer": ("topic", "sector", "modality"),
    "need": ("topic", "sector", "modality"),
    "reference": ("citation", "kind"),
    "attachment": ("caption", "file_name", "credit"),
    "partner_clearance": ("partner", "cleared", "date"),
    "consent_record": ("person", "scope", "how_given"),
    "withdrawal": ("what", "when", "why"),
}
"""The columns of a group's table; a group that is not here shows its first two fields."""
_MOST = 3
_LONGEST = 200


def columns(group: GroupDefinition) -> tuple[FieldDefinition, ...]:
    """The fields that a closed row shows."""
    fields = [f for f in group.fields if isinstance(f, FieldDefinition) and not f.automatic]
    wanted = _SHOWN.get(group.name)
    if wanted is None:
        return tuple(fields[:2])
    named = {field.name: field for field in group.fields if isinstance(field, FieldDefinition)}
    return tuple(named[name] for name in wanted if name in named) or tuple(fields[:_MOST])


def cells(group: GroupDefinition, item: Item, case: Case) -> tuple[str, ...]:
    """The words in the columns of `item`; the first says something for every item."""
    words = i18n.translated_in(i18n.language())
    said = [_cell(field, item, case, words) for field in columns(group)]
    if not said[0]:
        said[0] = item_name(item) or str(getattr(item, "file_name", "") or _("Not named yet"))
    return tuple(said)


def _cell(field: FieldDefinition, item: Item, case: Case, words: i18n.Words) -> str:
    shown = phrases.shown(field, getattr(item, field.attribute), case, words)
    currency = getattr(item, "currency", None) if field.name == "amount" else None
    if shown and isinstance(currency, str) and not isinstance(currency, Answer):
        shown = _("{amount} {currency}").format(amount=shown, currency=currency)
    return " ".join(shown[:_LONGEST].split())
