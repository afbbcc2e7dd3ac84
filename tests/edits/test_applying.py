"""Edits, one by one: the file before, the change, the whole file after."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scrutiny_cli.documents import gate, parse
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

FOLDER = Path(__file__).parent / "cases"
RECORDS = Path(__file__).parents[2] / "records"


class Case(NamedTuple):
    before: str
    changes: list[Change]
    after: str


def cases() -> Iterator[Any]:
    """The cases in the files: ``=== name``, the text, a line ``>>> change`` each, ``>>>``, the text."""
    for file in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", file.read_text(encoding="utf-8"))[1:]:
            name, _, rest = block.partition("\n")
            upper, after = rest.split(">>>\n")
            before, *changes = re.split(r"(?m)^>>> (.*)\n", upper)
            case = Case(before, [change_of(words) for words in changes if words], after)
            yield pytest.param(case, id=f"{file.stem}: {name}")


def change_of(words: str) -> Change:
    """A change from its name and its arguments in JSON."""
    kind, _, rest = words.partition(" ")
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(rest)
    match kind:
        case "Set":
            return Set(tuple(first), json.loads(rest[end:]))
        case "Append":
            return Append(tuple(first), json.loads(rest[end:]))
        case "Delete":
            return Delete(tuple(first))
    assert kind == "AddRecord"
    return AddRecord(first)


@pytest.mark.parametrize("case", list(cases()))
def test_change_alters_its_own_lines_and_nothing_else(case: Case) -> None:
    assert apply(case.before.encode(), case.changes).decode() == case.after


# What a file of cases cannot show: carriage returns, spaces at the end of a line, no last line end.
INVISIBLE = {
    "spaces at the end of a line": Case(
        "a:  x  \nb: y   \n", [Set(("b",), "z")], "a:  x  \nb: z   \n"
    ),
    "a new text with spaces at the end of its lines": Case(
        "a: b\n", [Set(("a",), "x \ny"), Set(("c",), "x \ny\n")], 'a: "x \\ny"\nc: "x \\ny\\n"\n'
    ),
    "a block with spaces at the end of its lines": Case(
        "a: |\n  x \n  y\n", [Set(("a",), "x \nz\n")], "a: |\n  x \n  z\n"
    ),
    "a folded text that comes to have them": Case(
        "a: >-\n  one\n", [Set(("a",), "x \ny")], "a: >-\n  x \n\n  y\n"
    ),
    "a line of spaces in a block": Case(
        "a: |\n  x\n     \nb: y\n", [Set(("a",), "z\n")], "a: |\n  z\nb: y\n"
    ),
    "a block with carriage returns": Case(
        "a: |  # c\r\n  x\r\n\r\n  y\r\nb: 1\r\n",
        [Set(("a",), "p\n\nq\n")],
        "a: |  # c\r\n  p\r\n\r\n  q\r\nb: 1\r\n",
    ),
    "a folded text with carriage returns": Case(
        "a: >-\r\n  one two\r\n  three four\r\nb: 1\r\n",
        [Set(("a",), "one two 3 four")],
        "a: >-\r\n  one two 3 four\r\nb: 1\r\n",
    ),
    "quotes over lines with carriage returns": Case(
        "a: 'one two\r\n  three four'\r\nb: 1\r\n",
        [Set(("a",), "one two 3 four")],
        "a: 'one two 3 four'\r\nb: 1\r\n",
    ),
    "a record below carriage returns and a byte order mark": Case(
        "\ufeff- id: a\r\n\r\n- id: b\r\n",
        [AddRecord({"id": "c", "t": "x\ny\n"})],
        "\ufeff- id: a\r\n\r\n- id: b\r\n\r\n- id: c\r\n  t: |\r\n    x\r\n    y\r\n",
    ),
    "keys taken away with carriage returns": Case(
        "a: 1\r\n# c\r\nb: 2\r\nc:\r\n  - d\r\n",
        [Delete(("b",)), Delete(("c", 0))],
        "a: 1\r\n# c\r\nc: []\r\n",
    ),
    "line ends of both kinds": Case(
        "a: 1\r\nb: 2\nc: 3\r\n",
        [Set(("b",), "x"), Set(("d",), "y")],
        "a: 1\r\nb: x\nc: 3\r\nd: y\r\n",
    ),
    "no last line end": Case("a: 1", [Set(("b",), "2")], "a: 1\nb: 2"),
    "no last line end, a value": Case("a: 1\nb: 2", [Set(("b",), "x: y")], 'a: 1\nb: "x: y"'),
    "no last line end, the last key goes": Case("a: 1\n# b\nb: 2", [Delete(("b",))], "a: 1\n# b"),
    "no last line end, the last record goes": Case("- a: 1\n\n- b: 2", [Delete((1,))], "- a: 1"),
    "no last line end behind a block": Case("a: |\n  x", [Set(("a",), "y")], "a: |-\n  y"),
    "a key behind a block without a line end": Case(
        "a: |\n  x", [Set(("b",), "y")], "a: |-\n  x\nb: y"
    ),
    "a block that loses what stood below it": Case(
        "a: |\n  x\nb: y", [Delete(("b",))], "a: |\n  x\n"
    ),
    "a long list of empty lines": Case("a: 1\n\n\n\n", [Set(("b",), "2")], "a: 1\nb: 2\n\n\n\n"),
}


@pytest.mark.parametrize("case", INVISIBLE.values(), ids=INVISIBLE)
def test_change_keeps_every_other_byte(case: Case) -> None:
    assert apply(case.before.encode(), case.changes) == case.after.encode()


def test_changes_are_all_made_or_none() -> None:
    with pytest.raises(EditRefused):
        apply(b"a: 1\n", [Set(("a",), "2"), Set(("b",), "\t")])


def test_change_that_changes_nothing_leaves_the_file_as_it_is() -> None:
    raw = b"a: 'x'\nb: [ p,q ]\nc: |\n  y\n"
    same: list[Change] = [
        Set(("a",), "x"),
        Set(("b",), ["p", "q"]),
        Set(("c",), "y\n"),
        Delete(("d",)),
    ]
    assert apply(raw, same) is raw
    assert apply(raw, []) is raw


def lose_a_line(text: str, parts: Iterable[splices.Splice]) -> str:
    return "".join(RIGHT(text, parts).splitlines(keepends=True)[:-1])


def miss_by_one(text: str, parts: Iterable[splices.Splice]) -> str:
    return RIGHT(text, [splices.Splice(a + 1, b + 1, new) for a, b, new in parts])


def swap_a_letter(text: str, parts: Iterable[splices.Splice]) -> str:
    return RIGHT(text, parts).replace("keep", "lose")


def write_twice(text: str, parts: Iterable[splices.Splice]) -> str:
    return RIGHT(text, parts) * 2


RIGHT = splices.splice


@pytest.mark.parametrize("wrong", [lose_a_line, miss_by_one, swap_a_letter, write_twice])
@pytest.mark.parametrize(
    "change", [Set(("a",), "x"), Set(("l", 0), "x"), Append(("l",), "x"), Delete(("a",))]
)
def test_splice_that_goes_wrong_is_refused(
    monkeypatch: pytest.MonkeyPatch, wrong: Any, change: Change
) -> None:
    monkeypatch.setattr(splices, "splice", wrong)
    with pytest.raises(EditRefused, match="cannot be written here"):
        apply(b"a: 1\nb: keep\nl:\n  - p\nc: 2\n", [change])


def test_new_record_is_written_in_the_default_style() -> None:
    record: dict[str, Any] = {
        "id": "act-8",
        "number": "8",
        "nothing": "",
        "none": [],
        "tags": ["a", "b: c", ["d", {"e": "f"}]],
        "action": "Tell members what is known, " * 5 + "and when.",
        "note": "First.\n\n  Second.\n",
        "owner": {"person": "claire-ward", "null": "null"},
        "progress": [{"note": 'It is "done".', "on": "2021-11-23"}, {"note": "#1"}],
        "at": "14:30",
        "spaces": " x ",
    }
    assert render_record(record) == (
        "id: act-8\n"
        "number: 8\n"
        'nothing: ""\n'
        "none: []\n"
        "tags:\n"
        "  - a\n"
        '  - "b: c"\n'
        "  -   - d\n"
        "      - e: f\n"
        "action: >-\n"
        "  Tell members what is known, Tell members what is known, Tell members what is known, Tell members\n"
        "  what is known, Tell members what is known, and when.\n"
        "note: |\n"
        "  First.\n"
        "\n"
        "    Second.\n"
        "owner:\n"
        "  person: claire-ward\n"
        '  "null": "null"\n'
        "progress:\n"
        '  - note: It is "done".\n'
        "    on: 2021-11-23\n"
        '  - note: "#1"\n'
        "at: 14:30\n"
        'spaces: " x "\n'
    )


@pytest.mark.parametrize("record", [{}, {"a": "\x00"}, {"a": None}, {"a": "x" * 1_000_001}])
def test_new_record_that_cannot_be_written_is_refused(record: Any) -> None:
    with pytest.raises(EditRefused):
        render_record(record)


def texts_in(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, str):
        yield path
    for step, value in data.items() if isinstance(data, dict) else ():
        yield from texts_in(value, (*path, step))
    for step, value in enumerate(data) if isinstance(data, list) else ():
        yield from texts_in(value, (*path, step))


def test_sample_register_changes_only_where_it_is_edited() -> None:
    for file in sorted(RECORDS.rglob("*.yaml"))[::6]:
        raw = file.read_bytes()
        document = parse(Source(file.name, raw))
        assert not document.refusals
        for path in list(texts_in(document.data))[::40]:
            new = apply(raw, [Set(path, "changed: yes")])
            assert 0 <= len(raw.split(b"\n")) - len(new.split(b"\n")) < 20
            assert new.count(b"#") == raw.count(b"#")
            assert parse(Source(file.name, new)).refusals == ()


def test_edits_refuse_the_characters_that_no_file_may_hold() -> None:
    for number in (*range(0x300), *range(0x2000, 0x2070), 0xFEFF, 0xFFFE):
        character = chr(number)
        refused = bool(gate.FORBIDDEN.search(character)) or character == "\t"
        if not refused:
            assert parse(Source("", apply(b"a: 1\n", [Set(("a",), f"x{character}y")]))).data == {
                "a": f"x{character}y"
            }
        else:
            with pytest.raises(EditRefused):
                apply(b"a: 1\n", [Set(("a",), f"x{character}y")])
