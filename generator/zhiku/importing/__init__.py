"""Convert other encodings and formats to Markdown in UTF-8: bytes in, text and remarks out."""
