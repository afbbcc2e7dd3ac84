"""What is closed, what comes of it, and what is left when it is cut."""

from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.cutting import public, revision
from scrutiny_cli.exempt.marking import ExemptIndex, closed_names, closed_part, is_closed
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


@pytest.fixture
def closed() -> ExemptIndex:
    """What a meeting with three closed items closes."""
    known = ExemptIndex()
    assert known.learn("meetings", MEETING, "m") is False, "the meeting itself stays"
    return known


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
def test_an_action_is_closed_by_item_minute_or_the_minutes_own_word(
    record: Any, expected: bool, closed: ExemptIndex
) -> None:
    name = record.get("id", "A-1") if isinstance(record, dict) else "A-1"
    assert closed.learn("actions", record, name) is expected


def test_the_same_id_of_another_kind_is_not_meant(closed: ExemptIndex) -> None:
    assert closed.learn("recommendations", {"id": "A-3"}, "A-3") is False
    assert closed.learn("recommendations", {"id": "R-3"}, "R-3") is True


def test_what_is_closed_closes_its_parts_and_its_replies(closed: ExemptIndex) -> None:
    closed.learn("recommendations", {"meeting": "m", "item": "shut"}, "R-1")
    assert closed.learn("recommendations", {"parent": "R-1"}, "R-1-a")
    assert closed.learn("recommendations", {"parent": "R-1-a"}, "R-1-a-i")
    assert closed.learn("responses", {"to": "R-1-a-i"}, "X-1")
    assert closed.learn("responses", {"to": ["R-9", "R-1"]}, "X-2")
    assert not closed.learn("responses", {"to": ["R-9"]}, "X-3")
    assert not closed.learn("responses", {"to": {"R-1": "x"}}, "X-4")
    assert not closed.learn("recommendations", {"parent": ["R-1"]}, "R-2")


def test_a_part_may_stand_before_its_whole(closed: ExemptIndex) -> None:
    records = [
        ("R-1-a-i", {"parent": "R-1-a"}),
        ("R-1-a", {"parent": "R-1"}),
        ("R-1", {"meeting": "m", "item": "shut"}),
        ("R-2", {"meeting": "m", "item": "open"}),
    ]
    closed.study("recommendations", records)
    told = {name: closed.learn("recommendations", record, name) for name, record in records}
    assert told == {"R-1-a-i": True, "R-1-a": True, "R-1": True, "R-2": False}


@pytest.mark.parametrize("word", ["exempt", "confidential", "exmept", "OPEN", "", ["open"], {}])
def test_what_is_not_plainly_open_is_closed(word: Any) -> None:
    """A word that is misspelt must not let anything out."""
    assert is_closed({"classification": word})
    assert is_closed({"exempt": {"paragraphs": ["3"]}}), "it says why it is exempt"
    assert not is_closed({"classification": "open"})
    assert not is_closed({})
    assert is_closed({"classification": None}), "nobody has said that it is open"


def test_the_names_of_the_closed_items() -> None:
    assert closed_names(MEETING) == {"shut", "budget", ""}, "one of them has no name"
    assert closed_names({"items": MEETING["items"][:3]}) == {"shut", "budget"}
    odd: list[Any] = [None, {}, {"items": "x"}, {"items": ["x", None, {"id": 1}]}, []]
    for meeting in odd:
        assert closed_names(meeting) == set()


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
def test_the_outermost_closed_part_of_a_path(path: Any, part: Any) -> None:
    assert closed_part(MEETING, path) == part


def test_odd_data_is_no_harm() -> None:
    odd: dict[str, Any] = {
        "items": [{"classification": "exempt", "id": ["x"]}],
        "minutes": [{"item": ["x"]}],
    }
    assert closed_part(odd, ("minutes", 0, "item")) == ("minutes", 0), "it may be the closed item's"
    assert closed_part({"minutes": [{"item": ["x"]}]}, ("minutes", 0, "item")) is None
    ExemptIndex().learn("meetings", odd, "m")


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
    assert {key for key, entry in private.entries.items() if entry.withheld} == expected


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
    shown = public(private.register)
    for kind in KINDS:
        words = repr(shown.of(kind))
        assert "canary" not in words, kind
    assert "canary" in repr(private.register.meetings)


def test_the_public_register_keeps_what_the_law_makes_public(private: Loaded) -> None:
    meeting = public(private.register).meetings["cyp-2021-10-12"]
    coming = public(private.register).meetings["cyp-2021-11-23"]
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
    shown = public(private.register).recommendations["rec-replaced"]
    assert (shown.superseded_by, shown.withdrawn) == (
        (),
        Withdrawn.model_validate({"on": "2021-10-12"}),
    )


def test_open_records_are_untouched(private: Loaded) -> None:
    shown = public(private.register)
    assert shown.actions["act-open"] is private.register.actions["act-open"]
    assert shown.questions is private.register.questions
    assert set(shown.recommendations) == {"rec-open", "rec-second", "rec-replaced"}
    assert shown.recommendations["rec-open"] is private.register.recommendations["rec-open"]


def test_a_register_without_exempt_matter_is_public_as_it_is() -> None:
    whole = sample().register
    assert whole.withheld == frozenset()
    shown = public(whole)
    for kind in KINDS.keys() - {"measures"}:  # small counts are withheld there
        assert shown.of(kind) == whole.of(kind)


# -------------------------------------------------------------------------------- the revision


def stamp(root: Path, *, private: bool = False) -> str:
    loaded = load(root)
    register = loaded.register if private else public(loaded.register)
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
