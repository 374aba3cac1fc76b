"""The tests of this room share ``made_readings.py``, whatever way pytest was started."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
