"""What documents say of an item or a paper that is exempt or confidential."""

from scrutiny_cli.domain.councils import Nation
from scrutiny_cli.domain.meetings import Classified, Item, Paper
from scrutiny_cli.wording import listed

# What each paragraph of Schedule 12A to the Local Government Act 1972 covers: in England 1 to 7 (Part
# 1, as substituted by SI 2006/88), in Wales the same as 12 to 18 (Part 4, WSI 2007/969).
_ENGLAND = {
    1: "information about an individual",
    2: "information likely to reveal who an individual is",
    3: "information about the financial or business affairs of a person, the authority included",
    4: "information about consultations or negotiations on labour relations",
    5: "information that legal professional privilege protects",
    6: "information that reveals a notice, order or direction the authority proposes to give",
    7: "information about the prevention, investigation or prosecution of crime",
}

FIRST: dict[Nation, int] = {"England": 1, "Wales": 12}
"""The first of a nation's seven paragraphs."""
SCHEDULE_12A = {
    number + first - 1: words for number, words in _ENGLAND.items() for first in FIRST.values()
}


def closed_words(part: Classified, what: str, done: str, *, past: bool) -> str | None:
    """Why the public may not be there while it is ``done``; nothing of what is open."""
    if part.open:
        return None
    while_ = f"while {what} {'was' if past else 'is'} {done}"
    if part.classification == "confidential":
        return (
            f"Confidential: the public {'were' if past else 'are'} excluded by law {while_} "
            "(Local Government Act 1972, section 100A(2))."
        )
    excluded = f"Exempt: the public {'were' if past else 'may be'} excluded {while_}."
    numbers = sorted(set(part.exempt.paragraphs)) if part.exempt else []
    if not numbers:
        return excluded
    paragraph = "paragraph" if len(numbers) == 1 else "paragraphs"
    means = "; ".join(SCHEDULE_12A[n] for n in numbers if n in SCHEDULE_12A)
    return (
        f"{excluded} Local Government Act 1972, Schedule 12A, {paragraph} "
        f"{listed([str(n) for n in numbers])} ({means})."
    )


def title_of(paper: Paper) -> str:
    """A paper's title; of a closed one it is said that it is."""
    title = paper.called or (paper.exempt and paper.exempt.public_title) or "Untitled paper"
    return title if paper.open else f"{title} (not for publication)"


def closed_papers(item: Item, *, past: bool) -> tuple[str, ...]:
    """Which papers of an open item are closed, and why."""
    return tuple(
        f"{f'Appendix {paper.appendix}' if paper.appendix else title_of(paper)}. "
        f"{closed_words(paper, 'it', 'discussed', past=past)}"
        for paper in (*item.papers, *item.background_papers)
        if item.open and not paper.open
    )
