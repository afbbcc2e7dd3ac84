"""Synthetic answers of the service, of a council that does not exist."""

from xml.sax.saxutils import escape


def item(number: int, title: str, **parts: str) -> str:
    """An agenda item; its parts are words, or the whole element."""
    own = {"agendaitemid": str(number), "agendaitemtitle": title, "isrestricted": "False", **parts}
    return f"<agendaitem>{_parts(own)}</agendaitem>"


def paper(title: str, **parts: str) -> str:
    """The papers of an item: one."""
    own = {"title": title, "url": "https://papers.example.gov.uk/1.pdf", "isrestricted": "False"}
    return f"<linkeddocuments><linkeddoc>{_parts({**own, **parts})}</linkeddoc></linkeddocuments>"


def meeting(number: int = 7001, day: str = "12/03/2026", /, **parts: str) -> str:
    """A meeting, in a list or as an answer of its own."""
    own = {"meetingid": str(number), "meetingdate": day, "meetingstatus": "Confirmed"}
    return f"<meeting>{_parts({**own, **parts})}</meeting>"


def meetings(*several: str, committee: int = 201, title: str = "Health Scrutiny Committee") -> str:
    """An answer to `GetMeetings`."""
    name = f"<committeeid>{committee}</committeeid><committeetitle>{escape(title)}</committeetitle>"
    held = f"<committeemeetings>{''.join(several)}</committeemeetings>"
    return f"<getmeetings><committee>{name}{held}</committee></getmeetings>"


def committee(number: int, title: str, **parts: str) -> str:
    """A committee in an answer to `GetCommittees`."""
    own = {"committeeid": str(number), "committeetitle": title, "committeedeleted": "False"}
    return f"<committee>{_parts({**own, **parts})}</committee>"


def councillor(number: int, name: str, **parts: str) -> str:
    """A councillor of an answer to `GetCouncillorsByWard`."""
    own = {"councillorid": str(number), "fullusername": name, **parts}
    return f"<councillor>{_parts(own)}</councillor>"


def ward(title: str, *people: str) -> str:
    """An answer to `GetCouncillorsByWard` with one ward."""
    held = f"<wardtitle>{escape(title)}</wardtitle><councillors>{''.join(people)}</councillors>"
    return f"<councillorsbyward><wards><ward>{held}</ward></wards></councillorsbyward>"


def _parts(parts: dict[str, str]) -> str:
    return "".join(
        words if words.startswith(f"<{key}>") else f"<{key}>{_content(words)}</{key}>"
        for key, words in parts.items()
    )


def _content(words: str) -> str:
    """Words as the content of an element; what begins with an attendee is XML already."""
    return words if words.startswith("<attendee ") else escape(words)
