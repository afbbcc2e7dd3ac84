"""A saved answer as a tree of elements: names in small letters, without namespaces."""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from scrutiny_cli.errors import ScrutinyError

MOST_BYTES = 50_000_000
"""How many bytes an answer has at most; all meetings of a large council for twenty years have fewer."""
MOST_ELEMENTS = 2_000_000
SAVE_AGAIN = "save the address again, as `Web page, XML only`, or from the view of its source"
# Word leaves characters in its HTML that no XML may hold, as themselves or by number.
_BAD_BYTES = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_BAD_NUMBERS = re.compile(
    rb"&#(?:0*(?:[0-8]|1[1-24-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class UnreadableAnswer(ScrutinyError):
    """The file is not an answer that can be read; the hint says what to save instead."""


class _AnswerBuilder(TreeBuilder):
    """Builds a tree, unless the file declares a document type."""

    def doctype(self, *_: object) -> None:
        """Refuse it: no answer has one, and what it declares can be made to do harm."""
        raise UnreadableAnswer(
            "the file declares a document type, which no answer does", SAVE_AGAIN
        )


def read(raw: bytes) -> Element:
    """Return the tree of an answer.

    Raises ``UnreadableAnswer`` where it is no XML, too large, or could be made to do harm.
    """
    if len(raw) > MOST_BYTES or raw.count(b"<") > MOST_ELEMENTS:
        raise UnreadableAnswer(
            f"the file is larger than {MOST_BYTES // 1_000_000} MB, or has far too many parts",
            "ask for fewer years, and save each answer on its own",
        )
    start = raw[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<html" in start or start.startswith(b"<!doctype html"):
        raise UnreadableAnswer("this is a web page, not the answer itself", SAVE_AGAIN)
    if not raw.startswith(_WIDE):
        raw = _BAD_NUMBERS.sub(b"", _BAD_BYTES.sub(b"", raw))
    root = _tree(raw)
    # A service may wrap the answer as text.
    if len(root) == 0 and (root.text or "").lstrip().startswith("<"):
        words = (root.text or "").strip()
        root = _tree(re.sub(r"\A<\?xml.*?\?>", "", words, flags=re.DOTALL).encode())
    return root


def _tree(raw: bytes) -> Element:
    parser = XMLParser(target=_AnswerBuilder())
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as fault:
        line = f" in line {fault.position[0]}" if isinstance(fault, ParseError) else ""
        raise UnreadableAnswer(f"the file is not whole XML{line}", SAVE_AGAIN) from None
    short: dict[str, str] = {}
    for element in root.iter():
        tag = element.tag
        element.tag = short.get(tag) or short.setdefault(tag, tag.rpartition("}")[2].lower())
        if element.attrib:
            element.attrib = {k.rpartition("}")[2].lower(): v for k, v in element.attrib.items()}
    return root
