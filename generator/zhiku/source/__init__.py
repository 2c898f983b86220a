"""Source texts, spans in them, and the way back from rendered text to its place."""
