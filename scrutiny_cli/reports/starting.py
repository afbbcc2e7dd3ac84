"""The files of a new register, from what its clerk tells of the committee."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.register import Register
from scrutiny_cli.reports.planning import draft, quoted

STARTER = Path(__file__).parents[1] / "starter"
_TITLES = (
    "Councillor",
    "Cllr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
)


@dataclass(frozen=True)
class Start:
    """What a clerk says of a new register."""

    council: str
    committee: str
    members: tuple[str, ...]
    meeting: date
    as_of: date
    id: str | None = None
    clerk: str | None = None
    email: str | None = None
    time: str | None = None
    place: str | None = None
    private: bool = False

    @property
    def committee_id(self) -> str:
        """The id given, or the initials of the committee's name."""
        if self.id:
            return self.id
        initials = [
            word[0]
            for word in re.findall(r"[A-Za-z]+", self.committee)
            if word.lower() not in ("and", "of", "the", "for", "committee")
        ]
        return "".join(initials).lower() or "committee"

    @property
    def meeting_id(self) -> str:
        """The id of the first meeting."""
        return f"{self.committee_id}-{self.meeting.isoformat()}"


def _person_ids(names: list[tuple[str | None, str]]) -> list[str]:
    """An id for each person: the surname, with the first name where two share it."""
    slugs = [
        re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-") or "member"
        for _, name in names
    ]
    short = [slug.rsplit("-", 1)[-1] for slug in slugs]
    ids = [s if short.count(s) == 1 else full for s, full in zip(short, slugs, strict=True)]
    return [name if ids.count(name) == 1 else f"{name}-{n}" for n, name in enumerate(ids, 1)]


def _named(written: str) -> tuple[str | None, str]:
    """Title and name: ``Councillor Ann Example`` is a councillor called Ann Example."""
    head, _, rest = " ".join(written.split()).partition(" ")
    return (
        (head, rest) if rest and head.rstrip(".") in _TITLES else (None, " ".join(written.split()))
    )


def files(start: Start) -> dict[str, str]:
    """Every file of the register by its path."""
    people = [_named(name) for name in start.members]
    ids = _person_ids(people)
    committee = start.committee_id
    meeting = draft(
        Register(),
        Committee(id=committee, name=start.committee, council=start.council),
        start.meeting,
        start.meeting_id,
        time=start.time,
        place=start.place,
        focus=None,
    )
    visibility = "private" if start.private else "public"
    return {
        "scrutiny.toml": (
            "# public: nothing exempt may stand in the records. private: it may, and no public\n"
            f'# document ever shows it. Git never forgets what was once committed.\nvisibility = "{visibility}"\n'
        ),
        f"records/committees/{committee}.yaml": _committee(start, ids),
        "records/people/members.yaml": _people(people, ids),
        f"records/meetings/{start.meeting_id}.yaml": meeting,
        "templates/README.md": _starter("templates.md"),
        ".pre-commit-config.yaml": _starter("pre-commit.yaml"),
        ".github/workflows/records.yml": _starter("workflow.yml"),
        ".gitignore": "/build/\n.scrutiny-*\n",
        ".gitattributes": "*.yaml text\n",
    }


def _starter(name: str) -> str:
    return (STARTER / name).read_text(encoding="utf-8")


def _committee(start: Start, ids: list[str]) -> str:
    contact = [
        f"  {key}: {quoted(value)}"
        for key, value in (("name", start.clerk), ("email", start.email))
        if value
    ]
    seats = [
        f"  - {{holder: {name}, role: {'chairperson' if position == 0 else 'member'}}}"
        for position, name in enumerate(ids)
    ]
    text = _starter("committee.yaml")
    for token, value in (
        ("@ID@", start.committee_id),
        ("@COMMITTEE@", quoted(start.committee)),
        ("@COUNCIL@", quoted(start.council)),
        (
            "@CONTACT@",
            "\n".join(["contact:", *contact]) if contact else "# contact: {name: ..., email: ...}",
        ),
        ("@SEATS@", "\n".join(seats) or "  - {role: member}"),
    ):
        text = text.replace(token, value)
    return text


def _people(people: list[tuple[str | None, str]], ids: list[str]) -> str:
    lines = ["# Councillors, co-optees and officers whom the papers name."]
    for (title, name), person in zip(people, ids, strict=True):
        lines += ["", f"- id: {person}", f"  name: {quoted(name)}"]
        if title:
            lines.append(f"  title: {quoted(title)}")
    return "\n".join(lines) + "\n"
