"""Markdown, HTML and TeX as such, without knowledge of questions."""
