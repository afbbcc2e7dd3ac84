"""The words of a council for the states and ratings of a document, and who has the last word on them.

A line of a legend is for states or ratings that scrutiny works out, or for status words of the council's
own (Paused), which only a person gives. :func:`judge` says which line leads and which is beside it.
"""

from typing import Literal, NamedTuple, cast, get_args

from scrutiny_cli.domain.actions import Judged
from scrutiny_cli.domain.committees import (
    DEFAULT_LEGEND,
    LegendLine,
    Rating,
    RatingLegend,
    Rules,
)
from scrutiny_cli.domain.state import ACTION_RAG, RECOMMENDATION_RAG

Document = Literal["recommendations", "actions", "measures", "plans"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
STATES: dict[Document, dict[str, Rating]] = {
    "recommendations": {str(state): rating for state, rating in RECOMMENDATION_RAG.items()},
    "actions": {str(state): rating for state, rating in ACTION_RAG.items()},
    "measures": {},
    "plans": {},
}
"""The states of each document that scrutiny works out, with their usual ratings."""


def lines(rules: Rules, document: Document) -> tuple[LegendLine, ...]:
    """The lines of the legend of a document."""
    return cast(tuple[LegendLine, ...], getattr(rules.legends, document))


def line_of(
    rules: Rules, document: Document, *names: str | None, words: bool = False
) -> LegendLine | None:
    """The line for the first of some states and ratings that any line lists.

    With ``words`` its word or its letter will do.
    """
    for name in names:
        wanted = (name or "").casefold()
        for line in lines(rules, document):
            also = (line.word, line.letter) if words else ()
            if wanted and wanted in {known.casefold() for known in (*line.state, *also)}:
                return line
    return None


def is_own(line: LegendLine, document: Document) -> bool:
    """Whether a line is for a status of the council's own, which scrutiny cannot work out."""
    return STATES[document].keys().isdisjoint(line.state) and not {*line.state} & {*RATINGS}


def rating_of(line: LegendLine, document: Document) -> Rating:
    """The usual rating of the first state that a line lists."""
    known: dict[str, Rating] = {**{rating: rating for rating in RATINGS}, **STATES[document]}
    return next((known[state] for state in line.state if state in known), "not rated")


def unlisted(rules: Rules, document: Document) -> set[Rating]:
    """The ratings that keep the words of scrutiny, as no line lists them or all of their states."""
    listed = {state for line in lines(rules, document) for state in line.state}
    states = STATES[document] or {rating: rating for rating in RATINGS}
    return {rating for state, rating in states.items() if not {state, rating} & listed}


class ShownLegend(NamedTuple):
    """A line of a legend as it is shown: word and letter, its colour if it has one, what it means."""

    word: str
    letter: str
    colour: Rating | None = None
    means: str | None = None


def shown(line: LegendLine | RatingLegend) -> ShownLegend:
    """A line of either kind of legend as it is shown."""
    colour = getattr(line, "colour", None)
    return ShownLegend(
        line.word, line.letter, "not rated" if colour == "grey" else colour, line.means
    )


def of_rating(rules: Rules, document: Document, rating: Rating) -> ShownLegend:
    """The line for a rating: of the document's legend, else of the one for all, else the usual one."""
    line = line_of(rules, document, rating)
    known = {given.rating: given for given in (*DEFAULT_LEGEND, *rules.ratings)}
    return shown(line or known[rating])


class Verdict(NamedTuple):
    """The line of a legend that a state has, and the one that somebody gives it.

    ``leads`` is whether the one that is given comes first.
    """

    computed: LegendLine | None
    judged: Judged | None
    given: LegendLine | None
    leads: bool


def judge(
    rules: Rules, document: Document, state: str, rating: Rating, judged: Judged | None
) -> Verdict:
    """Which line leads: what is worked out, unless officers judge here or the word is the council's own."""
    given = line_of(rules, document, judged.rating, words=True) if judged else None
    leads = judged is not None and (
        rules.judged_by == "officers" or (given is not None and is_own(given, document))
    )
    return Verdict(line_of(rules, document, state, rating), judged, given, leads)
