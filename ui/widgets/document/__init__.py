"""Making a document: what it is, for whom, in which language, look and file."""
