"""Run git in a folder."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str, time: int = 1_000_000_000) -> None:
    """Run git with a fixed author and time."""
    who = {f"GIT_{role}_{part}": "a@b" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    when = {"GIT_AUTHOR_DATE": f"{time} +0000", "GIT_COMMITTER_DATE": f"{time} +0000"}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **when}, check=True, capture_output=True)
