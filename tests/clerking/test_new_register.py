"""Whatever is answered to `scrutiny init` stands in the register just so, or is refused in words."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.clerking.new_register import (
    LONGEST,
    NewRegister,
    answer,
    committee_id,
    files,
    names,
)
from scrutiny_cli.documents.source import Source
from scrutiny_cli.files.store import Files
from scrutiny_cli.workspace.loading import check

TRICKY = (
    *("null", "~", "no", "{a: b}", "[x]", "a: b", "a #b", "# c", "- d", "--- e", "'", '"', "\\n"),
    *("%TAG", "!!str", "&a", "*a", "@ID@", "@SEATS@", "{previous_meeting}", "<<", "? x", "| y"),
    *("Cllr", "Dr. Null", "O'Brien", "Zoë", "é", "\u00a0x", "a  b", "x:", ":x", "yes", "0x1F"),
)
TYPED = st.one_of(
    st.sampled_from(TRICKY),
    st.text(max_size=40),
    st.lists(st.sampled_from((*TRICKY, " ", ":", "\u2028", "\U0001f600")), max_size=4).map("".join),
)


def taken(text: str) -> str | None:
    """What is made of an answer, or nothing where it is refused."""
    try:
        return answer(text)
    except ValueError:
        return None


@settings(deadline=None, max_examples=60)
@given(
    st.lists(TYPED, min_size=5, max_size=5),
    st.lists(TYPED, min_size=1, max_size=4),
    st.integers(0, 1500),
)
def test_every_answer_is_read_back_as_it_was_given(
    texts: list[str], members: list[str], days: int
) -> None:
    told = [taken(text) or "x" for text in texts]
    council, committee, clerk, email, place = told
    seated = tuple(taken(member) or "y" for member in members)
    try:
        assert names(seated) == seated
    except ValueError:
        seated = seated[:1]
    start = NewRegister(
        council, committee, seated, date(2026, 1, 5) + timedelta(days), clerk=clerk, email=email,
        place=place, tool=council,
    )  # fmt: skip
    made = files(start)
    sources = [Source(n, t.encode()) for n, t in made.items() if n.startswith("records/")]
    found = check(Path(), Files(sources, settings=made["scrutiny.toml"].encode()))
    assert {fault.code for fault in found.diagnostics} <= {"closed-day"}
    (body,) = found.register.committees.values()
    (meeting,) = found.register.meetings.values()
    assert (body.council, body.name) == (council, committee)
    (contact,) = body.contact
    assert (contact.name, contact.email, meeting.place) == (clerk, email, place)
    assert tuple(p.full_name for p in found.register.people.values()) == seated
    assert [seat.holder for seat in body.seats] == list(found.register.people)
    assert committee_id(body.id) == body.id, "the initials make an id that could have been given"


@given(TYPED)
def test_an_answer_loses_only_the_spaces_around_it(text: str) -> None:
    made = taken(text)
    if made is None:
        stripped = text.strip()
        odd = not stripped.isprintable() or len(stripped) > LONGEST or not stripped
        assert odd or any(ord(c) >= 0x034F for c in stripped)
    else:
        assert made == text.strip()
        assert taken(made) == made
