"""The form that goes by mail and comes back: blank, or asking what a story still lacks.

All of it comes from the definitions of the record; `manifest` says to the reader what was asked.
"""
