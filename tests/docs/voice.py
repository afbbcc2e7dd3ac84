"""Sentences that people read: help, messages, templates, pages and docstrings.

Code, code blocks and addresses are left out, because nobody reads them aloud.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.sample import ROOT

PARTS: dict[str, tuple[str, ...]] = {
    "readme and changelog": ("README.md", "CHANGELOG.md"),
    "tutorials": ("docs/tutorial/*.md",),
    "how-to": ("docs/how-to/*.md",),
    "explanation": ("docs/explanation/*.md",),
    "reference": ("docs/reference/*.md",),
    "explanations of codes": ("scrutiny_cli/schema/explanations/*.md",),
    "templates": ("templates/*.j2",),
}
TURNS = (
    r"\bstands?\b(?! (for|down|out|up)\b)",
    r"\bstood\b",
    r"(?<!there )\b(is|are|was|were) no\b(?! (longer|more)\b)",
    r"\b(tells?|told|telling)\b",
    r"\banew\b",
    r"\b(held|holds? \w+) against\b",
    r"\bwhoever\b",
    r"\b(gives?|given|giving|gave) out\b",
    r"\bbeside (the|its|their|one) (others?)\b",
    r"\bat present\b",
    r"(?<!exempt )(?<!confidential )(?<!front )\bmatter\b(?! of\b)",
    r"\bstrangers?('s)?\b",
    r"\bmend(s|ed|ing)?\b",
    r"\bnought\b",
    r"\ball the same\b",
    r"\botherwise by\b",
    r"\bnothing (speaks|says|tells)\b",
    r"\bspeaks? of\b",
    r"\bnobody can\b",
    r"\bmay not be (told|said)\b",
    r"\bthose there are\b",
    r"\bof its own accord\b",
    r"\bleads? nowhere\b",
    r"\bin (its|the) place of\b",
)
"""Turns of phrase that have to be read twice."""
EXCEPTIONS = {
    "Exempt or confidential matter": "the words of the Local Government Act 1972",
}
"""Sentences that may keep such a turn, each with the reason."""
_TURN = re.compile("|".join(f"(?:{turn})" for turn in TURNS), re.IGNORECASE)
_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`\"(])|\n\s*\n|\n\s*[-*|#>]\s*|\n\d+\. ")
LONG = 30
"""A sentence with more words than this is hard to read at once."""


def _prose(page: str) -> str:
    text = re.sub(r"(?ms)^```.*?^```", "\n\n", page)
    text = re.sub(r"`[^`]*`", "X", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _template(page: str) -> str:
    text = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|<[^>]+>|\{\{.*?\}\}", " ", page)
    # The rest in braces is CSS, and so is a line that begins with a selector.
    return re.sub(r"(?m)^\s*[.:@].*$", "\n\n", re.sub(r"\{[^{}]*\}", " ", text))


def sentences(text: str) -> list[str]:
    """The sentences of a text that have four words or more."""
    flat = (" ".join(sentence.split()) for sentence in _END.split(text))
    return [sentence for sentence in flat if len(sentence.split()) >= 4]


def pages() -> Iterator[tuple[str, str]]:
    """Yield each sentence of the pages and templates, with the part it is in."""
    for part, patterns in PARTS.items():
        for file in (file for pattern in patterns for file in sorted(ROOT.glob(pattern))):
            text = file.read_text(encoding="utf-8")
            read = _template(text) if file.suffix == ".j2" else _prose(text)
            yield from ((part, sentence) for sentence in sentences(read))


def strings(file: Path) -> Iterator[tuple[bool, str]]:
    """Yield each text in a module of the package, and whether it is a docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    owners = (ast.Module, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield id(node) in documented, node.value


def code() -> Iterator[tuple[str, str]]:
    """Yield each sentence of help, messages and docstrings, with the part it is in."""
    for file in sorted((ROOT / "scrutiny_cli").rglob("*.py")):
        for documented, text in strings(file):
            part = "docstrings" if documented else "help and messages"
            yield from ((part, sentence) for sentence in sentences(text))


def turn_in(sentence: str) -> str | None:
    """The turn of phrase in a sentence that has to be read twice, if there is one."""
    if any(words in sentence for words in EXCEPTIONS):
        return None
    found = _TURN.search(sentence)
    return found[0] if found else None


def is_long(sentence: str) -> bool:
    """Whether a sentence is too long to be read at once. A row of a table is not a sentence."""
    return len(sentence.split()) > LONG and "|" not in sentence
