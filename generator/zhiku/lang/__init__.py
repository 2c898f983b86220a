"""The words and letters of languages as data, one YAML file a language; this package holds no other logic than reading them.

The browser's code reads the same data: word lists arrive with a site's search data, ``scripts.json`` is bundled.
"""
