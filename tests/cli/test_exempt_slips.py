"""A slip near something exempt, in a private register: nobody is shown what it may have opened."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import write_tree
from tests.repositories import Repository

AS_OF = ("--as-of", "2021-12-01")
MEETING = "records/meetings/m1.yaml"
ACTION = "records/actions/a.yaml"
FILES = {
    "scrutiny.toml": 'visibility = "private"\n',
    "records/committees/h.yaml": "name: Health\ncouncil: Exampleshire Council\n",
    MEETING: (
        "date: 2021-10-12\n"
        "items:\n"
        "  - id: adoption\n"
        "    title: Adoption\n"
        "  - id: deal\n"
        "    title: canarytitle\n"
        "    classification: exempt\n"
        "    exempt: {paragraphs: [3], public_title: A contract}\n"
        "minutes:\n"
        "  - {number: 1, item: adoption, text: Open.}\n"
        "  - {number: 2, item: deal, text: canaryminute, promises: [{action: canarypromise}]}\n"
    ),
    ACTION: (
        "- id: act-1\n"
        "  meeting: m1\n"
        "  item: deal\n"
        "  action: canaryaction\n"
        "  owner: canaryowner\n"
        "  due: 2021-10-20\n"
    ),
    "records/recommendations/r.yaml": (
        "- {id: rec-1, meeting: m1, item: deal, text: canaryrecommendation, to: executive}\n"
    ),
    "records/responses/r.yaml": (
        "- id: resp-1\n"
        "  to: rec-1\n"
        "  text: canaryreply\n"
        "  actions: [{action: canarypledge, owner: Cabinet, due: 2021-10-25}]\n"
    ),
}
COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("action", "list", *AS_OF),
    ("recommendation", "list", *AS_OF),
    ("overdue", *AS_OF),
    ("tracker", "build", "actions", "--format", "csv", "--output", "-", *AS_OF),
    ("tracker", "build", "actions", "--draft", "--format", "csv", "--output", "-", *AS_OF),
    ("minutes", "build", "m1", "--draft", "--format", "markdown", "--output", "-", *AS_OF),
    ("export", "--draft", "--format", "json", "--output", "-", *AS_OF),
    ("changes", "--since", "HEAD", *AS_OF),
)
SLIPS = {
    "a meeting with a tab": (MEETING, "date:", "\tdate:"),
    "a meeting on no day": (MEETING, "2021-10-12", "2021-10-32"),
    "items misspelt": (MEETING, "\nitems:", "\nitmes:"),
    "an item whose id is misspelt": (MEETING, "- id: deal", "- idd: deal"),
    "a classification misspelt": (
        MEETING,
        "    classification: exempt\n    exempt: {paragraphs: [3], public_title: A contract}\n",
        "    clasification: exempt\n",
    ),
    "a minute of no item": (MEETING, "item: deal, text", "item: dael, text"),
    "an action of no item": (ACTION, "item: deal", "item: Deal"),
    "an action of no meeting": (ACTION, "  meeting: m1\n", ""),
    "an action of a minute and no meeting": (
        ACTION,
        "  meeting: m1\n  item: deal\n",
        "  minute: 2\n",
    ),
    "an action of another meeting": (ACTION, "meeting: m1", "meeting: m2"),
    "recommendations with a tab": ("records/recommendations/r.yaml", "- {", "\t- {"),
    "a reply to nothing": ("records/responses/r.yaml", "to: rec-1", "to: rec-2"),
    "settings misspelt, and a meeting with a tab": (MEETING, "date:", "\tdate:"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_after_a_slip_nothing_is_shown_that_may_be_exempt(tmp_path: Path, slip: str) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", FILES)
    path, was, becomes = SLIPS[slip]
    assert was in FILES[path]
    changed = {path: FILES[path].replace(was, becomes, 1)}
    changed[ACTION] = changed.get(ACTION, FILES[ACTION]).replace("canaryowner", "canarychief")
    if slip.startswith("settings"):
        changed["scrutiny.toml"] = 'visibility = "privat"\n'
    repository.write(changed)
    for command in COMMANDS:
        told = scrutiny(*command, "--root", repository.root)
        assert told.code == 1, (command, told.everything)
        assert "canary" not in told.everything, command


@pytest.mark.parametrize("command", [one for one in COMMANDS[2:] if "csv" in one or "list" in one])
def test_the_clerk_goes_on_in_private(tmp_path: Path, command: tuple[str, ...]) -> None:
    slip = {ACTION: FILES[ACTION].replace("item: deal", "item: Deal", 1)}
    root = write_tree(tmp_path, FILES | slip)
    told = scrutiny(*command, "--root", root, "--private")
    published = "tracker" in command and "--draft" not in command
    assert ("canary" in told.out) is not published


def test_where_nothing_is_amiss_the_public_part_is_shown(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", FILES)
    for command in COMMANDS:
        told = scrutiny(*command, "--root", repository.root)
        assert told.code == 0, (command, told.everything)
        assert "canary" not in told.everything, command
