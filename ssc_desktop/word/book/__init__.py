"""The workshop book: what is gathered from the stories, its parts, and its volumes.

`gathering` looks at every story once and keeps a few lines of each, `volumes` parts them into
files, `layout` says what a file holds and in which order. A story is read again when its pages are
written, so that a book of any size needs little memory.
"""
