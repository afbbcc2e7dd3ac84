"""Edits that cannot be made: the message, and what to do instead."""

from collections.abc import Iterable
from typing import Any

import pytest

from scrutiny_cli.documents import reference
from scrutiny_cli.edits import (
    AddRecord,
    Append,
    Change,
    Delete,
    EditRefused,
    Set,
    apply,
    applying,
    render_record,
    splices,
)
from scrutiny_cli.errors import ScrutinyError

LIST = "- id: a\n  l: [x, y]\n  n:\n"
PASTED = "delete it; it was most likely pasted from elsewhere"
FIRST = "fix it first: scrutiny check"
AS_TEXT = "give the value as text"
REFUSED: dict[str, tuple[str, Change, str, str | None]] = {
    "a record for a single record's file": (
        "id: a\n",
        AddRecord({"id": "b"}),
        "the file holds a single record, not a list of records",
        "write the new record to a file of its own",
    ),
    "a record for an empty file": (
        "",
        AddRecord({"id": "b"}),
        "the file has no record",
        "write the record to a new file",
    ),
    "a record for a file of comments": (
        "# log\n",
        AddRecord({"id": "b"}),
        "the file has no record",
        "write the record to a new file",
    ),
    "an empty record": (
        LIST,
        AddRecord({}),
        "the new record is empty",
        "give it at least one field",
    ),
    "a file with a fault": (
        "a: 1\na: 2\n",
        Set(("a",), "3"),
        "the file has an error in line 2: `a` is already in line 1",
        FIRST,
    ),
    "a file that is no YAML": (
        "a: [\n",
        Set(("a",), "3"),
        "the file has an error in line 2: this is not valid YAML: ",
        FIRST,
    ),
    "a file with an anchor": (
        "a: &x 1\n",
        Set(("a",), "3"),
        "the file has an error in line 1: an anchor names this part",
        FIRST,
    ),
    "an item too far": (
        LIST,
        Set((0, "l", 2), "z"),
        "0.l.2: there is no item 3 in a list of 2",
        "the list holds 2 items",
    ),
    "an item from the end": (
        LIST,
        Set((0, "l", -1), "z"),
        "0.l.-1: there is no item 0 in a list of 2",
        "the list holds 2 items",
    ),
    "a record too far": (
        LIST,
        Delete((1,)),
        "1: there is no item 2 in a list of 1",
        "the list holds 1 item",
    ),
    "a key of a list": (
        LIST,
        Set((0, "l", "x"), "z"),
        "0.l.x: 0.l is a list",
        "say which item is meant",
    ),
    "an item of keys": (
        "a: 1\n",
        Set((0,), "z"),
        "0: the record is not a list",
        "say which key is meant",
    ),
    "a key of a text": (
        LIST,
        Set((0, "id", "x"), "z"),
        "0.id.x: 0.id is text, so it cannot have a value",
        None,
    ),
    "a list of a text": (
        LIST,
        Append((0, "id"), "z"),
        "0.id is not a list, so nothing can be added to it",
        None,
    ),
    "a list of keys": (
        "a: {b: c}\n",
        Append(("a",), "z"),
        "a is not a list, so nothing can be added to it",
        None,
    ),
    "the first item of nothing": (
        LIST,
        Set((0, "n", 0), "z"),
        "0.n: there is no list yet",
        "append to it instead",
    ),
    "a whole record as an item": (
        "id: a\n",
        Append((), "z"),
        "the record is not a list, so nothing can be added to it",
        None,
    ),
    "a whole file": (
        "id: a\n",
        Set((), ["z"]),
        "a whole file cannot be replaced by an edit",
        "write a new file",
    ),
    "a whole file gone": (
        "id: a\n",
        Delete(()),
        "a whole file cannot be deleted by an edit",
        "delete the file",
    ),
    "the last field": (
        "id: a\n",
        Delete(("id",)),
        "the record would be left without a field",
        "delete the file",
    ),
    "an escape": (
        "a: 1\n",
        Set(("a",), "\x1b[2J"),
        "a: the text holds an escape character",
        PASTED,
    ),
    "a direction": (
        "a: 1\n",
        Set(("a",), "x\u202ey"),
        "a: the text holds a right-to-left override (U+202E)",
        PASTED,
    ),
    "a line separator": (
        "a: 1\n",
        Set(("a",), "x\u2028y"),
        "a: the text holds a line separator (U+2028)",
        PASTED,
    ),
    "half a character": (
        "a: 1\n",
        Set(("a",), "x\ud800y"),
        "a: the text holds U+D800",
        PASTED,
    ),
    "a tab": (
        "a: 1\n",
        Set(("a",), "x\ty"),
        "a: the text holds a tab",
        PASTED,
    ),
    "a carriage return": (
        "a: 1\n",
        Set(("a",), "x\r\ny"),
        "a: the text holds a carriage return",
        PASTED,
    ),
    "a tab in a key": (
        "a: 1\n",
        Set(("x\ty",), "z"),
        "x y: the text holds a tab",
        PASTED,
    ),
    "a tab deep inside": (
        "a: 1\n",
        Set(("b",), [{"c": "x\ty"}]),
        "b.0.c: the text holds a tab",
        PASTED,
    ),
    "a key over two lines": (
        "a: 1\n",
        Set(("x\ny",), "z"),
        "x y: a key runs over two lines",
        "keep it on one line",
    ),
    "a key without a name": (
        "a: 1\n",
        Set(("",), "z"),
        "the record: a key has no name",
        "name the field",
    ),
    "a key that is none": (
        "a: 1\n",
        Set(("b",), {1: "z"}),  # type: ignore[dict-item]
        "b: a key has no name",
        "name the field",
    ),
    "a number": (
        "a: 1\n",
        Set(("a",), 2),  # type: ignore[arg-type]
        "a: int is neither text nor a list nor keys with values",
        AS_TEXT,
    ),
    "nothing": (
        "a: 1\n",
        Set(("a",), None),  # type: ignore[arg-type]
        "a: NoneType is neither text nor a list nor keys with values",
        AS_TEXT,
    ),
    "bytes": (
        "a: 1\n",
        Set(("a",), b"x"),  # type: ignore[arg-type]
        "a: bytes is neither text nor a list nor keys with values",
        AS_TEXT,
    ),
    "a key with a question mark only": (
        "? a\n? b\n",
        Set(("a",), "1"),
        "a cannot be written here",
        "edit the file by hand",
    ),
    "a key too long for YAML": (
        "a: 1\n",
        Set(("x" * 1100,), "1"),
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… cannot be written here: this is not valid YAML: ",
        "check the indentation, the dashes and the quotes here and in the line above",
    ),
    "a record with a key too long for YAML": (
        LIST,
        AddRecord({"x" * 1100: "1"}),
        "the new record cannot be written here: this is not valid YAML: ",
        "put text that holds a colon in quotes, and check how far this line is indented",
    ),
    "more than a file may hold": (
        "a: 1\n",
        Set(("a",), "x" * 1_000_001),
        "a cannot be written here: the file has more than 1 MB, the most that a record file may have",
        "split it into several files, or put a document under papers/",
    ),
    "deeper than a file may be": (
        "a: 1\n",
        Set(("x",) * 40, "y"),
        "x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x… cannot be written here: more than 32 levels inside each other",
        "no record needs so many; look for a bracket that is never closed",
    ),
}


