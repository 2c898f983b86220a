"""What tests of several kinds share: snapshots of folders, records made short, the source read independently of the generator."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout that the tests belong to."""
