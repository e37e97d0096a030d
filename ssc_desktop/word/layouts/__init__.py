"""The layouts: each takes a `Telling` and writes one story on its paper."""
