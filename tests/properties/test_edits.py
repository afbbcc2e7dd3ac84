"""Whatever the file looks like and whatever is changed: that changes, and nothing else."""

import copy
import os
import re
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scrutiny_cli.documents import Path, parse, parsers, reference
from scrutiny_cli.documents.source import Source
from scrutiny_cli.edits import (
    AddRecord,
    Append,
    Change,
    Delete,
    EditRefused,
    Set,
    apply,
    render_record,
    splices,
)
from tests.properties.extents import Extent, extents, lines_of
from tests.properties.handwriting import KEYS, files, records, texts, values, write

pytestmark = pytest.mark.slow

# `make soak` tries many times as many.
TIMES = int(os.environ.get("SOAK_TIMES", "1"))
seeds = st.integers(0, 2**32)
thorough = partial(
    settings,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def read(raw: bytes) -> Any:
    document = parse(Source("", raw))
    assert not document.refusals, (document.refusals, raw.decode())
    return document.data


def paths_of(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Every path of some data with what stands there."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data or ())
    found = [(path, data)] if path else []
    if isinstance(data, dict | list):
        for step, value in pairs:
            found += paths_of(value, (*path, step))
    return found


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def outcome(data: Any, change: Change) -> Any:
    """What the data must be afterwards, worked out here a second time."""
    data = copy.deepcopy(data)
    if isinstance(change, AddRecord):
        return [*data, change.value]
    *above, last = change.path
    holder = at(data, tuple(above))
    if isinstance(change, Set):
        holder[last] = change.value
    elif isinstance(change, Delete):
        del holder[last]
    else:
        before = holder.get(last) if isinstance(holder, dict) else holder[last]
        holder[last] = [*(before or []), change.value]
    return data


@st.composite
def changes_of(draw: st.DrawFn, data: Any) -> Change:
    """A change that can be made in some data."""
    everywhere = paths_of(data)
    texts_in = [path for path, value in everywhere if isinstance(value, str)]
    mappings = [path for path, value in everywhere if isinstance(value, dict)]
    mappings += [()] if isinstance(data, dict) else []
    lists = [path for path, value in everywhere if isinstance(value, list | None)]
    anywhere = st.sampled_from([path for path, _ in everywhere])
    new = st.sampled_from(KEYS)
    ways: list[st.SearchStrategy[Change]] = [st.builds(Set, anywhere, values())]
    if texts_in:
        ways += [st.builds(Set, st.sampled_from(texts_in), texts)] * 2
    if mappings:
        paths = st.builds(lambda path, key: (*path, key), st.sampled_from(mappings), new)
        ways += [st.builds(Set, paths, values())]
    if lists:
        ways += [st.builds(Append, st.sampled_from(lists), values())]
    if len(data) > 1:
        ways += [st.builds(Delete, anywhere)]
    if isinstance(data, list):
        ways += [st.builds(AddRecord, records(blank=False))]
    return draw(st.one_of(ways))


@st.composite
def edits(draw: st.DrawFn) -> tuple[bytes, Any, Change]:
    """A file, its data, and a change that can be made in it."""
    data = draw(files)
    return write(data, draw(seeds)), data, draw(changes_of(data))


def comments_of(lines: list[str]) -> set[str]:
    return set(re.findall(r"# c\d+\.", "\n".join(lines)))


def bounds(raw: bytes, change: Set | Append | Delete) -> tuple[int, int]:
    """The first line that a change may touch, and the first after it that it may not."""
    where, lines = extents(raw), lines_of(raw)
    path = change.path
    if isinstance(change, Delete):
        return deletion(where, lines, path)
    while path not in where:
        path = path[:-1]
    first, last, style = where[path]
    if isinstance(change, Set) and path == change.path and style not in ("lines", "{", "["):
        return first, last + 1
    return first, past_comments(lines, last + 1)


def past_comments(lines: list[str], line: int) -> int:
    while line < len(lines) and lines[line].lstrip().startswith("#"):
        line += 1
    return line


def deletion(where: dict[Path, Extent], lines: list[str], path: Path) -> tuple[int, int]:
    above = path[:-1]
    first, end, _ = where[path]
    holder = where[above]
    siblings = [each for each in where if each[:-1] == above and each]
    index = siblings.index(path)
    if len(siblings) == 1:
        first, end = holder.first, max(end, holder.last)
    if holder.style != "lines":  # a comma of the entry before, the rest of the line behind
        first = where[siblings[index - 1]].first if index else first
        end = max(end, where[siblings[min(index + 1, len(siblings) - 1)]].first)
    elif not index and len(siblings) > 1:
        end = max(end, where[siblings[1]].first) if holder.first == first else end
    end += 1
    while first and not lines[first - 1].strip():
        first -= 1
    while end < len(lines) and not lines[end].strip():
        end += 1
    return first, end


@thorough(max_examples=200 * TIMES)
@given(edits())
def test_the_change_is_made_and_nothing_else(edit: tuple[bytes, Any, Change]) -> None:
    raw, data, change = edit
    assert read(raw) == data, "the handwriting itself is wrong"
    new = apply(raw, [change])
    assert read(new) == outcome(data, change)
    no_line_outside_the_edited_value_changes(raw, new, change)
    no_comment_is_lost_but_those_beside_what_goes(raw, new, change)
    if isinstance(change, Set):  # the second time there is nothing to be done
        assert apply(new, [change]) == new
        assert outcome(data, change) != data or new == raw


def no_line_outside_the_edited_value_changes(raw: bytes, new: bytes, change: Change) -> None:
    if isinstance(change, AddRecord):
        change = Append((), change.value)
    first, end = bounds(raw, change)
    before, after = lines_of(raw), lines_of(new)
    rest = len(before) - end
    assert len(after) >= first + rest
    assert after[:first] == before[:first]
    assert after[len(after) - rest :] == before[end:]
    assert new.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert new.endswith(b"\n") == raw.endswith(b"\n")
    if b"\r\n" in raw:
        assert not re.search(rb"(?<!\r)\n", new)
    else:
        assert b"\r" not in new


def no_comment_is_lost_but_those_beside_what_goes(raw: bytes, new: bytes, change: Change) -> None:
    beside: set[str] = set()
    extent = None if isinstance(change, AddRecord | Append) else extents(raw).get(change.path)
    if extent and (isinstance(change, Delete) or extent.style in ("lines", "[", "{")):
        beside = comments_of(lines_of(raw)[extent.first : extent.last + 1])
    assert comments_of(lines_of(raw)) - comments_of(lines_of(new)) <= beside


@st.composite
def replacements(draw: st.DrawFn) -> tuple[bytes, Path, str, str]:
    """A file, the path of a text in it, that text and another."""
    data = draw(files)
    old = [(path, value) for path, value in paths_of(data) if isinstance(value, str)]
    assume(old)
    path, before = draw(st.sampled_from(old))
    return write(data, draw(seeds)), path, before, draw(texts)


@thorough(max_examples=100 * TIMES)
@given(replacements())
def test_setting_back_restores_every_byte(edit: tuple[bytes, Path, str, str]) -> None:
    raw, path, before, after = edit
    new = apply(raw, [Set(path, after)])
    old_extent, new_extent = extents(raw)[path], extents(new)[path]
    assume(old_extent.style == new_extent.style)
    assume(header(raw, old_extent) == header(new, new_extent))
    assume(old_extent.style == "|" or old_extent.first == old_extent.last)
    assert apply(new, [Set(path, before)]) == raw


def header(raw: bytes, extent: Extent) -> str | None:
    """The sign of a block of text with its indicators."""
    if extent.style not in ("|", ">"):
        return None
    found = re.search(r"[|>][-+0-9]*(?=( +#.*)? *$)", lines_of(raw)[extent.first])
    return str(found[0]) if found else ""


@thorough(max_examples=60 * TIMES)
@given(edits(), values(1))
def test_taking_back_what_was_added_restores_every_byte(
    edit: tuple[bytes, Any, Change], value: Any
) -> None:
    raw, data, _ = edit
    lists = [((), data), *paths_of(data)]
    for path, old in lists:
        if isinstance(old, list) and old:
            new = apply(raw, [Append(path, value)])
            assert apply(new, [Delete((*path, len(old)))]) == raw
        elif isinstance(old, dict) and old:
            new = apply(raw, [Set((*path, "new"), value)])
            assert apply(new, [Delete((*path, "new"))]) == raw


@st.composite
def sequences(draw: st.DrawFn) -> tuple[bytes, list[Change], Any]:
    """A file, some changes one after the other, and the data after the last."""
    data = draw(files)
    raw, changes = write(data, draw(seeds)), []
    for _ in range(draw(st.integers(2, 4))):
        change = draw(changes_of(data))
        changes.append(change)
        data = outcome(data, change)
    return raw, changes, data


@thorough(max_examples=60 * TIMES)
@given(sequences())
def test_changes_are_made_one_after_the_other(edit: tuple[bytes, list[Change], Any]) -> None:
    raw, changes, data = edit
    new = apply(raw, changes)
    assert read(new) == data
    for change in changes:
        raw = apply(raw, [change])
    assert raw == new


@thorough(max_examples=40 * TIMES)
@given(edits())
def test_both_parsers_read_the_same(edit: tuple[bytes, Any, Change]) -> None:
    raw, data, change = edit
    with pytest.MonkeyPatch.context() as patch:
        new = apply(raw, [change])
        patch.setattr(parsers, "usual", reference.PARSER)
        assert read(new) == outcome(data, change)
        assert apply(raw, [change]) == new


@thorough(max_examples=100 * TIMES)
@given(values(3))
def test_a_new_record_reads_as_it_was_given(value: Any) -> None:
    assume(isinstance(value, dict) and value)
    assert read(render_record(value).encode()) == value


@thorough(max_examples=100 * TIMES)
@given(edits(), st.randoms(use_true_random=False))
def test_a_broken_splice_never_comes_out(edit: tuple[bytes, Any, Change], random: Random) -> None:
    raw, data, change = edit
    right = splices.splice

    def broken(text: str, parts: Any) -> str:
        result = right(text, parts)
        start = random.randrange(len(result) + 1)
        end = min(len(result), start + random.randrange(4))
        return (
            result[:start]
            + random.choice(["", "x", " ", "\n", "- ", ": ", "'", "# "])
            + result[end:]
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splices, "splice", broken)
        try:
            new = apply(raw, [change])
        except EditRefused:
            return
    assert read(new) == outcome(data, change)
