"""What Word prints before the items of its lists: it keeps the rule, not the number."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

BULLET = "•"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DEEPEST = 9
_HIGHEST = 100_000


class Level(NamedTuple):
    """A level of a list: the form of its numbers, the words about them, the first number."""

    form: str = "decimal"
    words: str = "%1."
    start: int = 1


class Numbering:
    """The lists of a document, and the number each of them has got to."""

    def __init__(self, tree: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        if tree is None:
            return
        for each in tree.iter("w:abstractNum"):
            self._levels[each.get("w:abstractNumId", "")] = dict(_levels(each))
        for each in tree.iter("w:num"):
            name = each.get("w:numId", "")
            self._abstract[name] = value(each, "w:abstractNumId")
            for override in each.iter("w:lvlOverride"):
                if (start := value(override, "w:startOverride")).isdecimal():
                    level = override.get("w:ilvl", "0")
                    self._starts.setdefault(name, {})[int(level) if level.isdecimal() else 0] = int(
                        start
                    )

    def next(self, name: str, depth: int) -> str:
        """Return what is printed before the next item of a list, and count it."""
        abstract = self._abstract.get(name)
        if abstract is None or name == "0":
            return ""
        levels = self._levels.get(abstract, {})
        depth = min(depth, _DEEPEST)
        level = levels.get(depth, Level())
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""
        counts = self._counts.setdefault(abstract, {})
        begun = self._starts.pop(name, {})  # a list that begins again does so once
        counts.update({at: start - 1 for at, start in begun.items()})
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, _HIGHEST)
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        words = level.words
        for at in range(depth + 1):
            of = levels.get(at, Level())
            words = words.replace(f"%{at + 1}", _number(counts.get(at, of.start), of.form))
        return words.strip()


def value(element: Element, name: str) -> str:
    """Return the value of an element below, or no words."""
    below = element.find(name)
    return "" if below is None else below.get("w:val", "")


def _levels(abstract: Element) -> Iterator[tuple[int, Level]]:
    for each in abstract.iter("w:lvl"):
        at, start = each.get("w:ilvl", "0"), value(each, "w:start")
        if at.isdecimal():
            form, words = value(each, "w:numFmt"), value(each, "w:lvlText")
            yield int(at), Level(form, words, int(start) if start.isdecimal() else 1)


def _number(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 % 30 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        rest, letters = count % 4000, ""
        for worth, roman in _ROMAN:
            letters += roman * (rest // worth)
            rest %= worth
        return letters.upper() if form == "upperRoman" else letters
    return f"{count:02}" if form == "decimalZero" else str(count)
