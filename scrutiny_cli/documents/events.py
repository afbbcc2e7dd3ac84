"""The one door to the YAML parsers.

Parsing events, not composed nodes: they come one at a time, so that depth and size are counted
before anything is built, and no alias or tag is ever acted upon. ``ruamel.yaml`` is the reference
reader; where the C parser of PyYAML is installed its events, which are the same, come faster.
"""

from collections.abc import Iterator
from typing import Any, Protocol

CParser: Any
try:
    from yaml import YAMLError as CError
    from yaml._yaml import CParser
except ImportError:  # PyYAML is not there, or was built without its C parser
    CParser = None


class ParserMark(Protocol):
    """A place as a parser gives it, counted from 0."""

    line: int
    column: int


class NotYaml(Exception):
    """The text is not YAML from some place on."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


def events(text: str, *, pure: bool = False) -> Iterator[Any]:
    """Parse a text into YAML events; raise :class:`NotYaml` at the first place that is none.

    Each event has ``start_mark`` and ``end_mark``; its class name says what it is, the same in
    both parsers.
    """
    if CParser is None or pure:
        yield from _pure(text)
        return
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    except CError as fault:
        raise _not_yaml(fault) from None
    finally:
        parser.dispose()


def _pure(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    found = YAML(typ="safe", pure=True).parse(text)
    while True:
        try:
            event = next(found)
        except StopIteration:
            return
        except Exception as fault:  # noqa: BLE001  # it has assertions where one expects a complaint
            raise _not_yaml(fault) from None
        yield event


def _not_yaml(fault: Exception) -> NotYaml:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    problem = getattr(fault, "problem", None) or "the text cannot be read"
    return NotYaml(str(problem), getattr(mark, "line", 0), getattr(mark, "column", 0))
