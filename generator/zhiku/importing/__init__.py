"""Texts in other encodings and formats as Markdown in UTF-8: bytes in, text and remarks out."""
