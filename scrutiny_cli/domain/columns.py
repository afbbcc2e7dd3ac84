"""The columns that a council may choose for its documents, by the names that its rules give them."""

from typing import Literal

ColumnedDocument = Literal["recommendations", "actions", "programme"]

_COMMON = {
    "reference": "Its printed label or number; without one, its id.",
    "origin": "The committee it comes from, by its code if that has one.",
    "date": "The date of its meeting.",
}
COLUMNS: dict[ColumnedDocument, dict[str, str]] = {
    "recommendations": {
        **_COMMON,
        "item": "The agenda item it arose from.",
        "minute": "The minute that records it.",
        "text": "Its words.",
        "to": "To whom it is made.",
        "lead": "Who leads on it.",
        "considered": "When the executive considered it; without that, the date of the last response.",
        "decision": "The decision in the last response.",
        "responses": "The responses, with what they promise.",
        "progress": "The progress noted.",
        "follow_up": "Responses and progress, oldest first.",
        "due": "The date by which it asks for something itself.",
        "response_due": "The last day to respond, while a response is owed.",
        "status": "Its state in the council's words, and what is beside it.",
        "judged": "What officers or members say of it, and why.",
        "evidence": "What shows that it is done.",
        "completed": "When it was carried out.",
        "review": "The review that made it.",
        "review_day": "When it comes back to the committee, while it is not achieved.",
        "source": "The paper it is taken from.",
    },
    "actions": {
        **_COMMON,
        "minute": "The minute that records it.",
        "action": "Its words.",
        "owner": "Who owes it.",
        "directorate": "The owner's directorate.",
        "progress": "The progress noted.",
        "due": "When it is due, and how often that was moved.",
        "status": "Its state in the council's words, and what is beside it.",
        "judged": "What officers or members say of it, and why.",
        "completed": "When it was done.",
        "reported": "The date of the meeting to which it was reported done.",
        "evidence": "What shows that it is done.",
        "source": "The paper it is taken from.",
    },
    "programme": {
        "topic": "The topic.",
        "with_type": "The topic, with its type of scrutiny below it.",
        "description": "What it is about.",
        "types": "Its types of scrutiny.",
        "origin": "Where it comes from.",
        "lead": "Who leads on it.",
        "position": "Moves and dated entries.",
        "target": "When it is wanted, for a topic on a list.",
    },
}
"""For each document the names of its columns, each with what it holds. Another name is one under `own:`."""
