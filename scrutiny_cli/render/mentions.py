"""Markdown for a pull request that notifies nobody and refers to nothing.

Code hosts look for ``@name``, ``#12``, ``!12`` and web addresses after rendering Markdown, when
backslashes and entities are gone. They leave code alone, so the first character of a reference is put
in a code span.
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
    """Return the report as Markdown that notifies nobody."""
    return inert(markdown.render(report, surface))


def inert(text: str) -> str:
    """Return the same Markdown with every mention and reference broken."""
    return _REFERENCE.sub(lambda m: f"`{m['sign']}`" if m["sign"] else m[0], text)
