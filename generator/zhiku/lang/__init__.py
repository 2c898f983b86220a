"""Languages as data: word lists, strings of the interface, detection of a text's language.

The data is in YAML files, one per language where possible; the code only reads it and depends on no other package. The browser
uses the same data: word lists are part of a site's search data, ``scripts.json`` is bundled, and the strings of the interface
are written into the site (``strings_file``).
"""
