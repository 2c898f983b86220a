"""Concepts: the terms of a text, united across names and languages, with mentions and definitions."""
