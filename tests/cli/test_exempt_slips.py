"""A slip near something exempt, in a private register: nobody is shown what it may have opened."""

import os
import sys
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


def test_an_item_moved_to_another_meeting_and_closed_there_is_not_told_by_its_old_title(
    tmp_path: Path,
) -> None:
    repository = Repository(tmp_path)
    two = {
        **FILES,
        "records/meetings/m2.yaml": (
            "date: 2021-12-14\nitems: [{id: a, title: Fees}, {id: deal2, title: canarymoved}]\n"
        ),
        "records/meetings/m3.yaml": "date: 2022-01-11\n",
    }
    repository.commit("2021-11-01", two)
    item = (
        "{id: deal2, title: canarymoved, moved_from: m2, classification: exempt, "
        "exempt: {paragraphs: [3], public_title: A contract}}"
    )
    repository.write(
        {
            "records/meetings/m2.yaml": "date: 2021-12-14\nitems: [{id: a, title: Fees}]\n",
            "records/meetings/m3.yaml": f"date: 2022-01-11\nitems: [{item}]\n",
        }
    )
    told = scrutiny("changes", "--since", "HEAD", "--root", repository.root, *AS_OF)
    assert told.code == 0
    assert "agenda item added: A contract" in told.out
    assert "canary" not in told.everything


def test_what_is_taken_out_as_its_item_becomes_exempt_is_not_said_to_be_lost(
    tmp_path: Path,
) -> None:
    """What the page on exempt items asks of whoever keeps a public register."""
    repository = Repository(tmp_path)
    closing = (
        "    classification: exempt\n    exempt: {paragraphs: [3], public_title: A contract}\n"
    )
    opened = FILES[MEETING].replace(closing, "")
    before = {name: text for name, text in FILES.items() if name != "scrutiny.toml"}
    repository.commit("2021-11-01", {**before, MEETING: opened})
    shut = FILES[MEETING].replace("    title: canarytitle\n", "")
    repository.write(
        {
            MEETING: "".join(row for row in shut.splitlines(keepends=True) if "minute," not in row),
            **dict.fromkeys((ACTION, "records/recommendations/r.yaml", "records/responses/r.yaml")),
        }
    )
    assert scrutiny("check", "--root", repository.root).code == 0
    told = scrutiny("changes", "--since", "HEAD", "--root", repository.root, *AS_OF)
    assert told.code == 0
    assert "Action" not in told.out
    assert "Recommendation" not in told.out
    assert "canary" not in told.everything


def test_an_exempt_standing_item_leaves_the_agenda_as_it_is(tmp_path: Path) -> None:
    standing = (
        "standing_items:\n  opening:\n    - {id: apologies, title: Apologies}\n"
        "    - {id: legal, title: Legal briefing, numbered: no}\n"
    )
    item = (
        "{standing: legal, classification: exempt, "
        "exempt: {paragraphs: [5], public_title: Legal matter}}"
    )
    more = {
        "records/committees/h.yaml": FILES["records/committees/h.yaml"] + standing,
        "records/meetings/m2.yaml": f"date: 2021-12-14\nitems: [{item}, {{title: Budget}}]\n",
    }
    root = write_tree(tmp_path, FILES | more)
    public, private = (
        scrutiny("meeting", "show", "m2", "--root", root, *AS_OF, *option).out
        for option in ((), ("--private",))
    )
    assert "Apologies" not in public
    assert "1.  Budget" in public
    assert "1.  Budget" in private


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
def test_a_file_whose_name_is_no_unicode_stops_nothing(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {name: FILES[name] for name in ("records/committees/h.yaml",)})
    folder = os.fsencode(root / "records/actions")
    os.mkdir(folder)  # noqa: PTH102  # its file's name can be given as bytes alone
    with open(os.path.join(folder, b"caf\xe9.yaml"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(b"id: act-1\naction: Ask\nowner: Clerk\n")
    for command in (
        ("check",),
        ("action", "list", *AS_OF),
        ("action", "update", "act-1", "--note", "So."),
    ):
        told = scrutiny(*command, "--root", root)
        assert told.code == 0, told.everything


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (
            "    classification: exempt\n    exempt: {paragraphs",
            "    classification:\n    exempt: {paragraphs",
        ),
        (
            "classification: exempt\n    exempt: {paragraphs: [3], public_title: A contract}",
            "classification:",
        ),
        ("item: deal, text", "item: , text"),
        ("item: deal, text", "text"),
    ],
)
def test_what_is_left_blank_opens_nothing(tmp_path: Path, was: str, becomes: str) -> None:
    assert was in FILES[MEETING]
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", FILES)
    repository.write({MEETING: FILES[MEETING].replace(was, becomes, 1)})
    for command in COMMANDS:
        told = scrutiny(*command, "--root", repository.root)
        assert "canary" not in told.everything, command


