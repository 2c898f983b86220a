"""What MkDocs loads, so that a bare ``mkdocs build`` gives the same site as ``kb build``."""
