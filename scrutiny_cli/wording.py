"""Small helps for the words of messages."""

import re
from collections.abc import Iterable, Sequence

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # names of files that are no text, and what no XML may hold
)
# What the runner of a CI job takes for an order to itself, wherever in a line it stands.
_ORDER = re.compile(r"##(?=\w*\[)")
# The same at the beginning of a line, whatever white space stands before it.
_LINE_ORDER = re.compile(r"(?m)^([^\S\n]*):(?=:)")


def visible(text: str) -> str:
    """Text whose control and direction characters are shown and never sent to a terminal."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def on_one_line(text: str) -> str:
    """Words for a line of a log: nothing in them ends the line or gives a CI job an order."""
    flat = visible(text).replace("\n", "\\n").replace("\t", "\\t")
    return unordered(flat)


def unordered(text: str) -> str:
    """Lines for a log in which no CI job finds an order to itself: a space breaks what looks like one."""
    return _LINE_ORDER.sub(r"\1: ", _ORDER.sub("# #", text))


def unordered_markdown(text: str) -> str:
    """The same for Markdown, where a backslash breaks it and its reader sees no difference."""
    return _LINE_ORDER.sub(r"\1\\:", _ORDER.sub(r"#\\#", text))


def shorten(text: str, most: int = 60) -> str:
    """A text on one line and of bounded length, to be quoted in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


# Words less alike than this are no near miss.
_ALIKE = 0.6


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The likeliest of ``words`` that ``word`` was meant to be."""
    from difflib import SequenceMatcher

    choices = {choice.lower(): choice for choice in words if choice}
    matcher = SequenceMatcher(b=word.lower()[:200])
    # What the letters alone allow is soon known, and spares most words the close look.
    allowed = []
    for choice in choices:
        matcher.set_seq1(choice)
        allowed.append((matcher.quick_ratio(), choice))
    best = (_ALIKE, "")
    for most, choice in sorted(allowed, reverse=True):
        if most < best[0]:
            break
        matcher.set_seq1(choice)
        best = max(best, (matcher.ratio(), choice))
    return choices.get(best[1])


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """A hint with the near miss, or nothing."""
    found = nearest(word, words)
    return f"did you mean {found}?" if found else None


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words in a row: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def times(number: int) -> str:
    """How often: ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 error``, ``2 errors``, ``no errors``."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"


def capital(text: str) -> str:
    """A text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
