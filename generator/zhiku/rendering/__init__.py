"""Render the Markdown of questions as HTML, and extract their plain text."""
