"""Use case of a new register: its files, from what the clerk says of the committee."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutiny_cli import __version__
from scrutiny_cli.clerking import edit
from scrutiny_cli.clerking.meetings import draft, quoted
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.documents.gate import FORBIDDEN, name_of
from scrutiny_cli.documents.invisible import needless_characters
from scrutiny_cli.domain.base import ID_PATTERN
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.edits.spelling import flow
from scrutiny_cli.files import store
from scrutiny_cli.register.register import Register
from scrutiny_cli.register.settings import FORMAT
from scrutiny_cli.reports.meetings.deadlines import Subject, warnings
from scrutiny_cli.schema import modeline
from scrutiny_cli.schema.json_schema import text as schema_text
from scrutiny_cli.workspace.loading import check

STARTER = Path(__file__).parents[1] / "starter"
LONGEST = 200
"""No more characters than these are taken for a name, a place or an address."""
LONGEST_ID = 60
WHEEL = f"tools/scrutiny_cli-{__version__}-py3-none-any.whl"
"""Where a register keeps the wheel of the tool that checks its pull requests, by default."""
_WHEEL_ADDRESS = re.compile(r"https://[^\s@]+\.whl#sha256=[0-9a-f]{64}")
_WHEEL_FILE = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[\w./+-]+\.whl", re.ASCII)

_TITLES = (
    *("Councillor", "Cllr", "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Professor", "Prof"),
    *("Sir", "Dame", "Lord", "Lady", "Rev", "Reverend", "Canon", "Alderman"),
)
# Letters after a name are no part of it.
_HONOURS = frozenset(
    (
        *("OBE", "MBE", "CBE", "KBE", "DBE", "GBE", "BEM", "CB", "KCB", "CVO", "MVO", "CMG", "GC"),
        *("VC", "MP", "MS", "MSP", "MEP", "PC", "KC", "QC", "JP", "DL", "RD", "TD", "QPM", "KPM"),
        *("PhD", "DPhil", "MD", "MA", "BA", "MSc", "BSc", "LLB", "MBA", "FRS", "FRSA", "CPFA"),
    )
)
# Words that go before a surname and belong to it.
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "du", "del", "della", "di", "da", "dos", "das", "la"),
        *("le", "ter", "ten", "zu", "al", "el", "bin", "ibn", "ap", "ab", "st"),
    )
)
_VACANCY = re.compile(
    r"\W*(?:(?:a|the) )?vacan(?:cy|t)(?: (?:seat|post|position|place))?"
    r"(?:\s*[(,:–-]\s*(?P<group>[^()]*?)\)?)?\W*",
    re.IGNORECASE,
)
_COUNCIL_WORDS = (
    *("council", "county", "city", "borough", "district", "metropolitan", "london", "royal"),
    *("unitary", "authority", "of", "and", "the"),
)
_SMALL_WORDS = ("and", "of", "the", "for", "committee")
# Letters that are no letter of the alphabet with a mark on it.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
# No file can have these names on Windows, whatever follows the first full stop.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


@dataclass(frozen=True)
class NewRegister:
    """What a clerk says of a new register."""

    council: str
    committee: str
    members: tuple[str, ...]
    meeting: date
    id: str | None = None
    clerk: str | None = None
    email: str | None = None
    time: str | None = None
    place: str | None = None
    tool: str = WHEEL
    private: bool = False
    hosted: bool = True
    """Whether the register is at the top of its repository, where a code host looks."""

    @property
    def committee_id(self) -> str:
        """The id given, or the initials of the committee's name."""
        return self.id or _initials(self.committee)

    @property
    def council_id(self) -> str:
        """The id of the council: its name without `council` and the like."""
        words = [w for w in _plain(self.council).split() if w not in _COUNCIL_WORDS]
        name = "-".join(words)[:LONGEST_ID].strip("-") or "council"
        return f"{name}-council" if _DEVICES.match(name) else name

    @property
    def meeting_id(self) -> str:
        """The id of the first meeting."""
        return f"{self.committee_id}-{self.meeting.isoformat()}"


# ------------------------------------------------------------------------------------- answers


