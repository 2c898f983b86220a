"""The plugin for MkDocs: a bare ``mkdocs build`` gives the same site as ``kb build``."""
