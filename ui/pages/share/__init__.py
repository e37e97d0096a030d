"""The place to share and collect: give, take in, and all that one wants to know of it later."""
