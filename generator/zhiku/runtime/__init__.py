"""Processes, caches, paths and the surroundings of a run."""
