"""Random bytes, text and records never raise an exception."""

import json
import re
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.marking import NOTHING_EXEMPT
from scrutiny_cli.exempt.redaction import redact
from scrutiny_cli.files import store
from scrutiny_cli.register.decoding import decode
from scrutiny_cli.render import problems as faults
from scrutiny_cli.workspace.loading import check
from tests.payloads import text
from tests.registers import inside, reader

# Derandomised: what a run finds, every run finds.
MANY = settings(deadline=None, derandomize=True, max_examples=400)
FEW = settings(MANY, max_examples=150)
BITS = ["a", "b1", " ", ":", "-", "[", "]", "{", "}", ",", "#", "&", "*", "!", "|", ">", "'", '"']
BITS += ["%", "@", "`", "?", "~", "<<", "=", "\\", ".", "/", "\n", "\r", "\t", "\n  ", "\n- ", ": "]
BITS += ["---", "...", "null", "\\u202e", "\\x00", "é", "\ufeff", "\x85", "\U0001f600"]
YAML_ISH = st.lists(st.sampled_from(BITS), max_size=40).map("".join)


def read(raw: bytes, kind: str, *, pure: bool) -> tuple[Document, list[Problem]]:
    with reader(pure=pure):
        source = Source(f"records/{kind}/x.yaml", raw)
        document = parse(source)
        return parse(source), list(redact(decode(document)[1], NOTHING_EXEMPT, None))


def assert_printable(document: Document, problems: list[Problem]) -> None:
    text = document.source.raw.decode("utf-8-sig", "replace")
    for fault in problems:
        inside(fault, text)
        assert "\n" not in faults.line(fault)


PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["as installed", "pure"])
KIND = st.sampled_from(sorted(KINDS))


@PARSERS
@MANY
@given(kind=KIND, raw=st.binary(max_size=200))
def test_random_bytes_never_raise(pure: bool, kind: str, raw: bytes) -> None:
    document, problems = read(raw, kind, pure=pure)
    assert_printable(document, problems)


@PARSERS
@MANY
@given(kind=KIND, words=YAML_ISH)
def test_random_text_never_raises(pure: bool, kind: str, words: str) -> None:
    document, problems = read(text(words), kind, pure=pure)
    assert_printable(document, problems)


@MANY
@given(words=YAML_ISH)
def test_both_parsers_read_alike_what_both_accept(words: str) -> None:
    fast, _ = read(text(words), "actions", pure=False)
    pure, _ = read(text(words), "actions", pure=True)
    # Of a file that is one bare text, which is no record, they may differ where the text ends.
    if not fast.refusals and not pure.refusals and not isinstance(fast.data, str):
        assert fast.data == pure.data


WORDS = st.sampled_from(
    [
        *("a", "b", "cyp", "m1", "x-1", "", "~", "null", "yes", "no", "1", "0", "-1", "95", "1e5"),
        *("2021-11-23", "23/11/2021", "1900-01-01", "2199-12-31", "31/02/2020", "2.30 pm", "23:59"),
        *("exempt", "open", "superseded", "held", "published", "chairperson", "vacancy", "agreed"),
        *(
            "to follow",
            "to schedule",
            "ongoing",
            "Nov 2020",
            "Winter 2199",
            "Q4 2198/99",
            "2021/22",
        ),
        *("{x}", "{next_meeting}", "papers/a.pdf", "../x", "red", "points", "month", "é", "9" * 30),
    ]
)
PLAIN = WORDS | st.none()
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "on", "item", "by", "a"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def value_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values for a field: mostly of its shape, now and then of another."""
    inner = [part_of(model) for model in models_in(annotation)]
    if inner:
        return st.lists(inner[0], max_size=3) | inner[0] | ANYTHING
    choices = [part for part in _literals(annotation) if isinstance(part, str)]
    return (st.sampled_from(choices) if choices else PLAIN) | st.lists(PLAIN, max_size=2) | ANYTHING


def _literals(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
    else:
        for part in typing.get_args(annotation):
            yield from _literals(part)


@cache
def part_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Data for a model: each of its fields there or not, and perhaps a key too many."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    needed = {name: value_of(f.annotation) for name, f in fields.items() if f.is_required()}
    others = {name: value_of(f.annotation) for name, f in fields.items() if not f.is_required()}
    return st.fixed_dictionaries(needed, optional={**others, "zzz": PLAIN})


REGISTERS = st.fixed_dictionaries(
    {}, optional={name: st.lists(part_of(kind.model), max_size=2) for name, kind in KINDS.items()}
)


@FEW
@given(register=REGISTERS, private=st.booleans())
def test_random_records_never_raise_alone_or_together(
    register: dict[str, list[dict[str, Any]]], private: bool
) -> None:
    # Everything that JSON can say is YAML too.
    sources = [
        Source(f"records/{kind}/x.yaml", json.dumps(records).encode())
        for kind, records in register.items()
    ]
    files = store.Files(
        sources=sorted(sources),
        papers={"papers/a.pdf"},
        settings=b'visibility = "private"' if private else None,
    )
    problems = check(Path(), files).diagnostics
    lines = faults.to_text(problems)
    assert len(re.findall(r"(?m)^records/", lines)) == len(problems)