def answer(typed: str) -> str:
    """What was typed, without the spaces around it; ``ValueError`` where no record may hold it."""
    text = typed.strip()
    if not text:
        raise ValueError("there is nothing in it")
    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text)} characters, and {LONGEST} are the most")
    if re.search(r"[\n\r\t]", text):
        raise ValueError("it holds a tab or a second line; write it on one line with spaces")
    if bad := FORBIDDEN.search(text) or next(needless_characters(text), None):
        raise ValueError(f"it holds {name_of(bad[0])}, which is invisible; type it again")
    return text


def names(typed: Sequence[str]) -> tuple[str, ...]:
    """The members' names, or words for a vacancy; ``ValueError`` where there are none, or one twice."""
    given = tuple(answer(name) for name in typed)
    if not given:
        raise ValueError("there is nothing in it")
    people = [name for name in given if not _VACANCY.fullmatch(name)]
    bare = [_named(name)[1].casefold() for name in people]
    for name, one in zip(people, bare, strict=True):
        if bare.count(one) > 1:
            hint = "if they are two people, add a second name"
            raise ValueError(f"{name} is named twice; {hint}")
    return given


def committee_id(typed: str) -> str:
    """An id for the committee, which names files too; ``ValueError`` where it cannot."""
    if not re.fullmatch(ID_PATTERN.strip("^$"), typed):
        raise ValueError(
            "an id has letters, digits, full stops, _ and -, and begins with a letter or digit"
        )
    if len(typed) > LONGEST_ID:
        raise ValueError(f"it has {len(typed)} characters, and {LONGEST_ID} are the most")
    if _DEVICES.match(typed):
        raise ValueError("no file can have that name on Windows")
    return typed


def wheel(typed: str) -> str:
    """A wheel of the tool, as a file of the repository or an address; ``ValueError`` for anything else.

    Only a wheel is installed without building it, and only a hash says which file an address means.
    """
    text = answer(typed)
    if _WHEEL_ADDRESS.fullmatch(text) or _WHEEL_FILE.fullmatch(text):
        return text
    if "://" in text:
        raise ValueError("an address ends with `.whl#sha256=` and the 64 digits of the file's hash")
    raise ValueError(f"name the wheel of scrutiny, such as {WHEEL}")


def doubts(day: date, as_of: date) -> list[str]:
    """What speaks against a day for the next meeting, by the usual rules."""
    past = [f"{full_date(day)} is past."] if day < as_of else []
    return past + warnings(Subject(None, day), as_of)


def _named(written: str) -> tuple[str | None, str]:
    """Title and name: ``Councillor Ann Example`` is a councillor called Ann Example."""
    head, _, rest = written.partition(" ")
    fits = head.rstrip(".") in _TITLES and rest and not rest.startswith(" ")
    return (head, rest) if fits else (None, written)


# ----------------------------------------------------------------------------------------- ids


def _plain(text: str) -> str:
    """A text in small letters of the alphabet, its marks and apostrophes left out."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’ʼ\u0300-\u036f]", "", letters)).strip()


def _initials(name: str) -> str:
    words = [word for word in _plain(name).split() if word not in _SMALL_WORDS]
    initials = words[0] if len(words) == 1 else "".join(word[0] for word in words)
    initials = initials[:LONGEST_ID] or "committee"
    return f"{initials}-committee" if _DEVICES.match(initials) else initials


def _person_ids(people: list[tuple[str | None, str]]) -> list[str]:
    """An id for each person: the surname, with the first name where two share it."""
    bare = [_without_honours(name) for _, name in people]
    whole = [_slug(words) or "member" for words in bare]
    short = [_slug(_surname(words)) or one for words, one in zip(bare, whole, strict=True)]
    ids: list[str] = []
    for one, full in zip(short, whole, strict=True):
        wanted = one if short.count(one) == 1 else full
        name, number = wanted, 1
        while name in ids:
            number += 1
            name = f"{wanted}-{number}"
        ids.append(name)
    return ids


def _slug(words: list[str]) -> str:
    return _plain(" ".join(words)).replace(" ", "-")[:LONGEST_ID].strip("-")


def _without_honours(name: str) -> list[str]:
    """The words of a name without letters after it, such as MBE."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1].replace(".", "") in _HONOURS:
        words.pop()
    return words


def _surname(words: list[str]) -> list[str]:
    """The last word of a name, with what belongs before it: van der Berg."""
    first = len(words) - 1
    # A first name is no particle: Van Morrison.
    while first > 1 and words[first - 1].casefold().rstrip(".") in _PARTICLES:
        first -= 1
    return words if first == 1 and words[0] in _PARTICLES else words[first:]


