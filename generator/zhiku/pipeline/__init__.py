"""From a content folder to a checked site: the chain of all stages."""
