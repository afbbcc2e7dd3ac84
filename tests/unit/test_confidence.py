"""What is closed, what comes of it, and what is left when it is cut."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.exempt.marking import (
    NOTHING_EXEMPT,
    ExemptIndex,
    clues,
    is_exempt,
    marking,
    meeting_clue,
    private_part,
    private_parts,
)
from scrutiny_cli.workspace.loading import Loaded, load
from tests.exempt import MARK, canary, files, other, write
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import sample

MEETING: dict[str, Any] = {
    "items": [
        {"id": "open", "title": "Open"},
        {"id": "shut", "classification": "exempt"},
        {"standing": "budget", "classification": "confidential"},
        {"classification": "exempt"},
    ],
    "minutes": [
        {"number": "36", "item": "open"},
        {
            "number": "37",
            "item": "shut",
            "promises": [{"logged": "A-3"}, {"action": "Not logged"}],
            "recommended": [{"tracked": "R-3"}],
        },
        {"number": "", "item": "shut"},
        {"number": "38"},
    ],
}


def index_of(**kinds: Any) -> ExemptIndex:
    """What is exempt in some records by kind; the meeting ``m`` has three exempt items."""
    kinds.setdefault("meetings", [{**MEETING, "id": "m"}])
    found = [clues(f"records/{kind}/x.yaml", records) for kind, records in kinds.items()]
    return marking(clue for several in found for clue in several)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"meeting": "m", "item": "shut"}, True),
        ({"meeting": "m", "item": "budget"}, True),
        ({"meeting": "m", "minute": "37"}, True),
        ({"meeting": "m", "minute": "037"}, True),
        ({"meeting": "m", "minute": "37", "item": "open"}, True),
        ({"id": "A-3"}, True),
        ({"meeting": "m", "item": "open"}, False),
        ({"meeting": "m", "minute": "38"}, True),  # it may be the nameless item's
        ({"meeting": "m", "minute": "36"}, False),
        ({"meeting": "m", "minute": ""}, False),
        ({"meeting": "m"}, False),
        ({"meeting": "other", "item": "shut"}, False),
        ({"meeting": "other", "minute": "37"}, False),
        ({"item": "shut"}, True),  # nobody can tell at which meeting
        ({"minute": "37"}, True),
        ({"item": "open"}, False),
        ({"meeting": ["m"], "item": ["shut"]}, False),
        ({"meeting": "m", "item": {"shut": "x"}, "minute": ["37"]}, False),
        ({}, False),
        (["m", "shut"], False),
        (None, False),
    ],
)
def test_an_action_is_exempt_by_its_item_its_minute_or_the_minute_that_names_it(
    record: Any, expected: bool
) -> None:
    if isinstance(record, dict):
        record = {"id": "A-1", **record}
    name = record["id"] if isinstance(record, dict) else "A-1"
    assert index_of(actions=[record]).hides("actions", name) is expected


def test_a_record_of_another_kind_with_the_same_id_is_open() -> None:
    index = index_of()
    assert not index.hides("recommendations", "A-3")
    assert index.hides("recommendations", "R-3")


def test_the_parts_of_what_is_exempt_and_the_replies_to_it_are_exempt() -> None:
    index = index_of(
        responses=[
            {"id": "X-1", "to": "R-1-a-i"},
            {"id": "X-2", "to": ["R-9", "R-1"]},
            {"id": "X-3", "to": ["R-9"]},
            {"id": "X-4", "to": {"R-1": "x"}},
        ],
        recommendations=[
            {"id": "R-1-a-i", "parent": "R-1-a"},
            {"id": "R-1-a", "parent": "R-1"},
            {"id": "R-1", "meeting": "m", "item": "shut"},
            {"id": "R-2", "parent": ["R-1"]},
            {"id": "R-4", "meeting": "m", "item": "open"},
        ],
    )
    assert {name for kind, name in index.exempt_records if kind == "responses"} == {"X-1", "X-2"}
    assert {name for kind, name in index.exempt_records if kind == "recommendations"} == {
        "R-1",
        "R-1-a",
        "R-1-a-i",
        "R-2",
        "R-3",
    }


def test_an_item_is_exempt_at_every_meeting_from_which_it_was_moved() -> None:
    meetings = [
        {"id": "a", "items": [{"id": "deal"}, {"id": "rest"}]},
        {"id": "b", "items": [{"id": "deal", "moved_from": "a"}]},
        {"id": "c", "items": [{"id": "deal", "moved_from": "b", "classification": "exempt"}]},
    ]
    for order in permutations(meetings):
        index = index_of(
            meetings=list(order), actions=[{"id": "x", "meeting": "a", "item": "deal"}]
        )
        assert index.exempt_items == {("a", "deal"), ("b", "deal"), ("c", "deal")}
        assert index.hides("actions", "x")


def test_a_record_named_after_its_file_is_exempt_by_that_name() -> None:
    meeting = {"items": [{"id": "shut", "classification": "exempt"}]}
    found = (*clues("records/meetings/m.yaml", meeting), *clues("records/actions/x.yaml", {
        "meeting": "m", "item": "shut"
    }))  # fmt: skip
    assert marking(found).exempt_records == {("actions", "x")}


@pytest.mark.parametrize("word", ["exempt", "confidential", "exmept", "OPEN", "", ["open"], {}])
def test_anything_but_the_word_open_counts_as_exempt(word: Any) -> None:
    assert is_exempt({"classification": word})
    assert is_exempt({"exempt": {"paragraphs": ["3"]}}), "it says why it is exempt"
    assert not is_exempt({"classification": "open"})
    assert not is_exempt({})
    assert is_exempt({"classification": None}), "nobody has said that it is open"


def parts_of(meeting: Any) -> dict[str, set[int]]:
    return private_parts(meeting_clue("m", meeting), NOTHING_EXEMPT)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("items", 1, "title"), ("items", 1)),
        (("items", 1), ("items", 1)),
        (("items", 0, "title"), None),
        (("minutes", 1, "promises", 0, "action"), ("minutes", 1)),
        (("minutes", 0, "text"), None),
        (("minutes",), None),
        (("minutes", 9, "text"), None),
        (("minutes", 3, "text"), ("minutes", 3)),
        (("date",), None),
    ],
)
def test_the_outermost_exempt_part_of_a_path(path: Any, part: Any) -> None:
    assert private_part(MEETING, path, parts_of(MEETING)) == part


def test_an_interest_without_an_item_and_a_break_without_a_minute_may_be_an_exempt_items() -> None:
    beside = {"interests": [{"interest": "x"}, {"item": "open"}], "adjournments": [{}]}
    parts = parts_of({**MEETING, **beside})
    assert (parts["interests"], parts["adjournments"]) == ({0}, {0})
    assert parts_of({"items": MEETING["items"][:1], **beside}) == {}


def test_odd_data_marks_nothing_and_raises_nothing() -> None:
    odd: list[Any] = [{}, {"items": "x"}, {"items": ["x", None, {"id": 1}]}, {"items": {}}]
    for meeting in odd:
        assert parts_of(meeting) == {}
    strange = {
        "items": [{"classification": "exempt", "id": ["x"]}],
        "minutes": [{"item": ["x"]}],
    }
    assert parts_of(strange)["minutes"] == {0}, "it may be the exempt item's"
    assert parts_of({"minutes": [{"item": ["x"]}]}) == {}
    for data in (None, "x", [None, "x"], [["x"]]):
        assert clues("records/meetings/x.yaml", data) == ()


# ------------------------------------------------------------------------------------ the cut


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The private register, all of it."""
    return load(write(tmp_path_factory.mktemp("private")))


