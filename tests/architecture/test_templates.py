"""No template lets a record's words through but by the one escaping function of its format."""

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.sample import ROOT

TEMPLATES = ROOT / "templates"
ESCAPING = {
    "show",
    "brief",
    "prose",
    "drawn",
    "quoted",
    "jump",
    "head",
    "linked",
    "home",
    "history",
}


@cache
def template(path: Path) -> nodes.Template:
    return Environment().parse(path.read_text(encoding="utf-8"))


def safe(node: nodes.Node, macros: set[str], constants: set[str]) -> bool:
    """Whether what stands in ``{{ ... }}`` cannot carry a record's words unescaped."""
    if isinstance(node, nodes.TemplateData | nodes.Const):
        return True
    if isinstance(node, nodes.Filter):
        if node.name in ESCAPING:
            return True
        return (
            node.name == "indent" and node.node is not None and safe(node.node, macros, constants)
        )
    if isinstance(node, nodes.CondExpr):
        branches = (node.expr1, node.expr2)
        return all(branch is not None and safe(branch, macros, constants) for branch in branches)
    if isinstance(node, nodes.Concat):
        return all(safe(part, macros, constants) for part in node.nodes)
    if isinstance(node, nodes.Mul):
        return isinstance(node.left, nodes.Const)
    if isinstance(node, nodes.Name):
        return node.name in constants
    if isinstance(node, nodes.Getattr):
        return ast_name(node) in {"loop.index", "loop.index0"}
    if isinstance(node, nodes.Call):
        return ast_name(node.node) in macros
    return False


def ast_name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{ast_name(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def callable_names(tree: nodes.Template) -> set[str]:
    """The macros and blocks a template may call: its own, and those of the shared blocks."""
    own_macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    blocks = {f"self.{block.name}" for block in tree.find_all(nodes.Block)}
    shared = {
        f"blocks.{macro.name}"
        for path in TEMPLATES.glob("blocks*.j2")
        for macro in template(path).find_all(nodes.Macro)
    }
    return own_macros | blocks | shared | {"super"}


def constant_names(tree: nodes.Template) -> set[str]:
    """Names that a template sets to words of its own."""
    return {
        assigned.target.name
        for assigned in tree.find_all(nodes.Assign)
        if isinstance(assigned.target, nodes.Name) and safe(assigned.node, set(), set())
    }


TEMPLATE_FILES = sorted(TEMPLATES.glob("**/*.j2"))


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_every_value_in_a_template_is_escaped_by_its_type(path: Path) -> None:
    tree = template(path)
    macros, constants = callable_names(tree), constant_names(tree)
    bare = [
        f"line {output.lineno}: {part}"
        for output in tree.find_all(nodes.Output)
        for part in output.nodes
        if not safe(part, macros, constants)
    ]
    assert bare == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(path: Path) -> None:
    tree = template(path)
    filters = {found.name for found in tree.find_all(nodes.Filter)}
    assert filters.isdisjoint({"safe", "xmlattr", "forceescape", "attr", "map", "format"})
    assert list(tree.find_all(nodes.EvalContextModifier)) == []
    assert list(tree.find_all(nodes.ScopedEvalContextModifier)) == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_no_value_stands_in_a_bare_attribute_or_a_link(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"=\s*\{\{", text) == []
    assert re.findall(r'(?:href|src|style|\bon\w+)\s*=\s*"[^"]*\{\{', text) == []
    assert "<script" not in text


@pytest.mark.parametrize(
    "bare",
    [
        "{{ report.title }}",
        "{{ report.title|upper }}",
        "{{ report.title|show|safe }}",
        "{{ 'a' if x else report.title }}",
        "{% set t = report.title %}{{ t }}",
        "{{ report.title ~ 'x' }}",
        "{{ report.section('a') }}",
        "{{ report.title|indent }}",
        "{{ report.title * 2 }}",
    ],
)
def test_the_lint_of_templates_sees_a_bare_value(bare: str) -> None:
    tree = Environment().parse(bare)
    (output,) = tree.find_all(nodes.Output)
    macros, constants = callable_names(tree), constant_names(tree)
    assert not all(safe(part, macros, constants) for part in output.nodes)
