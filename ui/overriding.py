"""`override` for Qt's virtual methods, without importing typing_extensions before first paint."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Method = TypeVar("_Method")

    def override(method: _Method) -> _Method:
        """Mark a method that replaces one of a base class; only checkers look at it."""
        return method


__all__ = ["override"]
