"""Words of a question that were refused, and the name of somebody who asked not to be named, are in no public output."""

import shutil
from pathlib import Path

import pytest

from tests.commands import Line, lines
from tests.exempt_register import MARK
from tests.inside import scrutiny
from tests.opened import opened
from tests.registers import BASE
from tests.repositories import Repository

AT = ("--as-of", "2021-11-16")
KINDS = {"question", "export", "changes", "meeting", "today", "overdue"}
ASKED = [
    line
    for line in lines()
    if line[0] in KINDS
    and line[:2] not in (("meeting", "deadlines"), ("meeting", "show"))
    and "2021-10-12" not in line
]
QUESTION = f"""\
meeting: cyp-2021-11-23
received: 2021-10-01
topic: {MARK}topic
question: {MARK}question
questioner: {{name: Jo Elm, place: Ledbury}}
answer: {MARK}answer
supplementary: {{question: {MARK}supplementary, answer: {MARK}reply}}
"""
REFUSED = QUESTION + 'status: refused\nrefused: {rule: "4.1"}\n'
BARE = "meeting: cyp-2021-11-23\nreceived: 2021-10-01\nstatus: refused\nrefused: {rule: '4.1'}\n"
PLAIN = QUESTION.replace(MARK, "plain")
DISALLOWED = PLAIN.replace(
    "{question: plainsupplementary, answer: plainreply}", '{disallowed: "4.2"}'
)
ANONYMOUS = PLAIN.replace("{name: Jo Elm, place: Ledbury}", "{anonymous: yes}")
# What a question says now, and what it said before.
STATES = {
    "refused": (REFUSED, REFUSED),
    "refused since": (REFUSED, QUESTION),
    "refused since, its words removed": (BARE, QUESTION),
    "supplementary question disallowed since": (
        DISALLOWED,
        PLAIN.replace("plainsupplementary", f"{MARK}supplementary"),
    ),
    "anonymous since": (ANONYMOUS, PLAIN.replace("Jo Elm", f"{MARK}name")),
    "accepted since": (PLAIN, REFUSED),
}


def everything(line: Line, root: Path) -> str:
    """All that a command gives: both streams and the files that it writes."""
    out = root / "out"
    target = ("--output", str(out)) if line[0] == "export" or "build" in line else ()
    told = scrutiny(*line, *target, *AT, "--root", root)
    texts = [opened(path.read_bytes()) for path in sorted(out.rglob("*")) if path.is_file()]
    shutil.rmtree(out, ignore_errors=True)
    assert told.code == 0, (line, told.err)
    return "\n".join((told.everything, *texts))


@pytest.mark.parametrize("state", STATES)
def test_refused_words_are_in_no_public_output(state: str, tmp_path: Path) -> None:
    now, before = STATES[state]
    repository = Repository(tmp_path)
    path = "records/questions/q1.yaml"
    repository.commit("2021-11-01", {**BASE, path: before})
    repository.commit("2021-11-15", {path: now})
    for line in ASKED:
        assert MARK not in everything(line, repository.root), line
