"""The pages of the public site about itself: how things are worked out, accessibility, open data."""

from collections.abc import Iterable

from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.domain.committees import Committee, Rating, Rules, gives
from scrutiny_cli.domain.legends import Document
from scrutiny_cli.reports.common import legend
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Facts,
    Listing,
    PageLink,
    Prose,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import actions, recommendations
from scrutiny_cli.wording import capital, count

DEADLINES = (
    "A deadline is counted back from the meeting in clear working days. The day of the meeting and the "
    "day of the deadline do not count, nor do weekends, bank holidays and days on which the council is "
    "closed. A deadline is always a working day."
)
ACTIONS = (
    "The status of an action is worked out for the date at the foot of each page, from its due date and "
    "the date on which it was completed. It is overdue from the day after its due date."
)
RESPONSES = (
    "The executive has a set time to respond to a recommendation, which begins with the day on which it "
    "received it. Until a notice or a receipt is recorded, no time is running, and the page says so. "
    "A response after the last day is shown as late, with the number of days."
)
PLANS = (
    "Officers rate the actions of improvement plans. A rating that is worked out from dates and figures "
    "is shown beside theirs and never replaces it."
)
RECORDS = (
    "Words that a paper printed are marked *as printed*. Where a link between a response and a "
    "recommendation is not stated in a paper, the page says that the clerk matched them. What is exempt "
    "from publication is not on this site: of an exempt item it has the public title and the paragraph "
    "of the Act alone."
)
ACCESSIBILITY = (
    "This site is made to meet level AA of the Web Content Accessibility Guidelines 2.2. It works with a "
    "keyboard alone, with a screen reader, at 400% zoom, in high contrast and without JavaScript: only "
    "the search needs JavaScript, and the lists lead to the same pages. Colour is never the only sign: "
    "each rating has a word and a letter.\n\n"
    "The pages are tested by software, and looked at by people, when the software that makes them "
    "changes. Papers that officers wrote, such as PDF files, may not be accessible. Ask us for another "
    "form of any paper."
)
ENFORCEMENT = (
    "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile "
    "Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with our answer, contact "
    "the [Equality Advisory and Support Service](https://www.equalityadvisoryservice.com/)."
)
PRIVACY = "This site sets no cookies, asks no other site for anything, and counts no visits."


def worked_out(at: Standpoint) -> Report:
    """Return the page that says how dates and ratings are worked out, with each committee's figures."""
    sections: list[Section | None] = [
        Section("deadlines", "Deadlines of meetings", (Prose(DEADLINES),)),
        Section("actions", "Actions", (Prose(ACTIONS), *_key(at, actions.MEANS, "actions"))),
        Section(
            "responses",
            "Recommendations",
            (Prose(RESPONSES), *_key(at, recommendations.MEANS, "recommendations")),
        ),
        Section("plans", "Improvement plans", (Prose(PLANS),)) if at.register.plans else None,
        Section("records", "Where the words come from", (Prose(RECORDS),)),
        *(
            Section(f"rules-{committee.id}", f"Rules of {committee.name}", (_rules(committee),))
            for committee in at.committees
        ),
    ]
    return at.report("site-guide", "How dates and ratings are worked out", sections, {}, filters=())


def _key(at: Standpoint, means: dict[Rating, str], document: Document) -> tuple[Block, ...]:
    return legend(at.committees, means, document).blocks


def _rules(committee: Committee) -> Facts:
    rules = committee.rules

    def notice(name: str) -> Cell:
        rule = getattr(rules, name)
        taken = getattr(rule, "taken", True) and gives(rules, name)
        return (
            f"{count(rule.clear_days, 'clear working day')} before the meeting" if taken else None
        )

    return facts(
        ("Agenda", notice("publication")),
        ("Questions from the public", notice("public_questions")),
        ("Questions from members", notice("council_questions")),
        ("Answers", notice("answers")),
        ("Bank holidays", rules.bank_holidays),
        ("Time of the executive to respond", _months(rules)),
        ("An action is due soon", f"with fewer than {count(rules.due_soon_days, 'day')} to go"),
        ("An action is long overdue", f"after {count(rules.long_overdue_days, 'day')}"),
        (
            "Small counts",
            f"Counts below {rules.suppress_below} are not shown" if rules.suppress_below else None,
        ),
    )


def _months(rules: Rules) -> str | None:
    return count(rules.response_months, "month") if rules.statutory else None


def accessibility(at: Standpoint) -> Report:
    """Return the accessibility statement."""
    contacts = tuple(
        Prose(f"{committee.name}: <{contact.email}>")
        for committee in at.committees
        if (contact := committee.contact_on(at.as_of)) and contact.email
    )
    ask: Cell = contacts or "Write to the clerk of the committee."
    sections = (
        Section("statement", None, (Prose(ACCESSIBILITY),)),
        Section("ask", "Ask us", (Listing((ask,)) if not contacts else Listing(contacts),)),
        Section("enforcement", "If you are not happy with our answer", (Prose(ENFORCEMENT),)),
        Section("privacy", "Privacy", (Prose(PRIVACY),)),
    )
    return at.report("site-accessibility", "Accessibility", sections, {}, filters=())


OPEN_DATA = (
    "The same facts as on the pages, for other programs. The JSON files name the version of their shape "
    "under `schema`, and what is in a version never changes. The CSV files are UTF-8. You may use them "
    "under the [Open Government Licence](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/) "
    "unless the council says otherwise."
)


def data(at: Standpoint, files: Iterable[Cell], feeds: Iterable[Cell]) -> Report:
    """Return the page of the open data, the feeds and the calendars."""
    sections = (
        Section("about", None, (Prose(OPEN_DATA),)),
        Section("files", "Files", (Listing(tuple(files)),)),
        Section("feeds", "Feeds and calendars", (Listing(tuple(feeds)),)),
    )
    return at.report("site-data", "Open data and feeds", sections, {}, filters=())


def search(at: Standpoint, lists: Iterable[PageLink]) -> Report:
    """Return the page of the search, with the lists for those without JavaScript."""
    section = Section("lists", "Lists", (Listing(tuple(lists)),))
    return at.report("site-search", "Search", (section,), {}, filters=())


def moved(at: Standpoint, title: str, to: Iterable[Cell]) -> Report:
    """Return the page of a meeting that was moved: where to."""
    section = Section("moved", None, (Prose("This meeting was moved."), Listing(tuple(to))))
    return at.report("site-moved", title, (section,), {}, filters=())


def withdrawn(at: Standpoint) -> Report:
    """Return the plain page in place of what is no longer published."""
    section = Section("withdrawn", None, (Prose("What was on this page is no longer published."),))
    return at.report("site-withdrawn", "No longer published", (section,), {}, filters=())


PROBLEM = Fields(
    Problem,
    shown("place", "Where", lambda p: f"{p.path}:{p.line}"),
    shown("severity", "Kind", lambda p: capital(p.severity.value)),
    shown("message", "What is wrong"),
    shown("hint", "What to do"),
)


def problems(at: Standpoint, found: Iterable[Problem]) -> Report:
    """Return the problems of the records for a preview: errors first, each with file and line."""
    columns = PROBLEM.columns("problems", "place", "severity", "message", "hint")
    ordered = sorted(found, key=lambda problem: problem.severity is not Severity.ERROR)
    table = PROBLEM.table("Problems", columns, ordered, empty="No problems.")
    return at.report("site-problems", "Problems", (Section("problems", None, (table,)),), {})
