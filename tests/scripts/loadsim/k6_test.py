#!/usr/bin/env python3
# runs alone
"""A scenario played by the real k6 (in PATH, or named by K6), and its summary taken back."""
import sys

import engines

engines.needed()
k6 = engines.k6()
wrong = engines.play("k6", lambda script: [k6, "run", "--quiet", script], "weir-k6.json", 255)
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
