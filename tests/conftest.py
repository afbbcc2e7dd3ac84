"""What holds for every test: properties are tried on the same examples each time."""

from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.needs import MISSING

# No deadline: what a machine does besides must not fail a test. No database: a run leaves no trace.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give tests that need the same missing thing one place, so that the summary has one line for it."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and MISSING in report.longrepr[2]:
        report.longrepr = ("tests/needs.py", 1, report.longrepr[2])
    return report
