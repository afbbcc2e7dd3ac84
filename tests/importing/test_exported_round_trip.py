"""An export brought in again changes nothing, whatever the records say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.actions import Action
from scrutiny_cli.edits import render_record
from scrutiny_cli.exporting.package import package
from scrutiny_cli.files.store import Files
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import read
from scrutiny_cli.render import csv, xlsx
from scrutiny_cli.workspace.loading import Loaded, check
from tests.exported import standpoint
from tests.importing.logs import DAY
from tests.registers import BASE
from tests.sample import ROOT, sample

word = st.text(st.sampled_from("ab9:;,-={}[]'\"#*é/(&@+|"), min_size=1, max_size=6)
line = st.lists(word, min_size=1, max_size=3).map(" ".join)
words = st.lists(line, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(str)
owner = st.one_of(
    line, st.builds(lambda key, text: {key: text}, st.sampled_from(["post", "team", "body"]), line)
)
due = st.one_of(
    days,
    st.sampled_from(["ongoing", "Nov 2020", "ASAP"]),
    st.builds(lambda day: {"every": "quarter", "next": day}, days),
    st.builds(lambda text, day: {"after": text, "by": day}, line, days),
)
note = st.one_of(
    st.builds(lambda text: {"note": text}, words),
    st.builds(lambda day, text: {"on": day, "note": text}, days, words),
    st.builds(lambda day, text, by: {"on": day, "note": text, "by": by}, days, words, line),
)
moved = st.builds(lambda old, new, text: {"from": old, "to": new, "why": text}, due, due, words)
records = st.fixed_dictionaries(
    {"action": words},
    optional={
        "number": st.integers(1, 999).map(str),
        "owner": st.one_of(owner, st.lists(owner, min_size=1, max_size=3)),
        "directorate": line,
        "due": due,
        "progress": st.lists(note, min_size=1, max_size=3),
        "completed": st.one_of(days, st.sampled_from(["yes", "no"])),
        "evidence": line,
        "accepted": st.sampled_from(["yes", "no"]),
        "withdrawn": st.one_of(
            words, st.builds(lambda day, text: {"on": day, "reason": text}, days, words)
        ),
        "moved": st.lists(moved, min_size=1, max_size=2),
        "added": days,
        "printed_status": line,
        "notes": words,
    },
)


def register(actions: list[dict[str, Any]]) -> Loaded:
    files = dict(BASE)
    for number, data in enumerate(actions):
        files[f"records/actions/a{number}.yaml"] = render_record({"id": f"a{number}", **data})
    sources = sorted(Source(path, text.encode()) for path, text in files.items())
    return check(ROOT, Files(sources=sources))


def exported(loaded: Loaded, form: str) -> tuple[str, bytes]:
    given_out = package(standpoint(loaded.register, DAY), loaded.entries, ("actions",))
    content = (csv if form == "csv" else xlsx).export(given_out).files[0].content
    return f"actions.{form}", content.encode() if isinstance(content, str) else content


def brought_in(loaded: Loaded, name: str, raw: bytes, *, into: Loaded) -> Proposal:
    body = next(iter(loaded.register.committees.values()))
    return propose_import("actions", read(name, raw), into, body, ImportOptions(as_of=DAY))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=8)
@given(actions=st.lists(records, min_size=1, max_size=3))
def test_an_export_changes_nothing(form: str, actions: list[dict[str, Any]]) -> None:
    loaded = register(actions)
    found = brought_in(loaded, *exported(loaded, form), into=loaded)
    assert (found.new, found.changed, found.left_out, found.remarks) == ((), (), (), ())
    assert {one.id for one in found.same} == loaded.register.actions.keys()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=8)
@given(actions=st.lists(records, min_size=1, max_size=3))
def test_an_export_fills_an_empty_register(form: str, actions: list[dict[str, Any]]) -> None:
    loaded = register(actions)
    found = brought_in(loaded, *exported(loaded, form), into=register([]))
    assert found.left_out == ()
    made = {new.id: Action.model_validate(new.data) for new in found.new}
    assert made == loaded.register.actions


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_sample_register_comes_back_whole(form: str) -> None:
    loaded = sample()
    name, raw = exported(loaded, form)
    found = brought_in(loaded, name, raw, into=loaded)
    assert (found.new, found.changed, found.left_out, found.remarks) == ((), (), (), ())
    assert [one.id for one in found.same] == list(loaded.register.actions)
