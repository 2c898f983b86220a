"""A text as questions, sections, and what stands between them."""
