"""Numbers in the form in which Excel shows them: ``4`` in the format ``"CYP/"000`` is ``CYP/004``."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_TESTS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d{1,2}", re.IGNORECASE
)
_PLACES = frozenset("0#?")
# Letters that stand for a part of a date or have another meaning that is not read here.
_NOT_READ = re.compile(r"[a-z]", re.IGNORECASE)
# Words among digits, a fraction, and a comma that divides by a thousand are in no action log.
_RARE = {"text", "slash", "thousands"}
# Excel shows so many signs of a number without a format.
_WIDEST = 11
_FURTHEST = Decimal(10) ** 15


class Token(NamedTuple):
    """A part of a format: ``literal``, ``place``, ``point``, ``comma``, ``percent``, ``slash`` ..."""

    kind: str
    text: str


class FormatSection(NamedTuple):
    """One of the up to four parts of a format, with the numbers it is for."""

    tokens: tuple[Token, ...]
    test: str | None = None
    limit: Decimal = Decimal(0)

    def holds(self, number: Decimal) -> bool:
        """Whether its own condition holds for a number."""
        return bool(_TESTS[self.test or "="](number, self.limit))


def shown(number: float, code: str) -> str | None:
    """A number as Excel shows it; ``None`` where the format is not understood."""
    try:
        sections = _sections(code)
        exact = Decimal(repr(number))
        chosen = _chosen(sections, exact)
        if chosen is None:
            return None
        section, minus = chosen
        return _spelt(section.tokens, abs(exact), minus)
    except (ValueError, ArithmeticError):
        return None


def shown_text(text: str, code: str) -> str | None:
    """Words as Excel shows them: the format ``"CYP/"@`` adds its own."""
    try:
        sections = _sections(code)
    except ValueError:
        return text
    section = sections[3] if len(sections) > 3 else sections[-1]
    kinds = {token.kind for token in section.tokens}
    if "text" not in kinds:
        return None if len(sections) > 3 else text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens).strip()


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[FormatSection, ...]:
    """The parts of a format; raise ``ValueError`` for what is not read here."""
    parts: list[list[Token]] = [[]]
    tests: list[tuple[str, Decimal] | None] = [None]
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "sign" and text == ";":
            parts.append([])
            tests.append(None)
        elif kind == "bracket" and (condition := _CONDITION.fullmatch(text)):
            tests[-1] = condition[1], Decimal(condition[2])
        elif token := _token(kind, text):
            parts[-1].append(token)
    return tuple(
        FormatSection(tuple(_with_commas(tokens)), *(test or ()))
        for tokens, test in zip(parts, tests, strict=True)
    )


def _token(kind: str, text: str) -> Token | None:
    match kind:
        case "quoted" | "escaped":
            return Token("literal", text)
        case "gap":
            return Token("literal", " ")
        case "fill":
            return None
        case "bracket":
            if text.startswith("$"):
                return Token("literal", text[1:].partition("-")[0])
            if _COLOUR.fullmatch(text):
                return None
            raise ValueError(f"[{text}]")
        case "general":
            return Token(kind, text)
    if text in _PLACES:
        return Token("place", text)
    named = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}.get(text)
    if named is None and _NOT_READ.match(text):
        raise ValueError(text)
    return Token(named or "literal", text)


def _with_commas(tokens: list[Token]) -> list[Token]:
    """Tokens with each comma as what it is: between places, after them (thousands left out), a word."""
    places = [index for index, token in enumerate(tokens) if token.kind in ("place", "point")]
    result = []
    for index, token in enumerate(tokens):
        if token.kind == "comma":
            if not places or index < places[0]:
                result.append(Token("literal", ","))
            else:
                result.append(Token("group" if index < places[-1] else "thousands", ","))
        elif token.kind == "slash" and not any(t.kind == "place" for t in tokens[:index]):
            result.append(Token("literal", "/"))
        else:
            result.append(token)
    return result


def _chosen(
    sections: tuple[FormatSection, ...], number: Decimal
) -> tuple[FormatSection, bool] | None:
    """The part for a number, and whether the minus is shown with it."""
    numeric = sections[:3]
    if len(numeric) > 1 and any(token.kind == "text" for token in numeric[-1].tokens):
        numeric = numeric[:-1]
    if any(section.test for section in numeric):
        for section in numeric:
            if section.test is None or section.holds(number):
                return section, number < 0
        return None
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], number < 0


def _spelt(tokens: tuple[Token, ...], number: Decimal, minus: bool) -> str | None:
    kinds = [token.kind for token in tokens]
    if "general" in kinds or kinds == ["text"]:
        body = "".join(
            general(number) if token.kind in ("general", "text") else token.text for token in tokens
        )
    elif "place" not in kinds:
        body = "".join(token.text for token in tokens)
    elif _RARE & set(kinds) or kinds.count("point") > 1:
        return None
    else:
        body = _fixed(tokens, number * Decimal(100) ** kinds.count("percent"))
        minus = minus and any(digit in body for digit in "123456789")
    return " ".join(f"-{body}".split() if minus else body.split())


def general(number: Decimal) -> str:
    """A number without a format: at most eleven signs, whole numbers in full."""
    if number == number.to_integral_value() and abs(number) < _FURTHEST:
        return f"{number:.0f}"
    if not Decimal("1e-5") <= abs(number) < _FURTHEST:
        return f"{number:.5E}"
    whole = len(f"{abs(number):.0f}")
    rounded = number.quantize(Decimal(1).scaleb(-max(_WIDEST - 1 - whole, 0)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fixed(tokens: tuple[Token, ...], number: Decimal) -> str:
    """A number over places, with a point or without."""
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    places = sum(token.kind == "place" for token in tokens[point:])
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    return _before(tokens[:point], whole.lstrip("0")) + _after(tokens[point:], part)


def _before(tokens: tuple[Token, ...], digits: str) -> str:
    """The places before the point, filled from the right; what is left over goes before the first."""
    group = any(token.kind == "group" for token in tokens)
    left = sum(token.kind == "place" for token in tokens)
    result: list[str] = []
    written = 0
    for token in reversed(tokens):
        if token.kind != "place":
            result.append(token.text if token.kind in ("literal", "percent") else "")
            continue
        left -= 1
        here = digits if left == 0 else digits[-1:]
        digits = digits[: len(digits) - len(here)]
        if not here and token.text == "0":
            here = "0"
        for digit in reversed(here):
            if group and written and written % 3 == 0:
                result.append(",")
            result.append(digit)
            written += 1
    return "".join(reversed(result))


def _after(tokens: tuple[Token, ...], digits: str) -> str:
    """The point and the places behind it, without the noughts that `#` leaves out."""
    result = []
    rest = digits
    for token in tokens:
        if token.kind == "place":
            digit, rest = rest[:1], rest[1:]
            empty = token.text in "#?" and not (digit + rest).strip("0")
            result.append("" if empty else digit)
        elif token.kind in ("literal", "percent", "point"):
            result.append(token.text)
    return "".join(result)
