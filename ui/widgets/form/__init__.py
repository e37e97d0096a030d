"""The form that is generated from the definitions: a question a field, a table a group."""