@pytest.mark.parametrize(("before", "change", "said", "hint"), REFUSED.values(), ids=REFUSED)
def test_impossible_change_is_refused_with_the_reason(
    before: str, change: Change, said: str, hint: str | None
) -> None:
    with pytest.raises(EditRefused) as refusal:
        apply(before.encode(), [change])
    told = str(refusal.value)
    if hint == PASTED:
        said += ", which is not allowed in a record"
    if said.endswith("YAML: "):  # what follows is the parser's own
        told = told[: len(said)]
    assert (told, refusal.value.hint) == (said, hint)
    assert isinstance(refusal.value, ScrutinyError)
    assert "\n" not in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


def test_impossible_new_record_is_refused_with_the_reason() -> None:
    with pytest.raises(EditRefused, match=r"^the new record is empty$") as empty:
        render_record({})
    assert empty.value.hint == "give it at least one field"
    with pytest.raises(EditRefused, match=r"^the new record cannot be written here: this is not"):
        render_record({"x" * 1100: "1"})


def test_change_that_reads_differently_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = splices.splice

    def lose_a_word(text: str, parts: Iterable[splices.Splice]) -> str:
        return right(text, parts).replace("keep", "lose")

    monkeypatch.setattr(splices, "splice", lose_a_word)
    with pytest.raises(EditRefused) as refusal:
        apply(b"a: 1\nb: keep\n", [Set(("a",), "x")])
    assert str(refusal.value) == "a cannot be written here so that it reads as intended"
    assert refusal.value.hint == "edit the file by hand, then run scrutiny check"


def test_change_whose_steps_end_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "_steps", lambda *_: iter(()))
    with pytest.raises(EditRefused) as refusal:
        apply(b"a: 1\n", [Set(("a",), "2")])
    assert str(refusal.value) == "a: the change does not come out as intended"
    assert refusal.value.hint is None


def test_change_that_the_second_reader_cannot_read_is_refused() -> None:
    """libyaml takes a comment right behind the sign of a block; YAML asks for a space before it."""
    with pytest.raises(EditRefused) as refusal:
        apply(b"a: 1\nc: |#\n  x\n", [Set(("a",), "2")])
    assert str(refusal.value) == (
        "the file cannot be changed: two readers of YAML differ about what it would hold"
    )
    assert refusal.value.hint == "edit the file by hand, then run scrutiny check"


def test_every_change_is_read_by_the_second_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []

    def compose(text: str) -> Any:
        texts.append(text)
        return REFERENCE.compose(text.replace("new", "other"))

    monkeypatch.setattr(reference, "PARSER", REFERENCE._replace(compose=compose))
    with pytest.raises(EditRefused, match="two readers of YAML differ"):
        apply(b"a: 1\nb: 2\n", [Set(("a",), "x"), Set(("b",), "new")])
    assert texts == ["a: x\nb: new\n"]


REFERENCE = reference.PARSER
