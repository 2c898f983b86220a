"""Make sure that a Chromium is available for the browser tests; if none is installed, install the distribution's or Playwright's.

Prints nothing if a browser is found. Exit code 1 if none can be installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find() -> str | None:
    """The path of a browser: ``KB_CHROMIUM``, else one on the PATH, else the one that Playwright has downloaded."""
    named = os.environ.get("KB_CHROMIUM")
    if named:
        return named
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed only if there is no other browser

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    print("installing Chromium for the browser tests", flush=True)  # noqa: T201 - a script that reports progress
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("update", "-qq"), ("install", "-y", "-qq", *PACKAGES)):
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603, S607
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if find() is None:
        _install()
    if find() is None:
        sys.exit("no Chromium: install one (Debian: apt-get install chromium fonts-noto-cjk) or name it in KB_CHROMIUM")
