"""Source texts, spans in them, and the mapping from rendered text back to the source."""
