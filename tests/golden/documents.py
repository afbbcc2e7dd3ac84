"""The documents that are kept whole under ``tests/golden/documents/``, and how each is made.

What they say of their revision is a fixed word: it changes with every record, and has tests of its
own. The style sheet is left out of the pages for the same reason.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scrutiny_cli.render import csv, html, markdown
from scrutiny_cli.reports.model import Report
from tests.committee_year import (
    minutes_of,
    programme_of,
    programme_page_of,
    scoping_of,
    supplement_of,
)
from tests.measured import plan_of, scorecard_of
from tests.sample import action_log, agenda_of, recommendation_tracker, response_schedule

FOLDER = Path(__file__).parent / "documents"
REVISION = "0123456789"
STYLE = re.compile(r"(?<=<style>\n).*?(?=</style>)", re.DOTALL)

Maker = Callable[[], str]


def page(report: Report) -> str:
    """A report as HTML without its style sheet."""
    return STYLE.sub("/* templates/style.css */\n", html.render(report))


def agenda(meeting: str, as_of: date) -> Report:
    return agenda_of(meeting, as_of, mark=REVISION)


EARLIER = date(2019, 11, 15)
DAY = date(2021, 11, 23)
DOCUMENTS: dict[str, Maker] = {
    "agenda-2019-11-25.html": lambda: page(agenda("cyp-2019-11-25", date(2019, 11, 15))),
    "agenda-2019-11-25.md": lambda: markdown.render(agenda("cyp-2019-11-25", date(2019, 11, 15))),
    "agenda-2021-11-23.html": lambda: page(agenda("cyp-2021-11-23", date(2021, 11, 15))),
    "agenda-2021-11-23.md": lambda: markdown.render(agenda("cyp-2021-11-23", date(2021, 11, 15))),
    # Its lines end as spreadsheets want them, and git leaves a name with `crlf` in it alone.
    "action-log-2021-11-23-crlf.csv": lambda: csv.render(action_log(DAY, REVISION)),
    "action-log-2021-11-23.html": lambda: page(action_log(DAY, REVISION)),
    "action-log-2021-11-23.md": lambda: markdown.render(action_log(DAY, REVISION)),
    "recommendation-tracker-2021-11-23.md": lambda: markdown.render(
        recommendation_tracker(DAY, REVISION)
    ),
    "response-schedule-2021-11-23.md": lambda: markdown.render(response_schedule(DAY, REVISION)),
    "minutes-2021-10-12.html": lambda: page(minutes_of("cyp-2021-10-12", REVISION)),
    "minutes-2021-10-12.md": lambda: markdown.render(minutes_of("cyp-2021-10-12", REVISION)),
    "programme-2019-20.md": lambda: markdown.render(programme_of("2019/20", REVISION)),
    "programme-2021-22.html": lambda: page(programme_page_of("2021/22", REVISION)),
    "programme-2021-22.md": lambda: markdown.render(programme_of("2021/22", REVISION)),
    "questions-2020-03-16.html": lambda: page(supplement_of("cyp-2020-03-16", REVISION)),
    "questions-2020-03-16.md": lambda: markdown.render(supplement_of("cyp-2020-03-16", REVISION)),
    "plan-iro-2021-22.html": lambda: page(plan_of("iro-2021-22", DAY, REVISION)),
    "plan-ofsted-2018.html": lambda: page(plan_of("ofsted-2018", DAY, REVISION)),
    "plan-sfs-2019.html": lambda: page(plan_of("sfs-2019", EARLIER, REVISION)),
    "scorecard-iro-2021-22.html": lambda: page(scorecard_of("iro-2021-22", DAY, REVISION)),
    "scorecard-iro-2021-22.md": lambda: markdown.render(scorecard_of("iro-2021-22", DAY, REVISION)),
    "scoping-peer-on-peer.md": lambda: markdown.render(scoping_of("peer-on-peer", REVISION)),
}


def made(name: str) -> bytes:
    """A document as the tool makes it now."""
    return DOCUMENTS[name]().encode("utf-8")
