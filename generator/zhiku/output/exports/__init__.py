"""Export the base for other programs: an Anki collection, a table."""
