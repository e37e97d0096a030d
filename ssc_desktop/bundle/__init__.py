"""Bundles: how stories travel between computers without a network.

Here belongs what sections 6 to 14 of `docs/bundle-format.md` say: one signed BagIt bag in a strict
ZIP, written (`writing`, `parts`), read (`reading`, and `rescue` for broken copies) as a stream, and
sealed for some readers (`sealing`). What carries no stories but a message is in `messages`. A
bundle is given revisions, cuts and attachments, and gives them back checked; it knows neither the
library nor what a story is, but for the title it shows to strangers.
"""
