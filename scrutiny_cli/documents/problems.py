"""Problems as values: what is wrong in the records, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a problem is: an error stops publication, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A stretch of a file, counted from 0 in lines and characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(0, 0, 0, 0)
"""The beginning of a file, for problems of the file as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its code, place, what is wrong and what to do.

    ``path`` is relative to the register's root with forward slashes; lines and columns count
    from 1, the end column is the first one after the problem.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    message: str
    hint: str | None = None
    record: str | None = None
    field: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by file, then place, then code."""
        return (self.path, self.line, self.column, self.code, self.message)


def problem_at(
    path: str,
    span: Span,
    code: str,
    message: str,
    hint: str | None = None,
    record: str | None = None,
    field: str | None = None,
) -> Problem:
    """Make a problem from a span counted from 0; the code decides the severity."""
    line, column, end_line, end_column = span
    return Problem(
        path,
        line + 1,
        column + 1,
        end_line + 1,
        end_column + 1,
        code,
        message,
        hint,
        record,
        field,
        CODES[code].severity,
    )


class Code(NamedTuple):
    """An entry of the catalogue."""

    severity: Severity
    title: str


def _codes(severity: Severity, **titles: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code(severity, title) for name, title in titles.items()}


CODES: dict[str, Code] = {
    # Reading a file
    **_codes(
        Severity.ERROR,
        unreadable_file="The file cannot be read",
        file_too_large="The file is too large",
        not_utf8="The file is not UTF-8 text",
        forbidden_character="A character that is not allowed in a record",
        tab="A tab where only spaces are allowed",
        invalid_yaml="The file is not valid YAML",
        yaml_directive="A YAML directive",
        several_documents="More than one YAML document in a file",
        anchor="A YAML anchor",
        alias="A YAML alias",
        merge_key="A YAML merge key",
        tag="A YAML tag",
        duplicate_key="A key that appears twice",
        key_not_text="A key that is not plain text",
        too_deep="Too many levels",
        too_many_values="Too many values in one file",
        empty_file="The file has no record",
        not_a_record="Something that is not a record",
        file_not_read="A file that looks like a record file and is not read",
        unknown_kind="A folder that does not name a kind of record",
        bad_setting="A setting that cannot be used",
        unknown_setting="A setting that does not exist",
    ),
    # One record against its model
    **_codes(
        Severity.ERROR,
        unknown_key="A key that this kind of record does not have",
        missing_field="A field that must be there",
        empty_value="A value with nothing in it",
        wrong_shape="A list, text or set of keys in the wrong place",
        bad_id="An id that cannot be used",
        bad_date="A date that cannot be read",
        bad_time="A time that cannot be read",
        bad_number="A number that cannot be read",
        bad_choice="A word that is not one of those allowed",
        bad_value="A value out of bounds",
    ),
    # Records against each other
    **_codes(
        Severity.ERROR,
        duplicate_id="The same id twice",
        unknown_reference="A reference to a record that does not exist",
        committee_unclear="It is not clear which committee a record belongs to",
        council_unclear="It is not clear which council a committee belongs to",
        unknown_placeholder="A word in braces that the register cannot fill in",
        exempt_in_public="Exempt information in a public register",
        not_marked_exempt="An item that says why it is exempt and is not marked so",
        exempt_unnamed="An exempt item without a name in a meeting that has minutes",
        exempt_paragraph_missing="An exempt item without its paragraph",
        unsafe_path="A path that leaves the register",
        anonymous_named="A name beside an anonymous questioner",
        disallowed_text="The words of a disallowed supplementary question",
    ),
    **_codes(
        Severity.WARNING,
        accepted_gone="An accepted warning that no longer occurs",
        copy_not_read="A copy of a record file, which is not read",
        no_records="A register without records",
        case_only_id="Two ids that differ only in capitals",
        invisible_character="An invisible character",
        closed_day="A meeting on a day when the council is closed",
        implausible_time="A time at which committees do not meet",
        meeting_clash="Two meetings of a committee on one day",
        moved_meeting="A moved meeting that does not say where to",
        late_publication="An agenda published too late",
        deadline_differs="A printed deadline that differs from the rule",
        deadline_not_working_day="A printed deadline that is not on a working day",
        time_differs="A printed time that differs from the meeting's",
        seat_dates="A seat that ends before it begins",
        seat_conflict="Seats that contradict each other",
        post_dates="A post that ends before it begins",
        not_a_member="Someone listed as a member without a seat",
        unlisted_person="Someone who is not in the register",
        missing_paper="An agenda item whose paper is missing",
        inaccessible_paper="A paper that a screen reader cannot read",
        paper_not_in_supplement="A late paper whose supplement is missing",
        action_not_logged="An action agreed in the minutes and not on the log",
        minuted_but_untracked="A recommendation in the minutes and not on the tracker",
        request_not_on_agenda="An item the committee asked for that is not on the agenda",
        owner_post_ended="An owner whose post has ended",
        due_not_read="A due date that cannot be read",
        measure_unclear="A target or figure that cannot be rated",
        rating_differs="An officer's rating that differs from the one worked out, without a reason",
        direction_differs="A stated direction of travel that differs from the one worked out",
        total_differs="A total that is not the sum of its parts",
        no_quorum="A decision of a meeting without a quorum",
        unknown_column="A column that a document does not have",
        legend_unclear="A legend that has a state twice, or no line for a rating",
        paragraph_of_other_nation="A paragraph that does not hold in the council's nation",
        quorum_differs="Attendance that contradicts the quorum",
        notice_too_short="Fewer clear days than the law requires",
        minute_number_twice="A minute number used twice",
        minute_number_gap="A gap in the numbers of the minutes",
        minute_numbers_restart="Minute numbers that begin again within the year",
        topic_not_on_agenda="A topic planned for a meeting and not on its agenda",
        topic_twice="A topic in two places of the work programme",
        annual_report_not_planned="An annual report that the year's programme does not plan",
        topic_deferred_often="A topic deferred again and again",
        key_decision_notice="A key decision with less notice than the law requires",
        urgency_incomplete="An urgent key decision without what the law asks for",
        private_meeting_notice="A private meeting with less notice than the law requires",
        implemented_early="A decision that was implemented too early",
        call_in_no_rule="A decision that may be called in, and no rule that says until when",
        call_in_not_allowed="A call-in of a decision that is not subject to call-in",
        call_in_late="A call-in that did not come in time",
        call_in_callers="A call-in by too few",
        call_in_not_heard="A call-in that is not heard in time",
        call_in_not_on_agenda="A call-in that is not on the agenda of its meeting",
        question_late="A question accepted after its deadline",
        too_few_names="A petition or deputation with fewer names than the rule asks for",
        refusal_without_rule="A refusal that does not name a rule, or contradicts itself",
        answer_late="An answer too late for a supplementary question",
        notice_dates="Notice of a recommendation before the meeting that made it",
        dates_contradict="Dates that contradict each other",
        circle="Records that lead back to themselves",
        number_twice="A number that appears twice",
        impossible_date="A day in a text that does not exist",
        wrong_minutes_date="Minutes with a different date from the last meeting's",
        no_such_meeting="A text that names a meeting that does not exist",
        name_without_seat="A name among the members that does not have that seat",
        total_in_text="A total in a text that is not the sum of its parts",
        words_in_comment="Words that YAML takes for a comment",
        merge_marks="The marks of an unfinished merge in a text",
        lost_backslash="A Windows path that loses a backslash",
    ),
}
"""Every code with its severity and title, in the order in which things are checked."""
