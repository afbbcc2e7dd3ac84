"""The tests, and what they share."""

import os
import sys

# The hundreds of commands that tests start must not compile the tool again each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
