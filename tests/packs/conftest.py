"""All tests of packs lay out pages, which needs Pango."""

from pathlib import Path

import pytest

from tests.pdfs import need_pango


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.pdf)


@pytest.fixture(autouse=True, scope="session")
def _pango() -> None:
    need_pango()
