"""Keeping: a library is a folder with a database and attachments named by their SHA-256.

Truth is the set of revisions and signed cuts (`truth`); the typed tables, the list and the search
index are a view derived from it (`derived`). Rows never leave this folder. SQLite's own words sit
in `sqlite`; everything else is portable to PostgreSQL.
"""
