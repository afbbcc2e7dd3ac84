"""The few words in braces that the register fills in where a purpose holds them."""

PLACEHOLDERS = {
    "previous_meeting": "the date of the meeting before, whose minutes are put up: "
    "`12 October 2021`; of the last ordinary one and each extraordinary one since: "
    "`15 July 2025 and 2 September 2025`",
    "next_meeting": "day and hour of the next meeting: `Tuesday 7 December 2021 at 2.30 pm`",
    "public_questions": "when public questions close: `5.00 pm on Wednesday 17 November 2021`",
    "council_questions": "when members' questions close",
    "publication": "the day by which the agenda must be published",
    "meeting_date": "the date of this meeting",
    "committee": "the name of the committee",
}
"""Each with what stands in its place."""