def test_a_blank_item_of_an_action_is_an_error_in_a_private_register_alone(tmp_path: Path) -> None:
    blank = {ACTION: FILES[ACTION].replace("item: deal", "item:")}
    told = scrutiny("check", "--root", write_tree(tmp_path / "private", FILES | blank))
    assert "a.yaml:3:3: error[empty-value] item: this is empty, so it is not clear" in told.out
    public = {name: text for name, text in FILES.items() if "committees" in name} | blank
    blank[ACTION] = blank[ACTION].replace("  meeting: m1\n", "")
    told = scrutiny("check", "--root", write_tree(tmp_path / "public", public | blank))
    assert told.code == 0


MOVED = ("id: deal9, moved_from: m1", "moved_from: m1", "id: adoption2, moved_from: m1", "id: deal")


@pytest.mark.parametrize("named", MOVED)
def test_an_item_that_is_exempt_elsewhere_by_now_is_not_told_by_its_old_title(
    tmp_path: Path, named: str
) -> None:
    repository = Repository(tmp_path)
    old = "date: 2021-10-12\nitems: [{title: Adoption}, {id: deal, title: canarydeal}]\n"
    rest = {name: FILES[name] for name in ("scrutiny.toml", "records/committees/h.yaml")}
    repository.commit("2021-11-01", {**rest, MEETING: old})
    item = (
        f"{{{named}, title: canarydeal, classification: exempt, "
        "exempt: {paragraphs: [3], public_title: P}}"
    )
    repository.write(
        {
            MEETING: "date: 2021-10-12\nitems: [{title: Adoption}]\n",
            "records/meetings/m2.yaml": f"date: 2021-11-12\nitems: [{item}]\n",
        }
    )
    told = scrutiny("changes", "--since", "HEAD", "--root", repository.root, *AS_OF)
    assert told.code == 0
    assert "canary" not in told.everything


def test_the_past_is_told_by_what_is_exempt_today(tmp_path: Path) -> None:
    """Neither an item open then nor an action that named it wrongly then is told of now."""
    repository = Repository(tmp_path)
    rest = {name: FILES[name] for name in ("scrutiny.toml", "records/committees/h.yaml")}
    repository.commit("2021-10-20", {**rest, MEETING: "date: 2021-10-12\nitems: [{title: A}]\n"})
    opened = "date: 2021-10-12\nitems: [{title: A}, {id: deal, title: canarydeal}]\n"
    action = "- {id: a1, meeting: m1, item: dael, action: canaryaction, owner: canaryowner}\n"
    repository.commit("2021-11-01", {MEETING: opened, ACTION: action})
    shut = opened.replace(
        "canarydeal", "canarydeal, classification: exempt, exempt: {paragraphs: [3]}"
    )
    repository.commit("2021-11-15", {MEETING: shut, ACTION: action.replace("dael", "deal")})
    for until in ("2021-11-10", "2021-11-20"):
        told = scrutiny(
            "changes", "--since", "2021-10-25", "--as-of", until, "--root", repository.root
        )
        assert told.code == 0
        assert "canary" not in told.everything


def test_a_supplement_and_a_break_name_what_is_there(tmp_path: Path) -> None:
    more = (
        "supplements: [{number: 1, items: [adoption, canarydael], title: canarysupplement}]\n"
        "adjournments: [{after_minute: 3, note: canarybreak}]\n"
    )
    root = write_tree(tmp_path, FILES | {MEETING: FILES[MEETING] + more})
    told = scrutiny("check", "--root", root)
    assert "supplements[1].items[2]" in told.out
    assert "adjournments[1].after_minute" in told.out
    assert told.out.count("error[unknown-reference]") == 2
    for command in COMMANDS[:-1]:
        assert "canary" not in scrutiny(*command, "--root", root).everything
