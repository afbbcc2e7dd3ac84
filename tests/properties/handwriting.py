"""Records as many hands would write them: random data in a random mixture of YAML's manners."""

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

AWKWARD = [
    "",
    " ",
    "~",
    "null",
    "yes",
    "No",
    "2021-11-23",
    "14:30",
    "010",
    "+5",
    "6.20",
    " leading",
    "trailing ",
    "a: b",
    "a #b",
    "# not a comment",
    "- dash",
    "-",
    "---",
    "...",
    "? mark",
    ": colon",
    "colon:",
    "{braces}",
    "[brackets]",
    "a, b",
    "*star",
    "&anchor",
    "!tag",
    "|",
    ">-",
    "%percent",
    "@at",
    "`tick`",
    "'",
    '"',
    "it's",
    'say "so"',
    "back\\slash",
    "\\n",
    "<<",
    "=1+1",
    "{{ braces }}",
    "http://example.org/a?b=c#d",
    "é 😀 \u00a0 ‘quotes’ – £",
    "x" * 300,
    "many words in a row " * 20 + "end",
    "two\nlines",
    "ends with a line end\n",
    "two\n\nparagraphs\n\n\nand more\n\n",
    "\nbegins empty",
    "  indented\nthen not",
    "not\n  indented\nnot",
    "spaces at the end \nof a line",
    "- a\n- b\n",
    "# hash\n--- line",
    "\n",
    "a\n \nb",
]
KEYS = ["id", "name", "due", "note", "owner", "items", "progress", "a key", "14:30", "it's", "null"]

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text("ab :#-'\"{},é😀\n", max_size=12),
    st.sampled_from(["one", "two words", "three short words", "4", "cyp-2021-11-23"]),
)


def values(depth: int = 2) -> st.SearchStrategy[Any]:
    """Text, or keys and lists of it."""
    if not depth:
        return texts
    inner = values(depth - 1)
    return st.one_of(
        texts,
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
        st.lists(inner, max_size=3),
    )


def records(*, blank: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """A record; ``blank`` lets a key have nothing after it."""
    inner = st.one_of(values(), st.none()) if blank else values()
    return st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=4)


files = st.one_of(records(), st.lists(records(), min_size=1, max_size=3))


