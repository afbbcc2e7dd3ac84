"""What a template of the council's own, perhaps a stranger's, may use up: steps, time and memory.

Jinja's sandbox keeps a template from reaching anything; it does not keep one from running for ever
or from making a text as long as the memory. So each turn of a loop and each call is counted, and
whatever is made is weighed, before it is made where it may be a multiple of what is there.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 2_000_000
SECONDS = 20.0
BYTES = 200_000_000
LARGEST = 20_000_000
"""No single thing is larger."""
_EVERY = 256
_DIGITS = 10_000
# Filters and methods of texts whose result may be a multiple of what they are given.
_GROWING = frozenset({
    *("batch", "center", "indent", "join", "replace", "slice", "tojson", "urlize", "wordwrap"),
    *("expandtabs", "ljust", "rjust", "zfill"),
})  # fmt: skip
# What can be made larger than anything by its own little language, or is another each time.
_WITHOUT = frozenset({"format", "pprint", "random"})
_SIZED = (str, list, tuple)
_NO_METHODS = frozenset({"format", "format_map", "translate"})


def _spent() -> float:
    """How many seconds the processors have worked for this process."""
    used = os.times()
    return used.user + used.system


class TooMuch(SecurityError):
    """A template wants more than it may have."""


class LimitedSandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with an end to what can be used up; ``limited`` where strangers may write."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    limited = False

    def begin(self) -> None:
        """Count from nothing, for the document to come."""
        self.steps = 0
        self.bytes = 0
        self.started = _spent()

    def limit(self) -> None:
        """Put an end to what templates may use up, from now on."""
        self.limited = True
        for name in _WITHOUT:
            self.filters.pop(name, None)
        self.globals.pop("lipsum", None)
        self.filters = {name: self._weighed(name, each) for name, each in self.filters.items()}

    def tick(self, steps: int = 1) -> str:
        """Count steps; their number and the processor time have an end."""
        self.steps += steps
        if self.steps > STEPS:
            raise TooMuch(f"it takes more than {STEPS:,} steps")
        if self.steps % _EVERY < steps and _spent() - self.started > SECONDS:
            raise TooMuch(f"it takes more than {SECONDS:.0f} seconds")
        return ""

    def weigh(self, made: Any) -> Any:
        """Count what was made, and give it on."""
        size = len(made) * 64 if isinstance(made, list | tuple | dict) else sys.getsizeof(made)
        self.bytes += size
        if self.bytes > BYTES:
            raise TooMuch(f"it makes more than {BYTES // 1_000_000} MB of text")
        return made

    # ------------------------------------------------------------------------- where it is counted

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """A sum, a product, a power or a remainder."""
        if self.limited:
            self.tick()
            _must_stay_small(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        return self.weigh(made) if self.limited and not isinstance(made, int) else made

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as Jinja has it, so that a macro's arguments may have any name
        """A call of a macro, a method or one of the few functions."""
        if __self.limited:
            __self.tick()
            owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
            if isinstance(owner, str) and name in _GROWING:
                _must_not_grow(owner, (*args, *kwargs.values()))
                return __self.weigh(super().call(__context, __obj, *args, **kwargs))
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may reach an attribute."""
        if isinstance(obj, str) and attr in _NO_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """What stands in the place of a text's ``format``, which pads to any length."""
        if self.limited and getattr(value, "__name__", "") in _NO_METHODS:
            raise TooMuch("it fills in a text with format; write it with ~")
        return super().wrap_str_format(value)

    def concat(self, parts: Iterable[str]) -> str:
        """What stands between two tags of a template, or the whole document."""
        if not self.limited:
            return "".join(parts)
        return "".join(self.weigh(part) for part in parts)

    @pass_eval_context
    def joined(self, eval_ctx: EvalContext, *parts: Any) -> str:
        """What ``~`` makes of its parts."""
        if sum(len(part) for part in parts if isinstance(part, str)) > LARGEST:
            raise TooMuch("it makes a text that is too long")
        made: str = self.weigh((markup_join if eval_ctx.autoescape else str_join)(parts))
        return made

    def _weighed(self, name: str, each: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts as a step, and whose result is weighed."""
        # What a filter is given comes after the context that it asks for.
        first = 1 if hasattr(each, "jinja_pass_arg") else 0

        @wraps(each)
        def filtered(*args: Any, **kwargs: Any) -> Any:
            self.tick(_EVERY)
            value, rest = args[first], (*args[first + 1 :], *kwargs.values())
            if name in _GROWING:
                if not isinstance(value, (*_SIZED, dict)):
                    value = list(value) if isinstance(value, Iterable) else value
                    args = (*args[:first], value, *args[first + 1 :])
                _must_not_grow(value, rest)
            if name == "sum" and any(isinstance(one, list | tuple) for one in rest):
                raise TooMuch("it adds up lists")
            return self.weigh(each(*args, **kwargs))

        return filtered

    def compile(self, source: Any, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The program of a template."""
        try:
            return super().compile(source, name, *args, **kwargs)
        except (RecursionError, SyntaxError, MemoryError):
            raise TemplateSyntaxError("parts stand too deep in each other", 1, name) from None

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """The same in Python; that of a limited one counts the turns of its loops."""
        if self.limited:
            source = _Counting().visit(source)
            for loop in source.find_all(nodes.For):
                loop.body.insert(0, nodes.ExprStmt(_call("tick", []), lineno=loop.lineno))
            source.set_environment(self)
        return super()._generate(source, *args, **kwargs)


class _Counting(NodeTransformer):
    """Puts a call that can be weighed in the place of each ``~``."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  # as Jinja looks for it
        """One ``a ~ b ~ c``."""
        self.generic_visit(node)
        return _call("joined", node.nodes).set_lineno(node.lineno)


def _call(name: str, arguments: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), arguments, [], None, None)


def _must_stay_small(operator: str, left: Any, right: Any) -> None:
    """Refuse a sum that would be too large to hold or to reckon."""
    if operator == "%" and isinstance(left, str):
        raise TooMuch("it fills in a text with %; write it with ~")
    if operator == "**" and (abs(left) > 1_000_000 or abs(right) > 100):
        raise TooMuch("it takes a power that is too high")
    if operator == "*":
        pairs = ((left, right), (right, left))
        sizes = [len(a) * b for a, b in pairs if isinstance(a, _SIZED) and isinstance(b, int)]
        whole = isinstance(left, int) and isinstance(right, int)
        if whole and left.bit_length() + right.bit_length() > _DIGITS:
            raise TooMuch("it reckons with a number that is too long")
    else:
        sizes = [sum(len(one) for one in (left, right) if isinstance(one, _SIZED))]
    if max(sizes, default=0) > LARGEST:
        raise TooMuch("it makes a text that is too long")


def _must_not_grow(value: Any, rest: Iterable[Any]) -> None:
    """Refuse what may be a multiple of a value, where that would be too large."""
    size = len(value) if isinstance(value, (*_SIZED, dict)) else 1
    factor = 1
    for one in rest:
        if isinstance(one, list | tuple):  # what a text's own `join` puts together
            size += sum(len(part) for part in one if isinstance(part, str))
            factor = max(factor, len(one))
        elif isinstance(one, str | dict):
            factor = max(factor, len(one))
        elif isinstance(one, int | float):
            factor = max(factor, int(abs(one)))
    if isinstance(value, list | tuple):
        size += sum(len(part) for part in value if isinstance(part, str))
    if size * factor > LARGEST:
        raise TooMuch("it makes a text that is too long")
