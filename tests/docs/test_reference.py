"""The reference is what the code gives today."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.browser.harness import require
from tests.docs.pages import MADE
from tests.programs import captured
from tests.sample import ROOT

# Made once: it takes some seconds.
pytestmark = pytest.mark.xdist_group("reference")

FOLDER = ROOT / "docs" / "reference"
STALE = "run `make docs` and read the difference"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require("git")  # the page of the JSON shows what a history gives
    folder = tmp_path_factory.mktemp("reference")
    done = captured([sys.executable, str(ROOT / "tools" / "reference.py"), "--output", str(folder)])
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_up_to_date(name: str, made: Path) -> None:
    then, now = ((at / name).read_text(encoding="utf-8") for at in (FOLDER, made))
    assert then == now, f"docs/reference/{name} is out of date: {STALE}"


def test_no_page_is_left_over(made: Path) -> None:
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in made.iterdir()}
    assert {path.name for path in made.iterdir()} == {*MADE}
