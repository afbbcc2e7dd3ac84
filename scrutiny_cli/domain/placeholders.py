"""The words in braces that scrutiny fills in when they are in a purpose or a standing text."""

PLACEHOLDERS = {
    "previous_meeting": "the date of each meeting whose minutes are to be approved, such as "
    "`12 October 2021`: the last ordinary meeting and each extraordinary meeting since, such as "
    "`15 July 2025 and 2 September 2025`",
    "next_meeting": "date and time of the next meeting: `Tuesday 7 December 2021 at 2.30 pm`",
    "public_questions": "when public questions close: `5.00 pm on Wednesday 17 November 2021`",
    "council_questions": "when members' questions close",
    "petitions": "when petitions close, if a rule says so",
    "statements": "when statements close, if a rule says so",
    "speakers": "when speakers must have registered, if a rule says so",
    "deputations": "when deputations must have registered, if a rule says so",
    "publication": "the date by which the agenda must be published",
    "meeting_date": "the date of this meeting",
    "committee": "the name of the committee",
    "contact": "whom to ask about the meeting: post, telephone number and e-mail address",
}
"""Each word, with the text that replaces it."""
