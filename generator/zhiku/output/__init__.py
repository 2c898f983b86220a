"""The finished site and the docs folder: writing files, and checking them."""
