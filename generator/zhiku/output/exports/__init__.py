"""The base in forms that other programs read: an Anki collection, a table."""
