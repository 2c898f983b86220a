"""From a content folder to a checked site: all stages, one after the other."""
