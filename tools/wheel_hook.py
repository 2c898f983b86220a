"""Adds the theme and the pages of diagnostics to the wheel, after checking that npm has built what wheel and sdist contain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = (
    "generator/zhiku/markdown/katex.min.js",
    "overrides/assets/THIRD-PARTY-NOTICES.txt",
    "overrides/assets/katex/katex.css",
    "overrides/assets/preview/preview.js",
    "overrides/assets/search/loader.js",
)


PACKED = {"overrides": "zhiku/theme", "docs/diagnostics": "zhiku/diagnostics/pages"}


class WheelHook(BuildHookInterface[Any]):
    """Called by hatchling for every build. An editable installation reads the theme from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the theme, unless the build is an editable one."""
        if version == "editable":
            return
        missing = [name for name in BUILT if not (Path(self.root) / name).is_file()]
        if missing:
            message = f"{', '.join(missing)}: not built yet; run `make setup` first"
            raise FileNotFoundError(message)
        if self.target_name == "wheel":
            for source, target in PACKED.items():
                build_data["force_include"][str(Path(self.root) / source)] = target
