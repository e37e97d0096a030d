"""Spelling: which words of a text are checked, and the process that knows the dictionaries."""
