"""Hypothesis: no deadlines, because a test measures no time; the same examples in every CI run, so that it fails for a reason.

``HYPOTHESIS_PROFILE=deep pytest tests/property`` looks for longer, before a release or after a change to a parser.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
