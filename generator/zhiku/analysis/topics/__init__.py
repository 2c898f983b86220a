"""Topics: the text's own parts, and groups that the program finds."""
