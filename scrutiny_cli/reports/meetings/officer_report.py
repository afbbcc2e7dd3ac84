"""An officer's report to the committee, as it is begun: the headings, and what is known already."""

from scrutiny_cli.domain.committees import ReportHeading
from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import Item, Paper
from scrutiny_cli.exempt.wording import title_of
from scrutiny_cli.reports.common import contact_words
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.model import (
    AgendaEntry,
    Block,
    Column,
    Listing,
    Prose,
    Report,
    Section,
    Table,
    facts,
    rows,
)
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import capital, listed

HEADINGS = (
    *("Classification", "Decision type", "Wards affected", "Purpose", "Recommendation(s)"),
    *("Alternative options", "Key considerations", "Community impact", "Environmental impact"),
    *("Equality duty", "Resource implications", "Legal implications", "Risk management"),
    *("Consultees", "Appendices", "Background papers", "Glossary"),
)
"""The headings of a report in their order."""

USUAL = tuple(
    ReportHeading.model_construct(title=title, text=None, holds=None) for title in HEADINGS
)

# What the author is asked for where the register has nothing to say.
PROMPTS = {
    "Decision type": "Say whether an executive decision follows, and whether it is a key decision.",
    "Wards affected": "Name the wards, or write: All wards.",
    "Purpose": "Say in a sentence why this comes to the committee.",
    "Recommendation(s)": "That the committee: (a) ..., (b) ...",
    "Alternative options": "Give each option there was and why it is not recommended.",
    "Key considerations": "Give the facts members need, in numbered paragraphs.",
    "Community impact": "Say what it means for residents, and for the council's plans for them.",
    "Environmental impact": "Say what it means for the environment, or that it means nothing.",
    "Equality duty": "Say how regard was had to the duty of section 149 of the Equality Act 2010.",
    "Resource implications": "Give the cost, its budget, and any further pressure on staff.",
    "Legal implications": "Give the power or duty acted under, with the Act and section.",
    "Risk management": "Give each risk and what is done about it.",
    "Consultees": "Say who was asked and what they said.",
    "Appendices": "Name each appendix with its letter, or write: None.",
    # Local Government Act 1972 s.100D.
    "Background papers": "List the unpublished documents relied on, or write: None identified.",
    "Glossary": "Spell out every abbreviation of the report.",
}


def find(context: AgendaContext, name: str) -> tuple[Item, AgendaEntry] | None:
    """The item of an agenda by its id, its standing name or its number."""
    for item, entry in context.shown:
        if item.name == name or (entry.number is not None and str(entry.number) == name):
            return item, entry
    return None


def report(at: Standpoint, context: AgendaContext, item: Item, entry: AgendaEntry) -> Report:
    """The skeleton of the report on an item: every heading, filled or with what is asked for."""
    head = facts(
        ("Meeting", context.committee.name),
        ("Meeting date", full_date(context.meeting.date)),
        ("Report by", item.report_by or Prose("*Give the post.*")),
    )
    known = _known(context, item, entry)
    sections = [Section("head", None, (head,))]
    for heading in context.committee.report_headings or USUAL:
        title = heading.title
        own = (Prose(heading.text),) if heading.text else ()
        blocks = (*own, *(known.get(heading.holds or title) or ([] if own else _prompt(heading))))
        sections.append(Section(title.lower().replace(" ", "-"), title, blocks))
    if item.contact:
        about = Listing(contact_words(item.contact))
        sections.append(Section("contact", "Further information", (about,)))
    return at.report("officer-report", entry.title, sections, {}, filters=())


def _prompt(heading: ReportHeading) -> tuple[Block, ...]:
    """What the author is asked for, and the table of risks under its heading."""
    usual = heading.holds or heading.title
    words = Prose(f"*{PROMPTS.get(usual, 'Write this part.')}*")
    if usual != "Risk management":
        return (words,)
    columns = (Column("Risk or opportunity", heads=True), Column("Mitigation"))
    empty = rows(columns, [("", "")])
    return (words, Table("Risks", columns, empty, as_printed=True))


def _known(context: AgendaContext, item: Item, entry: AgendaEntry) -> dict[str, tuple[Block, ...]]:
    """What the register says under each heading."""
    topic = context.register.programme.get(item.programme or "")
    appendices = [_appendix(paper) for paper in item.papers if paper.appendix]
    background = [title_of(paper) for paper in item.background_papers]
    known: dict[str, tuple[Block, ...]] = {"Classification": (Prose(entry.confidence or "Open"),)}
    if appendices:
        known["Appendices"] = (Listing(tuple(appendices)),)
    if background:
        known["Background papers"] = (Listing(tuple(background)),)
    if item.decision_type:
        known["Decision type"] = (Prose(capital(item.decision_type)),)
    if item.wards:
        known["Wards affected"] = (Prose(listed(item.wards)),)
    if entry.purpose:
        known["Purpose"] = (Prose(entry.purpose),)
    if item.recommends:
        texts = tuple(Prose(recommended.labelled) for recommended in item.recommends)
        known["Recommendation(s)"] = (Listing(texts),)
    if topic:
        about = tuple(Prose(text) for text in (topic.origin, topic.description) if text)
        prompt = Prose(f"*{PROMPTS['Key considerations']}*")
        known["Key considerations"] = (*about, prompt)
    return known


def _appendix(paper: Paper) -> str:
    return f"Appendix {paper.appendix}: {title_of(paper)}"
