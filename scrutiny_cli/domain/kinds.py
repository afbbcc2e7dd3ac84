"""The kinds of record, each declared once. Every other list of kinds in the code is made from these.

To add a kind, write its model and a :class:`Kind` here. The tool then reads, checks, completes, exports and
compares its records, and describes them in the schemas and the reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutiny_cli.domain.base import Record


@dataclass(frozen=True)
class Kind:
    """A kind of record: where it is kept, what it is called, what it points at, who may see it."""

    folder: str
    """The folder under ``records/`` that holds its records. It names the kind everywhere."""
    model_name: str
    """Module and class of its model, such as ``scrutiny_cli.domain.actions:Action``."""
    singular: str
    """One record of the kind, in messages."""
    title: str
    """All of its records, over the table of an export."""
    changes_title: str = ""
    """All of its records, over a list of changes, where that is not the title."""
    short_singular: str = ""
    """One record of the kind where space is short, where that is not the singular."""
    command: str | None = None
    """The command whose ``list`` names its records."""
    known_by: str | None = None
    """A field by which people know a record as well as by its id, and order a list of them."""
    arises: tuple[str, ...] = ()
    """Fields that say when a record arose: a date, a part with a date, or a meeting. The first counts."""
    references: Mapping[str, str] = field(default_factory=dict)
    """The fields that hold ids, each with the folder of the kind those ids are of.

    A field is a path of attributes, with ``*`` for each entry of a list and ``@`` for each key.
    """
    happened: Mapping[str, str] = field(default_factory=dict)
    """The parts that say what happened, each with the attribute that is its date.

    A part is a path as above, or an empty path for the record; a part without an attribute is a date.
    Before its date nobody knows of it, so documents of an earlier day do not have it.
    """
    background: bool = False
    """Whether its records are the setting of the others, and come last in a list of changes."""
    may_be_exempt: bool = True
    """Whether its records, or parts of them, may be exempt."""
    decides_exemption: bool = False
    """Whether its records say which other records are exempt."""
    has_small_counts: bool = False
    """Whether its records hold counts that may be kept back because they are small, or the rule."""

    @cached_property
    def model(self) -> "type[Record]":
        """The model of its records, loaded when it is first asked for: pydantic takes its time."""
        module, _, name = self.model_name.partition(":")
        model: type[Record] = getattr(import_module(module), name)
        return model

    @property
    def short(self) -> str:
        """One record of the kind, in few words and in the columns of a database."""
        return self.short_singular or self.singular

    @property
    def heading(self) -> str:
        """All of its records, over a list of changes."""
        return self.changes_title or self.title


_DECLARED = (
    Kind(
        "councils",
        "scrutiny_cli.domain.councils:Council",
        "council",
        "Councils",
        background=True,
        may_be_exempt=False,
        has_small_counts=True,
    ),
    Kind(
        "committees",
        "scrutiny_cli.domain.committees:Committee",
        "committee",
        "Committees",
        references={"seats.*.holder": "people"},
        background=True,
        may_be_exempt=False,
        has_small_counts=True,
    ),
    Kind(
        "people",
        "scrutiny_cli.domain.people:Person",
        "person",
        "People",
        background=True,
        may_be_exempt=False,
    ),
    Kind(
        "meetings",
        "scrutiny_cli.domain.meetings:Meeting",
        "meeting",
        "Meetings",
        changes_title="Meetings and agendas",
        known_by="date",
        references={
            "committee": "committees",
            "superseded_by.*": "meetings",
            "items.*.programme": "programme",
            "items.*.call_in": "call-ins",
            "items.*.moved_from": "meetings",
            "items.*.moved_to": "meetings",
            "attendance.*.person": "people",
            "in_attendance.*.person": "people",
            "interests.*.person": "people",
            "apologies.*.person": "people",
            "substitutes.*.person": "people",
            "minutes.*.promises.*.owner.*.person": "people",
            "minutes.*.promises.*.logged": "actions",
            "minutes.*.recommended.*.tracked": "recommendations",
            "minutes.*.resolved.*.tracked": "recommendations",
            "minutes.*.requests.*.meeting": "meetings",
        },
        happened={"published_on": "", "supplements.*": "published_on"},
        decides_exemption=True,
    ),
    Kind(
        "actions",
        "scrutiny_cli.domain.actions:Action",
        "action",
        "Actions",
        command="action",
        known_by="number",
        arises=("added", "meeting"),
        references={
            "committee": "committees",
            "meeting": "meetings",
            "owner.*.person": "people",
            "due.meeting": "meetings",
            "reported": "meetings",
        },
        happened={
            "progress.*": "on",
            "ratings.*": "on",
            "completed": "",
            "withdrawn": "on",
            "moved.*": "on",
        },
    ),
    Kind(
        "recommendations",
        "scrutiny_cli.domain.recommendations:Recommendation",
        "recommendation",
        "Recommendations",
        command="recommendation",
        arises=("meeting",),
        references={
            "committee": "committees",
            "meeting": "meetings",
            "parent": "recommendations",
            "superseded_by.*": "recommendations",
            "lead.*.person": "people",
            "review": "reviews",
            "by.meeting": "meetings",
            "reported": "meetings",
        },
        happened={
            "progress.*": "on",
            "ratings.*": "on",
            "completed": "",
            "withdrawn": "on",
            "notified": "",
            "received": "",
            "considered": "",
        },
        decides_exemption=True,
    ),
    Kind(
        "responses",
        "scrutiny_cli.domain.recommendations:Response",
        "response",
        "Responses",
        arises=("on",),
        references={
            "committee": "committees",
            "to.*": "recommendations",
            "except_.@": "recommendations",
            "actions.*.owner.*.person": "people",
            "actions.*.for_.*": "recommendations",
        },
        happened={
            "": "on",
            "published_on": "",
            "actions.*.progress.*": "on",
            "actions.*.completed": "",
            "actions.*.moved.*": "on",
        },
    ),
    Kind(
        "plans",
        "scrutiny_cli.domain.plans:Plan",
        "plan",
        "Plans",
        changes_title="Improvement plans",
        references={
            "committee": "committees",
            "owner.*.person": "people",
            "aims.*.actions.*.leads.*.person": "people",
            "aims.*.actions.*.measures.*": "measures",
            "scorecard.*": "measures",
        },
        happened={
            "updated_to": "",
            "aims.*.actions.*.ratings.*": "on",
            "aims.*.actions.*.progress.*": "on",
            "aims.*.actions.*.completed": "",
            "aims.*.actions.*.withdrawn": "on",
        },
        may_be_exempt=False,
    ),
    Kind(
        "measures",
        "scrutiny_cli.domain.plans:Measure",
        "measure",
        "Measures",
        command="measure",
        references={"committee": "committees", "total_of.*": "measures"},
        happened={"readings.*": "known_on", "tables.*": "known_on"},
        may_be_exempt=False,
        has_small_counts=True,
    ),
    Kind(
        "programme",
        "scrutiny_cli.domain.programme:Topic",
        "work-programme topic",
        "Work programme",
        short_singular="topic",
        command="programme",
        references={
            "committee": "committees",
            "meeting": "meetings",
            "leads.*.person": "people",
            "same_as.*": "programme",
            "review": "reviews",
        },
        happened={"position.*": "on", "moved.*": "on"},
        may_be_exempt=False,
    ),
    Kind(
        "decisions",
        "scrutiny_cli.domain.decisions:ExecutiveDecision",
        "decision",
        "Decisions",
        changes_title="Forward plan and decisions",
        command="decision",
        arises=("notice_published",),
        references={"committee": "committees", "topic": "programme"},
        happened={
            "": "notice_published",
            "taken_on": "",
            "published_on": "",
            "implemented_on": "",
            "withdrawn": "on",
            "moved.*": "on",
        },
        decides_exemption=True,
    ),
    Kind(
        "call-ins",
        "scrutiny_cli.domain.decisions:CallIn",
        "call-in",
        "Call-ins",
        command="call-in",
        arises=("received",),
        references={
            "committee": "committees",
            "decision": "decisions",
            "callers.*.person": "people",
            "meeting": "meetings",
        },
        happened={"": "received.on", "valid": "on", "refused": "on"},
    ),
    Kind(
        "questions",
        "scrutiny_cli.domain.questions:Question",
        "question",
        "Questions",
        command="question",
        arises=("received", "meeting"),
        references={
            "committee": "committees",
            "meeting": "meetings",
            "questioner.person": "people",
            "same_answer_as": "questions",
        },
        happened={
            "": "received.on",
            "answer": "on",
            "answers.*": "on",
            "answered_on": "",
            "published_on": "",
            "supplementary.answer": "on",
            "supplementary.answers.*": "on",
            "supplementary.answered_on": "",
        },
        may_be_exempt=False,
    ),
    Kind(
        "reviews",
        "scrutiny_cli.domain.programme:Review",
        "review",
        "Reviews",
        command="review",
        references={
            "committee": "committees",
            "chair.person": "people",
            "members.*.person": "people",
            "co_optees.*.person": "people",
            "support_members.*.person": "people",
            "agreed_at": "meetings",
            "reports_to.*": "meetings",
        },
        happened={"held.*": "", "reported_on": ""},
        may_be_exempt=False,
    ),
)

KINDS: dict[str, Kind] = {kind.folder: kind for kind in _DECLARED}
"""Folder to kind, in the order in which people look for records.

``papers`` is a folder beside them; its files are not records.
"""
