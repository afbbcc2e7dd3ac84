"""Writes the pages of `docs/reference` from the code, so that they cannot say what it does not.

`make docs` runs it. The commands tell their own help, the models their fields, the catalogue its
codes, the templates their blocks; a test writes the pages again and fails where one is out of date.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
FROM = "<!-- commands: written by `make docs` -->"
TO = "<!-- end of commands -->"
MADE = (
    "<!-- Written by `make docs` from the code. Do not edit this page: edit what it is made of. -->"
)


def pages() -> dict[str, str]:
    """Every page by its file's name."""
    # Help without boxes and colours, whatever the machine; read once, when typer is imported.
    os.environ["TYPER_USE_RICH"] = "0"
    import reference_commands
    import reference_json
    import reference_pages
    import reference_records

    return {
        "commands.md": reference_commands.page(),
        "diagnostics.md": reference_pages.diagnostics(),
        "json.md": reference_json.page(),
        "records.md": reference_records.page(),
        "settings.md": reference_pages.settings(),
        "templates.md": reference_pages.templates(ROOT),
    }


def main() -> int:
    options = argparse.ArgumentParser(description="Write the reference pages.")
    options.add_argument("--output", type=Path, default=PAGES, help="folder to write to")
    folder: Path = options.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(f"{MADE}\n\n{text.strip()}\n", encoding="utf-8", newline="\n")
    if folder == PAGES:
        write_table(ROOT / "README.md")
    return 0


def write_table(readme: Path) -> None:
    """Write the table of the commands into the README, between its two marks."""
    import reference_commands

    before, _, rest = readme.read_text(encoding="utf-8").partition(FROM)
    _, _, after = rest.partition(TO)
    text = f"{before}{FROM}\n\n{reference_commands.table()}\n\n{TO}{after}"
    readme.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
