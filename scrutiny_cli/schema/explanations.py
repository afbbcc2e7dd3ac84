"""The explanation of each problem code, with a register that has the problem and one that does not.

``explanations/CODE.md`` has some sentences, and a small register under each of ``## Fails`` and
``## Passes``. Each of its files is a line with the path, and a block of YAML.
"""

import re
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.documents.problems import CODES
from scrutiny_cli.errors import UsageError
from scrutiny_cli.wording import did_you_mean

FOLDER = Path(__file__).parent / "explanations"
_FILE = re.compile(r"^`(?P<path>[^`]+)`\n+```[a-z]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Explanation(NamedTuple):
    """The page of a code: its text, and two small registers as path to text."""

    words: str
    fails: dict[str, str]
    passes: dict[str, str]


def page(code: str) -> str:
    """Return the page of a code as Markdown."""
    if code not in CODES:
        hint = did_you_mean(code, CODES) or f"the codes are {', '.join(CODES)}"
        raise UsageError(f"there is no code {code!r}", hint)
    return (FOLDER / f"{code}.md").read_text(encoding="utf-8")


def explanation(code: str) -> str:
    """Return the page of a code under its title and severity."""
    text = page(code)
    severity, title = CODES[code]
    return f"{code} ({severity})\n{title}.\n\n{text}"


def read(code: str) -> Explanation:
    """Return the parts of a code's page."""
    words, fails, passes = re.split(r"^## (?:Fails|Passes)\n", page(code), flags=re.MULTILINE)
    return Explanation(words.strip(), _files(fails), _files(passes))


def _files(text: str) -> dict[str, str]:
    return {match["path"]: match["text"] for match in _FILE.finditer(text)}
