"""Parse a text into questions, their sections, and the prose between them."""
