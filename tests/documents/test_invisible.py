"""What nobody can see is told with its place, typed or escaped; what a text needs is let be."""

import unicodedata
from pathlib import Path

import pytest

from scrutiny_cli.documents import gate
from scrutiny_cli.documents.invisible import invisible_characters
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

# Format characters (Cf) that show something: signs of Arabic, Syriac and Kaithi numbers and verses.
SHOWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# What Unicode counts among letters, signs and marks, and draws as nothing.
BLANK = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2800, 0x3164, 0xFFA0, 0xFE00}
BLANK |= {0xFE0F, 0xE0100, 0xE01EF, 0xE0000, 0xE0080, 0x2065, 0xFFF0}
# The joiners and selectors stand between letters here, where nothing needs them.
UNSEEN = sorted(
    {n for n in range(0x110000) if unicodedata.category(chr(n)) == "Cf"} - SHOWN | BLANK
)


def told(text: str) -> list[tuple[int, int]]:
    """Line and column, counted from 1, of what nobody can see."""
    return [(span.line + 1, span.column + 1) for span, _ in invisible_characters(text)]


def test_every_format_character_is_refused_or_told() -> None:
    for number in UNSEEN:
        character = chr(number)
        refused = gate.FORBIDDEN.search(f"x{character}y")
        assert refused or told(f"name: x{character}y") == [(1, 8)], f"U+{number:04X}"


def test_it_is_told_as_an_escape_too() -> None:
    for number in UNSEEN:
        escape = f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08X}"
        if not gate.FORBIDDEN.search(chr(number)):
            assert told(f'a: b\nname: "x{escape}y"') == [(2, 9)], escape


@pytest.mark.parametrize(
    "needed",
    [
        "👨‍👩‍👧 and 👩🏽‍💻",  # families and trades are joined
        "❤️ ☎️ ☎︎ 1️⃣ #️⃣ ©️",  # one selector after a sign
        "می‌خواهم",  # Persian keeps letters apart
        "ක්‍රියා क्‍ष",  # Sinhala and Hindi join them
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
        "葛\U000e0100飾",  # one of two ways to draw an ideograph
        "café, £5, “quoted” – and 23\u00a0November",
    ],
)
def test_what_a_text_needs_is_let_be(needed: str) -> None:
    assert told(f"a: {needed}") == []
    escaped = needed.encode("ascii", "backslashreplace").decode()
    assert told(f'a: "{escaped}"') == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: x\u200d", [(1, 5)]),
        ("a: ❤️\ufe0f\ufe0f", [(1, 6), (1, 7)]),  # a flood: one is enough
        ("a: \ufe0f", [(1, 4)]),
        ("a: x\ufe0f", [(1, 5)]),  # a letter of ASCII has no other form
        ("a: \U0001f3f4\U000e0068\U000e0069\U000e007f", [(1, 5), (1, 6), (1, 7)]),  # hidden words
        ('a: "\\u200b\\u200b"', [(1, 5), (1, 11)]),
        ('a: "b\n  c\\xad"', [(2, 4)]),
        ('a: "b\\\n  \\xad"', [(2, 3)]),
        ('"\\u200b": b', [(1, 2)]),
        ('- {a: "\\u2060", b: ["\\u3164"]}', [(1, 8), (1, 22)]),
        ("a: \\u200b", []),  # no escape without double quotes
        ("a: '\\u200b'", []),
        ("a: |\n  \\u200b\n", []),
        ("# \\u200b\na: b", []),
        ('a: "\\\\u200b"', []),  # a backslash and words
        ('a: "\\u00e9\u200b"', [(1, 11)]),  # one that is typed, once, beside an escape
        ('a: "x\u200bx\\u200b"', [(1, 6), (1, 8)]),  # each of them once
        ('a: "\\\\\\u200b"', [(1, 7)]),
    ],
)
def test_invisible_character_is_found_at_its_line_and_column(
    text: str, places: list[tuple[int, int]]
) -> None:
    assert told(text) == places


@pytest.mark.parametrize(
    ("escape", "column"),
    [
        *((r"\u202e", 12), (r"\u2066", 12), (r"\x1b", 12), (r"\e", 12), (r"\0", 12), (r"\L", 12)),
        *((r"\u200f", 12), (r"\U0000feff", 12), (r"\u206f", 12), (r"\ufdd0", 12), (r"\r", 12)),
        (r"\\ \u202e", 15),
    ],
)
def test_a_forbidden_escape_is_an_error_at_its_place(
    escape: str, column: int, tmp_path: Path
) -> None:
    text = f'title: x\nname: "Ann {escape}"\n'
    root = write_tree(tmp_path, {**BASE, "records/people/ann.yaml": text})
    found = scrutiny("check", cwd=root)
    assert found.code == 1
    assert found.out.startswith(f"records/people/ann.yaml:2:{column}: error[forbidden-character]")


def test_a_warning_names_the_character_and_stays_a_warning(tmp_path: Path) -> None:
    text = 'title: Dr\nname: "Jo \\u3164Beech"\n'
    root = write_tree(tmp_path, {**BASE, "records/people/jo.yaml": text})
    found = scrutiny("check", cwd=root)
    assert found.code == 0
    assert found.out == (
        "records/people/jo.yaml:2:11: warning[invisible-character] a hangul filler (U+3164) is here and is "
        "invisible (delete it; it was most likely pasted from elsewhere)\n"
    )


def test_a_flood_is_told_up_to_a_bound() -> None:
    assert len(told("a: " + "\u200b" * 5_000)) == gate.MAX_PROBLEMS
    assert len(told(f'a: "{"u200b" * 9}{chr(92)}u200b"')) == 1
