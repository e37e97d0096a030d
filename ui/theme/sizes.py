"""The sizes of text one can choose from, in percent."""

TEXT_SIZES = (90, 100, 110, 125, 140, 160, 180, 200)
USUAL = 100


def next_size(now: int, step: int) -> int:
    """The size one step larger (1) or smaller (-1) than `now`; 0 leads to the usual one."""
    if not step:
        return USUAL
    if step > 0:
        return next((size for size in TEXT_SIZES if size > now), TEXT_SIZES[-1])
    return next((size for size in reversed(TEXT_SIZES) if size < now), TEXT_SIZES[0])
