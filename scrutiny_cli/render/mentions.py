"""Markdown for a pull request that pings nobody and refers to nothing.

A host reads ``@name``, ``#12``, ``!12`` and bare web addresses in what Markdown has been made into:
a backslash or an entity before them is gone by then. It leaves code alone, and so the character that
would begin such a reference stands in a code span of its own.
"""

import re

from scrutiny_cli.render import markdown
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Report

_REFERENCE = re.compile(
    r"\\[\\`]"  # an escaped backslash or backtick begins nothing
    r"|(?P<code>`+)(?!`).*?(?<!`)(?P=code)(?!`)"  # code that is there already
    r"|\\?(?P<sign>(?:"  # signs that stand side by side share a span
    r"[#!](?=\w)|(?<![A-Za-z0-9])"
    r"(?:@(?=[\w\\-])|GH-(?=\d)|(?:https?|ftp|xmpp|mailto):|www\.(?=\w)))+)",
    re.IGNORECASE | re.DOTALL,
)


def render(report: Report, surface: Surface) -> str:
    """Return the report as Markdown that pings nobody."""
    return inert(markdown.render(report, surface))


def inert(text: str) -> str:
    """Return the same Markdown with every mention and reference broken."""
    return _REFERENCE.sub(lambda m: f"`{m['sign']}`" if m["sign"] else m[0], text)