@dataclass
class Hand:
    """Somebody who writes YAML; the same seed writes the same."""

    random: Random
    lines: list[str] = field(default_factory=list)
    comments: int = 0
    open_end: bool = False  # the text above keeps the empty lines below it

    def chance(self, out_of: int) -> bool:
        return self.random.randrange(out_of) == 0

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}."

    def tail(self) -> str:
        """What may stand at the end of a line."""
        if self.chance(5):
            return " " * self.random.randint(1, 3) + self.comment()
        return " " * self.random.randint(0, 2) if self.chance(12) else ""

    def between(self, column: int) -> None:
        """What may stand above an entry at a column."""
        if not self.open_end and self.chance(6):
            self.lines.append("")
        if self.chance(6):
            at = self.random.choice([column, column, 0]) if not self.open_end else 0
            self.lines.append(" " * at + self.comment())
            self.open_end = False
            if self.chance(4):
                self.lines.append("")

    def write(self, data: Any) -> bytes:
        """A whole file."""
        if self.chance(4):
            self.lines.append("---" + self.tail())
        if self.chance(4):
            self.lines.append(self.comment())
        if self.chance(6):
            opening, *others = self.flow(data, 1)
            self.lines += [opening, *others]
            self.lines[-1] += self.tail()
        else:
            self.block(data, self.random.choice([0, 0, 0, 2]))
        self.between(0)
        if self.chance(8) and self.lines[-1:] != [""]:
            self.lines.append("..." + self.tail())
        text = "\n".join(self.lines) + "\n"
        bare = text.rstrip("\n")
        if not self.open_end and self.chance(4) and not re.search(r"[|>][-+0-9]*( .*)?\n", text):
            text = bare
        if self.chance(5):
            text = text.replace("\n", "\r\n")
        return (b"\xef\xbb\xbf" if self.chance(6) else b"") + text.encode()

    def block(self, data: Any, column: int) -> None:
        """A mapping or list in lines, each entry on a line of its own."""
        pairs = data.items() if isinstance(data, dict) else ((None, item) for item in data)
        gap = self.random.choice([2, 2, 2, 4])
        offset = self.random.choice([0, 2, 2, 4])
        for key, value in pairs:
            self.between(column)
            lead = " " * column
            lead += "-" + " " * (gap - 2) if key is None else self.key(key) + ":"
            self.entry(lead, value, column, gap if key is None else offset, key is None)

    def entry(self, lead: str, value: Any, column: int, offset: int, in_list: bool) -> None:
        """What follows a colon or a dash."""
        self.open_end = False
        if isinstance(value, str) or value is None or not value or self.chance(4):
            self.inline(lead, value, column)
            return
        if in_list and not self.chance(6):  # beside the dash
            hand = Hand(self.random, comments=self.comments)
            below = len(lead) + 1
            hand.block(value, below)
            while not hand.lines[0].strip() or hand.lines[0].lstrip().startswith("#"):
                del hand.lines[0]
            hand.lines[0] = lead + " " + hand.lines[0].lstrip(" ")
            self.lines += hand.lines
            self.comments, self.open_end = hand.comments, hand.open_end
            return
        self.lines.append(lead + self.tail())
        is_list = isinstance(value, list)
        self.block(value, column + (offset if is_list and not in_list else max(offset, 1)))

    def inline(self, lead: str, value: Any, column: int) -> None:
        """A text or brackets, on the line of their key or the next."""
        if isinstance(value, str) and self.as_block(lead, value, column):
            return
        lines = [self.nothing()] if value is None else self.flow(value, column + 1)
        if not isinstance(value, str) and value is not None:
            pass
        elif value and self.chance(5):
            lines = self.broken(value, column + self.random.randint(1, 4)) or lines
        if lines[0] and self.chance(15):
            self.lines.append(lead + self.tail())
            lead = " " * (column + 1)
        opening, *others = lines
        self.lines += [
            f"{lead} {opening}".rstrip(" ") if not opening else f"{lead} {opening}",
            *others,
        ]
        self.lines[-1] += self.tail()

    def nothing(self) -> str:
        return self.random.choice(["", "", "~", "null"])

    def as_block(self, lead: str, text: str, column: int) -> bool:
        """A text as lines after ``|`` or ``>``."""
        body = text.strip("\n")
        if (
            not body
            or text.startswith("\n")
            or not (self.chance(8) or ("\n" in text and self.chance(2)))
        ):
            return False
        lines = body.split("\n")
        trailing = len(text) - len(text.rstrip("\n"))
        chomp = ["-", self.random.choice(["", "", "+"])][trailing] if trailing < 2 else "+"
        indent = self.random.choice([1, 2, 2, 4])
        digit = str(indent) if text[0] == " " or self.chance(6) else ""
        plain = all(line and line == line.strip(" ") for line in lines)
        sign = self.random.choice(["|", ">"]) if plain else "|"
        if sign == ">":
            words = [self.break_up(line) for line in lines]
            lines = "\n\n".join(words).split("\n")
        header = self.random.choice([digit + chomp, chomp + digit])
        self.lines.append(f"{lead} {sign}{header}" + self.tail())
        self.lines += [" " * (column + indent) + line if line else "" for line in lines]
        self.lines += [""] * (trailing - 1)
        self.open_end = chomp == "+"
        return True

    def break_up(self, text: str) -> str:
        """A text with some of its single spaces turned into line ends."""
        often = self.random.choice([2, 6, 1000])
        return re.sub(r"(?<=\S) (?=\S)", lambda _: "\n" if self.chance(often) else " ", text)

    def broken(self, text: str, column: int) -> list[str] | None:
        """A text over several lines, plain or in quotes."""
        if "\n" in text or text != text.strip(" ") or "\\" in text:
            return None
        opening, *others = self.break_up(self.scalar(text, flow=False)).split("\n")
        if any(line.startswith(("#", "---", "...")) for line in others):
            return None
        return [opening, *(" " * column + line for line in others)]

    def scalar(self, text: str, *, flow: bool) -> str:
        """A text on one line."""
        ways = ['"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"']
        if "\n" not in text:
            ways.append("'" + text.replace("'", "''") + "'")
            bare = r"[A-Za-z0-9=+é](?:[\w .'\"\\/()=£-]|:(?=\w))*"
            if re.fullmatch(bare, text) and text == text.strip() and text != "null":
                ways += [text] * 4
        return self.random.choice(ways)

    def key(self, key: str) -> str:
        return self.scalar(key, flow=True)

    def flow(self, data: Any, column: int) -> list[str]:
        """A value in brackets, on one line or several; a text as one line."""
        if isinstance(data, str):
            return [self.scalar(data, flow=True)]
        if data is None:
            return [self.random.choice(["~", "null"])]
        left, right = "{}" if isinstance(data, dict) else "[]"
        pairs = data.items() if isinstance(data, dict) else ((None, item) for item in data)
        parts = [(self.key(key) + ": " if key is not None else "", item) for key, item in pairs]
        spread = self.chance(3) and bool(parts)
        room = " " if self.chance(4) and not spread else ""
        lines = [left + room + (self.tail() if spread else "")]
        for index, (lead, item) in enumerate(parts):
            opening, *others = self.flow(item, column + 2)
            comma = "," if index < len(parts) - 1 or self.chance(6) else ""
            if spread:
                lines.append(" " * (column + 2) + lead + opening)
            else:
                lines[-1] += (" " if index else "") + lead + opening
            lines += others
            lines[-1] += comma + (self.tail() if spread else "")
        if spread:
            lines.append(" " * column + right)
        else:
            lines[-1] += room + right
        return lines


def write(data: Any, seed: int) -> bytes:
    """A file with these data, in the hand of a seed."""
    return Hand(Random(seed)).write(data)
