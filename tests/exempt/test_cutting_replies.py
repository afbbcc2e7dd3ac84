"""One reply to an open and an exempt recommendation: the open one keeps its date and its decision."""

import json
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

AT = ("--as-of", "2022-01-30")
FILES = {
    **BASE,
    "scrutiny.toml": 'visibility = "private"\n',
    "records/meetings/cyp-2021-10-12.yaml": (
        "date: 2021-10-12\nitems:\n"
        "  - {id: buses, title: Buses}\n"
        "  - {id: shut, title: Whitemoor, classification: exempt,"
        " exempt: {paragraphs: [3], reason: Whitemoor, public_title: A contract}}\n"
    ),
    "records/recommendations/a.yaml": (
        "- {id: rec-open, meeting: cyp-2021-10-12, item: buses, text: Run more buses.,"
        " to: executive, received: 2021-10-14}\n"
        "- {id: whitemoor-rec, meeting: cyp-2021-10-12, item: shut, text: Whitemoor.,"
        " to: executive, received: 2021-10-14}\n"
    ),
}
REPLY = """\
- id: whitemoor-reply
  to: [whitemoor-rec, rec-open]
  by: The Whitemoor board
  on: 2021-11-20
  decision: agreed
  text: Whitemoor will follow.
  alignment: The letter names Whitemoor.
  notes: Whitemoor
  source: Whitemoor
"""
PATH = "records/responses/a.yaml"


def register(folder: Path, reply: str) -> Path:
    return write_tree(folder, {**FILES, PATH: reply})


def exported(root: Path) -> list[dict[str, object]]:
    """The replies in a public export."""
    told = scrutiny("export", "responses", "--format", "json", "-o", "-", *AT, "--root", root)
    assert told.code == 0, told.err
    assert "hitemoor" not in told.out
    return [one["record"] for one in json.loads(told.out)["records"]["responses"]]


def test_open_recommendation_is_shown_as_answered(tmp_path: Path) -> None:
    root = register(tmp_path, REPLY)
    assert scrutiny("check", "--root", root).code == 0
    told = scrutiny("recommendation", "show", "rec-open", *AT, "--root", root)
    assert "Agreed" in told.out
    assert "20 Nov" in told.out
    assert "hitemoor" not in told.everything
    told = scrutiny("overdue", "--fail", *AT, "--root", root)
    assert told.code == 0, told.out
    (reply,) = exported(root)
    assert reply == {
        "id": "reply-to-rec-open",
        "to": ["rec-open"],
        "on": "2021-11-20",
        "decision": "agreed",
    }


@pytest.mark.parametrize(
    ("ways", "decision"),
    [
        ("decision: agreed\n  except: {whitemoor-rec: not agreed}", "agreed"),
        ("decision: agreed\n  except: {rec-open: not agreed}", "not agreed"),
        ("except: {rec-open: noted}", "noted"),
        ("except: {whitemoor-rec: noted}", None),
    ],
)
def test_only_the_decision_on_the_open_one_is_shown(
    ways: str, decision: str | None, tmp_path: Path
) -> None:
    (reply,) = exported(register(tmp_path, REPLY.replace("decision: agreed", ways)))
    assert reply.get("decision") == decision
    assert "except" not in reply


def test_only_what_is_promised_for_the_open_one_alone_is_shown(tmp_path: Path) -> None:
    promises = (
        "  actions:\n"
        "    - {action: Buy three buses., due: 2022-03-01, for: rec-open}\n"
        "    - {action: Whitemoor., due: 2021-12-01, for: [rec-open, whitemoor-rec]}\n"
        "    - {action: Whitemoor., due: 2021-12-01}\n"
    )
    root = register(tmp_path, REPLY + promises)
    (reply,) = exported(root)
    assert [action["action"] for action in reply["actions"]] == ["Buy three buses."]  # type: ignore[attr-defined]  # JSON
    assert scrutiny("overdue", "--fail", *AT, "--root", root).code == 0


def test_part_that_was_answered_is_not_quoted(tmp_path: Path) -> None:
    (reply,) = exported(register(tmp_path, f"{REPLY}  part: the Whitemoor contract\n"))
    assert reply["part"] == "part of it"


def test_public_id_is_one_that_no_other_reply_has(tmp_path: Path) -> None:
    own = "- {id: reply-to-rec-open, to: rec-open, on: 2021-12-01, text: Later.}\n"
    later = REPLY.replace("whitemoor-reply", "whitemoor-2").replace("2021-11-20", "2021-11-21")
    ids = {str(reply["id"]) for reply in exported(register(tmp_path, own + REPLY + later))}
    assert ids == {"reply-to-rec-open", "reply-2-to-rec-open", "reply-3-to-rec-open"}


def test_public_changes_say_that_the_open_one_was_answered(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", FILES)
    register(tmp_path, REPLY)
    told = scrutiny("changes", "--since", "HEAD", *AT, "--root", tmp_path)
    assert "rec-open" in told.out
    assert "agreed" in told.out
    assert "hitemoor" not in told.everything


def test_fingerprint_follows_the_shown_decision_and_no_exempt_word(tmp_path: Path) -> None:
    def stamp(reply: str) -> str:
        root = register(tmp_path, reply)
        told = scrutiny("recommendation", "list", "--format", "json", *AT, "--root", root)
        return str(json.loads(told.out)["revision"])

    first = stamp(REPLY)
    assert stamp(REPLY.replace("Whitemoor will follow.", "Whitemoor will never follow.")) == first
    assert stamp(REPLY.replace("whitemoor-reply", "whitemoor-answer")) == first
    assert stamp(REPLY.replace("decision: agreed", "decision: noted")) != first
