"""Functions for the text of messages."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # file names that are not text, and characters that XML does not allow
)
# A CI runner reads this as a command, anywhere in a line.
_ORDER = re.compile(r"##(?=\w*\[)")
# A CI runner reads this as a command at the start of a line, after any white space.
_LINE_ORDER = re.compile(r"(?m)^([^\S\n]*):(?=:)")


def visible(text: str) -> str:
    """Text with its control and direction characters escaped, safe to send to a terminal."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def on_one_line(text: str) -> str:
    """Text for one line of a log. It cannot end the line or give a command to a CI runner."""
    flat = visible(text).replace("\n", "\\n").replace("\t", "\\t")
    return unordered(flat)


def unordered(text: str) -> str:
    """Lines for a log without commands to a CI runner. A space breaks each of them."""
    return _LINE_ORDER.sub(r"\1: ", _ORDER.sub("# #", text))


def unordered_markdown(text: str) -> str:
    """Markdown without commands to a CI runner. A backslash, which readers do not see, breaks each."""
    return _LINE_ORDER.sub(r"\1\\:", _ORDER.sub(r"#\\#", text))


def plain_words(text: str) -> str:
    """Words in small letters without signs: `Due date (dd/mm/yy):` is ``due date``."""
    import unicodedata

    flat = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    flat = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", flat)
    return " ".join(re.sub(r"[^\w]+|_", " ", flat).split())


def shorten(text: str, most: int = 60) -> str:
    """A text on one line, cut to a length, to quote in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


# Words less alike than this are not suggested.
_ALIKE = 0.6


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word of ``words`` that ``word`` is most like, or ``None``."""
    choices = {choice.lower(): choice for choice in words if choice}
    similar = get_close_matches(word.lower()[:200], choices, n=1, cutoff=_ALIKE)
    return choices[similar[0]] if similar else None


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """A hint with the most similar word, or ``None``."""
    similar = nearest(word, words)
    return f"did you mean {similar}?" if similar else None


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def in_words(number: int) -> str:
    """A number up to ten in words, as texts print it: ``five``."""
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[number] if number < len(words) else str(number)


# Spaces, hyphens, dashes and quotes that look like those of a keyboard, and wide letters and digits.
_LOOKALIKE = re.compile(
    "[\u00a0\u2000-\u200b\u202f\u3000\u2010-\u2015\u2212\u2018-\u201f\uff01-\uff5e\u00ad]"
)


def name_of_character(character: str) -> str:
    """The name of a character, with its article and its number: ``a no-break space (U+00A0)``."""
    import unicodedata

    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{with_article(name)} ({number})" if name else number


def with_lookalikes(message: str, text: str) -> str:
    """A message with the names of the characters in a text that only look like those of a keyboard."""
    found = list(dict.fromkeys(_LOOKALIKE.findall(text[:100])))
    return (
        f"{message}; it has {listed([name_of_character(c) for c in found])}" if found else message
    )


def with_article(noun: str) -> str:
    """A noun with its article: ``an action``, ``a meeting``."""
    return f"{'an' if noun[:1].lower() in tuple('aeiou') else 'a'} {noun}"


def times(number: int) -> str:
    """A number of times: ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 error``, ``2 errors``, ``no errors``."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number or 'no'} {noun}"


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def incomplete(unread: Sequence[str]) -> str | None:
    """Return why records may be missing from an answer: the files that could not be read."""
    if not unread:
        return None
    others = [count(len(unread) - SHOWN_FILES, "other file")] if len(unread) > SHOWN_FILES else []
    files = listed([*map(on_one_line, unread[:SHOWN_FILES]), *others])
    return (
        f"{files} cannot be read in full, so records may be missing here. "
        "`scrutiny check` says what to correct."
    )


SHOWN_FILES = 5
"""How many files that could not be read are named."""