def test_everything_that_arises_is_withheld(private: Loaded) -> None:
    names = {
        "actions": ["actitem", "actminute", "actlogged", "actdone", "actwithdrawn"],
        "recommendations": ["recpart", "recitem", "recminute", "rectracked"],
        "responses": ["resp", "respboth", "resppart", "resptracked"],
    }
    expected = {(kind, canary(name)) for kind, held in names.items() for name in held}
    assert private.register.withheld == expected


def test_a_part_in_an_earlier_file_than_its_whole_is_withheld(tmp_path: Path) -> None:
    root = write(tmp_path)
    early = f"id: early\nparent: {canary('recitem')}\nmeeting: cyp-2021-10-12\ntext: Words.\n"
    reply = "id: reply\nto: early\ntext: Words.\n"
    write_tree(root, {
        "records/recommendations/2000.yaml": early, "records/responses/2000.yaml": reply
    })  # fmt: skip
    withheld = load(root).register.withheld
    assert {("recommendations", "early"), ("responses", "reply")} <= withheld


def test_the_public_register_holds_none_of_it(private: Loaded) -> None:
    shown = private.public
    for kind in KINDS:
        words = repr(shown.of(kind))
        assert "canary" not in words, kind
    assert "canary" in repr(private.register.meetings)


def test_the_public_register_keeps_what_the_law_makes_public(private: Loaded) -> None:
    meeting = private.public.meetings["cyp-2021-10-12"]
    coming = private.public.meetings["cyp-2021-11-23"]
    closed = [item for item in (*meeting.items, *coming.items) if not item.open]
    assert [
        (item.title, item.classification, item.exempt.paragraphs if item.exempt else None)
        for item in closed
    ] == [
        ("A contract", "exempt", (3, 1)),
        ("Confidential item", "confidential", None),
        ("Exempt item", "exempt", (2,)),
    ]
    assert [minute.number for minute in meeting.minutes] == [35, 36, 37, 38]
    assert meeting.minutes[1].text == "The committee looked at it."
    assert meeting.minutes[2].text is None


