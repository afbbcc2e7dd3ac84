"""All tests of packs lay out pages, which needs Pango."""

import pytest

from tests.pdfs import need_pango


@pytest.fixture(autouse=True, scope="session")
def _pango() -> None:
    need_pango()
