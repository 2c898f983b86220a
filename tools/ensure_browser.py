"""Make sure that a Chromium is available for the browser tests; if none is installed, install the distribution's or Playwright's.

The headless shell is Chromium without windows. It runs the browser tests in half of the CPU time, as Chromium loads menus and
toolbars for each page. Where the distribution has the shell, it is installed next to any other browser.

``--distribution-only`` leaves out Playwright, which needs the Python packages of the tests. Prints nothing if the shell is found.
Exit code 1 if there is no browser and none can be installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = ("fonts-liberation", "fonts-noto-cjk")


def find(names: tuple[str, ...] = (*SHELLS, *BROWSERS)) -> str | None:
    """The path of a browser: ``KB_CHROMIUM``, else the first of the names on the PATH, else the one of Playwright."""
    named = os.environ.get("KB_CHROMIUM")
    if named:
        return named
    return _on_path(names) or _of_playwright()


def _on_path(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed only if there is no other browser

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install_from_distribution() -> None:
    """Install the shell, or Chromium where the distribution has no shell."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    print("installing Chromium for the browser tests", flush=True)  # noqa: T201 - a script that reports progress
    _apt_get("update")
    for browser in (SHELLS[0], BROWSERS[0]):
        _apt_get("install", "--yes", "--no-install-recommends", browser, *FONTS)
        if _on_path((*SHELLS, *BROWSERS)):
            return


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20", *arguments]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603


def _main() -> None:
    if "KB_CHROMIUM" not in os.environ and _on_path(SHELLS) is None:
        _install_from_distribution()
    if "--distribution-only" in sys.argv:
        return
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if find() is None:
        sys.exit("no Chromium: install one (Debian: apt-get install chromium fonts-noto-cjk) or name it in KB_CHROMIUM")


if __name__ == "__main__":
    _main()
