"""What was written, by whom and when: revisions, the signed cuts that made them, and their view.

Here belongs what sections 1 to 5 of `docs/bundle-format.md` say, free of any database and any file
format: canonical bytes, ids, clocks, the device's key, the making of a cut, and the pure function
that turns a set of revisions into what a person sees.
"""
