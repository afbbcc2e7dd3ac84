"""A message about a value names each character that only looks like one of the keyboard."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

ACTION = "id: act-1\nmeeting: cyp-2021-11-23\naction: Do it.\nowner: Clerk\n"
LOOKALIKES = {
    "\u00a0": "a no-break space (U+00A0)",
    "\u2003": "an em space (U+2003)",
    "\u202f": "a narrow no-break space (U+202F)",
    "\u00ad": "a soft hyphen (U+00AD)",
    "\u200b": "a zero width space (U+200B)",
    "\u2011": "a non-breaking hyphen (U+2011)",
    "\u2212": "a minus sign (U+2212)",
    "\u2019": "a right single quotation mark (U+2019)",
    "\u201c": "a left double quotation mark (U+201C)",
    "\uff11": "a fullwidth digit one (U+FF11)",
}


@pytest.mark.parametrize("character", LOOKALIKES, ids=ascii)
@pytest.mark.parametrize(
    "line",
    [
        "number: 1{}",
        "progress: [{{on: 12{}x, note: Done.}}]",
        "meeting: cyp{}2021",
        "item: a{}b",
        "completed: {}yes{}x",
        "accepted: yes{}x",
        "direct{}orate: x",
        "due: 3{}x January 2022",
        "evidence: x\nid: a{}c",
    ],
)
def test_message_names_the_character(tmp_path: Path, line: str, character: str) -> None:
    key = line.partition(":")[0] if "id:" not in line else "id"
    kept = "".join(f"{own}\n" for own in ACTION.splitlines() if not own.startswith(f"{key}:"))
    text = kept + line.format(character, character) + "\n"
    root = write_tree(tmp_path, {**BASE, "records/actions/act-1.yaml": text})
    messages = [
        told for told in scrutiny("check", cwd=root).out.splitlines() if "[invisible" not in told
    ]
    assert any(LOOKALIKES[character] in told for told in messages), messages


@pytest.mark.parametrize("character", LOOKALIKES, ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ("action", "show", "act{}1"),
        ("recommendation", "show", "rec{}1"),
        ("meeting", "show", "cyp{}2021"),
        ("action", "list", "--committee", "cyp{}"),
        ("action", "list", "--as-of", "12{}x"),
    ],
    ids=" ".join,
)
def test_message_about_the_command_line_names_the_character(
    tmp_path: Path, words: tuple[str, ...], character: str
) -> None:
    told = scrutiny(
        *(word.format(character) for word in words), cwd=write_tree(tmp_path, dict(BASE))
    )
    assert told.code == 2
    assert LOOKALIKES[character] in told.err


def test_invisible_character_is_warned_of_by_its_name(tmp_path: Path) -> None:
    files = {"records/people/ash.yaml": "name: Rowan\u200b Ash\ntitle: Councillor\n"}
    told = scrutiny("check", cwd=write_tree(tmp_path, {**BASE, **files}))
    assert "a zero width space (U+200B) is here and is invisible" in told.out


def test_ordinary_text_has_no_such_remark(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "records/actions/act-1.yaml": ACTION + "number: x\n"})
    assert "; it has" not in scrutiny("check", cwd=root).out
