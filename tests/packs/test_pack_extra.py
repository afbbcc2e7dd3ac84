"""Without the packages for PDF files a command says what to install."""

import sys

import pytest

from tests.programs import captured
from tests.sample import ROOT

WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from scrutiny_cli.__main__ import main; main()"


@pytest.mark.parametrize("package", ["pikepdf", "weasyprint"])
@pytest.mark.parametrize("command", [("pack",), ("build", "--format", "pdf")])
def test_missing_package_is_named_with_how_to_install_it(
    command: tuple[str, ...], package: str
) -> None:
    words = ("agenda", *command, "cyp-2021-11-23", "--output", "-", "--root", str(ROOT))
    done = captured([sys.executable, "-c", WITHOUT, package, *words])
    assert done.returncode == 3
    assert f"scrutiny: PDF files need the package {package}\n  install it: " in done.stderr
