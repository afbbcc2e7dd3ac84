"""What holds for every test: properties are tried on the same examples each time."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.needs import MISSING
from tests.repositories import ALONE

# No deadline: what a machine does besides must not fail a test. No database: a run leaves no trace.
EXAMPLES = int(os.environ.get("HYPOTHESIS_MAX_EXAMPLES", "100"))
settings.register_profile(
    "house", derandomize=True, deadline=None, database=None, max_examples=EXAMPLES
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _git_reads_no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give tests that need the same missing thing one place, so that the summary has one line for it."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and MISSING in report.longrepr[2]:
        report.longrepr = ("tests/needs.py", 1, report.longrepr[2])
    return report
