"""Two states of the records held against each other, without git: plain texts before and now."""

from collections.abc import Mapping

import pytest

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.workspace.comparison import RecordDifference, Side, differences, side
from scrutiny_cli.workspace.decoded import DecodedFile, decode_file
from tests.repositories import action

LOG = "records/actions/2021.yaml"
MEETING = "records/meetings/cyp-2021-10-12.yaml"
EXEMPT = """\
date: 2021-10-12
items:
  - id: visit
    title: {title}
    classification: exempt
    exempt: {{paragraphs: [1], public_title: A case, reason: {reason}}}
minutes:
  - {{number: 4, item: visit, text: {text}}}
"""


def sources(files: Mapping[str, str]) -> list[Source]:
    return [Source(path, text.encode()) for path, text in files.items()]


def around(files: Mapping[str, str]) -> list[DecodedFile]:
    return [decode_file(parse(source)) for source in sources(files)]


def sides(
    before: Mapping[str, str],
    now: Mapping[str, str],
    same: Mapping[str, str] | None = None,
    *,
    private: bool = False,
) -> tuple[Side, Side]:
    """Both sides of files that differ; ``same`` are files around them."""
    paths = frozenset({*before, *now})
    rest = around(same or {})
    return (
        side(sources(before), paths, rest, private=private),
        side(sources(now), paths, rest, private=private),
    )


def told(found: tuple[RecordDifference, ...]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.kind, one.id, one.what, one.fields) for one in found]


def test_a_record_is_added_removed_or_changed_in_named_fields() -> None:
    before = {LOG: action("a", due="2021-09-01", owner="Clerk") + action("b") + action("c")}
    now = {LOG: action("a", due="2021-10-01", completed="yes") + action("c") + action("d")}
    assert told(differences(*sides(before, now))) == [
        ("actions", "a", "changed", ("owner", "due", "completed")),
        ("actions", "b", "removed", ()),
        ("actions", "d", "added", ()),
    ]


def test_a_record_that_moved_to_another_file_has_not_changed() -> None:
    before = {LOG: action("a") + action("b")}
    now = {LOG: action("a"), "records/actions/closed/b.yaml": "id: b\naction: Do b\n"}
    assert differences(*sides(before, now)) == ()


def test_fields_bear_the_names_a_clerk_writes() -> None:
    path = "records/responses/x.yaml"
    before = {path: "to: r\nexcept: {r: agreed}\n"}
    now = {path: "to: r\nexcept: {r: not agreed}\n"}
    assert told(differences(*sides(before, now))) == [("responses", "x", "changed", ("except",))]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("due: 2021-09-01", "due: 1 September 2021"),
        ("due: 2021-09-01", "due: 01/09/2021"),
        ("due: 2021-09-01", "due: {words: 2021-09-01}"),
        ("due: 2021-09-01", "due: {by: 2021-09-01}"),
        ("owner: Clerk", "owner: [Clerk]"),
        ("owner: Clerk", "# the clerk herself\nowner: 'Clerk'"),
        ("completed: no", "number:"),
    ],
)
def test_another_spelling_is_no_change(before: str, now: str) -> None:
    path = "records/actions/a.yaml"
    texts = [{path: f"action: Do it\n{line}\n"} for line in (before, now)]
    assert differences(*sides(*texts)) == ()


@pytest.mark.parametrize(
    "faulty",
    ["- id: a\n  action: [", "- id: a\n  actoin: Do it\n- id: b\n  action: Do b\n", "\t"],
)
def test_what_was_faulty_is_neither_new_nor_lost(faulty: str) -> None:
    right = {LOG: action("a") + action("b")}
    before, now = sides({LOG: faulty}, right)
    assert differences(before, now) == ()
    assert before.broken or before.unread == {("actions", "a")}
    assert differences(now, before) == ()


def test_beside_a_faulty_record_the_others_are_compared() -> None:
    faulty = action("a", nonsense="x") + action("b", owner="Clerk")
    before, now = sides({LOG: faulty}, {LOG: action("a") + action("b") + action("c")})
    assert told(differences(before, now)) == [
        ("actions", "b", "changed", ("owner",)),
        ("actions", "c", "added", ()),
    ]


def test_a_faulty_record_without_an_id_makes_its_file_unclear() -> None:
    before, now = sides({LOG: "- action: Do it\n- just words\n"}, {LOG: action("a")})
    assert before.broken == {LOG}
    assert differences(before, now) == ()


@pytest.mark.parametrize("empty", ["", "# nothing yet\n", "---\n"])
def test_what_comes_into_an_empty_file_is_new(empty: str) -> None:
    assert told(differences(*sides({LOG: empty}, {LOG: action("a")}))) == [
        ("actions", "a", "added", ())
    ]


def test_an_unchanged_file_that_holds_the_same_id_is_reckoned_with() -> None:
    """Two files with one id are a fault; taking the second away loses nothing."""
    first = {"records/actions/2020.yaml": action("a")}
    assert differences(*sides({LOG: action("a")}, {LOG: action("b")}, first)) == differences(
        *sides({}, {LOG: action("b")})
    )


def test_only_exempt_words_changed_and_the_public_sees_nothing() -> None:
    before = {MEETING: EXEMPT.format(title="Jo's case", reason="Private", text="Heard.")}
    now = {MEETING: EXEMPT.format(title="Sam's case", reason="Very private", text="Read.")}
    assert differences(*sides(before, now)) == ()
    assert told(differences(*sides(before, now, private=True))) == [
        ("meetings", "cyp-2021-10-12", "changed", ("items", "minutes"))
    ]


def test_what_arises_from_an_exempt_item_is_not_there_for_the_public() -> None:
    meeting = {MEETING: EXEMPT.format(title="x", reason="y", text="z")}
    before = {LOG: action("a", meeting="cyp-2021-10-12", item="visit") + action("b")}
    now = {
        LOG: action("a", meeting="cyp-2021-10-12", item="visit", completed="yes")
        + action("c", meeting="cyp-2021-10-12", item="visit")
    }
    assert told(differences(*sides(before, now, meeting))) == [("actions", "b", "removed", ())]
    assert [one.id for one in differences(*sides(before, now, meeting, private=True))] == [
        *("a", "b", "c")
    ]


def test_a_reply_is_hidden_with_the_recommendation_it_answers() -> None:
    same = {
        MEETING: EXEMPT.format(title="x", reason="y", text="z"),
        "records/recommendations/r.yaml": "meeting: cyp-2021-10-12\nitem: visit\ntext: Visit.\n",
    }
    now = {"records/responses/x.yaml": "to: r\ndecision: agreed\n"}
    assert differences(*sides({}, now, same)) == ()
    assert len(differences(*sides({}, now, same, private=True))) == 1


def test_what_became_exempt_is_not_said_to_be_gone() -> None:
    opened = "date: 2021-10-12\nitems:\n  - {id: visit, title: A visit}\n"
    closed = EXEMPT.format(title="x", reason="y", text="z")
    log = action("a", meeting="cyp-2021-10-12", item="visit")
    before = {MEETING: opened, LOG: log}
    now = {MEETING: closed, LOG: log + "# touched\n"}
    assert [one.kind for one in differences(*sides(before, now))] == ["meetings"]
    # The other way round it is new to the public, and is said to be.
    assert [(one.kind, one.what) for one in differences(*sides(now, before))] == [
        ("meetings", "changed"),
        ("actions", "added"),
    ]
