"""What holds for every test: properties are tried on the same examples each time."""

from hypothesis import settings

# No deadline: what a machine does besides must not fail a test. No database: a run leaves no trace.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")
