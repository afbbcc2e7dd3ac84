"""The work programme of a year: the years there are, and the dates of its meetings."""

from datetime import date
from pathlib import Path

from scrutiny_cli.reports.model import Listing
from scrutiny_cli.reports.programme import programme
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

PROGRAMME = "records/programme/2021-22.yaml"


def test_topic_on_a_list_without_year_is_in_the_programme_of_the_current_year(
    tmp_path: Path,
) -> None:
    planned = "- {id: a, topic: Fostering, list: proposed}\n"
    register = load(write_tree(tmp_path, BASE | {PROGRAMME: planned})).register
    cyp = register.committees["cyp"]
    at = Standpoint(register, date(2021, 6, 1), "")
    assert programme.years(at, cyp) == ["2021/22"]
    assert [topic.place for topic in programme.topics_of(at, cyp)] == ["proposed"]


def test_programme_lists_every_meeting_from_the_first_with_a_topic(tmp_path: Path) -> None:
    """A meeting that met without a topic is a meeting all the same; one that is off says so."""
    files = {
        f"records/meetings/{name}.yaml": f"date: {name[4:]}\ncommittee: cyp\n{more}"
        for name, more in (
            ("cyp-2021-06-01", "status: held\n"),
            ("cyp-2021-07-27", "status: superseded\nsuperseded_by: cyp-2021-08-05\n"),
            ("cyp-2021-08-05", "status: held\nfocus: mainstream\n"),
            ("cyp-2021-09-30", "status: held\n"),
            ("cyp-2021-10-12", "status: cancelled\n"),
            ("cyp-2021-12-07", "status: cancelled\n"),
            ("cyp-2022-06-07", "status: scheduled\n"),
        )
    }
    planned = (
        "- {id: a, topic: Fostering, meeting: cyp-2021-07-27}\n"
        "- {id: b, topic: Adoption, meeting: cyp-2021-10-12}\n"
    )
    register = load(write_tree(tmp_path, BASE | files | {PROGRAMME: planned})).register
    at = Standpoint(register, date(2022, 1, 10), "")
    document = programme.report(programme.Year(at, register.committees["cyp"], "2021/22"))
    dates = document.section("dates")
    assert dates
    (listing,) = dates.blocks
    assert listing == Listing(
        (
            "Tuesday 27 July 2021 (moved to 5 August 2021)",
            "Thursday 5 August 2021: mainstream",
            "Thursday 30 September 2021",
            "Tuesday 12 October 2021 (cancelled)",
            "Tuesday 23 November 2021",
        )
    )
    # A meeting has a section of its own only if a topic is planned for it.
    assert [s.key for s in document.sections[2:4]] == ["cyp-2021-07-27", "cyp-2021-10-12"]
