"""The finished site and the docs folder: files that are written, and checks over them."""
