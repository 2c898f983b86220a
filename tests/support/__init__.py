"""Helpers for tests: content folders, built sites, short ways into the stages, and an independent reading of the first text."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The root of the checkout."""