def test_what_is_replaced_by_something_exempt_is_withdrawn_and_does_not_name_it(
    private: Loaded,
) -> None:
    replaced = private.register.recommendations["rec-replaced"]
    assert replaced.superseded_by == (f"{MARK}recitem",)
    shown = private.public.recommendations["rec-replaced"]
    assert (shown.superseded_by, shown.withdrawn) == (
        (),
        Withdrawn.model_validate({"on": "2021-10-12"}),
    )


def test_open_records_are_untouched(private: Loaded) -> None:
    shown = private.public
    assert shown.actions["act-open"] is private.register.actions["act-open"]
    assert shown.questions is private.register.questions
    assert set(shown.recommendations) == {"rec-open", "rec-second", "rec-replaced"}
    assert shown.recommendations["rec-open"] is private.register.recommendations["rec-open"]


def test_a_register_without_exempt_matter_is_public_as_it_is() -> None:
    whole = sample().register
    assert whole.withheld == frozenset()
    shown = sample().public
    for kind in KINDS.keys() - {"measures"}:  # small counts are withheld there
        assert shown.of(kind) == whole.of(kind)


# -------------------------------------------------------------------------------- the revision


def stamp(root: Path, *, private: bool = False) -> str:
    loaded = load(root)
    register = loaded.register if private else loaded.public
    return revision(loaded.files.sources, loaded.entries.values(), register)


def test_the_revision_knows_public_words_only(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two", other)
    assert stamp(one) == stamp(two)
    assert stamp(one, private=True) != stamp(two, private=True)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("records/meetings/cyp-2021-10-12.yaml", "A contract", "Another contract"),
        ("records/meetings/cyp-2021-10-12.yaml", "paragraphs: [3, 1]", "paragraphs: [3]"),
        ("records/actions/2021.yaml", "Look again.", "Look once more."),
        ("records/people/people.yaml", "Robin", "Robyn"),
        ("records/responses/2021.yaml", "by: Cabinet", "by: The Cabinet"),
    ],
)
def test_any_public_word_changes_the_revision(
    path: str, old: str, new: str, tmp_path: Path
) -> None:
    held = files(canary)
    assert old in held[path]
    one = write_tree(tmp_path / "one", held)
    two = write_tree(tmp_path / "two", {**held, path: held[path].replace(old, new)})
    assert stamp(one) != stamp(two)


# ------------------------------------------------------------------- in a register that is public


def test_a_public_register_refuses_all_of_it(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "scrutiny.toml").unlink()
    told = scrutiny("check", "--root", root)
    assert told.code == 1
    assert "canary" not in told.everything
    faults = [line for line in told.out.splitlines() if "[exempt-in-public]" in line]
    fields = ["title", "purpose", "pages", "scrutiny", "programme", "decision_type", "wards",
              "report_by", "papers", "background_papers", "recommends", "late_reason",
              "moved_from", "state"]  # fmt: skip
    for name in fields:
        assert any(f"items[3].{name}:" in line for line in faults), name
    for name in ("title", "text", "resolved", "vote", "promises", "recommended", "requests"):
        assert any(f"minutes[3].{name}:" in line for line in faults), name
    assert sum("records/actions/" in line for line in faults) == 5
    assert sum("records/recommendations/" in line for line in faults) == 4
    assert sum("records/responses/" in line for line in faults) == 4


def test_a_public_register_publishes_nothing_while_it_holds_any(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "scrutiny.toml").write_text('visibility = "public"\n')
    told = scrutiny("agenda", "build", "2021-10-12", "--root", root, "--as-of", "2021-10-04")
    assert told.code == 1
    assert "canary" not in told.everything
    assert not (root / "build").exists()


ALLOWED = (
    "date: 2021-11-23\nitems:\n"
    "  - id: contract\n    classification: exempt\n"
    "    exempt: {paragraphs: [3], reason: Prices., public_title: A contract}\n"
    "  - {classification: confidential, numbered: no, exempt: {public_title: A case}}\n"
)


def test_a_public_register_may_hold_what_the_public_may_know(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE | {"records/meetings/cyp-2021-11-23.yaml": ALLOWED})
    assert scrutiny("check", "--strict", "--root", root).code == 0


def test_an_exempt_item_must_name_its_paragraph(tmp_path: Path) -> None:
    text = ALLOWED.replace("paragraphs: [3], ", "")
    root = write_tree(tmp_path, BASE | {"records/meetings/cyp-2021-11-23.yaml": text})
    told = scrutiny("check", "--root", root)
    assert told.code == 1
    assert "error[exempt-paragraph-missing]" in told.out
