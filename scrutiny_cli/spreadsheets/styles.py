"""How the cells of a workbook look, as far as it says something: struck out, filled, a date."""

import colorsys
import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from scrutiny_cli.spreadsheets.parts import Package

T = TypeVar("T")
Shown = Literal["day", "month", "year", "time"]
"""What a number format shows of a date."""

# The formats that every workbook knows without naming them; those of East Asia show a day too.
_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "day"),
    17: "month",
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47, 55, 56), "time"),
}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# The first entries of Excel's old palette, which is all that is still written.
_INDEXED = (
    *("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF") * 2,
    *("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"),
    *("9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"),
    *("000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"),
    *("00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"),
    *("3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"),
    *("003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)
# The colours of the usual theme, in the order in which cells refer to them.
_THEME = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4"),
    *("ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"),
)
WHITE = "FFFFFF"


class Style(NamedTuple):
    """What the look of a cell says."""

    struck: bool = False
    fill: str | None = None
    shown: Shown | None = None


def read_styles(package: Package, name: str) -> list[Style]:
    """The styles of a workbook in the order in which its cells refer to them."""
    reader = _Styles()
    path: list[str] = []
    for what, element, attributes in package.events(name):
        if what == "start":
            path.append(element)
            reader.start(tuple(path[1:]), attributes)
        elif what == "end":
            path.pop()
    return reader.styles


class _Styles:
    """Fonts, fills and formats as they come, put together for each style."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._fills: list[str | None] = []
        self._solid = False
        self._formats: dict[int, Shown | None] = dict(_BUILT_IN)
        self.styles: list[Style] = []

    def start(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        match path:
            case ("numFmts", "numFmt"):
                self._formats[_int(attributes.get("numFmtId"))] = shown(
                    attributes.get("formatCode", "")
                )
            case ("fonts", "font"):
                self._fonts.append(False)
            case ("fonts", "font", "strike"):
                self._fonts[-1] = is_on(attributes)
            case ("fills", "fill"):
                self._fills.append(None)
            case ("fills", "fill", "patternFill"):
                self._solid = attributes.get("patternType", "none") not in ("none", "gray125")
            case ("fills", "fill", "patternFill", "fgColor"):
                if self._solid:
                    self._fills[-1] = colour(attributes)
            case ("cellXfs", "xf"):
                self.styles.append(
                    Style(
                        _at(self._fonts, attributes.get("fontId"), False),
                        _at(self._fills, attributes.get("fillId"), None),
                        self._formats.get(_int(attributes.get("numFmtId"))),
                    )
                )


def _int(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 10 else 0


def _at(values: Sequence[T], index: str | None, otherwise: T) -> T:
    position = _int(index)
    return values[position] if position < len(values) else otherwise


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a mark such as ``<strike/>`` is set."""
    return attributes.get("val", "1") in ("1", "true", "on")


def shown(code: str) -> Shown | None:
    """What a number format shows of a date; ``None`` if it is for numbers."""
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "general" in bare:
        return None
    if "d" in bare:
        return "day"
    if "y" in bare:
        return "month" if "m" in bare else "year"
    return "time" if re.search(r"[hs]", bare) else "month" if "mmm" in bare else None


def colour(attributes: Mapping[str, str]) -> str | None:
    """A colour as six hexadecimal digits; ``None`` for white and for what cannot be told."""
    written = attributes.get("rgb")
    if written and re.fullmatch(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}", written):
        base = written[-6:].upper()
    elif attributes.get("theme", "").isdecimal():
        base = _at(_THEME, attributes["theme"], WHITE)
    elif attributes.get("indexed", "").isdecimal():
        base = _at(_INDEXED, attributes["indexed"], WHITE)
    else:
        return None
    tinted = _tinted(base, attributes.get("tint", "0"))
    return None if tinted == WHITE else tinted


def _tinted(base: str, written: str) -> str:
    """A colour made lighter (above 0) or darker (below)."""
    try:
        tint = min(max(float(written), -1.0), 1.0)
    except ValueError:
        return base
    if not tint:
        return base
    hue, light, full = colorsys.rgb_to_hls(*(int(base[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


def colour_word(fill: str) -> str:
    """The plain word for a colour, as people speak of fills: ``92D050`` is green."""
    red, green, blue = (int(fill[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if full < 0.12 or spread < 0.06:
        return "black" if light < 0.15 else "white" if light > 0.97 else "grey"
    degrees = hue * 360
    for end, word in (
        (15, "red"),
        (48, "orange"),
        (68, "yellow"),
        (170, "green"),
        (255, "blue"),
        (320, "purple"),
    ):
        if degrees < end:
            return word
    return "red" if degrees > 340 else "pink"
