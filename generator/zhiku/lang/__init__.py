"""The words and letters of languages as data, and what reads them: word lists, the interface's strings, a text's language.

Everything here is data in YAML files, one a language where that makes sense; the code only reads it and knows no other package.
The browser's code reads the same data: word lists arrive with a site's search data, ``scripts.json`` is bundled, the strings of
the interface are written into the site (``strings_file``).
"""
