"""Mutants of a module: mutmut's operators, put to each of its expressions and statements in turn.

mutmut itself leaves alone what is decorated and what stands outside functions, for its way of
running needs that. Here much is a property, a validator or a field, so all is changed but
annotations, decorators, docstrings, imports, and calls whose arguments say nothing (``len``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

NEVER_CHANGED = {"len", "isinstance", "cast", "TypeVar"}


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands, the statement before and after, and the module's text with it.

    ``function`` is the qualified name of the function it is run in, empty for what is run at
    import; ``lines`` reach from the beginning of the statement to the change, ``body`` are those
    of the function.
    """

    module: str
    function: str
    lines: range
    body: range
    operator: str
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        """A name that stays while the function, the statements and the change stay."""
        told = "\0".join((self.module, self.function, self.operator, self.before, self.after))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def drawn(self, seed: int) -> float:
        """A number from 0 to 1 that this mutant draws, the same each time."""
        digest = hashlib.sha256(f"{seed} {self.key}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48


@dataclass(frozen=True)
class _Spot:
    node: cst.CSTNode
    function: str
    statement: cst.CSTNode
    body: cst.CSTNode | None


def _is_left_alone(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
        return True
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString):
        return True  # a docstring
    if isinstance(node, cst.If) and isinstance(node.test, cst.Name):
        return bool(node.test.value == "TYPE_CHECKING")
    called = node.func if isinstance(node, cst.Call) else None
    return isinstance(called, cst.Name) and called.value in NEVER_CHANGED


def _spots(
    node: cst.CSTNode,
    scope: tuple[str, ...] = (),
    statement: cst.CSTNode | None = None,
    body: cst.CSTNode | None = None,
) -> Iterator[_Spot]:
    """Every node that may be changed, with the function whose body it stands in."""
    if _is_left_alone(node):
        return
    if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        statement = node
    if statement is not None:
        yield _Spot(node, ".".join(scope) if body else "", statement, body)
    if isinstance(node, cst.FunctionDef) and body is None:
        # What a parameter is by default is settled when the function is made, not when it runs.
        yield from _spots(node.params, scope, statement)
        yield from _spots(node.body, (*scope, node.name.value), statement, node.body)
        return
    if isinstance(node, cst.ClassDef) and body is None:
        scope = (*scope, node.name.value)
    for child in node.children:
        yield from _spots(child, scope, statement, body)


def _changes(node: cst.CSTNode) -> Iterator[tuple[str, cst.CSTNode]]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            for changed in operator(node):
                yield operator.__name__.removeprefix("operator_"), changed


def mutants_of(path: Path, name: str) -> Iterator[Mutant]:
    """The mutants of a source file; a text that comes twice is given once."""
    text = path.read_text(encoding="utf-8")
    wrapper = cst.MetadataWrapper(cst.parse_module(text))
    module, places = wrapper.module, wrapper.resolve(cst.metadata.PositionProvider)
    pieces = [module.code_for_node(top) for top in module.body]
    start = text[: text.index(pieces[0])] if pieces else text
    for number, top in enumerate(module.body):
        end = text[len(start) + len(pieces[number]) :]
        seen = {pieces[number]}
        for spot in _spots(top):
            for operator, changed in _changes(spot.node):
                new = changed if spot.node is top else top.deep_replace(spot.node, changed)
                piece = module.code_for_node(new)
                if piece in seen or not _compiles(piece):
                    continue
                seen.add(piece)
                first = places[spot.statement].start.line
                last = (places.get(spot.node) or places[spot.statement]).start.line
                lines, body = range(first, last + 1), range(0)
                if spot.body is not None:
                    body = range(places[spot.body].start.line, places[spot.body].end.line + 1)
                before, after = _difference(pieces[number], piece)
                source = start + piece + end
                yield Mutant(name, spot.function, lines, body, operator, before, after, source)
        start += pieces[number]


def _compiles(piece: str) -> bool:
    try:
        compile(piece, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _difference(old: str, new: str) -> tuple[str, str]:
    """The lines that differ, on each side in one."""
    before, after = old.split("\n"), new.split("\n")
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return " ".join(" ".join(before).split()), " ".join(" ".join(after).split())
