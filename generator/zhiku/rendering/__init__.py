"""A question's Markdown as passages and HTML."""
