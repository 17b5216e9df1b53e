#!/usr/bin/env python3
# runs alone
"""A scenario played by the real Locust (in PATH, or named by LOCUST), and its statistics taken back."""
import sys

import engines

engines.needed()
locust = engines.locust()
# users keep a pace, and their number follows the rate second by second
wrong = engines.play("locust", lambda script: [locust, "-f", script, "--headless", "--only-summary"], "weir-locust.json", 450)
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
