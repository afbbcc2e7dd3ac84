"""A name of a class means one thing, and a function is as long as can be read at once."""

import ast
from collections import defaultdict

from tests.architecture.test_floors import trees

LONGEST = 60


def test_no_two_classes_have_the_same_name() -> None:
    modules: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(module)
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


def test_no_function_has_a_long_body() -> None:
    long = {
        f"{module}.{node.name}": length
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.body[0].lineno + 1) > LONGEST
    }
    assert long == {}
