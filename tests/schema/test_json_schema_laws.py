"""A record that a schema refuses is one that `check` refuses, however it is typed and read."""

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.problems import Severity
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.decoding import decode
from scrutiny_cli.schema.json_schema import schema
from scrutiny_cli.schema.specimens import FOLDER
from tests.editor.reading import Typed, for_check, for_editor
from tests.sample import sample

WORDS = [
    *("", "~", "null", "Null", "NULL", "true", "False", "TRUE", "yes", "No", "on", "OFF", "y", "f"),
    *("0", "1", "2", "007", "010", "-1", "+5", "36", "4.0", "4.5", "1_000", "1_0.0", "1e3", "0x1F"),
    *(".5", "5.", ".inf", "-.INF", ".nan", "0o14", "1,000", "92.50", "１２", " 4 ", "99", "100"),
    *("2021-11-23", "2021-02-30", "23/11/2021", "23/11/21", "23 November 2021", " 2021-11-23 "),
    *("Tuesday 23rd November 2021", "23 nov. 2021", "Nov 2020", "2021", "2021-11", "Q2 2021/22"),
    *("14:30", "14.30", "2.30 pm", "2pm", "NOON", "12 noon", "24:00", "2.30 P.M.", "14", "9.05"),
    *("red", "Red", "not rated", "agreed", "public", "member", "to follow", "To follow", "quarter"),
    *("cyp", "A-2021-004", "1.01", "-x", "é", "a b", "x" * 101, "word", "many words\nin lines"),
]
KEYS = ["id", "from", "from_", "as_", "on", "value", "words", "text", "nonsense", "2021-11-23", ""]

scalars = st.builds(Typed, st.sampled_from(WORDS), st.booleans())
keys = st.sampled_from(KEYS)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)


def typed(data: Any) -> Any:
    """Data as `check` reads it, as it may have been typed: without quotes."""
    if isinstance(data, dict):
        return {key: typed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [typed(value) for value in data]
    return Typed("" if data is None else data)


@cache
def seeds() -> dict[str, list[Any]]:
    """Right records of each kind: the specimens, and some of the sample register."""
    records_of: dict[str, list[Any]] = {}
    for kind in KINDS:
        path = FOLDER / f"{kind}.yaml"
        records_of[kind] = parse(Source(path.name, path.read_bytes())).data
    for entry in sample().entries.values():
        data = entry.document.data
        for step in entry.base:
            data = data[step]
        if len(records_of[entry.kind]) < 20 and len(str(data)) < 1500:
            records_of[entry.kind].append(data)
    return {kind: [typed(record) for record in records] for kind, records in records_of.items()}


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def refused_by_check(kind: str, data: Any) -> bool:
    document = Document(Source(f"records/{kind}/specimen.yaml", b""), "", data)
    return any(fault.severity is Severity.ERROR for fault in decode(document)[1])


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything inside data, its keys and positions."""
    if isinstance(data, Typed):
        return []
    paths: list[tuple[Any, ...]] = []
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        paths += [(*path, step), *places(value, (*path, step))]
    return paths


def changed(data: Any, path: tuple[Any, ...], change: Any) -> Any:
    """A copy of the data with what stands at a path put through a change of its container."""
    if len(path) == 1:
        return change(data.copy(), path[0])
    copy = data.copy()
    copy[path[0]] = changed(data[path[0]], path[1:], change)
    return copy


@st.composite
def records(draw: st.DrawFn) -> tuple[str, Any]:
    """A kind, and a record of it that somebody has put wrong in one to three places."""
    kind = draw(st.sampled_from(list(KINDS)))
    data = draw(st.sampled_from(seeds()[kind]))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(data) or [("id",)]))
        value, key = draw(values), draw(keys)
        other = draw(st.sampled_from(["put", "put", "take", "add", "wrap", "open"]))

        def change(
            part: Any, step: Any, value: Any = value, key: Any = key, how: Any = other
        ) -> Any:
            if how == "take" and len(part) > 1:
                del part[step]
            elif how == "add" and isinstance(part, dict):
                part[key] = value
            elif how == "wrap":
                part[step] = [part[step]] if step in part or isinstance(part, list) else value
            elif how == "open" and step in part and isinstance(part[step], list) and part[step]:
                part[step] = part[step][0]
            else:
                part[step] = value
            return part

        data = changed(data, path, change)
    return kind, data


@settings(max_examples=500)
@given(records())
def test_record_that_a_schema_refuses_is_refused_by_check(wrong_record: tuple[str, Any]) -> None:
    kind, data = wrong_record
    for whole in (data, [data]):
        if not validator(kind).is_valid(for_editor(whole)):
            assert refused_by_check(kind, for_check(whole)), [
                f"{list(error.path)}: {error.message}"
                for error in validator(kind).iter_errors(for_editor(whole))
            ]


def test_schemas_refuse_some_records() -> None:
    """The law would hold of schemas that refuse nothing: of one place put wrong most are seen."""
    refusals = missed = 0
    for kind, examples in seeds().items():
        for record in examples[:3]:
            for path in places(record):
                for wrong in ({"nonsense": Typed("x")}, [[Typed("x")]]):

                    def put(part: Any, step: Any, wrong: Any = wrong) -> Any:
                        part[step] = wrong
                        return part

                    data = changed(record, path, put)
                    if refused_by_check(kind, for_check(data)):
                        refused = not validator(kind).is_valid(for_editor(data))
                        refusals, missed = refusals + refused, missed + (not refused)
    assert refusals > 1000
    assert missed == 0
