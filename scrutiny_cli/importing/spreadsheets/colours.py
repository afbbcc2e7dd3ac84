"""The colours of cells, and the plain words for them."""

import colorsys

# The colours of the usual theme, in the order in which cells refer to them.
THEME = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4"),
    *("ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"),
)
WHITE = "FFFFFF"
NO_COLOUR = "00000000"
"""What openpyxl makes of a colour that a fill does not name."""


def tinted(base: str, tint: float) -> str:
    """A colour made lighter (above 0) or darker (below); both are six hexadecimal digits."""
    if not (tint and -1 <= tint <= 1):
        return base
    hue, light, full = colorsys.rgb_to_hls(*(int(base[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


def colour_word(fill: str) -> str:
    """The plain word for a colour, as people call fills: ``92D050`` is green."""
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
