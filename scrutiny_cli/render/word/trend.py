"""The picture of a trend as a drawing of Word: lines and dots, with its figures as alternative text."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls

from scrutiny_cli.render.chart import draw, sparkline
from scrutiny_cli.reports.model import Trend
from scrutiny_cli.wording import visible

# Units of a drawing: 914,400 an inch. A unit of the picture is 1/96 inch on a page, and a tenth of it a point here.
_EMU, _FINE = 9525, 10
_DASH = 40
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def drawing(trend: Trend, number: int) -> str:
    """Return a trend as a run of words with a drawing in it; ``number`` is its own in the file."""
    picture = draw(trend)
    wide, high = picture.width * _EMU, picture.height * _EMU
    words = quoteattr(visible(f"{picture.title}. {picture.description}"))
    size = f'w="{picture.width * _FINE}" h="{picture.height * _FINE}"'
    lines = "".join(_line(corners.split()) for corners in picture.lines)
    targets = "".join(_dashes(_point(height), picture.width * _FINE) for height in picture.targets)
    dots = "".join(_dot(_point(d.x), _point(d.y), 35 if d.last else 20) for d in picture.dots)
    others = "".join(_dot(_point(d.x), _point(d.y), 25) for d in picture.others)
    paths = (
        f'<a:path {size} fill="none">{lines}{targets}</a:path><a:path {size}>{dots}</a:path>'
        f'<a:path {size} fill="none">{others}</a:path>'
    )
    names = nsdecls("w", "wp", "a").replace("xmlns:w=", f'xmlns:wps="{_SHAPE}" xmlns:w=', 1)
    return (
        f'<w:r {names} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Trend {number}" '
        f'descr={words}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvPr id="{number}" name="Trend {number}" descr={words}/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{paths}</a:pathLst></a:custGeom>"
        '<a:solidFill><a:srgbClr val="0B0C0C"/></a:solidFill><a:ln w="15875"><a:solidFill><a:srgbClr '
        'val="0B0C0C"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>{sparkline(trend)}</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _point(number: str) -> int:
    return round(float(number) * _FINE)


def _line(corners: list[str]) -> str:
    (x, y), *rest = [tuple(map(_point, corner.split(","))) for corner in corners]
    return _from(x, y) + "".join(_to(*corner) for corner in rest)


def _dashes(height: int, wide: int) -> str:
    """A line across, in dashes."""
    return "".join(_strokes(height, wide))


def _strokes(height: int, wide: int) -> Iterator[str]:
    for start in range(0, wide, 2 * _DASH):
        yield _from(start, height) + _to(min(start + _DASH, wide), height)


def _dot(x: int, y: int, half: int) -> str:
    """A small square on its corner."""
    corners = ((x + half, y), (x, y + half), (x - half, y))
    return _from(x, y - half) + "".join(_to(*corner) for corner in corners) + "<a:close/>"


def _from(x: int, y: int) -> str:
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>'


def _to(x: int, y: int) -> str:
    return f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>'
