"""``python -m generator`` is ``kb``."""

import sys

from generator.cli import main

sys.exit(main())
