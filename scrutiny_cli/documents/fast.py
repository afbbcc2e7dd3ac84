"""The short way through the C parser's events, for files in which nothing is amiss.

It keeps no places and refuses nothing: at the first thing that is not plain data it gives up, and
the careful builder reads the file again to say what it is and where.
"""

from typing import Any

from scrutiny_cli.documents import gate

try:
    from yaml import YAMLError
    from yaml._yaml import CParser
    from yaml.events import (
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )
except ImportError:  # then every file goes the careful way
    available = False
else:
    available = True

NOTHING = frozenset({"", "~", "null"})


class NeedsFullParse(Exception):
    """There is something in the file that the careful builder must look at."""


def build(text: str) -> Any:  # noqa: PLR0912, PLR0915  # one loop: a call for each event costs half as much again
    """The data of a text, or :class:`NeedsFullParse`. Same data as the careful builder's."""
    get: Any = CParser(text).get_event
    stack: list[tuple[Any, Any]] = []
    holder: Any = None  # the open list or mapping; none at the root
    key: Any = None  # the key whose value comes next, in a mapping
    root: Any = None
    style: Any = None
    values = documents = 0
    try:
        while (event := get()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                style = event.style
                if not style and value in NOTHING:
                    value = None
                elif style == '"' and gate.FORBIDDEN.search(value):
                    raise NeedsFullParse
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value = {} if kind is MappingStartEvent else []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                holder, key = stack.pop()
                continue
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise NeedsFullParse
                continue
            elif hasattr(event, "anchor"):  # an alias
                raise NeedsFullParse
            else:
                continue
            values += 1
            if event.anchor is not None or event.tag is not None or values > gate.MAX_VALUES:
                raise NeedsFullParse
            if holder is None:
                root = value
            elif type(holder) is list:
                holder.append(value)
            elif key is None:
                if kind is not ScalarEvent or value is None or value in holder:
                    raise NeedsFullParse
                if not style and value == "<<":
                    raise NeedsFullParse
                key = value
                continue
            else:
                holder[key] = value
                key = None
            if kind is not ScalarEvent:
                stack.append((holder, None))
                holder, key = value, None
                if len(stack) > gate.MAX_DEPTH:
                    raise NeedsFullParse
    except YAMLError:
        raise NeedsFullParse from None
    if root is None:
        raise NeedsFullParse
    return root
