"""What is left of a register when it is cut for the public, and the fingerprint of that."""

import json
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.workspace.loading import Loaded, load
from tests.exempt_register import MARK, canary, files, other, write
from tests.registers import BASE, write_tree
from tests.sample import sample


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The private register, all of it."""
    return load(write(tmp_path_factory.mktemp("private")))


def test_everything_that_arises_is_withheld(private: Loaded) -> None:
    names = {
        "actions": ["actitem", "actminute", "actlogged", "actdone", "actwithdrawn"],
        "recommendations": ["recpart", "recitem", "recminute", "rectracked"],
        "responses": ["resp", "respboth", "resppart", "resptracked"],
        "decisions": ["decid", "decunpublished", "decnotice", "decsecret"],
        "call-ins": ["callin", "heardcallin"],
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


PRIVATE = 'visibility = "private"\n'
MINUTE = {"number": "36", "item": "buses", "text": "Heard."}
MEETING = {
    "id": "m",
    "date": "2021-10-12",
    "items": [
        {"id": "buses", "title": "Buses"},
        {
            "id": "shut",
            "title": "x",
            "classification": "exempt",
            "exempt": {"paragraphs": ["3"], "public_title": "A contract"},
        },
    ],
}
# An open record that names an exempt one, for each field that may: what it holds.
NAMING: dict[tuple[str, str], dict[str, Any]] = {
    ("meetings", "minutes.*.promises.*.logged"): {
        **MEETING,
        "minutes": [{**MINUTE, "promises": [{"action": "Ask", "logged": "whitemoor-actions"}]}],
    },
    **{
        ("meetings", f"minutes.*.{field}.*.tracked"): {
            **MEETING,
            "minutes": [{**MINUTE, field: [{"tracked": "whitemoor-recommendations"}]}],
        }
        for field in ("recommended", "resolved")
    },
    ("recommendations", "parent"): {"id": "r", "parent": "whitemoor-recommendations"},
    ("recommendations", "superseded_by.*"): {
        "id": "r",
        "superseded_by": ["whitemoor-recommendations"],
    },
    ("responses", "to.*"): {"id": "a", "to": ["rec-open", "whitemoor-recommendations"]},
    ("responses", "except_.@"): {
        "id": "a",
        "to": ["rec-open", "whitemoor-recommendations"],
        "decision": "agreed",
        "except": {"whitemoor-recommendations": "not agreed"},
    },
    ("responses", "actions.*.for_.*"): {
        "id": "a",
        "to": ["rec-open"],
        "actions": [{"action": "Go", "for": ["rec-open", "whitemoor-recommendations"]}],
    },
}
EXEMPT_KINDS = ("actions", "recommendations", "responses")


def test_each_field_that_may_name_an_exempt_record_is_tried() -> None:
    """A new field fails here until it is put on the list, and so tried below."""
    may = {
        (kind.folder, path)
        for kind in KINDS.values()
        for path, target in kind.references.items()
        if target in EXEMPT_KINDS
    }
    assert may == NAMING.keys()


@pytest.mark.parametrize(("kind", "path"), NAMING)
def test_no_open_record_names_an_exempt_one(kind: str, path: str, tmp_path: Path) -> None:
    made = {"meeting": "m", "item": "shut"}
    rows: dict[str, list[dict[str, Any]]] = {
        "meetings": [MEETING],
        "actions": [{"id": "whitemoor-actions", "action": "x", **made}],
        "recommendations": [
            {"id": "whitemoor-recommendations", "text": "x", **made},
            {"id": "rec-open", "meeting": "m", "item": "buses", "text": "Run more."},
        ],
        "responses": [],
    }
    naming = NAMING[kind, path]
    if kind == "recommendations":
        naming = {"meeting": "m", "item": "buses", "text": "Walk.", **naming}
    rows[kind] = [row for row in rows[kind] if row["id"] != naming["id"]] + [naming]
    tree = {f"records/{k}/a.yaml": json.dumps(held) for k, held in rows.items() if held}
    loaded = load(write_tree(tmp_path, {**BASE, "scrutiny.toml": PRIVATE, **tree}))
    assert loaded.errors == []
    shown = loaded.public
    assert "whitemoor" in repr(loaded.register.of(kind))
    assert "whitemoor" not in "".join(repr(shown.of(every)) for every in KINDS)
