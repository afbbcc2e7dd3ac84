"""Takes the pictures of the README: the agenda and the tracker in a browser, and the first screen.

Run it by hand (`python tools/pictures.py`) when the look of one has changed; it needs Chromium.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
AS_OF = "2021-11-15"
MEETING = "cyp-2021-11-23"
WIDTH = 80
# No font from elsewhere, so that looking at the picture sends nothing to anybody.
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {terminal_width} {terminal_height}" role="img">
<title>scrutiny</title>
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect width="100%" height="100%" rx="6" fill="#14191f"/>
<g transform="translate(12, 10) scale(0.975)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def scrutiny(*words: str, **environment: str) -> str:
    """Return what a command prints for the sample register."""
    done = subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", *words, "--root", str(ROOT), "--as-of", AS_OF],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def terminal() -> None:
    """Draw the first screen, in its colours."""
    lines = "$ scrutiny\n" + scrutiny("today", FORCE_COLOR="1", COLUMNS=str(WIDTH))
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(lines))
    svg = console.export_svg(code_format=SVG, unique_id="today")
    (IMAGES / "today.svg").write_text(svg, encoding="utf-8", newline="\n")


def pages() -> None:
    """Photograph the head of the agenda and of the recommendation tracker."""
    sys.path.insert(0, str(ROOT))
    from tests.browser.chromium import Chromium, View, find_chromium

    program = find_chromium()
    assert program is not None, "there is no Chromium here"
    built = {
        "agenda": ("agenda", "build", MEETING),
        "tracker": ("tracker", "build", "recommendations", "--format", "html"),
    }
    with tempfile.TemporaryDirectory() as folder, Chromium(program) as browser:
        for name, command in built.items():
            page = Path(folder) / f"{name}.html"
            scrutiny(*command, "--output", str(page))
            with browser.page(page, View(width=900, height=1100)) as shown:
                shown.screenshot(IMAGES / f"{name}.png", whole=False)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    terminal()
    pages()