# --------------------------------------------------------------------------------------- files


def prepare(folder: Path, start: NewRegister) -> edit.Edit:
    """Work out the files of a new register in a folder that has none; refuse what has an error."""
    proposed = Proposed("the new register", files=files(start), remarked=frozenset({"date"}))
    return edit.prepare(check(folder, store.Files()), proposed)


def files(start: NewRegister) -> dict[str, str]:
    """Every file of the register by its path."""
    vacant = [_VACANCY.fullmatch(name) for name in start.members]
    people = [_named(n) for n, none in zip(start.members, vacant, strict=True) if not none]
    ids = _person_ids(people)
    holders = iter(ids)
    seats: list[dict[str, str | None]] = [
        {"group": none["group"]} if none else {"holder": next(holders)} for none in vacant
    ]
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
    texts = {
        "scrutiny.toml": _settings(start),
        **_record("councils", start.council_id, _filled("council.yaml", start, {})),
        **_record("committees", committee, _committee(start, seats)),
        **(_record("people", "members", _people(people, ids)) if people else {}),
        **_record("meetings", start.meeting_id, meeting),
        "templates/README.md": _starter("templates.md"),
        ".gitignore": "/build/\n.scrutiny-*\n",
        ".gitattributes": "*.yaml text\n/.scrutiny/schemas/*.json text linguist-generated\n",
        **{modeline.schema_file(kind): schema_text(kind) for kind in KINDS},
    }
    if start.hosted:
        texts[".pre-commit-config.yaml"] = _starter("pre-commit.yaml")
        visibility = "private" if start.private else "public"
        workflow = _starter("workflow.yml").replace("@VISIBILITY@", visibility)
        workflow = workflow.replace("@TOOL@", quoted(start.tool))
        texts[".github/workflows/records.yml"] = workflow
    return texts


def _starter(name: str) -> str:
    return (STARTER / name).read_text(encoding="utf-8")


def _record(kind: str, name: str, text: str) -> dict[str, str]:
    """A record file by its path, with the line that names its schema for editors."""
    path = f"records/{kind}/{name}.yaml"
    return {path: f"{modeline.modeline(path, kind)}\n{text}"}


def _settings(start: NewRegister) -> str:
    visibility = "private" if start.private else "public"
    return (
        "# public: the records must not contain anything exempt. private: they may, and no public\n"
        "# document ever shows it. Git never forgets what was once committed.\n"
        f'visibility = "{visibility}"\n'
        f"# The format of the records; `scrutiny upgrade` brings it up to date.\nformat = {FORMAT}\n"
    )


def _committee(start: NewRegister, holders: list[dict[str, str | None]]) -> str:
    contact = [
        f"  {key}: {quoted(value)}"
        for key, value in (("name", start.clerk), ("email", start.email))
        if value
    ]
    seats = []
    for position, seat in enumerate(holders):
        role = "chairperson" if position == 0 else "member"
        keys = [("holder", seat.get("holder")), ("role", role), ("group", seat.get("group"))]
        pairs = ", ".join(f"{k}: {flow(v)}" for k, v in keys if v)
        seats.append(f"  - {{{pairs}}}")
    values = {
        "ID": quoted(start.committee_id),
        "COMMITTEE": quoted(start.committee),
        "CONTACT": "\n".join(["contact:", *contact])
        if contact
        else "# contact: {name: ..., email: ...}",
        "SEATS": "\n".join(seats),
    }
    return _filled("committee.yaml", start, values)


def _filled(starter: str, start: NewRegister, values: dict[str, str]) -> str:
    """A starter with its words between `@` replaced."""
    values = {
        **values,
        "COUNCIL": quoted(start.council),
        "COUNCIL_ID": quoted(start.council_id),
    }
    # At one go: an answer may look like one of these words itself.
    return re.sub(f"@({'|'.join(values)})@", lambda found: values[found[1]], _starter(starter))


def _people(people: list[tuple[str | None, str]], ids: list[str]) -> str:
    lines = ["# Councillors, co-optees and officers whom the papers name."]
    for (title, name), person in zip(people, ids, strict=True):
        lines += ["", f"- id: {quoted(person)}", f"  name: {quoted(name)}"]
        if title:
            lines.append(f"  title: {quoted(title)}")
    return "\n".join(lines) + "\n"
