"""Why a question is asked, and what a good and a weak answer look like: a module per section.

The examples are made up, but of the kind that such stories tell; no person in them exists. The
weak example says in brackets what the matter is.
"""
