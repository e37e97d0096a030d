"""Bundles: how stories travel between computers without a network.

Here belongs what sections 6 to 9 and 14 of `docs/bundle-format.md` say: one signed BagIt bag in a
strict ZIP, written (`writing`) and read (`reading`) as a stream. A bundle is given revisions, cuts
and attachments, and gives them back checked; it knows neither the library nor what a story is.
"""
