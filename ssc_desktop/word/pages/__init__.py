"""A Word file opened with care and walked through: what its readers see, and where it stands.

The writer reads its own pages with it (`finding.read_off`), the reader those that come back.
"""
