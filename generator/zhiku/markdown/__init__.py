"""Markdown, HTML and TeX, without any knowledge of questions."""
