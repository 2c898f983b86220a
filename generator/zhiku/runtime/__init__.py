"""Processes, caches, paths, git and environment variables."""
