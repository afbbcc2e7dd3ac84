"""What the browser tests ask of a page: is it accessible, is its HTML valid, how does it look."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tests.browser.chromium import BrowserError, Chromium, View, find_chromium
from tests.needs import MISSING, give_up
from tests.programs import captured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "Browser",
    "BrowserError",
    "Message",
    "View",
    "Violation",
    "find_chromium",
    "require",
    "validate_html",
]

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, which axe leaves off unless asked
    "resultTypes": ["violations"],
}

NEEDS: Mapping[str, tuple[Callable[[], object], str]] = {
    "chromium": (find_chromium, "install Chromium or Chrome, or name one in CHROMIUM"),
    "java": (lambda: shutil.which("java"), "install a Java runtime (17 or later)"),
    "git": (lambda: shutil.which("git"), "install git"),
    "axe": (AXE.is_file, "run `npm ci` in tests/browser"),
    "vnu": (VNU.is_file, "run `npm ci` in tests/browser"),
}


def require(*needs: str) -> None:
    """Skip the test when something it needs is not here; fail instead where `CI` is set."""
    for need in needs:
        found, remedy = NEEDS[need]
        if not found():
            give_up(f"{need}{MISSING}{remedy}, or run `make test-system`")


@dataclass(frozen=True)
class Violation:
    """One accessibility rule a page breaks, and the elements that break it."""

    rule: str
    impact: str
    help: str
    elements: tuple[str, ...]

    def __str__(self) -> str:
        """Say it as a line a developer can act on."""
        return f"{self.rule} ({self.impact}): {self.help}: {'; '.join(self.elements)}"


class Browser(Chromium):
    """A Chromium that also knows axe-core."""

    def axe(self, source: str | Path, view: View | None = None) -> list[Violation]:
        """Return what axe-core finds against WCAG 2.2 A and AA and good practice."""
        with self.page(source, view) as page:
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(
                f"axe.run(document, {json.dumps(AXE_OPTIONS)})"
                ".then(r => ({violations: r.violations, rules: r.passes.length}))"
            )
        # A page on which no rule at all applied was not tested: it is blank, or axe did not run.
        if not found["violations"] and not found["rules"]:
            raise BrowserError("axe found nothing to test on this page")
        return [
            Violation(
                rule=violation["id"],
                impact=violation["impact"],
                help=violation["help"],
                elements=tuple(f"{n['target'][0]} {n['html']}" for n in violation["nodes"]),
            )
            for violation in found["violations"]
        ]

    def axe_many(
        self, pages: Mapping[str, str | Path], view: View | None = None
    ) -> dict[str, list[str]]:
        """Return the pages that have violations, with their violations in words."""
        if not pages:
            raise BrowserError("no pages to test")
        found = {name: self.axe(source, view) for name, source in pages.items()}
        return {
            name: [str(v) for v in violations] for name, violations in found.items() if violations
        }

    def screenshot(self, source: str | Path, path: Path, view: View | None = None) -> None:
        """Write a PNG picture of the whole page."""
        with self.page(source, view) as page:
            page.screenshot(path)

    def pdf(self, source: str | Path, path: Path) -> None:
        """Write the page as it prints, on A4."""
        with self.page(source, View(print=True)) as page:
            page.pdf(path)


@dataclass(frozen=True)
class Message:
    """One fault the HTML checker sees."""

    file: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        """Say it as a line an editor can jump to."""
        return f"{self.file}:{self.line}: {self.kind}: {self.text}"


def validate_html(paths: Iterable[Path]) -> list[Message]:
    """Return every error and warning of the Nu HTML checker, all pages in one Java machine."""
    files = [str(path.resolve()) for path in paths]
    if not files:
        raise ValueError("no pages to validate")
    java = shutil.which("java")
    if java is None:
        raise FileNotFoundError("no java on the PATH")
    options = ("--format", "json", "--exit-zero-always", "--asciiquotes")
    run = captured(
        [
            *(java, "-Xss16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            *("-jar", str(VNU), *options, *files),
        ],
        check=True,
    )
    return [
        Message(
            file=url2pathname(urlsplit(message.get("url", "")).path),
            line=message.get("lastLine", 0),
            kind=message.get("subType", message["type"]),
            text=message["message"],
        )
        for message in json.loads(run.stderr)["messages"]
    ]
