"""The markup of other generators, and what it is in the Markdown that zhiku knows."""
