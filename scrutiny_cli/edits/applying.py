"""Changes applied to a file's bytes, and read again before anybody gets them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scrutiny_cli.documents import Document, Path, parse, reference
from scrutiny_cli.documents.document import NotPlain, plain
from scrutiny_cli.documents.gate import BOM
from scrutiny_cli.documents.nodes import NotYaml, TooManyNodes
from scrutiny_cli.documents.source import Source
from scrutiny_cli.edits import entries, nodes, spelling, splices
from scrutiny_cli.edits.changes import (
    AddRecord,
    Append,
    Change,
    Delete,
    EditRefused,
    Set,
    Value,
    checked,
    intended,
    named,
)
from scrutiny_cli.edits.splices import Splice
from scrutiny_cli.edits.style import DEFAULT_STYLE, YamlStyle, style_of


def apply(raw: bytes, changes: Sequence[Change]) -> bytes:
    """The file's bytes after some changes, one after the other; all of them or none.

    Raises :class:`EditRefused` where a change cannot be made, or where what was written would not
    read as intended.
    """
    before = _read(raw)
    if before.refusals:
        raise _unreadable(before)
    data, text = before.data, before.text or ""
    for change in changes:
        wanted = intended(data, change)
        for step in _steps(data, wanted, change):
            after = intended(data, step)
            if after != data:
                text, data = _made(text, step, after), after
        if data != wanted:
            raise EditRefused(f"{_place(change)}: the change does not come out as intended", None)
    result = (BOM if raw.startswith(BOM) else b"") + text.encode("utf-8")
    if result == raw:
        return raw
    _read_again(text, data)
    return result


def render_record(value: Mapping[str, Value]) -> str:
    """A record as a new file holds it: keys in lines, in the order given, in the house's style."""
    record = checked(value, ())
    if not record or not isinstance(record, dict):
        raise EditRefused("the new record is empty", "give it at least one field")
    text = ""
    for style in (DEFAULT_STYLE, DEFAULT_STYLE.without_blocks()):
        text = "\n".join([*spelling.mapping_lines(record, 0, style), ""])
        if _read(text.encode("utf-8")).data == record:
            return text
    raise _not_as_intended(_read(text.encode("utf-8")), "the new record")


def _read_again(text: str, data: Any) -> None:
    """Refuse a text that the reference reader does not read as intended."""
    try:
        intended = plain(reference.PARSER.compose(text)) == data
    except (NotYaml, NotPlain, TooManyNodes):
        intended = False
    if not intended:
        raise EditRefused(
            "the file cannot be changed: two readers of YAML differ about what it would hold",
            "edit the file by hand, then run scrutiny check",
        )


def _read(raw: bytes) -> Document:
    return parse(Source("", raw))


def _unreadable(document: Document) -> EditRefused:
    fault = document.refusals[0]
    if fault.code == "empty-file":
        return EditRefused("the file has no record", "write the record to a new file")
    return EditRefused(
        f"the file has an error in line {fault.span.line + 1}: {fault.message}",
        "fix it first: scrutiny check",
    )


def _not_as_intended(document: Document, what: str) -> EditRefused:
    if document.refusals:
        fault = document.refusals[0]
        return EditRefused(f"{what} cannot be written here: {fault.message}", fault.hint)
    return EditRefused(
        f"{what} cannot be written here so that it reads as intended",
        "edit the file by hand, then run scrutiny check",
    )


def _place(change: Change) -> str:
    return "the new record" if isinstance(change, AddRecord) else named(change.path)


def _steps(data: Any, wanted: Any, change: Change) -> Iterator[Change]:
    """A change as smaller ones, so that what stays the same is not written again."""
    if isinstance(change, Set):
        value = checked(change.value, change.path)
        yield from _towards(change.path, _at(data, change.path), value)
    else:
        yield change


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if data is None:
            return None
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _towards(path: Path, old: Any, new: Any) -> Iterator[Change]:
    """The changes that make one value of another."""
    if old and new and isinstance(old, dict) and isinstance(new, dict):
        for key, value in new.items():
            yield from _towards((*path, key), old.get(key), value)
        for key in old:
            if key not in new:
                yield Delete((*path, key))
    elif old and new and isinstance(old, list) and isinstance(new, list):
        yield from _list_towards(path, old, new)
    elif old != new:
        yield Set(path, new)


def _list_towards(path: Path, old: list[Any], new: list[Any]) -> Iterator[Change]:
    first = 0
    if len(new) < len(old):
        while first < len(new) and new[first] == old[first]:
            first += 1
        surplus = len(old) - len(new)
        for index in reversed(range(first, first + surplus)):
            yield Delete((*path, index))
        old = [*old[:first], *old[first + surplus :]]
    for index, value in enumerate(new[: len(old)]):
        yield from _towards((*path, index), old[index], value)
    for value in new[len(old) :]:
        yield Append(path, value)


def _made(text: str, change: Change, wanted: Any) -> str:
    """The text after a change; the first way of writing that reads as wanted."""
    root = nodes.read(text)
    document = None
    for attempt in _ways(text, root, change):
        result = splices.splice(text, attempt)
        document = _read(result.encode("utf-8"))
        if not document.refusals and document.data == wanted:
            return result
    if document is None:
        raise EditRefused(f"{_place(change)} cannot be written here", "edit the file by hand")
    raise _not_as_intended(document, _place(change))


def _ways(text: str, root: nodes.Node, change: Change) -> Iterator[list[Splice]]:
    style = style_of(text, root)
    match change:
        case AddRecord(value):
            return _appended(text, root, value, style, spaced=True)
        case Append(path, value):
            node, depth = nodes.find(root, path)
            if depth == len(path) and not node.is_text:
                return _appended(text, node, value, style, spaced=False)
            return _written(text, root, path, [value], style)
        case Set(path, value):
            return _written(text, root, path, checked(value, path), style)
        case _:
            holder, _ = nodes.find(root, change.path[:-1])
            return entries.removed(text, holder, nodes.index(holder, change.path[-1]), style)


def _appended(
    text: str, node: nodes.Node, item: Any, style: YamlStyle, *, spaced: bool
) -> Iterator[list[Splice]]:
    item = checked(item, ())
    if _is_hollow(text, node):
        return splices.replaced(text, node, [item], style)
    return entries.added(text, node, None, item, style, spaced=spaced)


def _written(
    text: str, root: nodes.Node, path: Path, value: Any, style: YamlStyle
) -> Iterator[list[Splice]]:
    """A value at a path, with the keys on the way that are not there yet."""
    node, depth = nodes.find(root, path)
    if depth == len(path):
        return splices.replaced(text, node, value, style)
    for key in reversed(path[depth + 1 :]):
        value = {key: value}
    if node.is_text or _is_hollow(text, node):
        return splices.replaced(text, node, {path[depth]: value}, style)
    return entries.added(text, node, str(path[depth]), value, style)


def _is_hollow(text: str, node: nodes.Node) -> bool:
    """Whether this is a pair of brackets with nothing in them that could as well be lines."""
    empty = node.style in ("[", "{") and not text[node.start + 1 : node.end - 1].strip(" ")
    return empty and not node.in_flow
