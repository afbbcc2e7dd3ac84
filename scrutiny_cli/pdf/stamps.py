"""What a pack prints on every page: its number, the agenda item, whether it is private or a draft."""

import io
import re
from typing import Any

from pikepdf import Dictionary, Pdf

from scrutiny_cli.pdf import engine
from scrutiny_cli.pdf.opening import library

_WORDS = "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ .,:-"
_NAME = "/ScrutinyStamp"
SIZE = 10
# A range of codes and the first of their characters; or one code, twice here, and its character.
_RANGE = re.compile(r"<(\w{4})> <(\w{4})> <(\w{4})>|<(?=(\w{4}))(\w{4})> <(\w{4})>\n")


class StampFont:
    """A font embedded in a PDF, with the code and the width of each character."""

    def __init__(self, pdf: "Pdf") -> None:
        page = f"<html lang=en-GB><title>Stamps</title><p style='font-family: Arial'>{_WORDS}"
        made = library().open(io.BytesIO(engine.lay_out(page).content))
        font = next(iter(made.pages[0].obj.Resources.Font.values()))
        self._codes: dict[str, str] = {}
        for found in _RANGE.findall(font.ToUnicode.read_bytes().decode("latin-1")):
            low, high, to = (int(number, 16) for number in found if number)
            for step in range(high - low + 1):
                self._codes[chr(to + step)] = f"{low + step:04x}"
        self._widths: dict[int, float] = {}
        spans = list(font.DescendantFonts[0].get("/W", []))
        for first, widths in zip(spans[::2], spans[1::2], strict=False):
            for step, width in enumerate(widths):
                self._widths[int(first) + step] = float(width)
        self.font = pdf.copy_foreign(font if font.is_indirect else made.make_indirect(font))

    def width(self, words: str) -> float:
        """Return how wide words are, in points."""
        codes = [int(self._codes[character], 16) for character in words]
        return sum(self._widths.get(code, 556.0) for code in codes) * SIZE / 1000

    def draw(self, words: str, x: float, y: float) -> str:
        """Return the instructions that show words at a place."""
        codes = "".join(self._codes[character] for character in words)
        return f"BT {_NAME} {SIZE} Tf 0 g 1 0 0 1 {x:.1f} {y:.1f} Tm <{codes}> Tj ET"


class TurnedPage:
    """A page as its reader sees it: turned as it is shown, its corner at the origin."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = (float(side) for side in page.cropbox)
        turn = int(page.obj.get("/Rotate", 0)) % 360
        self.width, self.height = right - left, top - bottom
        if turn in (90, 270):
            self.width, self.height = self.height, self.width
        self._turn = {
            90: (0, 1, -1, 0, right, bottom),
            180: (-1, 0, 0, -1, right, top),
            270: (0, -1, 1, 0, left, top),
        }.get(turn, (1, 0, 0, 1, left, bottom))
        self.matrix = " ".join(f"{number:g}" for number in self._turn)

    def rectangle(self, x: float, y: float, width: float, height: float) -> list[float]:
        """Return where an area is on the page as it is stored."""
        a, b, c, d, e, f = self._turn
        corners = [
            (a * u + c * v + e, b * u + d * v + f) for u, v in ((x, y), (x + width, y + height))
        ]
        (x1, y1), (x2, y2) = corners
        return [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]


class Stamper:
    """Stamps the pages of a pack."""

    def __init__(self, pdf: "Pdf", mark: str) -> None:
        self._pdf, self._mark = pdf, mark
        self._font = StampFont(pdf)

    def stamp(
        self, page: Any, number: str, heading: str, link: tuple[int, str] | None
    ) -> list[float]:
        """Print a page's number, its heading and the pack's mark; return where its link is.

        ``link`` is the number of its marked content, and its words.
        """
        sheet, font = TurnedPage(page), self._font
        middle = (sheet.width - font.width(number)) / 2
        drawn = [("Footer", font.draw(number, middle, 20))]
        if heading:
            right = sheet.width - font.width(heading) - 40
            drawn.append(("Header", font.draw(heading, right, sheet.height - 26)))
        if self._mark:
            drawn.append(("Header", font.draw(self._mark, 40, sheet.height - 26)))
        lines = [
            f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC {text} EMC"
            for kind, text in drawn
        ]
        if link:
            lines.append(f"/Link <</MCID {link[0]}>> BDC {font.draw(link[1], 40, 20)} EMC")
        resources = _own(page.obj, "/Resources")
        _own(resources, "/Font")[_NAME] = font.font
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ q {sheet.matrix} cm\n{chr(10).join(lines)}\nQ\n".encode())
        return sheet.rectangle(38, 15, font.width(link[1]) + 4, SIZE + 6) if link else []


def _own(holder: Any, key: str) -> Any:
    if key not in holder:
        holder[key] = Dictionary()
    return holder[key]
