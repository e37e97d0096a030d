"""Bundles, made and taken in: the two halves under one name."""

from ssc_desktop.services.collecting import Verified, plan, take, verify
from ssc_desktop.services.gathering import plan_all, take_all
from ssc_desktop.services.sharing import Wish, make, suggested_name

__all__ = [
    "Verified",
    "Wish",
    "make",
    "plan",
    "plan_all",
    "suggested_name",
    "take",
    "take_all",
    "verify",
]
