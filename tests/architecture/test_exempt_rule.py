"""What the public may see is decided in one package, and every problem passes its filter."""

import ast
from collections.abc import Iterator

from tests.architecture.test_floors import PACKAGE, calls, part_of, trees

# The words of the rule: fields of records, and what the index of exempt matter is asked.
WORDS = {"classification", "exempt", "confidential", "public_title", "withheld"}
WORDS |= {"exempt_items", "exempt_minutes", "exempt_records", "item_names", "hides", "with_items"}
WORDS |= {"with_records"}

# The models that hold the fields, and the reports that print them.
HOLDING = {
    "domain/meetings": {"classification", "exempt", "confidential", "public_title", "open"},
    "domain/decisions": {"classification", "exempt", "public_title"},
    "register/register": {"withheld"},
}
PRINTING = {
    "reports/changes/calendar_words": {"classification", "exempt", "open"},
    "reports/meetings/agenda": {"exempt", "public_title", "open"},
}

# What other packages may ask of the package.
FUNCTIONS = {
    "cutting": {
        *("is_private", "may_be_cut", "open_papers", "public", "revision", "with_marks"),
        *("withheld", "PUBLIC_FIELDS"),
    },
    "earlier": {"earlier_public", "may_hide"},
    "exported": {"for_public"},
    "marking": {"clues", "marking", "recommendations_named"},
    "naming": {"AgendaIndex", "cell_says_exempt", "is_marked_exempt", "mentions_exempt"},
    "plain": {"decided_by", "public_records"},
    "redaction": {
        *("is_withheld", "known_names", "public_ids", "public_items", "public_papers"),
        *("may_be_accepted", "redact", "require_exemption_known"),
    },
    "requirements": {"findings", "missing_title"},
    "restricted": {"is_restricted", "private_keys", "read_paragraphs", "restricted"},
    "wording": {"closed_papers", "closed_words", "title_of"},
}
# The values that go between: nothing outside looks into them.
VALUES = {"Clue", "ExemptIndex", "NOTHING_EXEMPT"}


def brought_from_exempt(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that a module imports from the package, each with its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{PACKAGE}.exempt"):
            module = (node.module or "").removeprefix(f"{PACKAGE}.exempt").strip(".")
            yield from ((module, alias.name) for alias in node.names)


def words_in(tree: ast.Module) -> Iterator[str]:
    """The words of the rule that a module uses: as a name, an attribute, an argument or a key.

    The attribute `open` counts too, where it is not called as the method of a file.
    """
    asked = {name for _, name in brought_from_exempt(tree)}
    called = {id(node.func) for node in calls(tree)}
    for node in ast.walk(tree):
        word = None
        if isinstance(node, ast.Attribute):
            word = node.attr
            if word == "open" and id(node) not in called:
                yield word
        elif isinstance(node, ast.Name) and node.id not in asked:
            word = node.id
        elif isinstance(node, ast.arg | ast.keyword):
            word = node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            word = node.value
        if word in WORDS:
            yield word


def outside() -> dict[str, ast.Module]:
    return {name: tree for name, tree in trees().items() if part_of(name) != "exempt"}


def test_no_module_outside_the_package_uses_a_word_of_the_rule() -> None:
    used = {name: words for name, tree in outside().items() if (words := set(words_in(tree)))}
    assert used == HOLDING | PRINTING


def test_other_packages_call_only_the_functions_that_are_listed() -> None:
    asked: dict[str, set[str]] = {}
    for tree in outside().values():
        for module, name in brought_from_exempt(tree):
            if module == "":
                asked.setdefault(name, set()).update(
                    node.attr
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Name)
                    and node.value.id == name
                )
            elif name not in VALUES:
                asked.setdefault(module, set()).add(name)
    assert asked == FUNCTIONS


def test_problems_of_records_are_made_by_the_filter_alone() -> None:
    """Decoding and checks make findings, which no renderer takes."""
    made = {
        name
        for name, tree in trees().items()
        for node in calls(tree)
        if isinstance(node.func, ast.Name) and node.func.id in ("Problem", "problem_at")
    }
    files_as_such = {"files/store", "register/settings"}
    assert made == {"documents/problems", "exempt/redaction"} | files_as_such


def test_no_command_and_no_renderer_knows_findings() -> None:
    users = {
        part_of(name)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(a.name == "Finding" for a in node.names)
    }
    assert users == {"register", "exempt", "checks", "workspace"}
